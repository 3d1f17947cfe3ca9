import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { draw, stele } from './archives.ts';
import { expect, startHost, test } from './stele.ts';

/** Names that a card could carry, and that a page must not take for anything but names. */
const names = [
  '<script>window.ran=1<⁄script>.jpg',
  '"><img src=x onerror=window.ran=1>.jpg',
  '=HYPERLINK("x").jpg',
  'photo\u202Egpj.exe.jpg',
  'a\u001B[31mb\u0007.jpg',
  'Նորավանք.jpg',
  'Нораванк «снимок».jpg',
  'نوراوانک.jpg',
  'Xocalı ığöüşç.jpg',
  `${'long'.repeat(60)}.jpg`,
  '{{count}} {name}.jpg',
];

const hostile = '<b onmouseover=window.ran=1>\u202Eevihcra\u001B[2J</b>';
const long = `${hostile} ${'ա'.repeat(10_000)}`;

/** Pictures that say of themselves, in every field that takes text, what nobody should believe. */
async function drawHostile(card: string): Promise<void> {
  await draw(card, names);
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#447' } })
    .jpeg()
    .withExif({
      IFD0: {
        Make: '"><script>window.ran=1</script>',
        Model: `=cmd|'/c calc'!A1 ${'m'.repeat(2000)}`,
        ImageDescription: 'javascript:window.ran=1 '.repeat(420),
        Artist: '<svg onload=window.ran=1>',
        Software: '\u202Egnihtemos',
        Copyright: '{{constructor.constructor("window.ran=1")()}}',
      },
      IFD2: { BodySerialNumber: '<img src=x onerror=window.ran=1>' },
    })
    .toBuffer();
  writeFileSync(join(card, 'said.jpg'), picture);
}

/** Somebody, who told what, and what happened to them, in words that nobody should believe. */
function importHostileRecords(folder: string, path: string): void {
  const into = (room: string, kind: string, content: unknown): string => {
    const file = join(folder, `${kind}.json`);
    writeFileSync(file, JSON.stringify([{ content }]));
    stele([room, 'import', path, file, '--kind', kind]);
    const { records } = JSON.parse(stele([room, 'list', path, '--kind', kind, '--json'])) as {
      records: readonly { id: string }[];
    };
    return records[0]?.id ?? '';
  };
  const line = long.slice(0, 480);
  const actor = into('people', 'actor', { names: [{ text: line }], description: long, isPseudonymous: true });
  const consents = [{ purpose: 'to-share', recipient: 'public', isGiven: true, note: long }];
  into('people', 'source', { title: line, actor, consents, reviewOn: '2020', description: long });
  const involvements = [
    { actor, role: 'victim', foundBy: line },
    { actor, role: 'alleged-perpetrator', note: long },
    { actor, role: 'source' },
  ];
  const acts = [{ what: line, means: line, note: long, involvements }];
  const incident = into('incidents', 'incident', { title: line, narrative: long, acts, statusBy: line });
  const reviews = [{ reviewer: line, agrees: false, note: 'x'.repeat(4000) }];
  into('incidents', 'claim', { statement: long, about: [incident], reviews });
}

async function standsRight(page: Page, where: string): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), where).toBe(true);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => [id, nodes[0]?.html]),
    where,
  ).toEqual([]);
}

test('an archive of hostile strings goes through every screen: nothing runs, nothing leaves the layout, axe finds nothing serious', async ({
  context,
  folder,
}) => {
  // Every screen, three times over.
  test.slow();
  const [card, path] = [join(folder, 'card'), join(folder, 'archive.stele')];
  await drawHostile(card);
  stele(['init', path, '--name', hostile, '--operator', hostile]);
  stele(['import', path, card]);
  const listed = JSON.parse(stele(['list', path, '--json'])) as { items: { number: string }[] };
  const [first = { number: '' }] = listed.items;
  stele(['describe', path, first.number, '--title', hostile, '--description', long, '--tag', hostile]);
  importHostileRecords(folder, path);
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const links = page.locator('.rail-link');
  await expect(links.nth(3)).toBeVisible();
  for (const [language, size] of [
    ['English', { width: 1280, height: 800 }],
    ['Հայերեն', { width: 1280, height: 800 }],
    // What a window of 1280 × 800 shows at 200 %.
    ['Русский', { width: 640, height: 400 }],
  ] as const) {
    await page.locator('.top-bar-tools > .button-icon').first().click();
    await page.getByRole('menuitemradio', { name: language }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.setViewportSize(size);
    for (let index = 0; index < (await links.count()); index += 1) {
      const name = `${language}: ${await links.nth(index).innerText()}`;
      await links.nth(index).click();
      await expect(page.locator('main h1, main [role=grid], main [role=search]').first()).toBeVisible();
      await page.waitForTimeout(500);
      await standsRight(page, name);
    }
    for (const screen of ['incidents', 'persons'])
      for (const kind of [0, 1]) {
        await page.locator(`.rail-link[href="#/${screen}"]`).click();
        await page.locator('.record-screen-head [role="radio"]').nth(kind).click();
        await page.getByRole('gridcell').first().click();
        await expect(page.locator('.record-view')).toBeVisible();
        await standsRight(page, `${language}: ${screen}, ${kind}`);
        if (screen === 'incidents') continue;
        await page.locator('.record-head .lucide-user-search').click();
        await expect(page.locator('.person-places')).toBeVisible();
        await standsRight(page, `${language}: everything, ${kind}`);
      }
    // All that is said of one item, and the item itself.
    await page.locator('a[href="#/evidence"]').last().click();
    for (const cell of [0, 11]) {
      await page.getByRole('gridcell').nth(cell).click();
      for (let tab = 0; tab < 7; tab += 1) {
        await page.getByRole('tab').nth(tab).click();
        await page.waitForTimeout(200);
        await standsRight(page, `${language}: item ${cell}, tab ${tab}`);
      }
    }
    await page.getByRole('gridcell').first().dblclick();
    await expect(page.getByRole('dialog').locator('img, canvas').first()).toBeVisible();
    await standsRight(page, `${language}: viewer`);
    await page.keyboard.press('Escape');
  }
  expect(await page.evaluate('window.ran')).toBe(undefined);
  expect(faults).toEqual([]);
  await host.stop();
});
