import { isKind, kindNames } from '../../shared/catalogue/kinds.ts';
import { confidentiality } from '../../shared/catalogue/parts.ts';
import type { Place } from '../../shared/catalogue/place.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { invalid } from '../records/content.ts';
import { editRecord, requireRecord, setRemoved } from '../records/edit-record.ts';
import { addLinks, linkedAt, linksOf, setLinksRemoved } from '../records/links.ts';
import { recordById, type StoredRecord } from '../records/record-state.ts';
import { isSealedRow, sealedRecordsOf, whileSealing } from '../records/sealed-record.ts';
import { sealedState } from '../sealed/sealed-records.ts';

/**
 * Makes one of two places that are the same: names, links and whatever names the one that goes lead to the one that stays, which
 * keeps all that it says itself and is seen by no more people than either; the other is taken away and says where it went. One act, each part of it a revision or a link that
 * can be put back. Throws `description-invalid`, `sealed-locked`, and as `editRecord` does.
 */
export function mergePlaces(archive: Archive, kept: string, gone: string): StoredRecord {
  const [stays, goes] = [requireRecord(archive, kept), requireRecord(archive, gone)];
  if (!isKind(stays, 'place') || !isKind(goes, 'place') || stays.id === goes.id)
    throw invalid('mergedInto', 'two different places are made one');
  if (stays.isRemoved || goes.isRemoved)
    throw invalid('mergedInto', 'what was taken away is not made one with another');
  if (isSealedRow(stays) || isSealedRow(goes)) throw invalid('mergedInto', 'what is sealed stays apart');
  // What is sealed may name the one that goes, and would go on leading to it.
  if (sealedState(archive) === 'locked') throw new AppError('sealed-locked');
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
    const sealed = archive.sealed.current?.catalogue.linksOf(goId) ?? [];
    for (const { type, from, to, certainty, note } of sealed) {
      const ends = { from: from === goId ? stayId : from, to: to === goId ? stayId : to };
      addLinks(archive, [{ type, ...ends, certainty: certainty ?? undefined, note: note ?? undefined }]);
    }
    setLinksRemoved(
      archive,
      sealed.map(({ id }) => id),
      true,
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
      // What either of them keeps back stays kept back.
      ...(rankOf(other) > rankOf(own) ? { confidentiality: other.confidentiality ?? 'restricted' } : {}),
      ...(other.isLocationWithheld === true ? { isLocationWithheld: true } : {}),
    };
    const merged = editRecord(archive, stayId, changes, { act });
    editRecord(archive, goId, { mergedInto: stayId }, { act });
    setRemoved(archive, goId, true, { act });
    return merged;
  });
}

/** Of the levels of confidentiality, from the one that everybody may see; what nobody said is restricted. */
function rankOf({ confidentiality: level }: Pick<Place, 'confidentiality'>): number {
  return confidentiality.options.indexOf(level ?? 'restricted');
}

/** Records whose content names this one, also sealed ones. */
function naming(archive: Archive, { uid }: StoredRecord): readonly StoredRecord[] {
  const sealed = kindNames
    .flatMap((kind): readonly StoredRecord[] => sealedRecordsOf(archive, kind))
    .filter(({ content }) => JSON.stringify(content).includes(uuidText(uid)));
  const open = statement<[Uint8Array], { id: number }>(
    archive.catalogue,
    'SELECT DISTINCT record_id AS id FROM record_reference WHERE to_uid = ? ORDER BY record_id',
  )
    .all(uid)
    .map(({ id }) => recordById(archive, id));
  return [...open, ...sealed];
}
