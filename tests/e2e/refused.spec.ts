import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEncrypted } from './steps.ts';
import { expect, test } from './stele.ts';

test('without its token, or with it a second time, a page reaches nothing', async ({
  app,
  context,
  host,
}) => {
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
  expect(app.url()).not.toContain('token');

  const again = await context.newPage();
  await again.goto(host.address);
  await expect(again.getByText('This page cannot reach Stele.')).toBeVisible();
  const bare = await context.newPage();
  await bare.goto(new URL('/', host.address).href);
  // In which language its own page is, it does not know.
  for (const said of ['This page cannot reach Stele.', 'Այս էջը չի կարող', 'Эта страница не может'])
    await expect(bare.getByText(said)).toBeVisible();
  await expect(bare.getByText('in another tab or window')).toBeVisible();
});

test('a page on another port of 127.0.0.1 can neither call nor embed it', async ({ app, context, host }) => {
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
  const { origin } = new URL(host.address);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>elsewhere</title>');
  });
  const elsewhere = await listen(server);
  const page = await context.newPage();
  await page.goto(elsewhere);
  const outcome = await page.evaluate(async (target: string) => {
    const call = await fetch(`${target}/rpc/archives/lock`, { method: 'POST', body: '{}' }).then(
      (answer) => answer.status,
      () => 'blocked',
    );
    const blind = await fetch(`${target}/rpc/archives/lock`, {
      method: 'POST',
      mode: 'no-cors',
      body: '{}',
    }).then(
      (answer) => answer.type,
      () => 'blocked',
    );
    return { call, blind };
  }, origin);
  expect(outcome.call).toBe('blocked');

  const image = await page.evaluate(`new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve('loaded');
    image.onerror = () => resolve('blocked');
    image.src = '${origin}/icon.svg';
  })`);
  expect(image).toBe('blocked');
  await page.setContent(`<iframe src="${origin}/"></iframe>`);
  await expect(page.frameLocator('iframe').locator('#root')).toHaveCount(0);
  server.close();
  // What the other page tried did nothing: this one still works.
  await app.getByRole('link', { name: 'About' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'About Stele' })).toBeVisible();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('an encrypted archive leaves nothing outside its folder, in the home folder, the temporary one or the page', async ({
  app,
  folder,
  host,
}) => {
  await createEncrypted(app, folder, 'Secret survey');
  const kept = await app.evaluate(
    'JSON.stringify([{ ...localStorage }, Object.keys(sessionStorage), document.cookie])',
  );
  expect(kept).toBe(JSON.stringify([{}, ['stele.bearer', 'stele.language'], '']));
  await app.getByRole('button', { name: 'Quit', exact: true }).click();
  await app.getByRole('alertdialog').getByRole('button', { name: 'Quit', exact: true }).click();
  await expect(app.getByText('Stele has ended.')).toBeVisible();
  expect(await host.ended).toBe(0);
  expect(readdirSync(folder)).toEqual(['Secret survey.stele']);
});
