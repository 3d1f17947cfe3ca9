import { withdrawConsent } from '../../consents/consents.ts';
import { letterFor, packagesOfSource } from '../../consents/recall.ts';
import { reviewsDue } from '../../consents/reviews-due.ts';
import { refreshRecordTexts } from '../../records/record-index.ts';
import { api } from '../api.ts';

export const consents = {
  withdraw: api.consents.withdraw.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { revision, number } = withdrawConsent(archive, input.source, input);
    refreshRecordTexts(archive);
    return { revision, packages: packagesOfSource(archive, number) };
  }),
  packages: api.consents.packages.handler(({ input, context: { core } }) =>
    packagesOfSource(core.archive(input.archive), input.source),
  ),
  letter: api.consents.letter.handler(({ input, context: { core } }) =>
    letterFor(core.archive(input.archive), input.source, input.package, input.language),
  ),
  reviewsDue: api.consents.reviewsDue.handler(({ input, context: { core } }) =>
    reviewsDue(core.archive(input.archive), input.language),
  ),
};
