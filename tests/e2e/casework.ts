import type { SampleLanguage } from '../../src/shared/records/sample.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import { suggestRecords } from '../../src/core/records/list-records.ts';
import { claimPhrases, incidentPhrases } from '../../src/core/sample/case/incident-phrases.ts';
import { peoplePhrases, type Phrase } from '../../src/core/sample/case/phrases.ts';
import { siteNames } from '../../src/core/sample/words.ts';
import type { RecordKind } from '../../src/shared/catalogue/kinds.ts';

/** Ids of what is looked at in pictures. */
export interface Casework {
  readonly church: string;
  readonly incident: string;
  readonly claim: string;
  readonly witness: string;
  readonly source: string;
}

/** The case of a sample archive that is not open, made in this language. */
export async function caseIn(path: string, language: SampleLanguage): Promise<Casework> {
  const archive = openArchive(path, { access: 'read', clock: () => new Date() });
  try {
    const find = async (kind: RecordKind, name: Phrase): Promise<string> => {
      const asked = { kinds: [kind], query: name[language], limit: 1, language };
      const [found] = await suggestRecords(archive, asked);
      if (!found) throw new Error(`The sample has no ${kind} “${name[language]}”.`);
      return found.id;
    };
    return {
      church: await find('place', siteNames.church),
      incident: await find('incident', incidentPhrases.drum),
      claim: await find('claim', claimPhrases.fire),
      witness: await find('actor', peoplePhrases.witness),
      source: await find('source', peoplePhrases.talk),
    };
  } finally {
    archive.close();
  }
}
