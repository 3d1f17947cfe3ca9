import { useTranslation } from 'react-i18next';
import type { HeritageObject, Place } from '../../../shared/catalogue/place.ts';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useDateWords } from '../records/date-words.ts';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { Mention } from '../records/mention.tsx';
import { linesRow, Prose, proseRow } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { useMentions } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { positionInWords } from './position-words.ts';

const joined = (texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join(' · ');
const registered = (registers: Place['registers']) =>
  registers?.map(({ register, number }) => `${register}: ${number}`);

/** What is known of a place itself. */
export function PlaceFacts({ content }: { readonly content: Partial<Place> }) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const terms = useTerms();
  const words = useDateWords();
  const when = (date: string | undefined) => (date === undefined ? undefined : words(date));
  const { types, period, geometry, areas, designations, registers, baseline, description, note } = content;
  return (
    <>
      <Prose>{description}</Prose>
      <Facts
        rows={[
          types ? [t('member.types'), types.map((id) => terms.label('place-types', id)).join(', ')] : null,
          period === undefined ? null : [say('built'), words(period)],
          geometry ? [t('position.where'), <bdi key="where">{positionInWords(geometry, t)}</bdi>] : null,
          content.isLocationWithheld === true
            ? [t('member.confidentiality'), t('member.isLocationWithheld')]
            : null,
          linesRow(
            t('member.areas'),
            areas?.map(({ name, accordingTo, period: known }) =>
              joined([
                name,
                accordingTo === undefined ? undefined : `${t('name.accordingTo')}: ${accordingTo}`,
                when(known),
              ]),
            ),
          ),
          linesRow(
            t('member.designations'),
            designations?.map(({ what, by, date }) => joined([what, by, when(date)])),
          ),
          linesRow(t('member.registers'), registered(registers)),
          proseRow(t('member.note'), note),
        ]}
      />
      {baseline && (
        <DetailSection title={say('parts.baseline')}>
          {baseline.date !== undefined && <p className="small quiet">{words(baseline.date)}</p>}
          <p>
            <SafeText multiline>{baseline.what}</SafeText>
          </p>
          {baseline.items && <ItemTileList label={say('parts.baseline')} items={baseline.items} />}
        </DetailSection>
      )}
    </>
  );
}

const proses = [
  'type',
  'measurements',
  'materials',
  'maker',
  'subject',
  'inscriptions',
  'distinguishingFeatures',
  'description',
  'note',
] as const;

/** What is known of an object itself. */
export function ObjectFacts({ content }: { readonly content: Partial<HeritageObject> }) {
  const { t } = useTranslation('records');
  const words = useDateWords();
  const mentions = useMentions([content.place, content.from].filter((one) => one !== undefined));
  const where = (['place', 'from'] as const).map((name) => {
    const mention = mentions.get(content[name] ?? '');
    return mention ? ([t(`member.${name}`), <Mention key={name} record={mention} />] as const) : null;
  });
  return (
    <Facts
      rows={[
        ...where,
        content.period === undefined ? null : [t('member.period'), words(content.period)],
        ...proses.map((name) => proseRow(t(`member.${name}`), content[name])),
        proseRow(t('member.registers'), registered(content.registers)?.join(' · ')),
      ]}
    />
  );
}
