import { isKind } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { invalid } from '../records/content.ts';
import { editRecord, requireRecord, setRemoved } from '../records/edit-record.ts';
import { addLinks, linkedAt, linksOf, setLinksRemoved } from '../records/links.ts';
import { recordById, type StoredRecord } from '../records/record-state.ts';
import { isSealedRow, whileSealing } from '../records/sealed-record.ts';

/**
 * Makes one of two places that are the same: names, links and whatever names the one that goes lead to the one that stays, which
 * keeps all that it says itself; the other is taken away and says where it went. One act, each part of it a revision or a link that
 * can be put back. Throws `description-invalid`, and as `editRecord` does.
 */
export function mergePlaces(archive: Archive, kept: string, gone: string): StoredRecord {
  const [stays, goes] = [requireRecord(archive, kept), requireRecord(archive, gone)];
  if (!isKind(stays, 'place') || !isKind(goes, 'place') || stays.id === goes.id)
    throw invalid('mergedInto', 'two different places are made one');
  if (isSealedRow(stays) || isSealedRow(goes)) throw invalid('mergedInto', 'what is sealed stays apart');
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const [stayId, goId] = [uuidText(stays.uid), uuidText(goes.uid)];
  return whileSealing(archive, () => {
    const links = linksOf(archive, { table: 'record', row: goes.id }, Infinity);
    for (const link of links) {
      const [table, row] = link.end === 'from' ? [link.toTable, link.toId] : [link.fromTable, link.fromId];
      const other = uuidText(linkedAt(archive, table, row).uid);
      // What joined the two to each other joins nothing any more.
      if (other === stayId) continue;
      const ends = link.end === 'from' ? { from: stayId, to: other } : { from: other, to: stayId };
      const { type, certainty, note } = link;
      addLinks(archive, [{ type, ...ends, certainty: certainty ?? undefined, note: note ?? undefined }], {
        act,
      });
    }
    setLinksRemoved(
      archive,
      links.map(({ uid }) => uuidText(uid)),
      true,
      { act },
    );
    for (const record of naming(archive, goes)) {
      if (record.kind === 'dismissal') continue;
      const renamed = JSON.parse(JSON.stringify(record.content).replaceAll(goId, stayId)) as object;
      editRecord(archive, record.number, { ...renamed }, { act });
    }
    const [own, other] = [stays.content, goes.content];
    const names = other.names.filter(({ text }) => !own.names.some((name) => name.text === text));
    const types = (other.types ?? []).filter((type) => own.types?.includes(type) !== true);
    const geometry = own.geometry ?? other.geometry;
    const changes = {
      names: [...own.names, ...names],
      types: [...(own.types ?? []), ...types],
      ...(geometry ? { geometry } : {}),
    };
    const merged = editRecord(archive, stayId, changes, { act });
    editRecord(archive, goId, { mergedInto: stayId }, { act });
    setRemoved(archive, goId, true, { act });
    return merged;
  });
}

/** Records whose content names this one. */
function naming(archive: Archive, { uid }: StoredRecord): readonly StoredRecord[] {
  return statement<[Uint8Array], { id: number }>(
    archive.catalogue,
    'SELECT DISTINCT record_id AS id FROM record_reference WHERE to_uid = ? ORDER BY record_id',
  )
    .all(uid)
    .map(({ id }) => recordById(archive, id));
}
