import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { progress } from '../records/progress.ts';
import { archive } from './common.ts';

const selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('items'), items: z.array(z.string().min(1)).min(1) }),
  z.object({ by: z.literal('query'), query: z.string().min(1) }),
]);

export const exportProfiles = ['transfer'] as const;

const exportSummary = z.object({
  path: z.string(),
  files: z.int(),
  bytes: z.int(),
  tagmanifestSha256: z.string(),
  signedBy: z.array(z.string()).readonly(),
  withheld: z.array(z.unknown()).readonly(),
});

export const packages = {
  export: oc
    .input(
      z.object({
        archive,
        destination: z.string().min(1),
        profile: z.enum(exportProfiles),
        form: z.enum(['folder', 'zip']),
        selection,
      }),
    )
    .output(eventIterator(progress, exportSummary)),
};

export type ExportSummary = z.infer<typeof exportSummary>;
export type Selection = z.infer<typeof selection>;
