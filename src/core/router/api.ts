import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import type { Core } from './core.ts';
import { tellWriteFailures } from './write-failures.ts';

/** What procedures are made from; the host hands in the core they run on. */
export const api = implement(contract).$context<{ readonly core: Core }>().use(tellWriteFailures);
