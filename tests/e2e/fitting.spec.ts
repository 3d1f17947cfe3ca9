import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { filmOf, soundOf } from '../helpers/recordings.ts';
import { draw, stele } from './archives.ts';
import { steadyBox } from './layout.ts';
import { folder as screens, languages, speak } from './looking.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

/** Of items in the order that they are taken in. */
const titles = [150, 2000].map((length) =>
  'Western façade after the roof fell '.repeat(60).slice(0, length).trim(),
);

const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const [card, path] = [join(folder, 'card'), join(folder, 'Survey.stele')];
    await draw(card, ['a.jpg', 'b.jpg']);
    writeFileSync(join(card, 'c-walk.mp4'), filmOf(83));
    writeFileSync(join(card, 'd-bells.wav'), soundOf(2));
    stele(['init', path, '--name', 'Survey', '--operator', 'A. Researcher']);
    stele(['import', path, card]);
    const { items } = JSON.parse(stele(['list', path, '--json'])) as {
      items: { number: string; title: string }[];
    };
    for (const [index, name] of ['a.jpg', 'b.jpg'].entries()) {
      const number = items.find(({ title }) => title === name)?.number ?? '';
      stele(['describe', path, number, '--title', `${name} ${titles[index] ?? ''}`.slice(0, 2000)]);
    }
    const host = await startHost(folder, [path]);
    await use(host);
    await host.stop();
  },
});

async function openEvidence(app: Page): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await expect(app.getByRole('gridcell').nth(3)).toBeVisible();
}

const look = async (app: Page, name: string): Promise<void> => {
  if (screens === undefined) return;
  mkdirSync(screens, { recursive: true });
  await app.waitForTimeout(400);
  await app.screenshot({ path: join(screens, `${name}.png`) });
};

/** The same in every language, light; in English dark as well, and on a large screen. */
async function lookInEach(app: Page, name: string, open: () => Promise<void>): Promise<void> {
  if (screens === undefined) return;
  for (const language of languages) {
    await speak(app, language);
    await open();
    await look(app, `${name}-${language.id}`);
    await app.keyboard.press('Escape');
  }
  await speak(app, languages[0]);
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.setViewportSize({ width: 1920, height: 1080 });
  await open();
  await look(app, `${name}-en-1920-dark`);
  await app.keyboard.press('Escape');
  await app.emulateMedia({ colorScheme: 'light' });
  await app.setViewportSize({ width: 1280, height: 800 });
}

const box = async (where: Locator) => {
  const found = await steadyBox(where);
  return { ...found, right: found.x + found.width, bottom: found.y + found.height };
};

test('a long title leaves the viewer its tools and its picture', async ({ app }) => {
  await openEvidence(app);
  for (const [name, length] of [
    [/a\.jpg/, 150],
    [/b\.jpg/, 2000],
  ] as const) {
    await app.getByRole('gridcell', { name }).dblclick();
    const viewer = app.getByRole('dialog', { name: 'Picture' });
    await expect(viewer.locator('.pane-whole')).toBeVisible();
    const tools = await box(viewer.getByRole('button', { name: 'Close', exact: true }));
    expect(tools.right, String(length)).toBeLessThanOrEqual(1280);
    const number = await box(viewer.locator('.viewer-title .numeric'));
    expect(number.height, String(length)).toBeLessThan(30);
    const picture = await box(viewer.locator('.pane'));
    expect([picture.x, picture.width]).toEqual([0, 1280]);
    expect(picture.height, String(length)).toBeGreaterThan(600);
    await look(app, `viewer-title-${length}`);
    await app.keyboard.press('Escape');
  }
});

test('only what has the focus is framed, and not what is round it', async ({ app }) => {
  await openEvidence(app);
  await app.getByRole('gridcell', { name: /c-walk/ }).click();
  await app.getByRole('tab', { name: 'Describe' }).focus();
  await app.keyboard.press('ArrowRight');
  const tab = app.getByRole('tab', { selected: true });
  await expect(tab).toBeFocused();
  const outline = (selector: string) =>
    app.evaluate(`getComputedStyle(document.querySelector('${selector}')).outlineStyle`);
  expect(await outline('[role=tab][aria-selected=true]')).toBe('solid');
  expect(await outline('.evidence-tabs')).toBe('none');
  await look(app, 'focus-of-tabs');
});

