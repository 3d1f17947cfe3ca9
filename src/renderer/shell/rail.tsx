import {
  Archive,
  BookOpen,
  ChartGantt,
  Download,
  FileText,
  Flame,
  HardDriveUpload,
  History,
  House,
  Images,
  Info,
  Landmark,
  Link2,
  ListChecks,
  Map as MapIcon,
  Package,
  PenLine,
  ShieldCheck,
  Siren,
  TriangleAlert,
  UserRound,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../jobs/jobs.ts';
import { useReminders } from '../session/reminders.ts';
import { useSession } from '../session/session.tsx';
import { fractionOf } from '../components/job-progress.tsx';
import { useFormats } from '../i18n/format.ts';
import { useSpringLoaded } from '../features/records/item-drag.ts';
import { go, type Screen } from './route.ts';
import './rail.css';

const field = [
  ['take-in', 'takeIn', Download],
  ['describe', 'describe', PenLine],
  ['keep', 'keep', HardDriveUpload],
] as const;

const office = [
  ['evidence', 'evidence', Images],
  ['places', 'places', Landmark],
  ['incidents', 'incidents', Siren],
  ['persons', 'persons', UserRound],
  ['map', 'map', MapIcon],
  ['timeline', 'timeline', ChartGantt],
  ['gaps', 'gaps', ListChecks],
  ['dossier', 'dossier', FileText],
  ['packages', 'packages', Package],
  ['verify', 'verify', ShieldCheck],
  ['custody', 'custody', Link2],
  ['people', 'people', Users],
  ['disposition', 'disposition', Flame],
  ['bring-back', 'bringBack', History],
  ['manual', 'manual', BookOpen],
  ['about', 'about', Info],
] as const;

/** Without an archive only what needs none. */
const always: readonly Screen[] = ['verify', 'bring-back', 'manual', 'about'];

interface Entry {
  readonly screen: Screen;
  readonly label: string;
  readonly icon: LucideIcon;
}

export function Rail({ screen }: { readonly screen: Screen | null }) {
  const { t } = useTranslation('shell');
  const { archive } = useSession();
  const shown = (entries: readonly Entry[]): readonly Entry[] =>
    archive ? entries : entries.filter((entry) => always.includes(entry.screen));
  const groups = [
    {
      label: t('field'),
      isLarge: true,
      entries: shown(field.map(([to, key, icon]) => ({ screen: to, label: t(key), icon }))),
    },
    {
      label: t('office'),
      isLarge: false,
      entries: shown(office.map(([to, key, icon]) => ({ screen: to, label: t(key), icon }))),
    },
  ];
  return (
    <nav className="rail" aria-label={t('mainNavigation')}>
      <a className="rail-brand" href={archive ? '#/evidence' : '#/'}>
        <Archive aria-hidden size={22} strokeWidth={1.5} />
        <span>{t('productName', { ns: 'common' })}</span>
      </a>
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map((group) => (
          <div key={group.label} className="rail-group">
            {archive && <h2 className="rail-heading">{group.label}</h2>}
            <ul>
              {!archive && (
                <li>
                  <a href="#/" className="rail-link" aria-current={screen === null ? 'page' : undefined}>
                    <House aria-hidden size={18} strokeWidth={1.75} />
                    <span>{t('start')}</span>
                  </a>
                </li>
              )}
              {group.entries.map(({ screen: to, label, icon: Icon }) => (
                <li key={to}>
                  <RailLink
                    to={to}
                    label={label}
                    icon={Icon}
                    isLarge={group.isLarge}
                    isCurrent={screen === to}
                  />
                  {to === 'keep' && archive && <Due />}
                  {to === 'persons' && archive && <ReviewsDue />}
                </li>
              ))}
            </ul>
          </div>
        ))}
      <Running />
    </nav>
  );
}

/** How far work is. Apart from the rest, which does not change with it. */
function Running() {
  const { t } = useTranslation('shell');
  const { jobs } = useSession();
  const format = useFormats();
  const running = useJobs(jobs).filter(({ state }) => state === 'running');
  return (
    <div className="rail-jobs" aria-live="polite">
      {running.map((job) => {
        const fraction = job.progress ? fractionOf(job.progress) : null;
        return (
          <p key={job.id} className="rail-job">
            <span>{job.progress ? t(`progress.${job.progress.phase}`, { ns: 'common' }) : t('working')}</span>
            {fraction !== null && <span className="numeric">{format.percent(fraction)}</span>}
          </p>
        );
      })}
    </div>
  );
}

interface LinkProps {
  readonly to: Screen;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isLarge: boolean;
  readonly isCurrent: boolean;
}

/** Where records are that items can be dropped on. */
const takesItems: readonly Screen[] = ['places', 'incidents', 'persons'];

function RailLink({ to, label, icon: Icon, isLarge, isCurrent }: LinkProps) {
  const spring = useSpringLoaded(() => {
    if (!isCurrent) go(to);
  });
  const opens = takesItems.includes(to);
  const classes = [
    'rail-link',
    ...(isLarge ? ['rail-link-large'] : []),
    ...(spring.isOver ? ['rail-link-over'] : []),
  ];
  return (
    <a
      href={`#/${to}`}
      className={classes.join(' ')}
      aria-current={isCurrent ? 'page' : undefined}
      title={label}
      {...(opens ? spring.handlers : {})}
    >
      <Icon aria-hidden size={isLarge ? 20 : 18} strokeWidth={1.75} />
      <span>{label}</span>
    </a>
  );
}

/** What is due, in words and by its shape: it leads where something can be done about it. */
function Due() {
  const { t } = useTranslation('shell');
  const { backup, fixity } = useReminders();
  const due = [
    fixity !== null && fixity.damaged > 0 ? t('damageKnown') : null,
    backup === null ? null : t('backupDue'),
    fixity?.isOverdue === true ? t('checkDue') : null,
  ].filter((text) => text !== null);
  return <DueList due={due} />;
}

/** Sources whom somebody wanted to ask again by now. */
function ReviewsDue() {
  const { t } = useTranslation('shell');
  const { reviews } = useReminders();
  return <DueList due={reviews > 0 ? [t('reviewDue')] : []} />;
}

function DueList({ due }: { readonly due: readonly string[] }) {
  if (due.length === 0) return null;
  return (
    <ul className="rail-due">
      {due.map((text) => (
        <li key={text}>
          <TriangleAlert aria-hidden size={14} strokeWidth={2} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
