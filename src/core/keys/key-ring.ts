import { deriveKey } from '../cryptography/derive.ts';
import { asSecret, wipe, type Secret } from '../cryptography/secret.ts';

/** What the vault seals originals with. */
export interface VaultKeys {
  /** Each file's own key comes from this and the file's salt. */
  readonly content: Secret;
  /** HMAC key of the names under originals/. */
  readonly names: Secret;
}

/** The keys of one open archive. All of them come from the master key, which the slots in archive.json wrap. */
export interface KeyRing {
  readonly master: Secret;
  readonly catalogue: Secret;
  readonly derived: Secret;
  readonly vault: VaultKeys;
  /** Labels of slots, which stand in archive.json. */
  readonly labels: Secret;
  /** Overwrites every key; what still uses one fails. */
  wipe(): void;
}

/** `archiveUid`: the 16 bytes of the archive's id, the salt of every derivation (docs/formats/archive.md). */
export function openKeyRing(master: Secret, archiveUid: Uint8Array): KeyRing {
  const key = (purpose: string): Secret => asSecret(deriveKey(master, archiveUid, `stele/1/${purpose}`));
  const [catalogue, derived, labels] = [key('catalogue'), key('derived'), key('labels')];
  const vault = { content: key('originals'), names: key('names') };
  return {
    master,
    catalogue,
    derived,
    labels,
    vault,
    wipe: () => wipe(master, catalogue, derived, labels, vault.content, vault.names),
  };
}
