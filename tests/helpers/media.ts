import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { spawnChild, type SpawnChild } from '../../src/core/media/launch.ts';
import type { ByteSource } from '../../src/core/media/types.ts';

/** A file in memory as the media processes see one. */
export function bytesSource(bytes: Uint8Array): ByteSource & { readonly reads: { bytes: number } } {
  const reads = { bytes: 0 };
  return {
    size: bytes.length,
    reads,
    read: async (offset, length) => {
      const part = bytes.subarray(offset, offset + length);
      reads.bytes += part.length;
      return part;
    },
  };
}

export const fileSource = (path: string): ByteSource => bytesSource(readFileSync(path));

const ready = JSON.stringify({ type: 'ready', reader: 'stand-in 1', confinement: 'none' });
const say = `const say=(h,b=Buffer.alloc(0))=>{h=Buffer.from(typeof h==='string'?h:JSON.stringify(h));const l=Buffer.alloc(8);l.writeUInt32BE(h.length,0);l.writeUInt32BE(b.length,4);process.stdout.write(Buffer.concat([l,h,b]))};say(${JSON.stringify(ready)});`;

/** A child that says it is ready and then behaves as `script` says (which has `say`), in place of the real decoder. */
export const standIn =
  (script: string): SpawnChild =>
  (plan) =>
    plan.role === 'decoder'
      ? spawn(process.execPath, ['-e', say + script], { stdio: ['pipe', 'pipe', 'pipe'] })
      : spawnChild(plan);
