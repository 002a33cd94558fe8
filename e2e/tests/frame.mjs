// What every page has, whatever it tells.
import { MISSING, PAGES, addressOf, assert, daysForm, test } from '../lib.mjs';

for (const told of PAGES) {
  test(`${told.name}: heading, title, language, two days`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), await addressOf(told, visitor));
    await assertFrame(page);
    const form = daysForm(page);
    assert.equal(await form.count(), 1, 'no form with the inputs on and known-by');
    for (const name of ['on', 'known-by']) await assertLabelled(form.locator(`input[name="${name}"]`), name);
  });
}

test(`${MISSING.name}: heading, title, language`, async (visitor) => {
  await assertFrame(await visitor.open(await visitor.page(), MISSING.address, MISSING.status));
});

async function assertFrame(page) {
  assert.equal(await page.locator('main#main').count(), 1, 'one <main id="main">');
  assert.equal(await page.locator('h1').count(), 1, 'one h1');
  assert.notEqual((await page.locator('main#main h1').innerText()).trim(), '', 'the heading is empty');
  assert.notEqual((await page.title()).trim(), '', 'the title is empty');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await page.locator('html').getAttribute('dir'), 'ltr');
  const text = await page.locator('body').innerText();
  assert.deepEqual(text.match(/⟦[^⟧]*⟧/g) ?? [], [], 'sentences that are missing in locales/');
  assert.deepEqual(text.match(/\{\s*\$[\w-]+/g) ?? [], [], 'blanks that were not filled');
}

async function assertLabelled(input, name) {
  const labels = await input.evaluate((element) => element.labels.length);
  assert.ok(labels > 0, `the field ${name} has no label`);
}
