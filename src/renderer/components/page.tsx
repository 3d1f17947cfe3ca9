import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './page.css';

interface PageProps {
  readonly title: string;
  /** One sentence that says what this screen is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** A screen that fills the window rather than a column of text. */
  readonly isWide?: boolean;
}

export function Page({ title, lead, actions, children, isWide = false }: PageProps) {
  return (
    <div className={isWide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {lead !== undefined && <p className="quiet">{lead}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className="section">
      <header className="row spread">
        <h2>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** An empty screen says what to do first. */
export function Empty({
  icon: Icon,
  title,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon aria-hidden size={40} strokeWidth={1.25} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Names and values. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode] | null)[] }) {
  const said = rows.filter((row) => row !== null);
  if (said.length === 0) return null;
  return (
    <dl className="facts">
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
