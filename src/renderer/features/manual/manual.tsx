import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/notice.tsx';
import type { Block, Inline } from './blocks.ts';
import './manual.css';

const manuals = {
  en: () => import('virtual:manual/en'),
  hy: () => import('virtual:manual/hy'),
  ru: () => import('virtual:manual/ru'),
} as const;
const first = 'README';

interface Reading {
  readonly pictures: Readonly<Record<string, string>>;
  /** Chapters by id; what else a link leads to lies in the program's folder, and not in the window. */
  readonly known: ReadonlySet<string>;
  readonly onChapter: (id: string) => void;
}

/** docs/manual in the window: chapters on the left, and the one that is read. */
export function Manual() {
  const { t, i18n } = useTranslation('manual');
  const language = i18n.language in manuals ? (i18n.language as keyof typeof manuals) : 'en';
  const [chapter, setChapter] = useState(first);
  const top = useRef<HTMLElement>(null);
  const { data, error } = useQuery({
    queryKey: ['manual', language],
    queryFn: manuals[language],
    staleTime: Infinity,
  });
  // In braces: a browser of today answers with a promise, and React would call it to clear up.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' });
  }, [chapter]);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  const { chapters, pictures } = data;
  const at = Math.max(
    0,
    chapters.findIndex(({ id }) => id === chapter),
  );
  const shown = chapters[at];
  const next = chapters[at + 1];
  const reading: Reading = {
    pictures,
    known: new Set(chapters.map(({ id }) => id)),
    onChapter: setChapter,
  };
  return (
    <div className="manual">
      <nav aria-label={t('chapters')}>
        <ul>
          {chapters.map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                className="manual-chapter"
                aria-current={id === shown?.id ? 'page' : undefined}
                onClick={() => setChapter(id)}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <article ref={top} className="manual-text">
        {shown && <Blocks blocks={shown.blocks} reading={reading} />}
        {next && (
          <p className="manual-next">
            {t('next')}{' '}
            <button type="button" className="manual-link" onClick={() => setChapter(next.id)}>
              {next.title}
            </button>
          </p>
        )}
      </article>
    </div>
  );
}

function Blocks({ blocks, reading }: { readonly blocks: readonly Block[]; readonly reading: Reading }) {
  return blocks.map((block, index) => <Part key={index} block={block} reading={reading} />);
}

function Part({ block, reading }: { readonly block: Block; readonly reading: Reading }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const text = <Line text={block.text} reading={reading} />;
      return block.level === 1 ? <h1>{text}</h1> : <h2>{text}</h2>;
    }
    case 'paragraph':
      return (
        <p>
          <Line text={block.text} reading={reading} />
        </p>
      );
    case 'picture':
      return (
        <img
          className="manual-picture"
          src={reading.pictures[block.name]}
          alt={block.says}
          width={1280}
          height={800}
          loading="lazy"
        />
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} reading={reading} />
        </li>
      ));
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function Line({ text, reading }: { readonly text: readonly Inline[]; readonly reading: Reading }) {
  return text.map((piece, index) => {
    switch (piece.kind) {
      case 'strong':
        return <strong key={index}>{piece.text}</strong>;
      case 'emphasis':
        return <em key={index}>{piece.text}</em>;
      case 'code':
        return <code key={index}>{piece.text}</code>;
      case 'link': {
        const id = piece.to.replace(/\.md$/, '');
        if (!reading.known.has(id)) return <em key={index}>{piece.text}</em>;
        return (
          <button key={index} type="button" className="manual-link" onClick={() => reading.onChapter(id)}>
            {piece.text}
          </button>
        );
      }
      case 'text':
        return piece.text;
    }
  });
}
