import { errorTexts, type ErrorCode, type ErrorText } from '../../shared/errors/texts.ts';

export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText>>;

const byLanguage: Readonly<Record<string, ErrorTexts>> = { en: errorTexts };

/** Title, explanation and action of every failure, in the language that was chosen. */
export const errorTextsIn = (language: string): ErrorTexts => byLanguage[language] ?? errorTexts;
