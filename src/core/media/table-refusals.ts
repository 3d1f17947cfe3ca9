/** Why no table could be made of a file. */
export const tableRefusals = [
  'not-of-the-form',
  'not-well-formed',
  'has-doctype',
  'too-deep',
  'too-large',
  'too-many-rows',
  'too-many-columns',
  'locked',
  'old-form',
  'no-such-sheet',
  'empty',
  'other-reference-system',
] as const;
export type TableRefusal = (typeof tableRefusals)[number];

export class TableRefused extends Error {
  readonly reason: TableRefusal;

  constructor(reason: TableRefusal) {
    super(reason);
    this.reason = reason;
  }
}
