import type { CheckSummary } from '../../shared/records/fixity.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { runChecks, type CheckContext } from './run-checks.ts';

/**
 * Checks these originals (UUIDs) because somebody asked about them: of each the log says that it was looked at, also where it
 * is as it was. Throws `not-found`, and as `runChecks` does.
 */
export async function checkFiles(context: CheckContext, files: readonly string[]): Promise<CheckSummary> {
  const { archive } = context;
  const find = archive.catalogue
    .prepare<[Uint8Array | null], number>('SELECT id FROM file WHERE uid = ?')
    .pluck();
  const ids = [...new Set(files)].map((file) => {
    const id = find.get(parseUuid(file));
    if (id === undefined) throw new AppError('not-found', { kind: 'file', value: file });
    return id;
  });
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const done = await runChecks({ ...context, isEachTold: true }, act, ids, () => undefined);
  const { files: wanted, damaged, bytes } = done;
  return { verified: wanted - damaged.length, wanted, resumed: false, leftUnchecked: 0, damaged, bytes };
}
