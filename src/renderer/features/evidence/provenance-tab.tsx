import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileRecordView, ItemRecord } from '../../../shared/records/item.ts';
import { differentWarnings } from '../../../shared/records/readings.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { ClockBasis, ClockChecks } from '../clock/clock-checks.tsx';
import { wallText } from '../clock/words.ts';
import { Said } from '../../components/said.tsx';
import { coordinatesText } from '../map/coordinates.ts';
import { CheckFile } from './check-file.tsx';
import { evidence } from '../../i18n/en/evidence.ts';
import { useFormats } from '../../i18n/format.ts';

const isKnown = (code: string): code is keyof typeof evidence.warning =>
  Object.hasOwn(evidence.warning, code);

/** Where an item comes from, and what its files say about themselves. */
export function ProvenanceTab({ record }: { readonly record: ItemRecord }) {
  return (
    <div className="stack">
      {record.files.map((file) => (
        <FileProvenance key={file.id} file={file} record={record} />
      ))}
    </div>
  );
}

function FileProvenance({ file, record }: { readonly file: FileRecordView; readonly record: ItemRecord }) {
  const { t } = useTranslation('evidence');
  const format = useFormats();
  const { accession } = file;
  const { method, carrier, receivedFrom, place, receivedAt, clockCheck, statement, note } =
    accession.description;
  const said = (name: string, text: string | undefined) =>
    text === undefined
      ? null
      : ([
          name,
          <SafeText key={name} multiline>
            {text}
          </SafeText>,
        ] as const);
  return (
    <section className="stack evidence-provenance">
      <Facts
        rows={[
          [t('provenance.number'), accession.number],
          [t('provenance.startedAt'), format.moment(accession.startedAt)],
          method === undefined ? null : [t('provenance.method'), t(`method.${method}`)],
          said(t('provenance.carrier'), carrier?.label),
          said(t('provenance.carrierSerial'), carrier?.serial),
          said(t('provenance.carrierFileSystem'), carrier?.fileSystem),
          carrier?.writeProtected === undefined
            ? null
            : [
                t('provenance.writeProtected'),
                t(`provenance.protection.${carrier.writeProtected ? 'on' : 'off'}`),
              ],
          said(t('provenance.whereNow'), carrier?.whereNow),
          said(t('provenance.receivedFrom'), receivedFrom),
          said(t('provenance.place'), place),
          said(t('provenance.receivedAt'), receivedAt),
          said(t('provenance.deviceShowed'), clockCheck?.deviceShowed),
          said(t('provenance.referenceShowed'), clockCheck?.referenceShowed),
          said(t('provenance.reference'), clockCheck?.reference),
          said(t('provenance.statement'), statement),
          said(t('provenance.note'), note),
        ]}
      />
      <h3>{t('provenance.file')}</h3>
      <Facts
        rows={[
          said(t('provenance.originalName'), file.originalName),
          said(t('provenance.originalPath'), file.originalPath),
          [t('provenance.size'), `${format.bytes(file.size)} (${format.number(file.size)})`],
          said(t('provenance.mediaType'), file.mediaType),
          file.width === null ? null : [t('provenance.pixels'), `${file.width} × ${file.height ?? 0}`],
          ['SHA-256', <Hash key="sha256" name="SHA-256" value={file.sha256} />],
          ['SHA-512', <Hash key="sha512" name="SHA-512" value={file.sha512} />],
        ]}
      />
      <CheckFile id={file.id} />
      {file.warnings.length > 0 && (
        <Notice tone="caution" title={t('provenance.warnings')}>
          {differentWarnings(file.warnings).map(({ code, detail }) => (
            <div key={`${code} ${detail}`} className="small">
              {isKnown(code) ? t(`warning.${code}`) : <code>{code}</code>}
              <div className="quiet">
                <Said>{detail}</Said>
              </div>
            </div>
          ))}
        </Notice>
      )}
      <h3>{t('provenance.readAndAsserted')}</h3>
      <Readings file={file} record={record} />
      {file.id === record.files[0]?.id && <ClockChecks record={record} />}
      <Metadata metadata={file.metadata} />
    </section>
  );
}

