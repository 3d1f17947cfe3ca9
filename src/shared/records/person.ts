import { z } from 'zod';
import { copyGivenOut } from './disposition.ts';
import { recordMention } from './record.ts';

/** *Everything about this person*, and what is to become of it. */

export const occurrenceChoice = z.enum(['replace', 'erase', 'leave']);

/** Where a name stands in an excerpt, by UTF-16 units. */
const match = z.object({ from: z.int(), to: z.int() });

/** A text, as it is and as it was, in which a name of somebody stands. */
export const occurrence = z.object({
  /** By which the choice about it is given. */
  key: z.string(),
  where: z.enum([
    'item',
    'item-note',
    'record',
    'link',
    'accession',
    'path',
    'left-out',
    'saved-search',
    'backup',
    'sealed-text',
    'sealed-record',
    'sealed-link',
  ]),
  /** Of a record or an item the column or member. */
  field: z.string(),
  /** The item or record that it is about or, with the kind `accession`, the act of taking in; null where it is about none. */
  about: recordMention.nullable(),
  excerpts: z.array(z.object({ text: z.string(), matches: z.array(match).readonly() })).readonly(),
  /** How many texts it has or had there that hold a name. */
  texts: z.int(),
  /** All of a name stands in one of them; else single words of it, which may mean somebody else. */
  isWhole: z.boolean(),
  /** What was chosen before anybody chose. */
  suggested: occurrenceChoice,
  /** A legal hold keeps it from being changed. */
  isHeld: z.boolean(),
});

/** A file in whose bytes a name stands: the item has to be destroyed for it to go. */
export const namedFile = z.object({
  item: recordMention,
  name: z.string(),
  /** What in it holds a name. */
  in: z.array(z.enum(['metadata', 'text'])).readonly(),
  isHeld: z.boolean(),
});

export const personReport = z.object({
  /** Records that are this person: the actor, and what that actor told as a source. */
  records: z.array(recordMention).readonly(),
  /** Records whose content names one of these, in any revision, and in which member it does now; null: not any more. */
  namedBy: z.array(z.object({ record: recordMention, member: z.string().nullable() })).readonly(),
  links: z
    .array(
      z.object({
        type: z.string(),
        other: recordMention,
        /** It was taken away, and its row is still there. */
        isRemoved: z.boolean(),
      }),
    )
    .readonly(),
  occurrences: z.array(occurrence).readonly(),
  files: z.array(namedFile).readonly(),
  /** Packages that carried an item of theirs, or one in which a name stands. */
  copies: z.array(copyGivenOut).readonly(),
  /** Custody events about their records and links. */
  events: z.int(),
  /** What is found and is taken out elsewhere. */
  elsewhere: z.array(z.object({ what: z.enum(['identity', 'map', 'archive']), name: z.string() })).readonly(),
  /** Whether what is sealed was looked through too. */
  sealed: z.enum(['none', 'locked', 'unlocked']),
  /** How many places that is, which whoever erases has to know. */
  places: z.int(),
  /** How many identities it takes to erase. */
  identities: z.union([z.literal(1), z.literal(2)]),
});

export const personErasure = z.object({
  /** Records of the person that were erased. */
  records: z.int(),
  /** Other records, items, links, accessions and sealed texts that say something else now. */
  rewritten: z.int(),
  /** Items that were destroyed. */
  destroyed: z.array(z.string()).readonly(),
  /** Occurrences that were left as they are. */
  left: z.int(),
  /** Files in whose bytes a name still stands. */
  files: z.int(),
  /** The event that says so. */
  event: z.int(),
  copies: z.array(copyGivenOut).readonly(),
  sealedLeft: z.boolean(),
});

export type OccurrenceChoice = z.infer<typeof occurrenceChoice>;
export type Occurrence = z.infer<typeof occurrence>;
export type PersonReport = z.infer<typeof personReport>;
export type PersonErasure = z.infer<typeof personErasure>;
