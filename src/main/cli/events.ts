import type { CustodyEvent } from '../../shared/records/item.ts';
import { visible } from './output.ts';
import { timeText } from './sheet.ts';

/** Who acted, as a heading over what they did. `claimed` means: named, and not proved by a key. */
export function actorText({ identity, identityName, standing }: CustodyEvent): string {
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
    [visible(type ?? '(erased)'), stageOf(detail)].filter((part) => part !== '').join(' ');
  const ended = outcome === 'success' ? what : `${what}, ${visible(outcome ?? 'outcome erased')}`;
  const when = time === null ? '(erased)' : timeText(time.replace(/\.\d+Z$/, 'Z')).replace(' UTC', 'Z');
  return `${String(sequence).padStart(6)}  ${when.padEnd(20)}  ${ended.padEnd(18)}  ${about}`.trimEnd();
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
