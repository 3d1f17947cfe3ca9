import type { ErrorText } from './error-text.ts';
import { archive } from './texts/archive.ts';
import { disposition } from './texts/disposition.ts';
import { keys } from './texts/keys.ts';
import { material } from './texts/material.ts';
import { program } from './texts/program.ts';
import { records } from './texts/records.ts';

export type { ErrorText } from './error-text.ts';

/** By the room that they happen in; no two have the same code. */
export const errorRooms = { archive, keys, disposition, material, records, program } as const;

type Rooms = typeof errorRooms;
export type ErrorCode = { readonly [Room in keyof Rooms]: keyof Rooms[Room] }[keyof Rooms];

export const errorTexts = {
  ...archive,
  ...keys,
  ...disposition,
  ...material,
  ...records,
  ...program,
} as const satisfies Readonly<Record<ErrorCode, ErrorText>>;
