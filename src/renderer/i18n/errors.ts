import type { ErrorCode, errorRooms, ErrorText } from '../../shared/errors/texts.ts';
import { errors as english } from './en/errors.ts';
import { errors as armenian } from './hy/errors.ts';
import { errors as russian } from './ru/errors.ts';

/** Those of a room. */
export type ErrorTextsOf<Room extends keyof typeof errorRooms> = Readonly<
  Record<keyof (typeof errorRooms)[Room], ErrorText>
>;

export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText>>;

const byLanguage: Readonly<Record<string, ErrorTexts>> = { en: english, hy: armenian, ru: russian };

/** Title, explanation and action of every failure, in the language that was chosen. */
export const errorTextsIn = (language: string): ErrorTexts => byLanguage[language] ?? english;
