import { setTimeout as wait } from 'node:timers/promises';
import { archiveOf } from './archives.ts';
import { expect, startHost, test } from './stele.ts';

/** It says that it is there, which counts for nothing, and asks what is due once an hour, which is longer than it takes to lock. */
const ofItself = ['host/alive', 'backup/reminder', 'fixity/reminder', 'consents/reviewsDue'];

/** Whatever a page asks is taken for somebody who works: an archive would never lock itself while it stands there. */
test('no screen asks for anything while nobody touches it', async ({ context, folder }) => {
  const host = await startHost(folder, [await archiveOf(folder, ['church.jpg', 'mosque.jpg'])]);
  const page = await context.newPage();
  await page.clock.install();
  let last = Date.now();
  let asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith('/rpc/') || ofItself.includes(pathname.slice('/rpc/'.length))) return;
    last = Date.now();
    asked.push(pathname);
  });
  const quiet = async (): Promise<void> => {
    while (Date.now() - last < 1000) await wait(100);
  };
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Map', exact: true })).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('listitem').getByRole('link');
  const screens = await links.evaluateAll((all) => all.map((link) => String(Reflect.get(link, 'hash'))));
  expect(screens).toContain('#/map');
  for (const screen of screens) {
    await page.locator(`a[href="${screen}"]`).first().click();
    last = Date.now();
    await quiet();
    asked = [];
    // A quarter of an hour. Each time whatever is due by then comes once.
    for (let times = 0; times < 3; times += 1) await page.clock.fastForward('05:00');
    await wait(300);
    await quiet();
    expect(asked, screen).toEqual([]);
  }
  await host.stop();
});
