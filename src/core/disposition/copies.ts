import { z } from 'zod';
import type { CopyGivenOut } from '../../shared/records/disposition.ts';
import { toShare } from '../../shared/consents/consent-state.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { readEvent, valuesOf } from '../custody/read.ts';
import { exhibitLabel } from '../packages/names.ts';
import { knowsRecords } from '../records/record-state.ts';
import type { ItemRow } from './items.ts';

/** The packages and reports that carried these items: copies in other hands, which nothing here can reach. The oldest first. */
export function copiesGivenOut(archive: Archive, items: readonly ItemRow[]): readonly CopyGivenOut[] {
  const packages = packagesWith(archive);
  const reports = reportsOf(archive);
  return items
    .flatMap((item) => [...packages(item), ...reports.flatMap((report) => shownIn(report, item))])
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0));
}

interface PackageRow {
  readonly exhibit: string;
  readonly uid: Uint8Array;
  readonly createdAt: string;
  readonly profile: string;
  readonly tagmanifest: Uint8Array;
  readonly purpose: string | null;
  readonly recipient: string | null;
}

function packagesWith(archive: Archive): (item: ItemRow) => CopyGivenOut[] {
  const giving = knowsRecords(archive) ? 'purpose, recipient' : 'NULL AS purpose, NULL AS recipient';
  const select = archive.catalogue.prepare<[number], PackageRow>(
    `SELECT exhibit, package.uid, package.created_at AS createdAt, profile, tagmanifest_sha256 AS tagmanifest, ${giving}
     FROM package_item JOIN package ON package.id = package_id WHERE item_id = ? AND tagmanifest_sha256 IS NOT NULL`,
  );
  return ({ id, number }) =>
    select.all(id).map(({ uid, tagmanifest, ...row }) => ({
      ...row,
      ...{
        item: number,
        kind: 'package',
        id: uuidText(uid),
        sha256: Buffer.from(tagmanifest).toString('hex'),
      },
    }));
}

interface Report extends Pick<CopyGivenOut, 'id' | 'createdAt' | 'sha256' | 'recipient'> {
  /** Places from 1 on, by the ids of the items. */
  readonly exhibits: ReadonlyMap<string, number>;
}

/** What the log says of the reports that were written. */
function reportsOf({ catalogue, events }: Archive): readonly Report[] {
  const sequences = catalogue
    .prepare<[number], number>(
      `SELECT sequence FROM event_disclosure
       WHERE log_id = ? AND type = 'export' AND subject >= 'report:' AND subject < 'report;' ORDER BY sequence`,
    )
    .pluck()
    .all(events.log.id);
  return sequences.flatMap((sequence) => {
    const event = readEvent(catalogue, events.log.id, sequence);
    const read = reportEvent.safeParse(event && valuesOf(event));
    if (!read.success) return [];
    const { subject, time, detail } = read.data;
    const exhibits = new Map(detail.exhibits.map((id, at) => [id, at + 1]));
    return [
      { id: subject.id, createdAt: time, sha256: detail.sha256, recipient: detail.recipient, exhibits },
    ];
  });
}

/** As `writeReport` notes it. */
const reportEvent = z.object({
  subject: z.object({ id: z.string() }),
  time: z.string(),
  detail: z.object({ sha256: z.string(), recipient: z.string(), exhibits: z.array(z.string()) }),
});

function shownIn({ exhibits, ...report }: Report, { uid, number }: ItemRow): CopyGivenOut[] {
  const place = exhibits.get(uuidText(uid));
  if (place === undefined) return [];
  const exhibit = exhibitLabel(place);
  return [{ ...report, item: number, exhibit, kind: 'report', profile: null, purpose: toShare }];
}
