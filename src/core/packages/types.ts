import type { Finding } from '../../shared/records/verification.ts';
import type { EventContext } from '../custody/append.ts';
import type { SigningKey } from '../identities/secret-key.ts';
import type { Database } from '../database/connection.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import type { TransferPool, TransferSource } from '../transfer/types.ts';
import type { ItemFile } from './item-file.ts';

/** What is told: design §6. `transfer` tells everything, for another archive to take in. */
export type PackageProfile = 'transfer';
export type PackageForm = 'folder' | 'zip';

/** For what and for whom a package is made: ids of `consent-purposes` and `recipient-classes`. */
export interface PackageGiving {
  readonly purpose: string;
  readonly recipient: string | null;
}

export interface ExportRequest {
  /** Exact path of the package; must not exist or be an empty folder. */
  readonly destination: string;
  readonly profile: PackageProfile;
  readonly form: PackageForm;
  readonly giving?: PackageGiving | null;
  /** Row ids of items, in the order of the exhibits; run through once. */
  readonly itemIds: Iterable<number>;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/** How far an archive went when an export began: what an import adds meanwhile belongs to a later package. */
export interface PackageBounds {
  /** Events in the log. */
  readonly events: number;
  /** Row id of the last file. */
  readonly lastFile: number;
}

/** What an export needs of an open archive. */
export interface ExportContext {
  readonly db: Database;
  /** Folder of the archive: a package never lies inside. */
  readonly archivePath: string;
  readonly archiveUid: Uint8Array;
  /** What signs checkpoints; without its private half they are pending. */
  readonly replicaKey: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array | null };
  /** What signs the package, or null: then it is unsigned, and says so. */
  readonly signingKey: SigningKey | null;
  /** Row id of the identity that acts, or null. */
  readonly identityId: number | null;
  readonly events: EventContext;
  readonly pool: TransferPool;
  readonly readItemFile: (itemId: number, bounds: PackageBounds) => ItemFile;
  /** Where the bytes of a stored original are read from. */
  readonly vaultLocation: (vaultName: string) => TransferSource;
}

export interface ExportSummary {
  readonly path: string;
  /** Exhibit files. */
  readonly files: number;
  /** Bytes of the exhibit files. */
  readonly bytes: number;
  /** Lower-case hex. */
  readonly tagmanifestSha256: string;
  readonly signedBy: readonly string[];
  readonly withheld: readonly Finding[];
}

export interface Digests {
  readonly sha256: string;
  readonly sha512: string;
}
