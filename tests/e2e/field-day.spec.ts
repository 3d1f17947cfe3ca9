import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { createEncrypted, passphrase } from './steps.ts';
import { expect, test } from './stele.ts';
import { wordsIn } from './words.ts';

const names = { en: 'English', hy: 'Հայերեն', ru: 'Русский' } as const;

/** Counts what a person does: presses, and fields filled in. */
class Hand {
  steps = 0;
  private readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async press(target: Locator): Promise<void> {
    this.steps += 1;
    await target.click();
  }
  async type(target: Locator, text: string): Promise<void> {
    this.steps += 1;
    await target.fill(text);
  }
  async key(name: string): Promise<void> {
    this.steps += 1;
    await this.page.keyboard.press(name);
  }
  /** Steps since the last time. */
  took(): number {
    const { steps } = this;
    this.steps = 0;
    return steps;
  }
}

/** Ten pictures of two cameras. */
async function fillCard(card: string): Promise<void> {
  mkdirSync(card);
  for (let index = 0; index < 10; index += 1) {
    const background = { r: 40 + index * 20, g: 200 - index * 15, b: 90 };
    const picture = await sharp({ create: { width: 1200, height: 800, channels: 3, background } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Bench', Model: index < 7 ? 'Field 12' : 'Pocket 3' } })
      .toBuffer();
    writeFileSync(join(card, `DSC_${String(index)}.jpg`), picture);
  }
}

for (const language of ['en', 'hy', 'ru'] as const) {
  test(`a day in the field, as the guide has it (${language})`, async ({ app, folder }, { annotations }) => {
    const say = await wordsIn(language);
    const button = (key: string, values = {}): Locator =>
      app.getByRole('button', { name: say(key, values), exact: true });
    const go = (key: string): Locator => app.getByRole('link', { name: say(key), exact: true });
    const hand = new Hand(app);
    const took: Record<string, number> = {};

    await app.locator('.top-bar-tools .button-icon').first().click();
    await app.getByRole('menuitemradio', { name: names[language] }).click();
    await createEncrypted(app, folder, 'Արխիվ 7', language);
    const card = join(folder, 'CARD');
    await fillCard(card);

    // 1. Take in a card. The archive opens on this screen.
    await hand.press(button('takeIn:choose'));
    await hand.press(app.getByRole('row', { name: 'CARD' }));
    await hand.press(button('takeIn:pickAction'));
    await hand.type(app.getByLabel(say('takeIn:carrier'), { exact: true }), 'SD 7');
    await hand.press(app.locator('.take-in-go button, button.button-primary').last());
    await expect(app.getByText(say('takeIn:result', { count: 10 }))).toBeVisible();
    took['take in a card'] = hand.took();

    // 2. Ten captions, without leaving the keyboard.
    await hand.press(go('shell:describe'));
    const title = app.getByLabel(say('evidence:fields.title'), { exact: true });
    for (let index = 1; index <= 10; index += 1) {
      await expect(title).toHaveValue('');
      await hand.type(title, index === 3 ? 'Տապանաքար կամրջի մոտ' : `Նկար ${String(index)}`);
      await hand.key('Enter');
    }
    await expect(app.getByText(say('describe:allNamed'))).toBeVisible();
    took['caption ten pictures'] = hand.took();

    // 3. One is found, by a word.
    await hand.press(go('shell:evidence'));
    const search = app.getByRole('combobox', { name: say('evidence:search') });
    await hand.type(search, 'տապանաքար');
    await expect(app.getByRole('gridcell')).toHaveCount(1);
    await expect(app.locator('.evidence-thumb img')).toHaveCount(1);
    took['find one'] = hand.took();
    await search.fill('');
    await expect(app.getByRole('gridcell')).toHaveCount(10);
    // Or by the camera that took it.
    await app.getByRole('button', { name: say('evidence:facet.narrow'), exact: true }).click();
    await app.getByRole('button', { name: /Bench Pocket 3/ }).click();
    await expect(app.getByRole('gridcell')).toHaveCount(3);

    // 4. Back up.
    await hand.press(go('shell:keep'));
    await hand.type(app.getByLabel(say('keep:where'), { exact: true }), join(folder, 'disk'));
    await hand.type(app.getByLabel(say('keep:label'), { exact: true }), 'Դ 2');
    await hand.press(button('keep:backUp'));
    await expect(app.getByText(say('keep:complete', { count: 10 }))).toBeVisible();
    took['back up'] = hand.took();

    // 5. The card may be cleared.
    await hand.press(go('shell:takeIn'));
    await hand.press(button('takeIn:cardAsk'));
    await expect(app.getByText(say('takeIn:mayClear', { count: 10 }))).toBeVisible();
    await expect(app.getByText(say('takeIn:mayClearWhere', { count: 10, backups: 'Դ 2' }))).toBeVisible();
    took['learn whether the card may be cleared'] = hand.took();
    annotations.push({ type: 'steps', description: JSON.stringify(took) });
    expect(took).toEqual({
      'take in a card': 5,
      'caption ten pictures': 21,
      'find one': 2,
      'back up': 4,
      'learn whether the card may be cleared': 2,
    });

    // What goes out can be checked, and a changed byte is named.
    await go('shell:packages').click();
    const bag = join(folder, 'bag');
    // What goes in stands above the choice.
    await expect(app.locator('.export-preview strong')).toBeVisible();
    await app.getByText(say('packages:folder'), { exact: true }).click();
    await app.getByRole('textbox', { name: say('packages:where') }).fill(bag);
    await button('packages:write').click();
    await expect(app.getByText(say('packages:written'))).toBeVisible();
    await button('packages:verifyNow').click();
    const verdict = (name: string): Locator =>
      app.getByRole('heading', { name: say(`verify:verdict.${name}`), exact: true });
    await expect(verdict('verified')).toBeVisible();
    const exhibits = join(bag, 'data', 'exhibits');
    const [exhibit = ''] = readdirSync(exhibits).sort();
    const bytes = readFileSync(join(exhibits, exhibit));
    bytes.writeUInt8(bytes.readUInt8(400) ^ 1, 400);
    writeFileSync(join(exhibits, exhibit), bytes);
    await button('verify:again').click();
    await expect(verdict('failed')).toBeVisible();
    await expect(app.getByText(`data/exhibits/${exhibit}`)).toBeVisible();
    await expect(app.getByText(say('verify:problems.changed')).first()).toBeVisible();

    // Locked, and opened again.
    await button('shell:lock').click();
    await go('shell:start').click();
    await app.getByRole('button', { name: say('start:open') }).click();
    await app.getByRole('row', { name: 'Արխիվ 7.stele' }).click();
    await button('start:pickArchiveAction').click();
    await app.getByLabel(say('common:passphrase'), { exact: true }).fill(passphrase);
    await button('start:unlock').click();
    await go('shell:evidence').click();
    await expect(app.getByRole('gridcell')).toHaveCount(10);
  });
}
