import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';

/** `ab/abcd….jpg`, or without an ending where it is sealed: 64 hexadecimal digits in a folder of two. */
const named = /^[0-9a-f]{2}\/[0-9a-f]{64}(?:\.[a-z0-9]{1,16})?$/;

/** Whether a name that a catalogue holds can be that of an original. A catalogue may come from anybody. */
export function isOriginalName(name: string): boolean {
  return named.test(name);
}

/** Folders of an archive that are laid out alike: what was taken in, and maps that a person brought along. */
export type VaultFolder = 'originals' | 'maps';

/**
 * Where an original lies below the archive's folder `root`. Throws `archive-damaged` for a name that is none: it might lead
 * out of the folder, and what lies there is nobody's to read, to move or to remove.
 */
export function originalPath(root: string, name: string, folder: VaultFolder = 'originals'): string {
  if (!isOriginalName(name)) {
    const reason = `the catalogue names an original ${JSON.stringify(name)}, which is no name of one`;
    throw new AppError('archive-damaged', { path: root, reason });
  }
  return join(root, folder, ...name.split('/'));
}
