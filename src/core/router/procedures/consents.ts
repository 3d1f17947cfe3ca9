import { withdrawConsent } from '../../consents/consents.ts';
import { letterFor, copiesOfSource } from '../../consents/recall.ts';
import { reviewsDue } from '../../consents/reviews-due.ts';
import { refreshRecordTexts } from '../../records/record-index.ts';
import { api } from '../api.ts';

export const consents = {
  withdraw: api.consents.withdraw.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { revision, number } = withdrawConsent(archive, input.source, input);
    refreshRecordTexts(archive);
    return { revision, copies: copiesOfSource(archive, number) };
  }),
  copies: api.consents.copies.handler(({ input, context: { core } }) =>
    copiesOfSource(core.archive(input.archive), input.source),
  ),
  letter: api.consents.letter.handler(({ input, context: { core } }) =>
    letterFor(core.archive(input.archive), input.source, input.copy, input.language),
  ),
  reviewsDue: api.consents.reviewsDue.handler(({ input, context: { core } }) =>
    reviewsDue(core.archive(input.archive), input.language),
  ),
};
