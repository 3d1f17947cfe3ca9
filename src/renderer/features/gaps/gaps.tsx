import {
  CalendarX,
  CircleCheckBig,
  Copy,
  Film,
  Flame,
  Languages,
  MapPinOff,
  Route,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { findingKinds, type FindingKind } from '../../../shared/records/finding.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty, Page } from '../../components/page.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useKept } from '../../session/use-kept.ts';
import { FindingCard } from './finding-card.tsx';
import { useCounts, useFindings } from './use-gaps.ts';
import './gaps.css';

const icons: Readonly<Record<FindingKind, LucideIcon>> = {
  'same-places': Copy,
  'captured-outside': CalendarX,
  'far-from-place': Route,
  'incident-without-evidence': Flame,
  'item-without-place': MapPinOff,
  'missing-frames': Film,
  'not-translated': Languages,
};

const languages = [
  { id: 'en', label: 'English' },
  { id: 'hy', label: 'Հայերեն' },
  { id: 'ru', label: 'Русский' },
] as const;

/** What may be there twice, what contradicts itself, what is missing: a list to work through, kind by kind. */
export function Gaps() {
  const { t } = useTranslation('gaps');
  const format = useFormats();
  const [chosen, setKind] = useKept<FindingKind | null>('gaps.kind', null);
  const [translation, setTranslation] = useKept<string>('gaps.translation', 'en');
  const [isAside, setAside] = useState(false);
  const { data: counted, error } = useCounts(translation);
  const counts = new Map(counted?.counts.map((one) => [one.kind, one]));
  const first = findingKinds.find((kind) => (counts.get(kind)?.open ?? 0) > 0) ?? 'same-places';
  const kind = chosen ?? first;
  const of = counts.get(kind);
  return (
    <Page title={t('title')} lead={t('lead')} isWide>
      {error !== null && <ErrorNotice error={error} />}
      <div className="gaps">
        <nav className="gaps-kinds" aria-label={t('kinds')}>
          <ul>
            {findingKinds.map((one) => {
              const Icon = icons[one];
              const open = counts.get(one)?.open;
              return (
                <li key={one}>
                  <button
                    type="button"
                    className={open === 0 ? 'gaps-kind gaps-kind-none' : 'gaps-kind'}
                    aria-current={one === kind ? 'true' : undefined}
                    onClick={() => {
                      setKind(one);
                      setAside(false);
                    }}
                  >
                    <Icon aria-hidden size={18} strokeWidth={1.75} />
                    <span>{t(`kind.${one}`)}</span>
                    <span className="numeric">{open === undefined ? '' : format.number(open)}</span>
                  </button>
                </li>
              );
            })}
          </ul>
          <p className="quiet small" role="status">
            {counted?.isWorking === true || counted == null
              ? t('working')
              : counted.asOf !== null && t('asOf', { moment: format.moment(counted.asOf) })}
          </p>
        </nav>
        <section className="gaps-list stack" aria-label={t(`kind.${kind}`)}>
          <header className="stack-tight">
            <div className="row spread">
              <h2>{t(`kind.${kind}`)}</h2>
              {of && of.aside > 0 && (
                <ToggleButtonGroup
                  aria-label={t('act.asideTitle')}
                  className="evidence-layout"
                  selectionMode="single"
                  disallowEmptySelection
                  selectedKeys={[isAside ? 'aside' : 'open']}
                  onSelectionChange={(keys) => setAside(keys.has('aside'))}
                >
                  <ToggleButton id="open" className="button button-plain button-small">
                    {`${t('open')} ${format.number(of.open)}`}
                  </ToggleButton>
                  <ToggleButton id="aside" className="button button-plain button-small">
                    {`${t('aside')} ${format.number(of.aside)}`}
                  </ToggleButton>
                </ToggleButtonGroup>
              )}
            </div>
            <p className="quiet">{t(`about.${kind}`)}</p>
            {kind === 'not-translated' && (
              <div className="gaps-language">
                <FieldSelect
                  label={t('translation')}
                  choices={languages}
                  value={translation as 'en'}
                  onChange={setTranslation}
                />
              </div>
            )}
          </header>
          <Findings
            key={`${kind} ${String(isAside)}`}
            kind={kind}
            isAside={isAside && (of?.aside ?? 0) > 0}
            translation={translation}
            asOf={counted?.asOf ?? null}
          />
        </section>
      </div>
    </Page>
  );
}

/** Findings that are no more than an item each: they lie beside each other. */
const ofItems: ReadonlySet<FindingKind> = new Set(['item-without-place', 'not-translated']);

interface FindingsProps {
  readonly kind: FindingKind;
  readonly isAside: boolean;
  readonly translation: string;
  readonly asOf: string | null;
}

function Findings({ kind, isAside, translation, asOf }: FindingsProps) {
  const { t } = useTranslation('gaps');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useFindings(
    kind,
    isAside,
    translation,
    asOf,
  );
  if (error !== null) return <ErrorNotice error={error} />;
  if (!data) return null;
  const findings = data.pages.flatMap((page) => page.findings);
  if (findings.length === 0)
    return (
      <Empty icon={CircleCheckBig} title={t('allDone')}>
        <p>{t('allDoneBody')}</p>
      </Empty>
    );
  return (
    <>
      <ul className={ofItems.has(kind) ? 'gaps-findings gaps-findings-items' : 'gaps-findings'}>
        {findings.map((finding) => (
          <FindingCard key={`${finding.key} ${finding.facts}`} finding={finding} translation={translation} />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}
