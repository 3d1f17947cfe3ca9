import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { archiveOf, draw, stele } from './archives.ts';
import { dragFiles, dropFiles } from './dropping.ts';
import { createEncrypted } from './steps.ts';
import { expect, startHost, test as base, type Host } from './stele.ts';

/** A plain archive of one picture, named when the host is started, and two packages of it. */
const test = base.extend<{ readonly host: Host }>({
  host: async ({ folder }, use) => {
    const archive = await archiveOf(folder, ['church.jpg']);
    stele(['export', archive, join(folder, 'package.zip'), '--profile', 'transfer', '--all', '--zip']);
    stele(['export', archive, join(folder, 'bag'), '--profile', 'transfer', '--all']);
    const host = await startHost(folder, [archive]);
    await use(host);
    await host.stop();
  },
});

async function open(app: Page): Promise<void> {
  await app.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Close the archive' })).toBeVisible();
}

const staged = (folder: string): string[] =>
  readdirSync(folder).filter(
    (name) => name.startsWith('.stele-dropped-') || name.startsWith('stele-dropped-'),
  );

test('a folder that is dropped on Take in is looked through and taken in, and its copy is gone', async ({
  app,
  folder,
}) => {
  await open(app);
  const card = join(folder, 'dropped card');
  await draw(join(card, 'DCIM'), ['wall.jpg', 'gate.jpg']);
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByText('Or drop files and folders anywhere in this window.')).toBeVisible();
  await dragFiles(app, [card]);
  await expect(app.getByText('Let go to look through them')).toBeVisible();
  await dropFiles(app, [card]);
  await expect(app.getByText('2 of 2 ticked')).toBeVisible();
  await expect(app.getByText('Let go to look through them')).toHaveCount(0);
  expect(staged(folder)).toHaveLength(1);

  // Another screen, and back: the list is as it was left.
  await app.getByLabel('What stands on the card').fill('SD 9');
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await expect(app.getByRole('gridcell')).toHaveCount(1);
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByText('2 of 2 ticked')).toBeVisible();
  await expect(app.getByLabel('What stands on the card')).toHaveValue('SD 9');
  await app.getByRole('button', { name: /^Take in 2 files/ }).click();
  await expect(app.getByText('2 files are in the archive')).toBeVisible();
  await expect(app.getByText('Of dropped files the browser does not tell where they lie.')).toBeVisible();
  await expect.poll(() => staged(folder)).toEqual([]);
  await app.getByRole('link', { name: 'Evidence', exact: true }).click();
  await expect(app.getByRole('gridcell')).toHaveCount(3);
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByText('2 files are in the archive')).toBeVisible();
});

test('taking in goes on while another screen is looked at, and its result is there afterwards', async ({
  app,
  folder,
}) => {
  await open(app);
  const card = join(folder, 'many');
  await draw(
    card,
    Array.from({ length: 60 }, (_, index) => `DSC_${index}.jpg`),
  );
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await app.getByRole('button', { name: 'Choose a card or a folder' }).click();
  await app.getByRole('row', { name: 'many' }).click();
  await app.getByRole('button', { name: 'Look through it' }).click();
  await app.getByRole('button', { name: /^Take in 60 files/ }).click();
  await app.getByRole('link', { name: 'Custody', exact: true }).click();
  await expect(app.locator('.rail-job')).toBeVisible();
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByRole('progressbar').or(app.getByText('60 files are in the archive'))).toBeVisible();
  await app.getByRole('link', { name: 'Verify', exact: true }).click();
  await expect(app.locator('.rail-job')).toHaveCount(0, { timeout: 120_000 });
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByText('60 files are in the archive')).toBeVisible();
});

test('a package and a folder that are dropped on Verify are checked, and a changed one is not verified', async ({
  app,
  folder,
}) => {
  await open(app);
  await app.getByRole('link', { name: 'Verify', exact: true }).click();
  await dropFiles(app, [join(folder, 'package.zip')]);
  await expect(app.getByText('Verified: it matches')).toBeVisible();
  await expect(app.getByText('package.zip').first()).toBeVisible();
  await expect(app.getByText('The copy that was dropped was removed.')).toBeVisible();
  expect(staged(folder)).toEqual([]);

  writeFileSync(join(folder, 'bag', 'data', 'more.txt'), 'not in any manifest');
  await dropFiles(app, [join(folder, 'bag')]);
  await expect(app.getByText('Failed: it does not match')).toBeVisible();
  await dropFiles(app, [join(folder, 'bag'), join(folder, 'package.zip')]);
  await expect(app.getByText('One thing at a time')).toBeVisible();
  await expect.poll(() => staged(folder)).toEqual([]);
});

base(
  'without an archive a package is dropped and checked, and nothing of it is left',
  async ({ app, folder }) => {
    const archive = await archiveOf(folder, ['church.jpg']);
    stele(['export', archive, join(folder, 'package.zip'), '--profile', 'transfer', '--all', '--zip']);
    rmSync(archive, { recursive: true });
    await app.getByRole('link', { name: 'Verify', exact: true }).click();
    await dragFiles(app, [join(folder, 'package.zip')]);
    await expect(app.getByText('it lies on this machine’s disk while it is checked')).toBeVisible();
    await dropFiles(app, [join(folder, 'package.zip')]);
    await expect(app.getByText('Verified: it matches')).toBeVisible();
    await expect.poll(() => staged(folder)).toEqual([]);
  },
);

base('an encrypted archive takes no dropped file, and says how to go on', async ({ app, folder }) => {
  await createEncrypted(app, folder, 'Secret');
  await draw(join(folder, 'card'), ['wall.jpg']);
  for (const screen of ['Take in', 'Verify']) {
    await app.getByRole('link', { name: screen, exact: true }).click();
    await dropFiles(app, [join(folder, 'card')]);
    await expect(
      app.getByText('With an encrypted archive open, files cannot be dropped in the browser.'),
    ).toBeVisible();
    await expect(app.getByText('they are read from where they are').first()).toBeVisible();
    expect(staged(folder)).toEqual([]);
  }
});

test('a card that is plugged in is offered', async ({ app, folder }) => {
  await open(app);
  const card = join(folder, 'CARD 12');
  await draw(join(card, 'DCIM'), ['wall.jpg']);
  // No test can plug in a card; what the core would tell of one is told here.
  const told = { volumes: [{ name: 'CARD 12', path: { text: card }, isCard: true }] };
  await app.route('**/rpc/ingest/plugged', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `event: message\ndata: ${JSON.stringify({ json: told })}\n\n`,
    }),
  );
  await app.getByRole('link', { name: 'Take in', exact: true }).click();
  await expect(app.getByText('A card is plugged in: CARD 12')).toBeVisible();
  await app.getByRole('status').getByRole('button', { name: 'Look through it' }).click();
  await expect(app.getByText('1 of 1 ticked')).toBeVisible();
});
