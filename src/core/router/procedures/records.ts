import type { Archive } from '../../archive/archive.ts';
import { uuidText } from '../../cryptography/random.ts';
import { createRecord, editRecord, restoreRecord, setRemoved } from '../../records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../records/links.ts';
import { listRecords, suggestRecords } from '../../records/list-records.ts';
import { refreshRecordTexts } from '../../records/record-index.ts';
import { recordTimeline } from '../../records/record-timeline.ts';
import type { StoredRecord } from '../../records/record-state.ts';
import { linksAbout, mention, recordRevisions, showRecord } from '../../records/show-record.ts';
import { vocabulariesOf } from '../../records/vocabularies.ts';
import { refreshTexts } from '../../search/refresh-text.ts';
import { api } from '../api.ts';

/** What was written, once it can be found by its words too. */
function written(archive: Archive, { uid, number, revision }: StoredRecord) {
  refreshRecordTexts(archive);
  refreshTexts(archive);
  return { id: uuidText(uid), number, revision };
}

export const records = {
  list: api.records.list.handler(({ input: { archive, ...request }, context: { core } }) =>
    listRecords(core.archive(archive), request),
  ),
  suggest: api.records.suggest.handler(({ input: { archive, ...request }, context: { core } }) =>
    suggestRecords(core.archive(archive), request),
  ),
  timeline: api.records.timeline.handler(({ input: { archive, edges }, context: { core } }) =>
    recordTimeline(core.archive(archive), edges),
  ),
  show: api.records.show.handler(({ input: { archive, record, ...options }, context: { core } }) =>
    showRecord(core.archive(archive), record, options),
  ),
  mentions: api.records.mentions.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return input.ids.flatMap((id) => mention(archive, id, input.language) ?? []);
  }),
  create: api.records.create.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return written(archive, createRecord(archive, input.kind, input.content, { act: input.act }));
  }),
  edit: api.records.edit.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { record, changes, expectedRevision, act } = input;
    return written(archive, editRecord(archive, record, changes, { expectedRevision, act }));
  }),
  setRemoved: api.records.setRemoved.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return written(archive, setRemoved(archive, input.record, input.isRemoved, { act: input.act }));
  }),
  revisions: api.records.revisions.handler(({ input, context: { core } }) =>
    recordRevisions(core.archive(input.archive), input.record),
  ),
  restore: api.records.restore.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return written(archive, restoreRecord(archive, input.record, input.revision, { act: input.act }));
  }),
  vocabularies: api.records.vocabularies.handler(({ input, context: { core } }) =>
    vocabulariesOf(core.archive(input.archive)),
  ),
};

export const links = {
  of: api.links.of.handler(({ input, context: { core } }) =>
    linksAbout(core.archive(input.archive), input.record, input.language),
  ),
  add: api.links.add.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const made = addLinks(archive, input.links, { act: input.act });
    refreshTexts(archive);
    return made;
  }),
  setRemoved: api.links.setRemoved.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    setLinksRemoved(archive, input.links, input.isRemoved, { act: input.act });
    refreshTexts(archive);
  }),
};
