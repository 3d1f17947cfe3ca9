import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { canonicalize } from '../../verifier/custody/canonical.ts';
import { sha256 } from '../cryptography/digest.ts';
import { randomSalt } from '../cryptography/random.ts';
import type { Volume } from './volume.ts';

/**
 * Where an archive's folder stands, so that a copy that was made behind the program's back is noticed before it writes
 * under the original's name. archive.json holds salted hashes only: they tell nobody which machine it was.
 */
export interface Places {
  /** 16 bytes in base64. */
  readonly salt: string;
  /** Where this copy has stood, the newest last: a stick that goes to and fro between two machines is asked about once. */
  readonly known: readonly string[];
}

/** More than anybody carries an archive between; beyond it the oldest is forgotten, and asked about again. */
const mostPlaces = 16;

export function newPlaces(path: string, volume: Volume): Places {
  const salt = Buffer.from(randomSalt(16)).toString('base64');
  return { salt, known: [placeDigest(salt, path, volume)] };
}

export function isKnownPlace(places: Places, path: string, volume: Volume): boolean {
  return places.known.includes(placeDigest(places.salt, path, volume));
}

export function withPlace(places: Places, path: string, volume: Volume): Places {
  const known = [...places.known, placeDigest(places.salt, path, volume)];
  return { ...places, known: known.slice(-mostPlaces) };
}

/** SHA-256 (hex) over the RFC 8785 form of `[salt, machine, volume, folder]`; what the system does not tell is null. */
function placeDigest(salt: string, path: string, volume: Volume): string {
  const text = canonicalize([salt, machineId(), volume.volumeId, folderIdentity(path, volume)]);
  return Buffer.from(sha256(text)).toString('hex');
}

/** FAT's and exFAT's inode numbers are made up anew at each mounting. */
const withoutInodes = new Set(['vfat', 'msdos', 'fat', 'fat12', 'fat16', 'fat32', 'exfat']);

/** Inode and time of birth (nanoseconds): a copy has others, a renamed folder keeps them. */
function folderIdentity(path: string, { fileSystem }: Volume): string | null {
  if (fileSystem === null || withoutInodes.has(fileSystem)) return null;
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}/${birthtimeNs}`;
}

let machine: string | null | undefined;

/** The operating system's own id of this installation, or null. Asked once: on two systems it takes a program. */
function machineId(): string | null {
  machine ??= readMachineId();
  return machine;
}

function readMachineId(): string | null {
  const ask = (program: string, words: readonly string[], answer: RegExp): string | null =>
    answer.exec(
      execFileSync(program, words, { encoding: 'utf8', windowsHide: true, timeout: 10_000 }),
    )?.[1] ?? null;
  try {
    if (process.platform === 'darwin') {
      const words = ['-rd1', '-c', 'IOPlatformExpertDevice'];
      return ask('/usr/sbin/ioreg', words, /"IOPlatformUUID" = "([^"]+)"/);
    }
    if (process.platform === 'win32') {
      const words = ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'];
      return ask('reg.exe', words, /MachineGuid\s+REG_SZ\s+(\S+)/);
    }
    return readFileSync('/etc/machine-id', 'utf8').trim() || null;
  } catch {
    // Not every system has one, and the folder's own identity is the better sign anyway.
    return null;
  }
}
