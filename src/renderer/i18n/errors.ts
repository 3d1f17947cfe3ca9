import { errorTexts, type ErrorCode, type ErrorText } from '../../shared/errors/texts.ts';
import { errors as armenian } from './hy/errors.ts';
import { errors as russian } from './ru/errors.ts';

export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText>>;

const byLanguage: Readonly<Record<string, ErrorTexts>> = { en: errorTexts, hy: armenian, ru: russian };

/** Title, explanation and action of every failure, in the language that was chosen. */
export const errorTextsIn = (language: string): ErrorTexts => byLanguage[language] ?? errorTexts;
