import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileLayer } from '../transfer/file-layer.ts';

/** Replaces a small file as a whole, synced: after a crash the old one is there or the new one. */
export function writeBeside(files: FileLayer, root: string, name: string, bytes: Uint8Array): void {
  const path = join(root, name);
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  const descriptor = files.create(beside, 0o644);
  try {
    for (let written = 0; written < bytes.length;)
      written += files.write(descriptor, bytes, written, bytes.length - written, written);
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
  files.rename(beside, path);
  files.syncFolder(root);
}