test('a folder browser sets icon, name and size apart, and looks again when it is asked to', async ({
  app,
  folder,
}) => {
  await openEvidence(app);
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await app
    .getByRole('button', { name: /^Choose/ })
    .first()
    .click();
  const row = app.locator('.picker-entry').first();
  const [icon, name] = [
    await box(row.locator('svg')),
    await box(row.locator('.picker-entry-line > :nth-child(2)')),
  ];
  const size = await box(row.locator('.picker-entry-line > :nth-child(3)'));
  expect(name.x - icon.right).toBeGreaterThan(6);
  expect(size.right).toBeGreaterThan((await box(row)).right - 20);
  expect(Math.abs(name.y - size.y)).toBeLessThan(12);
  await look(app, 'picker');
  mkdirSync(join(folder, 'Card 9'));
  await app.getByRole('button', { name: 'Look again' }).click();
  await expect(app.getByRole('row', { name: 'Card 9' })).toBeVisible();
});

test('a video and a sound recording say what they are, how long they play, and that they are played elsewhere', async ({
  app,
}) => {
  await openEvidence(app);
  const film = app.getByRole('gridcell', { name: /c-walk/ });
  const sound = app.getByRole('gridcell', { name: /d-bells/ });
  await expect(film.locator('svg.lucide-film')).toBeVisible();
  await expect(sound.locator('svg.lucide-audio-lines')).toBeVisible();
  await look(app, 'grid-kinds');
  await film.dblclick();
  const viewer = app.getByRole('dialog');
  const words = viewer.locator('.viewer-nothing');
  await expect(words).toContainText(/A video · 1:23 · \d{3} bytes/);
  await expect(words).toContainText('Save the original');
  await expect(viewer.locator('.viewer-foot')).not.toContainText(/not (shown|played) here/);
  await app.keyboard.press('Escape');
  await sound.dblclick();
  await expect(words).toContainText(/A sound recording · .*16 kB/);
  await app.keyboard.press('Escape');
  await lookInEach(app, 'viewer-video', () => film.dblclick());
  await app.getByRole('link', { name: 'Describe', exact: true }).click();
  const described = app.locator('.describe-picture .viewer-nothing');
  await expect(described).toContainText(/A (video|sound recording) · /);
  const saved = app.waitForEvent('download');
  await described.getByRole('link', { name: 'Save the original' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^(c-walk\.mp4|d-bells\.wav)$/);
  await lookInEach(app, 'describe-video', () => Promise.resolve());
});

test('at 200 % the picture that is described stands above its words, wide enough to be seen', async ({
  app,
}) => {
  await openEvidence(app);
  await app.getByRole('link', { name: 'Describe', exact: true }).click();
  await app.setViewportSize({ width: 640, height: 400 });
  await app.getByText('Only those without a title').click();
  await expect(app.locator('.describe-picture .viewer-nothing')).toBeVisible();
  const [picture, words] = [
    await box(app.locator('.describe-picture')),
    await box(app.locator('.describe-words')),
  ];
  expect(picture.width).toBeGreaterThan(400);
  expect(picture.height).toBeGreaterThan(150);
  expect(words.y).toBeGreaterThanOrEqual(picture.bottom - 1);
  expect(words.bottom).toBeLessThanOrEqual(400);
  for (let step = 0; step < 2; step += 1) {
    await app.getByRole('button', { name: 'Next item' }).click();
    await app.waitForTimeout(200);
  }
  await look(app, 'describe-200');
});

test('choices beside each other are of one height', async ({ app }) => {
  await app.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await app.getByRole('button', { name: /^Create an archive/ }).click();
  const cards = app.locator('.card-choice');
  const [one, other] = [await box(cards.nth(0)), await box(cards.nth(1))];
  expect(one.height).toBe(other.height);
  await look(app, 'choices');
});

test('the hint of the search is seen whole', async ({ app }) => {
  await openEvidence(app);
  for (const language of languages) {
    await speak(app, language);
    const cut = await app.evaluate(`(() => {
      const field = document.querySelector('.search-box input');
      const style = getComputedStyle(field);
      const context = document.createElement('canvas').getContext('2d');
      context.font = style.font;
      const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return context.measureText(field.placeholder).width - room;
    })()`);
    expect(cut, language.id).toBeLessThan(0);
    await look(app, `search-${language.id}`);
  }
});
