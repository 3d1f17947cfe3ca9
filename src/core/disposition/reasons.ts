import vocabulary from '../../../resources/vocabularies/disposition-reasons.json' with { type: 'json' };
import { AppError } from '../../shared/errors/app-error.ts';

export interface DispositionReason {
  /** Stands in the log, and never changes. */
  readonly id: string;
  readonly labels: { readonly en: string; readonly hy: string; readonly ru: string };
}

/** Why something is withdrawn, held, destroyed: the log holds the id, and no words of anybody's own. */
export const dispositionReasons: readonly DispositionReason[] = vocabulary.terms;

/** Throws `reason-unknown`. */
export function requireReason(id: string): string {
  if (dispositionReasons.some((reason) => reason.id === id)) return id;
  const known = dispositionReasons.map((reason) => reason.id).join(', ');
  throw new AppError('reason-unknown', { reason: id, known });
}
