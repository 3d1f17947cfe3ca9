import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/stele.mjs', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as one JSON document. */
  json(): Record<string, unknown>;
  /** Standard output as NDJSON lines. */
  lines(): Record<string, unknown>[];
}

/** Runs the command line in a process of its own, as a person or a script would. */
export function stele(
  words: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: options.cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  const parse = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  return {
    code: status,
    stdout,
    stderr,
    json: () => parse(stdout),
    lines: () => stdout.trim().split('\n').map(parse),
  };
}
