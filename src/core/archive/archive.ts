import type { EventContext } from '../custody/append.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { SealedSession } from '../sealed/sealed-records.ts';
import type { Searcher } from '../search-thread/search-thread.ts';
import type { Session } from '../identities/session.ts';
import type { Database } from '../database/connection.ts';
import type { Vault } from '../vault/vault.ts';
import type { Volume } from './volume.ts';

/** This machine's clock, handed in so that tests can set it. */
export type Clock = () => Date;

export interface Replica {
  readonly id: number;
  readonly uid: Uint8Array;
  /** Two characters that stand in every number given out by this copy, as `K2` in `2026-K2-00042`. */
  readonly code: string;
  /** Ed25519, 32 bytes: what checkpoints of this copy are checked with. */
  readonly publicKey: Uint8Array;
}

/** An open archive folder. */
export interface Archive {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly uid: Uint8Array;
  readonly name: string;
  readonly access: 'write' | 'read';
  readonly volume: Volume;
  readonly catalogue: Database;
  /** Null while there is none and this session may not make one. */
  readonly derived: Database | null;
  readonly vault: Vault;
  /** Null in an archive that is not encrypted. */
  readonly keys: KeyRing | null;
  readonly replica: Replica;
  /** Sealed records, while their own key is unlocked (core/sealed). */
  readonly sealed: { current: SealedSession | null };
  /** What searches in it, once something was searched (core/search-thread). */
  readonly searcher: { current: Searcher | null };
  /** Who is at the machine. */
  readonly session: Session;
  /** What every event written in this session has in common, and the log it goes into. */
  readonly events: EventContext;
  readonly clock: Clock;
  /** Signs a checkpoint if the log grew, brings the journals into the databases, frees the lock, and wipes the keys. */
  close(): void;
}
