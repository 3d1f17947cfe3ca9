import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Eraser, LockKeyholeOpen, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence, OccurrenceChoice, PersonReport } from '../../../shared/records/person.ts';
import type { RecordMention, RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { FieldCheck, FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { useMemberName } from '../records/member-name.ts';
import { Mention } from '../records/mention.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { useTerms } from '../records/vocabularies.ts';
import { useSealedState } from '../sealed/state.ts';
import { UnlockSealed } from '../sealed/unlock-sealed.tsx';
import { ErasePersonDialog } from './erase-person-dialog.tsx';
import { noChoices, type Chosen } from './choices.ts';

interface Props {
  readonly record: RecordView;
  readonly onClose: () => void;
}

/** Where in the archive somebody occurs, and what is to become of each place. */
export function PersonReportView({ record, onClose }: Props) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const { language } = useTranslation().i18n;
  const sealed = useSealedState();
  const [typed, setTyped] = useState('');
  const [also, setAlso] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<Chosen>(noChoices);
  const [asked, setAsked] = useState<'unlock' | 'erase' | null>(null);
  const { data, error, isFetching } = useQuery({
    queryKey: ['person', archive, 'about', record.id, also, sealed, language],
    queryFn: ({ signal }) =>
      host.client.people.about({ archive, person: record.id, also: [...also], language }, { signal }),
    enabled: sealed !== undefined,
    // What was found of somebody stays nowhere once it is not looked at.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const look = (): void =>
    setAlso(
      typed
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    );
  return (
    <article className="record-view person-report" aria-label={t('about.title')}>
      <header className="record-head">
        <Button size="small" tone="quiet" icon={ArrowLeft} onPress={onClose}>
          {t('about.back')}
        </Button>
        <h2>{t('about.title')}</h2>
        <p className="quiet">{t('about.lead')}</p>
        <p className="quiet">{t('about.notSeen')}</p>
        <form
          className="person-also"
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <FieldText label={t('about.also')} hint={t('about.alsoHint')} value={typed} onChange={setTyped} />
          <Button type="submit" icon={Search}>
            {t('about.look')}
          </Button>
        </form>
      </header>
      {sealed === 'locked' && (
        <Notice
          tone="caution"
          title={t('about.locked')}
          actions={
            <Button size="small" icon={LockKeyholeOpen} onPress={() => setAsked('unlock')}>
              {t('unlock', { ns: 'start' })}
            </Button>
          }
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {isFetching && (
        <p className="quiet" role="status">
          {t('about.looking')}
        </p>
      )}
      {data && !isFetching && (
        <>
          <Report report={data} chosen={chosen} onChoose={access === 'write' ? setChosen : null} />
          {access === 'write' && (
            <div className="row">
              <Button tone="danger" icon={Eraser} onPress={() => setAsked('erase')}>
                {t('erasure.act')}
              </Button>
            </div>
          )}
        </>
      )}
      {asked === 'unlock' && <UnlockSealed onClose={() => setAsked(null)} />}
      {asked === 'erase' && data && (
        <ErasePersonDialog
          person={record.id}
          also={also}
          report={data}
          chosen={chosen}
          onClose={() => setAsked(null)}
          onErased={() => go('persons')}
        />
      )}
    </article>
  );
}

/** `onChoose`: null where nothing can be chosen any more. */
export function Report({
  report,
  chosen,
  onChoose,
}: {
  readonly report: PersonReport;
  readonly chosen: Chosen;
  readonly onChoose: ((chosen: Chosen) => void) | null;
}) {
  const { t } = useTranslation('persons');
  const format = useFormats();
  const terms = useTerms();
  const memberName = useMemberName();
  const { records, namedBy, links, occurrences, files, copies, elsewhere, events, places } = report;
  const isAlone = namedBy.length + links.length + occurrences.length + files.length === 0;
  return (
    <>
      <p className="person-places" role="status">
        <strong>{t('about.places', { count: places, number: format.number(places) })}</strong>{' '}
        <span className="quiet small">
          {t('about.events', { count: events, number: format.number(events) })}
        </span>
      </p>
      <DetailSection title={t('about.own')}>
        <Mentions rows={records.map((one) => [one, null])} />
        {isAlone && <p className="small quiet">{t('about.nothing')}</p>}
      </DetailSection>
      {namedBy.length > 0 && (
        <DetailSection title={t('about.namedBy')}>
          <Mentions
            rows={namedBy.map(({ record, member }) => [
              record,
              member === null ? t('about.earlier') : memberName(member),
            ])}
          />
        </DetailSection>
      )}
      {links.length > 0 && (
        <DetailSection title={t('about.links')}>
          <Mentions
            rows={links.map(({ type, other, isRemoved }) => [
              other,
              `${terms.relation(type, 'from')}${isRemoved ? ` · ${t('about.removed')}` : ''}`,
            ])}
          />
        </DetailSection>
      )}
      {occurrences.length > 0 && (
        <DetailSection title={t('about.texts')}>
          <ul className="person-texts">
            {occurrences.map((one) => (
              <OccurrenceRow
                key={one.key}
                occurrence={one}
                choice={chosen.choices[one.key] ?? one.suggested}
                onChoose={
                  onChoose &&
                  ((choice) => onChoose({ ...chosen, choices: { ...chosen.choices, [one.key]: choice } }))
                }
              />
            ))}
          </ul>
        </DetailSection>
      )}
      {files.length > 0 && (
        <DetailSection title={t('about.files')}>
          <p className="small quiet">{t('about.filesBody')}</p>
          <ul className="person-texts">
            {files.map(({ item, name, in: parts, isHeld }) => (
              <li key={`${item.id} ${name}`} className="person-text">
                <div>
                  <Mention record={item} />
                  <p className="small quiet">
                    <SafeText>{name}</SafeText> · {format.list(parts.map((part) => t(`about.in.${part}`)))}
                  </p>
                </div>
                {isHeld ? (
                  <span className="small quiet">{t('about.held')}</span>
                ) : (
                  <FieldCheck
                    isSelected={chosen.destroy.includes(item.id)}
                    isDisabled={onChoose === null}
                    onChange={(isDestroyed) =>
                      onChoose?.({
                        ...chosen,
                        destroy: [
                          ...chosen.destroy.filter((id) => id !== item.id),
                          ...(isDestroyed ? [item.id] : []),
                        ],
                      })
                    }
                  >
                    {t('erasure.destroyThis')}
                  </FieldCheck>
                )}
              </li>
            ))}
          </ul>
        </DetailSection>
      )}
      {copies.length > 0 && (
        <DetailSection title={t('about.copies')}>
          <ul className="record-link-list">
            {copies.map(({ item, exhibit, id, createdAt }) => (
              <li key={`${id} ${item}`}>
                <span>
                  <span className="numeric">{exhibit}</span> · <span className="numeric">{item}</span>
                </span>
                <span className="small quiet">{format.moment(createdAt)}</span>
              </li>
            ))}
          </ul>
        </DetailSection>
      )}
      {elsewhere.length > 0 && (
        <DetailSection title={t('about.elsewhere')}>
          <ul className="record-link-list">
            {elsewhere.map(({ what, name }) => (
              <li key={`${what} ${name}`}>
                <SafeText>{name}</SafeText>
                <span className="small quiet">{t(`about.what.${what}`)}</span>
              </li>
            ))}
          </ul>
        </DetailSection>
      )}
    </>
  );
}

function Mentions({ rows }: { readonly rows: readonly (readonly [RecordMention, string | null])[] }) {
  return (
    <ul className="record-link-list">
      {rows.map(([record, about], at) => (
        <li key={at}>
          <Mention record={record} />
          {about !== null && (
            <span className="small quiet">
              <SafeText>{about}</SafeText>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const choices = ['replace', 'erase', 'leave'] as const;

function OccurrenceRow({
  occurrence,
  choice,
  onChoose,
}: {
  readonly occurrence: Occurrence;
  readonly choice: OccurrenceChoice;
  readonly onChoose: ((choice: OccurrenceChoice) => void) | null;
}) {
  const { t } = useTranslation('persons');
  const memberName = useMemberName();
  const { where, field, about, excerpts, isWhole, isHeld, texts } = occurrence;
  const isMember = where === 'record' || where === 'sealed-record' || where === 'item';
  const offered = where === 'saved-search' ? (['erase', 'leave'] as const) : choices;
  return (
    <li className="person-text">
      <div>
        <p className="small">
          <span className="quiet">
            {t(`about.where.${where}`)}
            {isMember && ` · ${memberName(field)}`}{' '}
          </span>
          {about && <Mention record={about} />}
        </p>
        {excerpts.map(({ text, matches }, at) => (
          <p key={at} className="person-excerpt">
            <Marked text={text} matches={matches} />
          </p>
        ))}
        <p className="small quiet">
          {isWhole ? t('about.whole') : t('about.part')}
          {texts > 1 && ` · ${t('about.past')}`}
        </p>
      </div>
      {isHeld ? (
        <span className="small quiet">{t('about.held')}</span>
      ) : (
        <FieldSelect
          label={t('about.choice.label')}
          isLabelHidden
          isDisabled={onChoose === null}
          choices={offered.map((id) => ({ id, label: t(`about.choice.${id}`) }))}
          value={choice}
          onChange={(next) => onChoose?.(next)}
        />
      )}
    </li>
  );
}

/** A text with what was found in it marked. */
function Marked({
  text,
  matches,
}: {
  readonly text: string;
  readonly matches: readonly { readonly from: number; readonly to: number }[];
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of matches) {
    parts.push(<SafeText key={at}>{text.slice(at, from)}</SafeText>);
    parts.push(
      <mark key={from}>
        <SafeText>{text.slice(from, to)}</SafeText>
      </mark>,
    );
    at = to;
  }
  parts.push(<SafeText key="rest">{text.slice(at)}</SafeText>);
  return parts;
}
