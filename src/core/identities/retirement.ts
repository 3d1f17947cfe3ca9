import { AppError } from '../../shared/errors/app-error.ts';
import { utf8 } from '../../verifier/custody/encoding.ts';
import { checkNote, formatNote, parseNote, type VerifierKey } from '../../verifier/custody/signed-note.ts';
import { formatPublicKey, parsePublicKey, type MinisignKey } from '../../verifier/signature/minisign.ts';
import { sha256 } from '../cryptography/digest.ts';
import { signMessage, verifySignature } from '../cryptography/signing.ts';
import type { SigningKey } from './secret-key.ts';

/**
 * A statement that retires a key, as a C2SP signed note:
 *
 *     stele/retirement
 *     identity <UUID>
 *     key RW…
 *     since <date>          only if it was compromised
 *
 *     — stele/identity/<UUID of who signs> <signature>
 *
 * Whoever has it can retire the key, so it is kept where the paper words are. It holds no date of its own: made when the
 * key is made, it counts from the day it is shown.
 */
const heading = 'stele/retirement';

export interface Retirement {
  readonly identity: string;
  readonly key: MinisignKey;
  readonly compromisedSince: string | null;
}

/** Signed by the identity itself, or by an office's that may retire others. */
export function formatRetirement(
  retirement: Retirement,
  signer: { readonly id: string; readonly key: SigningKey },
): string {
  const lines = [heading, `identity ${retirement.identity}`, `key ${formatPublicKey(retirement.key)}`];
  if (retirement.compromisedSince !== null) lines.push(`since ${retirement.compromisedSince}`);
  const text = `${lines.join('\n')}\n`;
  const signature = signMessage(signer.key.seed, utf8(text));
  return formatNote(sha256, text, verifierKey(signer.id, signer.key), signature);
}

/** Reads a statement and checks that one of `signers` signed it. Throws `retirement-unusable`. */
export function openRetirement(
  note: string,
  signers: readonly { readonly id: string; readonly key: MinisignKey }[],
): Retirement {
  const unusable = (reason: string): AppError => new AppError('retirement-unusable', { reason });
  const parsed = parseNote(utf8(note.replaceAll('\r\n', '\n')));
  const match =
    /^stele\/retirement\nidentity ([0-9a-f-]{36})\nkey (\S+)\n(?:since (\d{4}-\d\d-\d\d)\n)?$/.exec(
      parsed?.text ?? '',
    );
  const key = parsePublicKey(match?.[2] ?? '');
  if (!parsed || !match || !key) throw unusable('it is not a retirement statement');
  const signed = signers.some(
    (signer) => checkNote(sha256, verifySignature, parsed, verifierKey(signer.id, signer.key)) === 'valid',
  );
  if (!signed) throw unusable('it is signed neither by that identity nor by an office of this archive');
  return { identity: match[1] ?? '', key, compromisedSince: match[3] ?? null };
}

function verifierKey(id: string, key: MinisignKey): VerifierKey {
  return { name: `stele/identity/${id}`, publicKey: key.publicKey };
}
