import type { FileRecordView, ItemRecord } from '../../../shared/records/item.ts';
import { requiredPositionals, withArchive, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { bytesText, print, printJson, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const show: Command = {
  name: 'show',
  usage: 'ARCHIVE ITEM...',
  summary: 'show everything recorded about items',
  help: `ITEM is an id, else a number, else at least eight digits of a file's SHA-256.
With --json: one document for one item, one line each for several.

${unlockHelp}`,
  options: unlockOptions,
  async run(invocation) {
    const [path, ...items] = requiredPositionals(invocation, ['ARCHIVE', 'ITEM']);
    return withArchive(invocation, path?.text ?? '', 'read', async (archive) => {
      for (const item of items) {
        const record = await invocation.client.items.show({ archive, item: item.text });
        if (invocation.json) await printJson(record);
        else await print(itemText(record));
      }
      return exit.done;
    });
  },
};

function itemText(item: ItemRecord): string {
  const lines = [
    `${item.number}  ${item.title}`,
    ...rows([
      ['id', item.id],
      ['captured', item.captured],
      ['confidentiality', item.confidentiality],
    ]),
  ];
  for (const file of item.files) lines.push('', ...fileLines(file));
  lines.push('', 'Custody');
  for (const event of item.custody) {
    lines.push(
      `  ${event.time ?? ''}  #${event.sequence} ${event.type ?? ''} ${event.outcome ?? ''} by ${event.identityName ?? 'nobody named'} (${event.standing ?? ''})`,
    );
  }
  return `${lines.map(visible).join('\n')}\n\n`;
}

function fileLines(file: FileRecordView): string[] {
  const { captured, position, camera } = file;
  const place =
    position &&
    `${position.latitude}, ${position.longitude}${position.altitude === null ? '' : `, ${position.altitude} m`}`;
  return [
    `File  ${file.originalName}`,
    ...rows([
      ['SHA-256', file.sha256],
      ['SHA-512', file.sha512],
      ['size', `${bytesText(file.size)} (${file.size} bytes)`],
      ['type', file.mediaType],
      ['came from', file.originalPath],
      ['modified', file.modifiedAt],
      ['captured', captured && `${captured.value} ${captured.offset ?? '(no offset)'} — ${captured.source}`],
      ['position', position && `${place ?? ''} — ${position.source}`],
      [
        'camera',
        camera &&
          [camera.make, camera.model, camera.serial && `serial ${camera.serial}`, camera.lens]
            .filter(Boolean)
            .join(', '),
      ],
      ['pixels', file.width !== null && file.height !== null ? `${file.width} × ${file.height}` : null],
      ['orientation', file.orientation === null ? null : String(file.orientation)],
      ['software', file.software],
      ['accession', `${file.accession.number}, ${file.accession.startedAt}`],
      ['taken in by', file.accession.description.method ?? null],
      ['received from', file.accession.description.receivedFrom ?? null],
      ['carrier', file.accession.description.carrier?.label ?? null],
    ]),
    ...file.warnings.map((warning) => `  ! ${warning.detail} [${warning.code}]`),
    ...file.seenAgain.map((seen) => `  seen again ${seen.at} in ${seen.accession} as ${seen.path}`),
  ];
}

function rows(pairs: readonly (readonly [string, string | null])[]): string[] {
  return pairs
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => `  ${label.padEnd(16)} ${value ?? ''}`);
}
