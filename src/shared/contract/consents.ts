import { oc } from '@orpc/contract';
import { z } from 'zod';
import { letterLanguages } from '../consents/recall-letter.ts';
import { recalledCopy, reviewsDue } from '../records/consent.ts';
import { archive } from './common.ts';

/** Id or number of a source. */
const source = z.string().min(1);

/** What sources agreed to, and what follows when they do so no more. */
export const consents = {
  /**
   * Takes consents back that stand: of one purpose or class of recipient, or every one. Answers with the packages and reports that carried
   * something of this source. Throws `consent-not-given`, `not-a-person`, `not-found`.
   */
  withdraw: oc
    .input(
      z.object({
        archive,
        source,
        purpose: z.string().nullable(),
        recipient: z.string().nullable(),
        /** EDTF. */
        on: z.string().min(1).max(100),
      }),
    )
    .output(z.object({ revision: z.int(), copies: z.array(recalledCopy).readonly() })),
  copies: oc.input(z.object({ archive, source })).output(z.array(recalledCopy).readonly()),
  /** The draft of a letter that recalls what is of this source from whoever has a package or report. */
  letter: oc
    .input(z.object({ archive, source, copy: z.uuid(), language: z.enum(letterLanguages) }))
    .output(z.string()),
  reviewsDue: oc.input(z.object({ archive, language: z.string().min(2).max(35) })).output(reviewsDue),
};
