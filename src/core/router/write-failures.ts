import { mapEventIterator } from '@orpc/client';
import { os } from '@orpc/server';
import { isStream } from '../../shared/binding/failures.ts';
import { writeFailure } from '../archive/create.ts';
import { sqliteCode } from '../database/connection.ts';
import { systemCode } from '../transfer/file-layer.ts';
import type { Core } from './core.ts';

/**
 * A disk that is full, or fails while a database is written, is told as that by every procedure, and where a stream meets it.
 * What else a procedure throws stays as it is.
 */
export const tellWriteFailures = os
  .$context<{ readonly core: Core }>()
  .middleware(async ({ context, next }, input) => {
    const told = (error: unknown): unknown => {
      const code = systemCode(error);
      const isOurs = sqliteCode(error) !== null || code === 'ENOSPC' || code === 'EDQUOT';
      return isOurs ? writeFailure(error, pathOf(context.core, input)) : error;
    };
    try {
      const result = await next();
      const output: unknown = result.output;
      if (!isStream(output)) return result;
      const error = async (thrown: unknown): Promise<unknown> => told(thrown);
      return { ...result, output: mapEventIterator(output, { value: async (value) => value, error }) };
    } catch (error) {
      throw told(error);
    }
  });

/** Where was written, as far as the request tells. */
function pathOf(core: Core, input: unknown): string {
  const handle = typeof input === 'object' && input !== null && 'archive' in input ? input.archive : null;
  const opened = core.opened();
  return (opened.find(([own]) => own === handle) ?? opened[0])?.[1].path ?? '';
}
