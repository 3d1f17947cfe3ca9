import { ChevronLeft, ChevronRight, Clock, Download } from 'lucide-react';
import { useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { KindIcon } from '../evidence/kind-icon.tsx';
import { useRoleName } from '../shape/roles.ts';
import type { Subject } from './use-subject.ts';

interface FootProps {
  readonly subject: Subject;
  readonly isNamed: boolean;
  /** Why nothing is seen, where it does not stand in place of the picture. */
  readonly saysWhyNot: boolean;
  /** A clock that it shows is to be read. */
  readonly onClock?: () => void;
}

/** Under a picture: what it is, its other files and pages, and how much of it is seen. */
export function Foot({ subject, isNamed, saysWhyNot, onClock }: FootProps) {
  const { t } = useTranslation('viewer');
  const { access } = useArchive();
  const { row, record, files, file, original } = subject;
  return (
    <footer className="viewer-foot small">
      {files.length > 1 && <Strip subject={subject} />}
      <div className="viewer-foot-line">
        <div className="viewer-foot-words">
          {isNamed && row && (
            <p className="viewer-foot-name">
              <span className="quiet numeric">{row.number}</span> <SafeText>{row.title}</SafeText>
            </p>
          )}
          <p className="quiet" aria-live="polite">
            <Quality subject={subject} saysWhyNot={saysWhyNot} />
          </p>
        </div>
        {subject.pages > 1 && <Pager subject={subject} />}
        {onClock && file?.id === record?.files[0]?.id && file?.captured != null && (
          <Button icon={Clock} size="small" tone="quiet" isDisabled={access === 'read'} onPress={onClock}>
            {t('open', { ns: 'clock' })}
          </Button>
        )}
        {original !== null && file && (
          <SaveOriginal
            fresh={() => subject.freshOriginal()}
            address={original}
            name={plainText(file.originalName)}
          />
        )}
      </div>
    </footer>
  );
}

interface SaveProps {
  /** An address that holds for some minutes more. */
  readonly fresh: () => Promise<string | null>;
  readonly address: string;
  readonly name: string;
}

/** A picture may be looked at for longer than an address holds. */
export function SaveOriginal({ fresh: freshAddress, address, name }: SaveProps) {
  const { t } = useTranslation('viewer');
  const { host } = useSession();
  const link = useRef<HTMLAnchorElement>(null);
  const fetched = useRef<string | null>(null);
  const onClick = async (event: MouseEvent): Promise<void> => {
    const { current } = link;
    // Pressed by ourselves, with an address that is new.
    if (!current || current.href === fetched.current) return;
    event.preventDefault();
    const fresh = await freshAddress();
    if (fresh === null) return;
    current.href = host.mediaUrl(fresh);
    fetched.current = current.href;
    current.click();
    fetched.current = null;
  };
  return (
    <a
      ref={link}
      className="button button-plain button-small"
      href={host.mediaUrl(address)}
      download={name}
      onClick={(event) => void onClick(event).catch(() => undefined)}
    >
      <Download aria-hidden size={16} />
      <span>{t('saveOriginal')}</span>
    </a>
  );
}

function Quality({ subject, saysWhyNot }: Pick<FootProps, 'subject' | 'saysWhyNot'>) {
  const { t } = useTranslation('viewer');
  const { shown, refusal, isHidden, record, file } = subject;
  const { drawn } = shown;
  if (isHidden) return t('hidden');
  if (drawn) {
    const { width, height, basis } = drawn;
    const pixels = t('pixels', { width, height });
    const of = basis === 'picture' ? pixels : `${pixels} · ${t(`basis.${basis}`)}`;
    return subject.isCoarse ? `${of} · ${t('coarse')}` : of;
  }
  if (refusal !== null) return saysWhyNot ? t(`none.${refusal}`) : null;
  if (record && !file) return t('none.not-there');
  return subject.error ? t('failed') : t('drawing');
}

function Strip({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation('viewer');
  const { host } = useSession();
  const roleName = useRoleName();
  const { files, thumbnails, leaf, open, isHidden } = subject;
  return (
    <ol className="viewer-strip" aria-label={t('files')}>
      {files.map((file, index) => {
        const small = thumbnails?.get(file.id)?.thumbnail ?? null;
        return (
          <li key={file.id}>
            <button
              type="button"
              className="viewer-strip-file"
              aria-current={index === leaf.file}
              onClick={() => open({ file: index, page: 0 })}
            >
              <span className="viewer-strip-picture">
                {!small && <KindIcon mediaType={file.mediaType} size={22} />}
                {small && (
                  <img
                    alt=""
                    draggable={false}
                    className={isHidden ? 'blurred' : undefined}
                    src={host.mediaUrl(small.address)}
                  />
                )}
              </span>
              <span>{roleName(file.role, index + 1)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Pages of a document. */
function Pager({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation('viewer');
  const { leaf, pages, open } = subject;
  const [typed, setTyped] = useState<string | null>(null);
  const go = (page: number): void => {
    setTyped(null);
    if (Number.isInteger(page) && page >= 0 && page < pages) open({ ...leaf, page });
  };
  return (
    <div className="viewer-pager" role="group" aria-label={t('pages')}>
      <IconButton
        icon={ChevronLeft}
        label={t('previousPage')}
        isDisabled={leaf.page === 0}
        onPress={() => go(leaf.page - 1)}
      />
      <input
        className="field-input viewer-page"
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('goToPage')}
        value={typed ?? String(leaf.page + 1)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(Number(typed) - 1);
        }}
      />
      <span className="numeric">{t('ofPages', { pages })}</span>
      <IconButton
        icon={ChevronRight}
        label={t('nextPage')}
        isDisabled={leaf.page + 1 >= pages}
        onPress={() => go(leaf.page + 1)}
      />
    </div>
  );
}
