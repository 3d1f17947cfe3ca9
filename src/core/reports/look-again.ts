import type { LeftOut } from '../../shared/records/report.ts';
import type { Block, Exhibit } from './outline.ts';
import type { Telling } from './telling.ts';

type Subject = Pick<LeftOut, 'id' | 'number' | 'kind'>;

/**
 * Looks through all that a document says once it is put together, whatever made it: what names somebody protected is left out and told,
 * and a heading gives way to the number of its record. The program's own words are left as they are.
 */
export function lookAgain(telling: Telling, blocks: readonly Block[]): readonly Block[] {
  const { audience } = telling;
  let about: Subject | null = null;
  const refused = (text: string, subject: Subject | null): boolean => {
    if (!audience.namesProtected(text)) return false;
    if (subject) telling.leaveOut(subject, 'names-protected', text);
    return true;
  };
  return blocks.flatMap((block, at): readonly Block[] => {
    switch (block.kind) {
      case 'heading': {
        const { anchor = '', text } = block;
        const record = recordOf(telling, anchor);
        if (record) {
          about = record;
          return [refused(text, record) ? { ...block, text: record.number } : block];
        }
        // The label of a group may be a term that this archive added.
        if (!anchor.startsWith('group-')) return [block];
        about = null;
        return refused(text, firstSubject(telling, blocks.slice(at + 1))) ? [] : [block];
      }
      case 'note':
        return [block];
      case 'reference':
        return [
          refused(block.text, recordOf(telling, block.anchor)) ? { ...block, text: block.anchor } : block,
        ];
      case 'sentences': {
        const sentences = block.sentences.filter(
          ({ text, exhibits }) => !refused(text, about ?? itemOf(telling, exhibits)),
        );
        return sentences.length > 0 ? [{ kind: 'sentences', sentences }] : [];
      }
      case 'facts': {
        const facts = block.facts.filter(([, value]) => !refused(value, about));
        return facts.length > 0 ? [{ kind: 'facts', facts }] : [];
      }
      case 'exhibit':
        return [{ kind: 'exhibit', exhibit: exhibitWithout(block.exhibit, refused) }];
    }
  });
}

function exhibitWithout(exhibit: Exhibit, refused: (text: string, subject: Subject) => boolean): Exhibit {
  const { id, number, title, facts, texts } = exhibit;
  const subject = { id, number, kind: 'item' };
  return {
    ...exhibit,
    title: refused(title, subject) ? '' : title,
    facts: facts.filter(([, value]) => !refused(value, subject)),
    texts: texts.filter((text) => !refused(text, subject)),
  };
}

function recordOf(telling: Telling, number: string): Subject | null {
  const record = number === '' ? null : (telling.find(number, 'incident') ?? telling.find(number, 'place'));
  return record && { id: record.uuid, number: record.number, kind: record.kind };
}

function itemOf({ exhibits }: Telling, [first]: readonly string[]): Subject | null {
  const entry = exhibits.entries().find(({ label }) => label === first);
  return entry ? exhibits.subjectOf(entry.item) : null;
}

/** What a heading without a record stands over. */
function firstSubject(telling: Telling, blocks: readonly Block[]): Subject | null {
  for (const block of blocks) {
    const found =
      block.kind === 'heading' || block.kind === 'reference'
        ? recordOf(telling, block.anchor ?? '')
        : block.kind === 'sentences'
          ? itemOf(telling, block.sentences[0]?.exhibits ?? [])
          : null;
    if (found) return found;
  }
  return null;
}
