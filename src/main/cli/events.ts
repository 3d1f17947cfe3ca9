import type { CustodyEvent } from '../../shared/records/item.ts';
import { visible } from './output.ts';
import { timeText } from './sheet.ts';

/** Who acted, as a heading over what they did. `claimed` means: named, and not proved by a key. */
export function actorText({ identity, identityName, standing }: CustodyEvent): string {
  if (identityName === '') return `Somebody whose name was erased (${visible(standing ?? '')})`;
  const who =
    identityName === null
      ? identity === null
        ? 'Nobody named'
        : `Identity ${visible(identity)}, not in this catalogue`
      : visible(identityName);
  return standing === null || standing === 'none' ? who : `${who} (${visible(standing)})`;
}

/** One event in a line: place, time, what happened, and `about` what. */
export function eventLine(event: CustodyEvent, about: string): string {
  const { sequence, time, type, outcome, detail } = event;
  const what =
    changeOf(detail) ??
    dispositionText(detail) ??
    [visible(type ?? '(erased)'), stageOf(detail)].filter((part) => part !== '').join(' ');
  const ended = outcome === 'success' ? what : `${what}, ${visible(outcome ?? 'outcome erased')}`;
  const when = time === null ? '(erased)' : timeText(time.replace(/\.\d+Z$/, 'Z')).replace(' UTC', 'Z');
  const gone = erasedText(event);
  return `${String(sequence).padStart(6)}  ${when.padEnd(20)}  ${ended.padEnd(18)}  ${[about, gone].filter((part) => part !== '').join('  ')}`.trimEnd();
}

/** Fields whose values are gone, and by which events. */
function erasedText({ withheld, erasedBy }: CustodyEvent): string {
  if (!withheld || withheld.length === 0) return '';
  const by = erasedBy && erasedBy.length > 0 ? ` by event ${erasedBy.join(', ')}` : '';
  return `(${withheld.map(visible).join(', ')} erased${by})`;
}

const dispositions: Readonly<Record<string, string | undefined>> = {
  withdraw: 'withdrawn',
  reinstate: 'reinstated',
  quarantine: 'quarantined',
  release: 'released',
  hold: 'legal hold',
  lift: 'hold lifted',
  request: 'destruction asked for',
  cancel: 'request cancelled',
  authority: 'who may destroy',
  destroy: 'destroyed',
  clear: 'cleared after hand-over',
  erase: 'values erased',
};

/** What became of an item: in the log these are modifications of metadata, and deletions. */
function dispositionText(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null || !('disposition' in detail)) return null;
  const { disposition } = detail;
  const text = typeof disposition === 'string' ? (dispositions[disposition] ?? visible(disposition)) : '';
  if ('identities' in detail && typeof detail.identities === 'number')
    return `${text}: ${detail.identities === 2 ? 'two identities' : 'one identity'}`;
  const reason = 'reason' in detail && typeof detail.reason === 'string' ? visible(detail.reason) : '';
  return reason === '' ? text : `${text} (${reason})`;
}

/** What happened to a key slot or an identity: in the log both are modifications of metadata. */
function changeOf(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null) return null;
  const [slot, person] = [
    'keySlot' in detail ? detail.keySlot : null,
    'identity' in detail ? detail.identity : null,
  ];
  const changed = slot ?? person;
  if (typeof changed !== 'object' || changed === null || !('change' in changed)) return null;
  const change = typeof changed.change === 'string' ? visible(changed.change) : '';
  return slot && 'id' in changed ? `key slot ${String(changed.id)} ${change}` : `identity ${change}`;
}

/** Where several events of one type tell a beginning from an end, or bytes that were met again. */
function stageOf(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  if ('seenAgain' in detail && detail.seenAgain === true) return 'again';
  const stage = 'phase' in detail ? detail.phase : 'stage' in detail ? detail.stage : '';
  return typeof stage === 'string' ? visible(stage) : '';
}
