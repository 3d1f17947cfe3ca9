import { useVirtualizer } from '@tanstack/react-virtual';
import { FileImage } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { SurveyEntry, SurveyResult } from '../../../shared/records/survey.ts';
import { Button } from '../../components/button.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { accessionForm } from './accession-form.tsx';
import { AndMore } from './and-more.tsx';
import { useGlances } from './use-glances.ts';
import './take-in.css';

export const pathOf = ({ path, pathBytes }: SurveyEntry): AnyPath =>
  pathBytes === undefined ? { text: path } : { bytes: pathBytes };

const mostOthers = 200;

interface Props {
  readonly found: SurveyResult;
  /** Places in the list of entries. */
  readonly leftOut: ReadonlySet<number>;
  readonly onChange: (leftOut: ReadonlySet<number>) => void;
  readonly onBack: () => void;
  /** What is asked beside the list. */
  readonly children: ReactNode;
}

/** Before anything is stored: what is there, and what of it does not belong. Sidecars go with their files. */
export function Review({ found, leftOut, onChange, onBack, children }: Props) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const files = useMemo(
    () => found.entries.flatMap((entry, index) => (entry.kind === 'file' ? [{ entry, index }] : [])),
    [found],
  );
  const others = found.entries.filter(({ kind }) => kind === 'skipped' || kind === 'failed');
  const ticked = files.filter(({ index }) => !leftOut.has(index));
  const bytes = ticked.reduce((sum, { entry }) => sum + (entry.size ?? 0), 0);
  // What is not listed is taken in too, and so are sidecars.
  const left = files.reduce((sum, { entry, index }) => sum + (leftOut.has(index) ? (entry.size ?? 0) : 0), 0);
  const missing = found.free === null ? 0 : found.bytes - left - found.free;
  return (
    <>
      <Section
        title={t('reviewTitle')}
        actions={
          <FieldCheck
            isSelected={leftOut.size === 0}
            isIndeterminate={leftOut.size > 0 && ticked.length > 0}
            onChange={(all) => onChange(all ? new Set() : new Set(files.map(({ index }) => index)))}
          >
            {t('ticked', { ticked: format.number(ticked.length), files: format.number(files.length) })}
          </FieldCheck>
        }
      >
        <p className="quiet">{t('reviewLead')}</p>
        <Files files={files} leftOut={leftOut} onChange={onChange} />
        {found.omitted > 0 && (
          <Notice tone="info" title={t('omitted', { count: found.omitted })}>
            <p>{t('omittedHint')}</p>
          </Notice>
        )}
        {others.length > 0 && (
          <details>
            <summary>{t('others', { count: others.length })}</summary>
            <ul className="take-in-others">
              {others.slice(0, mostOthers).map((entry) => (
                <li key={entry.pathBytes ?? entry.path}>
                  <SafeText>{entry.path}</SafeText> <span className="quiet small">{reasonOf(entry, t)}</span>
                </li>
              ))}
            </ul>
            <AndMore count={others.length - mostOthers} />
          </details>
        )}
      </Section>
      <Section title={t('originTitle')}>{children}</Section>
      {missing > 0 && (
        <Notice tone="caution" title={t('noRoom', { missing: format.bytes(missing) })}>
          <p>{t('noRoomHint', { free: format.bytes(found.free ?? 0) })}</p>
        </Notice>
      )}
      <div className="row spread">
        <Button onPress={onBack}>{t('back', { ns: 'common' })}</Button>
        <Button
          tone="primary"
          size="large"
          type="submit"
          form={accessionForm}
          isDisabled={ticked.length + found.omitted === 0}
        >
          {t('takeIn', { count: ticked.length + found.omitted, size: format.bytes(bytes) })}
        </Button>
      </div>
    </>
  );
}

const reasons = {
  link: 'link',
  'system-file': 'systemFile',
  'special-file': 'specialFile',
  'this-archive': 'thisArchive',
} as const;
type Words = ReturnType<typeof useTranslation<'takeIn'>>['t'];

function reasonOf({ reason, kind }: SurveyEntry, t: Words): string {
  const known = Object.entries(reasons).find(([id]) => id === reason);
  return known
    ? t(`reasons.${known[1]}`)
    : kind === 'failed' && reason === 'ENOENT'
      ? t('vanished')
      : kind === 'failed'
        ? t('unreadable', { code: reason ?? '' })
        : (reason ?? '');
}

interface FilesProps {
  readonly files: readonly { readonly entry: SurveyEntry; readonly index: number }[];
  readonly leftOut: ReadonlySet<number>;
  readonly onChange: (leftOut: ReadonlySet<number>) => void;
}

const rowHeight = 64;

function Files({ files, leftOut, onChange }: FilesProps) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const box = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- only a note that nothing here is memoized
  const rows = useVirtualizer({
    count: files.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const shown = rows.getVirtualItems();
  const pictures = useGlances(shown.flatMap(({ index }) => files[index]?.entry ?? []));
  return (
    <div ref={box} className="take-in-files" tabIndex={0} role="group" aria-label={t('reviewTitle')}>
      <div style={{ blockSize: rows.getTotalSize(), position: 'relative' }}>
        {shown.map((row) => {
          const file = files[row.index];
          if (!file) return null;
          const { entry, index } = file;
          const picture = pictures.get(entry.path);
          const change = (isTicked: boolean): void => {
            const next = new Set(leftOut);
            if (isTicked) next.delete(index);
            else next.add(index);
            onChange(next);
          };
          return (
            <div
              key={row.key}
              className="take-in-file"
              style={{ insetBlockStart: row.start, blockSize: rowHeight }}
            >
              <FieldCheck
                isSelected={!leftOut.has(index)}
                onChange={change}
                label={plainText(nameOf(entry.path))}
              >
                {null}
              </FieldCheck>
              <span className="take-in-picture">
                {picture ? (
                  <img src={picture} alt="" />
                ) : (
                  <FileImage aria-hidden size={22} strokeWidth={1.25} />
                )}
              </span>
              <span className="take-in-name">
                <SafeText>{nameOf(entry.path)}</SafeText>
                <span className="quiet small">
                  <SafeText>{folderOf(entry.path)}</SafeText>
                </span>
              </span>
              <span className="quiet small numeric">
                {entry.modified === null ? '' : format.moment(new Date(entry.modified).toISOString())}
              </span>
              <span className="quiet small numeric">{format.bytes(entry.size ?? 0)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;
const folderOf = (path: string): string => path.split(/[/\\]/).at(-2) ?? '';
