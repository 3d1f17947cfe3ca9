import type { NotedCheckpoint } from '../custody/verify-checkpoints.ts';

/** Checkpoints as a host hands them over. */
export function notedCheckpoints(
  given: readonly { readonly name: string; readonly note: string }[] = [],
): readonly NotedCheckpoint[] {
  return given.map(({ name, note }) => ({ name, note: Buffer.from(note) }));
}