function Readings({ file, record }: { readonly file: FileRecordView; readonly record: ItemRecord }) {
  const { t } = useTranslation('evidence');
  const { captured, position, camera } = file;
  const { asserted } = record;
  const nothing = t('provenance.nothing');
  const place = (at: { readonly latitude: number; readonly longitude: number } | null) =>
    at === null ? nothing : coordinatesText(at.latitude, at.longitude);
  const words = [camera?.make, camera?.model, camera?.serial, camera?.lens].filter(
    (word) => typeof word === 'string',
  );
  return (
    <table className="evidence-readings">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('provenance.fromFile')}</th>
          <th scope="col">{t('provenance.fromPeople')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('provenance.captured')}</th>
          <td>
            {captured === null ? (
              nothing
            ) : (
              <SafeText>{`${captured.value.replace('T', ' ')} ${captured.offset ?? ''}`}</SafeText>
            )}
            {captured?.utc != null && (
              <div className="quiet numeric">
                {t(`provenance.utc.${captured.basis === 'local' ? 'utc' : captured.basis}`, {
                  time: wallText(captured.utc.replace(/Z$/, '')),
                })}
              </div>
            )}
            {captured !== null && <Source text={captured.source} />}
          </td>
          <td>
            {asserted.captured === null ? nothing : <SafeText>{wallText(asserted.captured)}</SafeText>}
            <ClockBasis record={record} />
          </td>
        </tr>
        <tr>
          <th scope="row">{t('provenance.position')}</th>
          <td>
            {place(position)}
            {position !== null && <Source text={position.source} />}
          </td>
          <td>{place(asserted.position)}</td>
        </tr>
        <tr>
          <th scope="row">{t('provenance.camera')}</th>
          <td>{words.length === 0 ? nothing : <SafeText>{words.join(' · ')}</SafeText>}</td>
          <td>{nothing}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Source({ text }: { readonly text: string }) {
  return (
    <span className="evidence-source">
      <SafeText>{text}</SafeText>
    </span>
  );
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  const { t } = useTranslation('evidence');
  const [copied, copy] = useCopy(value);
  return (
    <span className="evidence-hash">
      <code>{value}</code>
      <IconButton
        icon={copied === 'copied' ? Check : Copy}
        label={t('provenance.copyHash', { name })}
        onPress={copy}
      />
      <span role="status" className="small quiet">
        {copied !== null && t(copied, { ns: 'common' })}
      </span>
    </span>
  );
}

const shownAtFirst = 100;

/** Every tag, to be searched in. */
function Metadata({ metadata }: { readonly metadata: FileRecordView['metadata'] }) {
  const { t } = useTranslation('evidence');
  const [wanted, setWanted] = useState('');
  const [isAll, setAll] = useState(false);
  const lines = flat('', metadata);
  const word = wanted.trim().toLowerCase();
  const found = lines.filter(([tag, text]) => `${tag} ${text}`.toLowerCase().includes(word));
  const shown = isAll ? found : found.slice(0, shownAtFirst);
  return (
    <div className="stack-tight">
      <h3>{t('provenance.metadata')}</h3>
      {lines.length === 0 ? (
        <p className="small quiet">{t('provenance.metadataNone')}</p>
      ) : (
        <>
          <FieldText label={t('provenance.metadataSearch')} value={wanted} onChange={setWanted} />
          <dl className="evidence-metadata">
            {shown.map(([tag, text], index) => (
              <div key={index}>
                <dt>
                  <SafeText>{tag}</SafeText>
                </dt>
                <dd>
                  <SafeText multiline>{text}</SafeText>
                </dd>
              </div>
            ))}
          </dl>
          {found.length > shown.length && (
            <Button size="small" onPress={() => setAll(true)}>
              {t('showMore', { ns: 'common' })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** Groups within groups as one name each. */
function flat(prefix: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, part]) =>
      flat(prefix === '' ? name : `${prefix}:${name}`, part),
    );
  return [[prefix, typeof value === 'string' ? value : JSON.stringify(value)]];
}
