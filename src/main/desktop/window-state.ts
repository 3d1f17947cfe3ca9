import { join } from 'node:path';
import { app, screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
import { readKept, writeKept } from './kept-file.ts';

const side = z.int().min(200).max(20_000);
const place = z.int().min(-40_000).max(40_000);
const form = z.object({ x: place, y: place, width: side, height: side, maximized: z.boolean() });

const file = (): string => join(app.getPath('userData'), 'window.json');

/** Where the window was, if a screen is still there. */
export function keptBounds(): { readonly bounds: Partial<Rectangle>; readonly maximized: boolean } {
  const kept = readKept(file(), form);
  if (!kept) return { bounds: { width: 1280, height: 800 }, maximized: false };
  const { maximized, ...bounds } = kept;
  const seen = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, bounds));
  const { width, height } = bounds;
  return { bounds: seen ? bounds : { width, height }, maximized };
}

/** The caller sees to it that no encrypted archive was open. */
export function keepBounds(window: BrowserWindow): void {
  writeKept(file(), { ...window.getNormalBounds(), maximized: window.isMaximized() });
}

const overlaps = (one: Rectangle, other: Rectangle): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
