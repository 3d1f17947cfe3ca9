import type { CopyGivenOut } from '../../shared/records/disposition.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import type { ItemRow } from './items.ts';

interface PackageRow {
  readonly exhibit: string;
  readonly uid: Uint8Array;
  readonly createdAt: string;
  readonly profile: string;
  readonly tagmanifest: Uint8Array;
}

/** The packages that carried these items: copies in other hands, which nothing here can reach. */
export function copiesGivenOut(archive: Archive, items: readonly ItemRow[]): readonly CopyGivenOut[] {
  const select = archive.catalogue.prepare<[number], PackageRow>(
    `SELECT exhibit, package.uid, package.created_at AS createdAt, profile, tagmanifest_sha256 AS tagmanifest
     FROM package_item JOIN package ON package.id = package_id WHERE item_id = ? AND tagmanifest_sha256 IS NOT NULL ORDER BY package.id`,
  );
  return items.flatMap(({ id, number }) =>
    select.all(id).map(({ exhibit, uid, createdAt, profile, tagmanifest }) => ({
      item: number,
      exhibit,
      package: uuidText(uid),
      createdAt,
      profile,
      tagmanifestSha256: Buffer.from(tagmanifest).toString('hex'),
    })),
  );
}
