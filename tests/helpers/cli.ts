import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { encrypted, passphrase } from './encryption.ts';
import { program, programEnvironment } from './program.ts';

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
    env: environment(options.env),
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  return ranOf(status, stdout, stderr);
}

function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const secret = encrypted ? { STELE_PASSPHRASE: passphrase } : {};
  return { ...process.env, ...programEnvironment, NODE_OPTIONS: '', ...secret, ...extra };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  /** Ends the process and every child of its own at once, as kill -9 does. */
  kill(): void;
}

/** Starts the command line in a process group of its own. Other programs than this Node can be given. */
export function startStele(
  words: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; command?: readonly string[] } = {},
): Running {
  const [command, ...first] = options.command ?? [process.execPath, program];
  const child = spawn(command ?? '', [...first, ...words], {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(ranOf(code, Buffer.concat(out).toString(), Buffer.concat(err).toString()));
    });
  });
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
  };
  return { child, ended, kill };
}

function ranOf(code: number | null, stdout: string, stderr: string): Ran {
  const parse = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  return {
    code,
    stdout,
    stderr,
    json: () => parse(stdout),
    lines: () => stdout.trim().split('\n').map(parse),
  };
}
