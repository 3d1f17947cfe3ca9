import { errorTexts, type ErrorCode } from './texts.ts';

/** Plain values that explain a failure: they cross process boundaries and stand in messages. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A failure that a person can meet. `code` is stable and has a title, an explanation and an action;
 * `details` fills the places in them. What is merely *found* (a changed file, a bad name) is a value, never this.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(describeError(code, details), cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** Title, explanation and action in one paragraph, English. */
export function describeError(code: ErrorCode, details: ErrorDetails): string {
  const text = errorTexts[code];
  return [text.title, text.explanation, text.action].map((part) => fill(part, details)).join(' ');
}

/** Fills the places of a text; one that the details do not have stays as it is. */
export function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = details[key];
    return value === undefined ? whole : String(value);
  });
}

/** True for an error of ours, also one that came through another realm or process and lost its prototype. */
export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof Error &&
    error.name === 'AppError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in errorTexts
  );
}
