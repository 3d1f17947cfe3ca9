import { mapEventIterator } from '@orpc/client';
import { ORPCError } from '@orpc/contract';
import { z } from 'zod';
import { AppError, fill, isAppError, type ErrorDetails } from '../errors/app-error.ts';
import { errorTexts, type ErrorCode } from '../errors/texts.ts';

/** How failures cross a binding: as the code and the details of an AppError, and as nothing else. */

const wireCode = 'STELE';

const coded = z.object({
  code: z.string().refine((code): code is ErrorCode => Object.hasOwn(errorTexts, code)),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const issues = z.object({ issues: z.array(z.object({ path: z.array(z.unknown()).optional() })) });

/**
 * Whatever a procedure threw, as what its caller may know: an AppError as it is; input that the contract refuses is wrong
 * usage; an abort is an interruption. Everything else is a fault, and is not described: messages of libraries and of the
 * system hold paths and values.
 */
export function codedFailure(error: unknown): AppError {
  if (isAppError(error) && error.code !== 'internal') return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new AppError('usage', { message: refusal(error.data) }, error);
  if (error instanceof Error && error.name === 'AbortError') return new AppError('interrupted', {}, error);
  return new AppError('internal', { message: 'unexpected' }, error);
}

/** What input that the contract refuses is told by; a window says the same in its own language. */
export const refusals = {
  whole: 'What was asked for is not what the procedure takes.',
  member: '"{member}" cannot be used.',
} as const;

/** By the names that the contract uses; never with the value, which may be a secret. */
function refusal(data: unknown): string {
  const [first] = issues.safeParse(data).data?.issues ?? [];
  const place = first?.path?.map(String).join('.') ?? '';
  return place === '' ? refusals.whole : fill(refusals.member, { member: place });
}

/** For the serving end: `codedFailure`, dressed for the way. Faults are handed to `onFault` first. */
export function toWire(error: unknown, onFault: (error: unknown) => void): ORPCError<string, unknown> {
  const { code, details } = codedFailure(error);
  if (code === 'internal') onFault(error);
  // The message is never shown: whoever receives it has the texts, in their own language.
  return new ORPCError(wireCode, {
    status: code === 'internal' ? 500 : 422,
    message: code,
    data: { code, details },
  });
}

/** For the calling end: an AppError again. What is no answer at all means that nobody is there to answer. */
export function fromWire(error: unknown, signal?: AbortSignal): AppError {
  if (isAppError(error)) return error;
  if (!(error instanceof ORPCError))
    return signal?.aborted === true
      ? new AppError('interrupted', {}, error)
      : new AppError('host-gone', {}, error);
  if (error.code === wireCode) {
    const failure = wireFailure(error.data, error);
    if (failure) return failure;
  }
  if (error.status === 401 || error.status === 403) return new AppError('host-refused', {}, error);
  return codedFailure(error);
}

/** A failure from its code and details, or null if they are none that this program knows. */
export function wireFailure(told: unknown, cause?: unknown): AppError | null {
  const { data } = coded.safeParse(told);
  return data ? new AppError(data.code, data.details satisfies ErrorDetails, cause) : null;
}

interface Call {
  readonly signal?: AbortSignal | undefined;
  readonly next: () => Promise<unknown>;
}

/** An interceptor of oRPC, for either end: what a call throws, or the stream it answers with, is translated. */
export function translateFailures(translate: (error: unknown, signal?: AbortSignal) => Error) {
  return async ({ next, signal }: Call): Promise<never> => {
    try {
      const answer = await next();
      // What comes in goes out: oRPC types interceptors by the answers of every procedure at once.
      if (!isStream(answer)) return answer as never;
      const error = async (thrown: unknown): Promise<Error> => translate(thrown, signal);
      return mapEventIterator(answer, { value: async (value) => value, error }) as never;
    } catch (error) {
      throw translate(error, signal);
    }
  };
}

export function isStream(answer: unknown): answer is AsyncIterator<unknown, unknown, void> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    Symbol.asyncIterator in answer &&
    'next' in answer &&
    typeof answer.next === 'function'
  );
}
