import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Invocation } from './command.ts';

export const checkpointOptions = { checkpoint: { type: 'string', multiple: true } } as const;

/** Checkpoints that a person noted, each called by its file's name. Usage error for a file that cannot be read. */
export function givenCheckpoints(invocation: Invocation): { name: string; note: string }[] {
  return (invocation.repeated.checkpoint ?? []).map(({ text, bytes }) => {
    try {
      return { name: `the checkpoint in ${text}`, note: readFileSync(bytes, 'utf8') };
    } catch (error) {
      throw new AppError('usage', { message: `The checkpoint in "${text}" cannot be read.` }, error);
    }
  });
}
