import { api } from '../api.ts';
import type { Archive } from '../../archive/archive.ts';
import { nameSubject } from '../../catalogue/name-subject.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { viewEvent } from '../../catalogue/view-event.ts';
import { subjectsOf } from '../../disposition/show.ts';
import { readEvents, readEventsAbout, type StoredEvent } from '../../custody/read.ts';
import { noteCheckpoint } from '../../archive/checkpoints.ts';
import { notedCheckpoints } from '../noted-checkpoints.ts';
import { asJob } from '../stream.ts';
import { verifyArchiveLog } from '../../verify/archive-log.ts';

export const custody = {
  log: api.custody.log.handler(async function* ({ input, context: { core } }) {
    const archive = core.archive(input.archive);
    const { log } = archive.events;
    const { size, root } = log.row();
    for (const event of selectedEvents(archive, input.item)) {
      const view = viewEvent(archive, event);
      const named = input.named ? { subjectName: nameSubject(archive, view.subject) } : {};
      yield { ...view, leaf: event.leaf, ...named };
      // Whoever reads slowly may find it closed meanwhile.
      core.archive(input.archive);
    }
    return { size, root: Buffer.from(root).toString('hex') };
  }),
  page: api.custody.page.handler(({ input: { before, count, ...input }, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { log } = archive.events;
    const { size } = log.row();
    const end = Math.min(before ?? size, size);
    const events = [];
    for (const event of readEvents(archive.catalogue, log.id, Math.max(0, end - count))) {
      if (event.sequence >= end) break;
      const view = viewEvent(archive, event);
      events.push({ ...view, leaf: event.leaf, subjectName: nameSubject(archive, view.subject) });
    }
    return { size, events: events.reverse() };
  }),
  checkpoint: api.custody.checkpoint.handler(({ input, context: { core } }) =>
    noteCheckpoint(core.archive(input.archive)),
  ),
  verify: api.custody.verify.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const noted = notedCheckpoints(input.checkpoints);
    return asJob(core, input.archive, (stop) => verifyArchiveLog(archive, noted, stop), signal);
  }),
};

function selectedEvents(archive: Archive, item: string | null): Iterable<StoredEvent> {
  const { id } = archive.events.log;
  if (item === null) return readEvents(archive.catalogue, id);
  return readEventsAbout(archive.catalogue, id, subjectsOf(archive, resolveItem(archive, item)));
}
