import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { progress } from '../records/progress.ts';
import { reportForms, reportPreview, reportRequest, reportWritten } from '../records/report.ts';
import { archive } from './common.ts';

const request = reportRequest.extend({ archive });

/** Reports on places and incidents, and submission dossiers. */
export const reports = {
  /** What a document would say and leave out. Throws `not-found`, `record-unfit`, `term-unknown`, `sealed-locked`. */
  preview: oc.input(request).output(reportPreview),
  /** Writes it as a new file. Throws as `preview` does, `archive-read-only`, and what writing a file can come to. */
  write: oc
    .input(request.extend({ form: z.enum(reportForms), destination: z.string().min(1) }))
    .output(eventIterator(progress, reportWritten)),
};
