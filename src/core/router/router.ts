import { implement } from '@orpc/server';
import { contract, type Selection } from '../../shared/contract/contract.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Progress } from '../../shared/records/progress.ts';
import { createArchive } from '../archive/create.ts';
import type { Archive } from '../archive/archive.ts';
import { isEncrypted, newEncryption, unlockArchive } from '../archive/encryption.ts';
import { addSlot, changePassphrase, listSlots, revokeSlot } from '../archive/key-slots.ts';
import { randomSalt, uuidText } from '../cryptography/random.ts';
import { wordsOf } from '../keys/words.ts';
import { listItems } from '../catalogue/list.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { allItems, matchingItems } from '../catalogue/search.ts';
import { showItem } from '../catalogue/show.ts';
import { nameSubject } from '../catalogue/name-subject.ts';
import { viewEvent } from '../catalogue/view-event.ts';
import { readEvents, readEventsAbout, type StoredEvent } from '../custody/read.ts';
import {
  createSealed,
  findSealed,
  lockSealed,
  readSealed,
  sealedState,
  unlockSealed,
  writeSealed,
} from '../sealed/sealed-records.ts';
import { verifyArchiveLog } from '../verify/archive-log.ts';
import {
  chooseIdentity,
  createIdentity,
  exportIdentity,
  importIdentity,
  listIdentities,
  retireIdentity,
  unlockIdentity,
} from '../identities/identities.ts';
import { parsePublicKey, type MinisignKey } from '../../verifier/signature/minisign.ts';
import { filesWithWarnings, readEntries } from '../ingest/entries.ts';
import { importPaths } from '../ingest/import.ts';
import { exportFromArchive } from '../packages/export-from-archive.ts';
import { verifyAny } from '../verify/verify-any.ts';
import type { Core } from './core.ts';
import { streamOf } from './stream.ts';

const api = implement(contract).$context<{ readonly core: Core }>();

