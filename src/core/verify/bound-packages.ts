import type { Archive } from '../archive/archive.ts';
import { startDigest } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { exhibitLine } from '../packages/log-export.ts';
import { knowsRecords } from '../records/record-state.ts';
import type { CommittedEvents } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface PackageRow extends Numbered {
  readonly uid: Uint8Array;
  readonly createdAt: string;
  readonly identityUid: Uint8Array | null;
  readonly profile: string;
  readonly form: string;
  readonly purpose: string | null;
  readonly recipient: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly tagmanifestSha256: Uint8Array | null;
  readonly checkpointSize: number;
}

const packageSql = (
  archive: Archive,
): string => `SELECT package.id, package.uid, package.created_at AS createdAt, identity.uid AS identityUid, profile,
    form, ${knowsRecords(archive) ? 'package.purpose, package.recipient' : 'NULL AS purpose, NULL AS recipient'}, files, bytes, tagmanifest_sha256 AS tagmanifestSha256, checkpoint.size AS checkpointSize
  FROM package JOIN checkpoint ON checkpoint.id = package.checkpoint_id
  LEFT JOIN identity ON identity.id = package.identity_id
  WHERE package.id > ? ORDER BY package.id LIMIT ?`;
const exhibitSql = `SELECT exhibit, item.uid FROM package_item JOIN item ON item.id = package_item.item_id
  WHERE package_id = ? ORDER BY length(exhibit), exhibit`;

/** Every package against the events that began and finished it. */
export async function checkPackages(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  const exhibits = archive.catalogue.prepare<[number], { exhibit: string; uid: Uint8Array }>(exhibitSql);
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], PackageRow>(packageSql(archive)),
    signal,
    (row) => {
      const id = uuidText(row.uid);
      const told = events.about('package', row.uid);
      const started = told.find(({ detail }) => detail.stage === 'started');
      const finished = told.find(({ detail }) => detail.stage === 'finished');
      // One that was cut off before it was in the log, or is being written now: it is nobody's yet.
      if (!row.tagmanifestSha256 && !finished) return;
      const { profile, form, purpose = null, recipient = null, files, bytes } = started?.detail ?? {};
      const tagmanifest = row.tagmanifestSha256 && Buffer.from(row.tagmanifestSha256).toString('hex');
      const same =
        finished !== undefined &&
        row.profile === profile &&
        row.form === form &&
        row.purpose === purpose &&
        row.recipient === recipient &&
        row.files === files &&
        row.bytes === bytes &&
        tagmanifest === finished.detail.tagmanifestSha256 &&
        row.checkpointSize === finished.detail.checkpointSize &&
        row.createdAt === finished.time &&
        (row.identityUid && uuidText(row.identityUid)) === finished.identity;
      if (!same) changed(`package ${id} differs from what was recorded`);
      const digest = startDigest('sha256');
      for (const { exhibit, uid } of exhibits.iterate(row.id)) digest.update(exhibitLine(exhibit, uid));
      if (digest.digest('hex') !== finished?.detail.items)
        changed(`the exhibits of package ${id} differ from what was recorded`);
    },
  );
}
