import type { FileRecordView } from '../../../shared/records/item.ts';

/** Seconds that a video or a recording plays, as what is in the file says of itself; null where nothing was read of it. */
export function playTime({ metadata }: Pick<FileRecordView, 'metadata'>): number | null {
  for (const group of Object.values(metadata)) {
    if (typeof group !== 'object' || group === null || !('Duration' in group)) continue;
    const seconds = Number(Array.isArray(group.Duration) ? group.Duration[0] : group.Duration);
    if (Number.isFinite(seconds) && seconds > 0) return seconds;
  }
  return null;
}

/** As players show it in every language: 0:07, 12:30, 1:02:05. */
export function asClock(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
