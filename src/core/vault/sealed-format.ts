import { deriveKey, hmacSha256 } from '../cryptography/derive.ts';
import { randomSalt } from '../cryptography/random.ts';
import { nonceLength, seal, tagLength, unseal } from '../cryptography/seal.ts';
import { isWiped } from '../cryptography/secret.ts';
import type { VaultKeys } from '../keys/key-ring.ts';

/**
 * An original in an encrypted archive (docs/formats/archive.md, "Sealed originals"):
 *
 *     magic 8 | salt 32 | head: AES-256-GCM(length u64, name 32) + tag | chunk 0 + tag | chunk 1 + tag | …
 *
 * Each file has its own key, from the archive's and the salt: a chunk of another file does not open. A chunk's nonce is its
 * position: none can be moved. Length and name stand in the head, proved: nothing can be cut off, added, or renamed. What
 * follows the content is zeros up to `paddedLength`, so that a size does not betray a known picture.
 */
export const magic = Buffer.from('steleo1\n', 'latin1');
const saltLength = 32;
const headPlainLength = 8 + 32;
/** Bytes before the first chunk. */
export const headerLength = magic.length + saltLength + headPlainLength + tagLength;
/** Bytes of content in every chunk but the last. */
export const chunkLength = 256 * 1024;
/** Bytes of a chunk on the disk. */
export const sealedChunkLength = chunkLength + tagLength;

/** No chunk has this number: there are never 2³² of them. */
const headNonce = Buffer.alloc(nonceLength, 0xff);

function chunkNonce(index: number): Buffer {
  const nonce = Buffer.alloc(nonceLength);
  nonce.writeUInt32BE(index, nonceLength - 4);
  return nonce;
}

/**
 * Content and padding together, in bytes: Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
 * Communication with PURBs", 2019), which adds at most 12 % and on a photograph about 1 %; never below 4096.
 */
export function paddedLength(length: number): number {
  if (length <= 4096) return 4096;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(length / step) * step;
}

/** Size on the disk of a sealed file with `length` bytes of content. */
export function sealedLength(length: number): number {
  const padded = paddedLength(length);
  return headerLength + padded + Math.ceil(padded / chunkLength) * tagLength;
}

/** The last part of the file's name under originals/: HMAC-SHA-256 of the content's SHA-256, in hex. */
export function sealedName(keys: VaultKeys, sha256: Uint8Array): string {
  return Buffer.from(hmacSha256(keys.names, sha256)).toString('hex');
}

/** Thrown where a sealed file is not what was written: `reason` is for a person. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

export function sealScratch(): [Buffer, Buffer] {
  return [Buffer.allocUnsafeSlow(chunkLength), Buffer.allocUnsafeSlow(sealedChunkLength)];
}

/** Seals one file from its first byte to its last. `write` puts bytes at a place in the file. */
export class Sealer {
  private readonly salt = randomSalt(saltLength);
  private readonly key: Uint8Array;
  private readonly keys: VaultKeys;
  private readonly write: (bytes: Uint8Array, at: number) => void;
  private readonly part: Buffer;
  private readonly sealed: Buffer;
  private held = 0;
  private length = 0;
  private chunks = 0;

  /** `scratch` is used until `finish`: two buffers, of a chunk and of a sealed chunk. */
  constructor(
    keys: VaultKeys,
    write: (bytes: Uint8Array, at: number) => void,
    scratch: readonly [Buffer, Buffer] = sealScratch(),
  ) {
    refuseWiped(keys);
    [this.part, this.sealed] = scratch;
    this.keys = keys;
    this.write = write;
    this.key = fileKey(keys, this.salt);
    // Holds the place; a file whose head was never written opens as nothing.
    write(Buffer.alloc(headerLength), 0);
  }

  add(content: Uint8Array): void {
    let at = 0;
    this.length += content.length;
    while (at < content.length) {
      if (this.held === 0 && content.length - at >= chunkLength) {
        this.chunk(content.subarray(at, at + chunkLength));
        at += chunkLength;
        continue;
      }
      const fits = Math.min(chunkLength - this.held, content.length - at);
      this.part.set(content.subarray(at, at + fits), this.held);
      this.held += fits;
      at += fits;
      if (this.held === chunkLength) this.flush();
    }
  }

