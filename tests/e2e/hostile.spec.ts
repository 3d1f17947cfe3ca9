import AxeBuilder from '@axe-core/playwright';
import { archiveOf } from './archives.ts';
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

test('an archive of hostile names goes through every screen: nothing runs, nothing leaves the layout, axe finds nothing serious', async ({
  context,
  folder,
}) => {
  const path = await archiveOf(folder, names, '<b onmouseover=window.ran=1>\u202Eevihcra');
  const host = await startHost(folder, [path]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(host.address);
  await page.getByRole('button', { name: 'Unlock' }).click();
  const links = page.getByRole('navigation').getByRole('link');
  await expect(links.nth(3)).toBeVisible();
  for (let index = 1; index < (await links.count()); index += 1) {
    const name = await links.nth(index).innerText();
    await links.nth(index).click();
    await expect(page.locator('main h1, main [role=grid], main [role=search]').first()).toBeVisible();
    await page.waitForTimeout(500);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), name).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => [id, nodes[0]?.html]),
      name,
    ).toEqual([]);
  }
  expect(await page.evaluate('window.ran')).toBe(undefined);
  expect(faults).toEqual([]);
  await host.stop();
});
