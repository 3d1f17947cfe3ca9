import type { ReactNode } from 'react';
import type { RecordMention, RecordView } from '../../../shared/records/record.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { Mention } from './mention.tsx';
import './record-parts.css';

/** A record that goes by a title: its number, the title, and in a line what is known at a glance. */
export function TitleHead({
  number,
  title = '',
  glance,
}: {
  readonly number: string;
  readonly title: string | undefined;
  readonly glance: readonly (string | null)[];
}) {
  return (
    <div>
      <span className="quiet small numeric">{number}</span>
      <h2>
        <SafeText>{title}</SafeText>
      </h2>
      <p className="record-glance">{glance.filter((one) => one !== null).join(' · ')}</p>
    </div>
  );
}

/** What somebody wrote at length. */
export function Prose({ children }: { readonly children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p className="record-prose">
      <SafeText multiline>{children}</SafeText>
    </p>
  );
}

type FactRow = readonly [string, ReactNode] | null;

/** A row of facts; none where nothing is said. */
export function proseRow(name: string, text: string | undefined): FactRow {
  if (text === undefined) return null;
  return [
    name,
    <SafeText multiline key={name}>
      {text}
    </SafeText>,
  ];
}

/** A row of facts with a line for each. */
export function linesRow(name: string, lines: readonly ReactNode[] | undefined): FactRow {
  if (lines === undefined) return null;
  return [
    name,
    lines.map((line, at) => (
      <div key={at}>{typeof line === 'string' ? <SafeText>{line}</SafeText> : line}</div>
    )),
  ];
}

/** Records by name, each leading to it: one below the other, or under a head one beside the other. */
export function MentionList({
  records,
  label,
}: {
  readonly records: readonly RecordMention[];
  /** Says what they are; then they stand under a head. */
  readonly label?: string;
}) {
  if (records.length === 0) return null;
  return (
    <ul className={label === undefined ? 'record-link-list' : 'record-names'} aria-label={label}>
      {records.map((one) => (
        <li key={one.id}>
          <Mention record={one} />
        </li>
      ))}
    </ul>
  );
}

/** Records of a kind whose content names this one, each once; `member`: in that member alone. */
export function naming(record: RecordView, kind: string, member?: string): readonly RecordMention[] {
  const found = record.namedBy.filter(
    (one) => one.record.kind === kind && (member === undefined || one.member === member),
  );
  return [...new Map(found.map(({ record: one }) => [one.id, one])).values()];
}
