import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** How a child is started. Hosts may put their own `SpawnChild` in place, tests a child that misbehaves. */
export interface LaunchPlan {
  readonly role: 'decoder' | 'exiftool';
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
}

export type SpawnChild = (plan: LaunchPlan) => ChildProcessWithoutNullStreams;

export const spawnChild: SpawnChild = (plan) =>
  spawn(plan.command, plan.args, {
    cwd: plan.directory,
    env: plan.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });

/**
 * Behind a window: children that decode a card would otherwise share the processor evenly with the window, which a person
 * waits for. On a machine with nothing else to do they are as fast as ever.
 */
export const spawnYielding: SpawnChild = (plan) => {
  const child = spawnChild(plan);
  if (child.pid !== undefined) {
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // It has ended already, or the system lets nobody change it: it works all the same.
    }
  }
  return child;
};

/** A folder that surely exists and holds nothing of the user's. */
export function harmlessDirectory(): string {
  return process.platform === 'win32' ? (process.env['SystemRoot'] ?? 'C:\\Windows') : '/';
}

/** What Windows needs to start anything at all. */
export function neededEnvironment(): Record<string, string> {
  const root = process.platform === 'win32' ? process.env['SystemRoot'] : undefined;
  return root === undefined ? {} : { SystemRoot: root };
}