  /** Pads, and writes the head. `sha256` is that of all that was added. */
  finish(sha256: Uint8Array): void {
    let padding = paddedLength(this.length) - this.length;
    while (padding > 0) {
      const fits = Math.min(chunkLength - this.held, padding);
      this.part.fill(0, this.held, this.held + fits);
      this.held += fits;
      padding -= fits;
      if (this.held === chunkLength) this.flush();
    }
    if (this.held > 0) this.flush();
    this.part.fill(0);
    refuseWiped(this.keys);
    const head = Buffer.alloc(headPlainLength);
    head.writeBigUInt64BE(BigInt(this.length));
    head.set(hmacSha256(this.keys.names, sha256), 8);
    const opening = Buffer.concat([magic, this.salt]);
    this.write(Buffer.concat([opening, seal(this.key, headNonce, head, opening)]), 0);
    this.key.fill(0);
  }

  private flush(): void {
    this.chunk(this.part.subarray(0, this.held));
    this.held = 0;
  }

  private chunk(content: Uint8Array): void {
    const at = headerLength + this.chunks * sealedChunkLength;
    this.write(seal(this.key, chunkNonce(this.chunks), content, null, this.sealed), at);
    this.chunks += 1;
  }
}

/** Opens one sealed file. `read` gives up to `length` bytes from a place; fewer only at the end of the file. */
export class Unsealer {
  /** Bytes of content. */
  readonly length: number;
  /** HMAC of the content's SHA-256, in hex: what the file was named when it was sealed. */
  readonly name: string;
  private readonly key: Uint8Array;
  private readonly read: (at: number, length: number) => Uint8Array;

  /** Throws SealBroken if the head is not proved, or the file is longer or shorter than the head says. */
  constructor(keys: VaultKeys, fileSize: number, read: (at: number, length: number) => Uint8Array) {
    refuseWiped(keys);
    this.read = read;
    const header = Buffer.from(read(0, headerLength));
    const opening = header.subarray(0, magic.length + saltLength);
    if (header.length < headerLength || !opening.subarray(0, magic.length).equals(magic))
      throw new SealBroken('it does not begin as a sealed original does');
    this.key = fileKey(keys, opening.subarray(magic.length));
    const head = unseal(this.key, headNonce, header.subarray(opening.length), opening);
    if (!head) throw new SealBroken('its head does not prove itself: damaged, or sealed with another key');
    const length = head.readBigUInt64BE();
    this.length = Number(length);
    this.name = head.subarray(8).toString('hex');
    const expected = sealedLength(this.length);
    if (fileSize < expected)
      throw new SealBroken(`it was cut off: ${fileSize} of ${expected} bytes are there`);
    if (fileSize > expected) throw new SealBroken(`bytes were added: ${fileSize} instead of ${expected}`);
  }

  get chunks(): number {
    return Math.ceil(paddedLength(this.length) / chunkLength);
  }

  /** Content of chunk `index`, without padding, in `into` if that is given. Throws SealBroken. */
  chunk(index: number, into?: Buffer): Buffer {
    const start = index * chunkLength;
    const stored = Math.min(chunkLength, paddedLength(this.length) - start) + tagLength;
    const sealed = this.read(headerLength + index * sealedChunkLength, stored);
    const plain = unseal(this.key, chunkNonce(index), sealed, null, into);
    if (!plain)
      throw new SealBroken(
        `bytes ${start} to ${Math.min(this.length, start + chunkLength)} do not prove themselves`,
      );
    return plain.subarray(0, Math.max(0, Math.min(plain.length, this.length - start)));
  }

  close(): void {
    this.key.fill(0);
  }
}

function fileKey(keys: VaultKeys, salt: Uint8Array): Uint8Array {
  return deriveKey(keys.content, salt, 'stele/1/original');
}

function refuseWiped(keys: VaultKeys): void {
  if (isWiped(keys.content)) throw new Error('the archive was locked');
}