/** The contract, answered by this core. Hosts carry it; they add nothing to it. */
export const router = api.router({
  archives: {
    create: api.archives.create.handler(async ({ input, context: { core } }) => {
      const { encryption: protections, ...rest } = input;
      const encryption = protections ? await newEncryption(protections, core.clock) : null;
      return createArchive({ ...rest, encryption, clock: core.clock, journal: core.journal });
    }),
    isEncrypted: api.archives.isEncrypted.handler(({ input }) => isEncrypted(input.path)),
    lock: api.archives.lock.handler(({ context: { core } }) => core.lock()),
    open: api.archives.open.handler(async ({ input, context: { core } }) => {
      const { handle, archive } = await core.open(input.path, input.access, input.unlock ?? null);
      return { archive: handle, name: archive.name, archiveId: uuidText(archive.uid) };
    }),
    close: api.archives.close.handler(({ input, context: { core } }) => core.closeArchive(input.archive)),
  },
  keys: {
    proposeWords: api.keys.proposeWords.handler(() => ({ words: wordsOf(randomSalt(16)) })),
    list: api.keys.list.handler(({ input, context: { core } }) => listSlots(core.archive(input.archive))),
    add: api.keys.add.handler(async ({ input, context: { core } }) => ({
      slot: await addSlot(core.archive(input.archive), input.protection),
    })),
    revoke: api.keys.revoke.handler(({ input, context: { core } }) =>
      revokeSlot(core.archive(input.archive), input.slot),
    ),
    changePassphrase: api.keys.changePassphrase.handler(async ({ input, context: { core } }) => ({
      slot: await changePassphrase(core.archive(input.archive), input.from, input.to),
    })),
  },
  identities: {
    list: api.identities.list.handler(({ input, context: { core } }) =>
      listIdentities(core.archive(input.archive)),
    ),
    create: api.identities.create.handler(({ input: { archive, ...wanted }, context: { core } }) =>
      createIdentity(core.archive(archive), wanted),
    ),
    import: api.identities.import.handler(({ input: { archive, from, ...wanted }, context: { core } }) =>
      importIdentity(core.archive(archive), wanted, from),
    ),
    export: api.identities.export.handler(({ input, context: { core } }) =>
      exportIdentity(core.archive(input.archive), input.name, input.passphrase),
    ),
    retire: api.identities.retire.handler(({ input, context: { core } }) =>
      retireIdentity(core.archive(input.archive), input.name, input.proof, input.compromisedSince),
    ),
    choose: api.identities.choose.handler(({ input, context: { core } }) =>
      chooseIdentity(core.archive(input.archive), input.name),
    ),
    unlock: api.identities.unlock.handler(({ input, context: { core } }) =>
      unlockIdentity(core.archive(input.archive), input.name, input.passphrase),
    ),
    lock: api.identities.lock.handler(({ input, context: { core } }) =>
      core.archive(input.archive).session.lock(),
    ),
  },
  sealed: {
    state: api.sealed.state.handler(({ input, context: { core } }) =>
      sealedState(core.archive(input.archive)),
    ),
    create: api.sealed.create.handler(({ input, context: { core } }) =>
      createSealed(core.archive(input.archive), input.protections),
    ),
    unlock: api.sealed.unlock.handler(({ input, context: { core } }) =>
      unlockSealed(core.archive(input.archive), input.unlock),
    ),
    lock: api.sealed.lock.handler(({ input, context: { core } }) => lockSealed(core.archive(input.archive))),
    write: api.sealed.write.handler(({ input: { archive, item, field, text }, context: { core } }) =>
      writeSealed(core.archive(archive), item, field, text),
    ),
    read: api.sealed.read.handler(({ input, context: { core } }) =>
      readSealed(core.archive(input.archive), input.item),
    ),
    find: api.sealed.find.handler(({ input, context: { core } }) =>
      findSealed(core.archive(input.archive), input.query),
    ),
  },
  ingest: {
    run: api.ingest.run.handler(({ input, context: { core }, signal }) => {
      const context = { archive: core.archive(input.archive), pool: core.pool, inspector: core.inspector() };
      const paths = input.paths.map((path) =>
        'text' in path ? Buffer.from(path.text) : Buffer.from(path.bytes, 'base64'),
      );
      return streamOf<Progress, Awaited<ReturnType<typeof importPaths>>>(core.jobs, signal, (emit, stop) =>
        importPaths(
          context,
          { paths, workingFolder: input.workingFolder, description: input.description },
          { signal: stop, onProgress: emit },
        ),
      );
    }),
    entries: api.ingest.entries.handler(async function* ({ input, context: { core } }) {
      yield* readEntries(core.archive(input.archive), input.accession);
    }),
    warnings: api.ingest.warnings.handler(({ input, context: { core } }) =>
      filesWithWarnings(core.archive(input.archive), input.accession),
    ),
  },
  items: {
    list: api.items.list.handler(({ input, context: { core } }) =>
      listItems(core.archive(input.archive), input),
    ),
    show: api.items.show.handler(({ input, context: { core } }) => {
      const archive = core.archive(input.archive);
      return showItem(archive, resolveItem(archive, input.item));
    }),
  },
  packages: {
    export: api.packages.export.handler(({ input, context: { core }, signal }) => {
      const archive = core.archive(input.archive);
      const { destination, profile, form } = input;
      return streamOf<Progress, Awaited<ReturnType<typeof exportFromArchive>>>(
        core.jobs,
        signal,
        (emit, stop) =>
          exportFromArchive(archive, core.pool, {
            destination,
            profile,
            form,
            itemIds: selectedItems(archive, input.selection),
            signal: stop,
            onProgress: emit,
          }),
      );
    }),
  },
  verification: {
    run: api.verification.run.handler(({ input, context: { core }, signal }) =>
      streamOf<Progress, Awaited<ReturnType<typeof verifyAny>>>(core.jobs, signal, async (emit, stop) => {
        const unlocking = input.unlock;
        return verifyAny('text' in input.path ? input.path.text : Buffer.from(input.path.bytes, 'base64'), {
          pool: core.pool,
          open: { clock: core.clock, journal: core.journal },
          ...(unlocking ? { unlock: (path: string) => unlockArchive(path, unlocking) } : {}),
          keys: (input.keys ?? []).map(publicKeyOf),
          signal: stop,
          onProgress: emit,
        });
      }),
    ),
  },
  custody: {
    log: api.custody.log.handler(async function* ({ input, context: { core } }) {
      const archive = core.archive(input.archive);
      const { log } = archive.events;
      const { size, root } = log.row();
      for (const event of selectedEvents(archive, input.item)) {
        const view = viewEvent(archive, event);
        const named = input.named ? { subjectName: nameSubject(archive, view.subject) } : {};
        yield { ...view, leaf: event.leaf, ...named };
      }
      return { size, root: Buffer.from(root).toString('hex') };
    }),
    verify: api.custody.verify.handler(({ input, context: { core }, signal }) =>
      verifyArchiveLog(core.archive(input.archive), signal),
    ),
  },
});

function publicKeyOf(text: string): MinisignKey {
  const key = parsePublicKey(text);
  if (!key) throw new AppError('public-key-unusable', { key: text });
  return key;
}

function selectedEvents(archive: Archive, item: string | null): Iterable<StoredEvent> {
  const { id } = archive.events.log;
  if (item === null) return readEvents(archive.catalogue, id);
  const record = showItem(archive, resolveItem(archive, item));
  const subjects = [
    { kind: 'item', id: record.id },
    ...record.files.map((file) => ({ kind: 'file', id: file.id })),
  ];
  return readEventsAbout(archive.catalogue, id, subjects);
}

function selectedItems(archive: Archive, selection: Selection): Iterable<number> {
  switch (selection.by) {
    case 'all':
      return allItems(archive);
    case 'items':
      return new Set(selection.items.map((reference) => resolveItem(archive, reference)));
    case 'query': {
      const found = matchingItems(archive, selection.query);
      if (found.length === 0) throw new AppError('nothing-selected');
      return found;
    }
  }
}
