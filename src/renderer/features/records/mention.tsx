import type { RecordMention } from '../../../shared/records/record.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { addressOfRecord } from './where.ts';
import './mention.css';

/** A record by name and number, leading to it where there is a screen for it. */
export function Mention({ record }: { readonly record: RecordMention }) {
  const address = addressOfRecord(record);
  const name = (
    <>
      <span className="quiet small numeric">{record.number}</span> <SafeText>{record.name}</SafeText>
    </>
  );
  return address === null ? (
    <span className="record-mention">{name}</span>
  ) : (
    <a className="record-mention" href={address}>
      {name}
    </a>
  );
}
