import { join } from 'node:path';
import { app } from 'electron';

/**
 * The Node that decodes: packaged with the program, otherwise whichever started it (bin/start.mjs says). Where it is missing
 * pictures are kept and marked as not looked into.
 */
export function decoderNode(): string {
  const packaged = join(process.resourcesPath, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  return app.isPackaged ? packaged : (process.env['STELE_NODE'] ?? packaged);
}
