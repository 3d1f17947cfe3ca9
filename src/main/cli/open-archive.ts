import type { Unlocking } from '../../shared/records/keys.ts';
import { placeAnswers, type PlaceAnswer } from '../../shared/records/replica.ts';
import { choiceOption, textOption, type Invocation } from './command.ts';
import { visible } from './output.ts';
import { ask, givenUnlocking, identityPassphrase, onTerminal, unlockingBeside } from './secrets.ts';

/** For every command that writes to an archive. */
export const writeOptions = { as: { type: 'string' } } as const;

export const writeHelp = `  --as ANSWER       needed once if ARCHIVE stands where it never stood: moved,
                    copied (the other one goes on too), or restored`;

function placeOption(invocation: Invocation): PlaceAnswer | null {
  return textOption(invocation, 'as') === null ? null : choiceOption(invocation, 'as', placeAnswers);
}

/**
 * Opens an archive for one command and closes it afterwards, whatever happens. With --sign-as somebody is unlocked who acts;
 * --passphrase-file is then that identity's.
 */
export async function withArchive<T>(
  invocation: Invocation,
  path: string,
  access: 'read' | 'write',
  action: (archive: string) => Promise<T>,
  unlock?: Unlocking | null,
): Promise<T> {
  const { identities, archives } = invocation.client;
  const name = textOption(invocation, 'sign-as');
  const passphrase = name === null ? null : await identityPassphrase(invocation, name);
  const asked = name === null ? unlockingFor : unlockingBeside;
  const given = unlock === undefined ? await asked(invocation, path) : unlock;
  const { archive } = await archives.open({ path, access, unlock: given, as: placeOption(invocation) });
  try {
    if (name !== null) await identities.unlock({ archive, name, passphrase });
    return await action(archive);
  } finally {
    await archives.close({ archive });
  }
}

/** What opens the archive at `path`: given, or asked for on a terminal; null if it takes nothing or nobody can be asked. */
export async function unlockingFor(invocation: Invocation, path: string): Promise<Unlocking | null> {
  if (!(await invocation.client.archives.isEncrypted({ path }))) return null;
  const given = givenUnlocking(invocation);
  if (given || !onTerminal()) return given;
  return { by: 'passphrase', passphrase: await ask(`Passphrase of ${visible(path)}: `) };
}
