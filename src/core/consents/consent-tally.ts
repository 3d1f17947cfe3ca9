import type { PackageConsents } from '../../shared/records/consent.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { mention } from '../records/show-record.ts';
import { sealedState } from '../sealed/sealed-records.ts';
import { agrees, consentOf, sourcesByItem, type Giving } from './consents.ts';

/** Counts, item by item, the sources who did not agree that what they gave is given out so. */
export function consentTally(
  archive: Archive,
  { giving, language }: { readonly giving: Giving; readonly language: string },
): { readonly add: (item: number) => void; readonly told: () => PackageConsents } {
  const sources = sourcesByItem(archive);
  const counts = new Map<string, number>();
  const states = new Map<string, PackageConsents['sources'][number]['state']>();
  let items = 0;
  return {
    add(item) {
      let lacks = false;
      for (const { uid, content } of sources.get(item) ?? []) {
        const state = consentOf(archive, content, giving);
        if (state === 'given' || agrees(archive, content, giving)) continue;
        lacks = true;
        const id = uuidText(uid);
        states.set(id, state);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      if (lacks) items += 1;
    },
    told: () => ({
      items,
      sources: [...states].flatMap(([id, state]) => {
        const source = mention(archive, id, language);
        return source ? [{ source, state, items: counts.get(id) ?? 0 }] : [];
      }),
      areSealedLeftOut: sealedState(archive) === 'locked',
    }),
  };
}
