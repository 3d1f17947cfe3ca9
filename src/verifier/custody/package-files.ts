import { base64, parseBase64 } from './encoding.ts';

/**
 * Lines of events.jsonl and proofs.json. The second is one JSON document laid out so that it can be read line by line:
 * a head, a line for each event in the order of events.jsonl, an end.
 */

export const custodyPaths = {
  events: 'data/custody/events.jsonl',
  checkpoint: 'data/custody/checkpoint.txt',
  proofs: 'data/custody/proofs.json',
} as const;

export interface ProofsHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** C2SP signed-note verifier key of the checkpoint's signature; null where nobody had unlocked the key that signs. */
  readonly verifierKey: string | null;
}

export interface EventLine {
  readonly sequence: number;
  /** The leaf, as it is hashed. */
  readonly leaf: string;
  /** By field position: the committed text, or null where it is withheld or erased. */
  readonly disclosures: readonly (string | null)[];
}

export const proofsFormat = 1;
export const proofsEnd = ']}';

export function formatEventLine({ sequence, leaf, disclosures }: EventLine): string {
  return JSON.stringify({ sequence, leaf, disclosures });
}

export function parseEventLine(
  line: string,
): { sequence: number; leaf: string; disclosures: unknown } | null {
  const value = parseObject(line);
  if (!value || !isPosition(value.sequence) || typeof value.leaf !== 'string') return null;
  if (!value.leaf.isWellFormed()) return null;
  return { sequence: value.sequence, leaf: value.leaf, disclosures: value.disclosures };
}

export function formatProofsHead(head: ProofsHead): string {
  const { origin, size, root, verifierKey } = head;
  const fields = { format: proofsFormat, origin, size, root: base64(root), verifierKey };
  return `${JSON.stringify(fields).slice(0, -1)},"proofs":[`;
}

export function parseProofsHead(line: string): ProofsHead | null {
  const value = parseObject(line + proofsEnd);
  if (value?.format !== proofsFormat || !isPosition(value.size)) return null;
  if (typeof value.origin !== 'string') return null;
  if (value.verifierKey !== null && typeof value.verifierKey !== 'string') return null;
  const root = typeof value.root === 'string' ? parseBase64(value.root) : null;
  if (root?.length !== 32) return null;
  return { origin: value.origin, size: value.size, root, verifierKey: value.verifierKey };
}

/** Without the comma that separates it from the next. */
export function formatProof(sequence: number, path: readonly Uint8Array[]): string {
  return `{"sequence":${sequence},"path":[${path.map((hash) => `"${base64(hash)}"`).join(',')}]}`;
}

export function parseProofLine(line: string): { sequence: number; path: readonly Uint8Array[] } | null {
  const value = parseObject(line.endsWith(',') ? line.slice(0, -1) : line);
  // No tree of fewer than 2⁵³ leaves is higher.
  if (!value || !isPosition(value.sequence) || !Array.isArray(value.path) || value.path.length > 53)
    return null;
  const path = value.path.map((text: unknown) => (typeof text === 'string' ? parseBase64(text) : null));
  const sound = path.filter((hash) => hash !== null).filter((hash) => hash.length === 32);
  return sound.length === path.length ? { sequence: value.sequence, path: sound } : null;
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
