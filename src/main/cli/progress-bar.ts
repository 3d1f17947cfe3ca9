import type { Progress } from '../../shared/records/progress.ts';
import { bytesText } from './output.ts';

const verbs: Readonly<Record<Progress['phase'], string>> = {
  draw: 'Drawn',
  scan: 'Looking',
  import: 'Taking in',
  export: 'Writing',
  verify: 'Checking',
  backup: 'Backing up',
  restore: 'Restoring',
  repair: 'Taking in',
  edit: 'Edited',
  report: 'Drawn',
};

/** One line on standard error, redrawn in place; nothing where that is not a terminal. */
export function showProgress(progress: Progress): void {
  if (!process.stderr.isTTY) return;
  const line = progressLine(progress, process.stderr.columns || 80);
  process.stderr.write(`\r\x1b[K${line}`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}

export function progressLine(progress: Progress, columns: number): string {
  const { phase, done, total, bytes, totalBytes, rate, failures } = progress;
  const share = totalBytes ? bytes / totalBytes : total ? done / total : 0;
  const parts = [
    `${verbs[phase]} ${done}${total === null ? '' : `/${total}`}`,
    `${bytesText(bytes)}${totalBytes === null ? '' : ` of ${bytesText(totalBytes)}`}`,
    `${bytesText(Math.round(rate))}/s`,
  ];
  if (totalBytes !== null && rate > 0) parts.push(`${duration((totalBytes - bytes) / rate)} left`);
  if (failures > 0) parts.push(`${failures} failed`);
  const text = parts.join(' · ');
  const width = Math.min(30, columns - text.length - 10);
  if (width < 5) return text.slice(0, columns - 1);
  const filled = Math.round(Math.min(1, share) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(Math.floor(Math.min(1, share) * 100)).padStart(3)} % ${text}`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
