import type { Locator } from '@playwright/test';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where it lies once it has stopped moving: what is beside it may come later and push it. Waits as an action does. */
export async function steadyBox(of: Locator): Promise<Box> {
  await of.waitFor();
  const deadline = Date.now() + 30_000;
  let before: Box | null = null;
  for (;;) {
    const box = await of.boundingBox();
    if (box && before && JSON.stringify(box) === JSON.stringify(before)) return box;
    if (Date.now() > deadline) throw new Error(`It does not keep still: ${JSON.stringify([before, box])}`);
    before = box;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
