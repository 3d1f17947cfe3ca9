import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fill, isAppError } from '../../shared/errors/app-error.ts';
import { errorTextsIn } from '../i18n/errors.ts';
import { detailIn, fieldIn } from '../i18n/named-details.ts';
import { plainText } from './safe-text.tsx';
import './notice.css';

export type NoticeTone = 'info' | 'good' | 'caution' | 'bad';

const icons = { info: Info, good: CircleCheck, caution: TriangleAlert, bad: CircleAlert } as const;

interface Props {
  readonly tone: NoticeTone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function Notice({ tone, title, children, actions }: Props) {
  const Icon = icons[tone];
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden size={20} strokeWidth={1.75} />
      <div className="notice-body">
        <p className="notice-title">{title}</p>
        {children}
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
    </div>
  );
}

/** What happened, what is safe, what to do: the same for every failure. */
export function ErrorNotice({ error, actions }: { readonly error: unknown; readonly actions?: ReactNode }) {
  const { i18n } = useTranslation();
  const { code, details } = isAppError(error)
    ? error
    : {
        code: 'internal' as const,
        details: { message: error instanceof Error ? error.message : String(error) },
      };
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      plainText(
        code === 'description-invalid' && name === 'field'
          ? fieldIn(i18n.language, String(value))
          : detailIn(i18n.language, name, String(value)),
      ),
    ]),
  );
  const text = errorTextsIn(i18n.language)[code];
  return (
    <Notice tone="bad" title={fill(text.title, values)} actions={actions}>
      <p>{fill(text.explanation, values)}</p>
      <p>{fill(text.action, values)}</p>
    </Notice>
  );
}
