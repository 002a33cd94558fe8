// What changed between two days: the four days, the three parts, what is folded away.
import { AxeBuilder } from '@axe-core/playwright';
import { assert, at, mainText, test } from '../lib.mjs';

const CHANGES = at('/ccm/changes');

test('the overview leads to what changed in the last year', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm'));
  await page.locator('main').getByRole('link', { name: 'What changed in the last year' }).click();
  await page.waitForURL((url) => url.pathname === '/ccm/changes');
  const [from, known] = await firstDays(page);
  assert.deepEqual([from, known], ['2021-08-01', '2021-08-01'], 'a year before, as it was known then');
});

test('four days are asked for in the form, without JavaScript, and stay in every twin', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), CHANGES);
  const asked = { from: '2015-07-31', 'from-known-by': '2015-07-31', on: '2015-07-31', 'known-by': '2017-08-03' };
  for (const [name, day] of Object.entries(asked)) await page.locator(`form input[name="${name}"]`).fill(day);
  await page.locator('form.asof button').click();
  await page.waitForURL((url) => Object.entries(asked).every(([name, day]) => url.searchParams.get(name) === day));
  assert.deepEqual(await firstDays(page), ['2015-07-31', '2015-07-31']);

  const row = page.locator('main tr', { hasText: 'Cameroon' }).filter({ hasText: 'Initial report' }).first();
  assert.match(await row.innerText(), /overdue more than a year[\s\S]*fulfilled late/);
  const twin = await page.locator('.cite a', { hasText: 'JSON' }).getAttribute('href');
  const { from, changed } = await (await visitor.get(twin)).json();
  assert.deepEqual(from, { known_by: '2015-07-31', true_on: '2015-07-31' });
  const cameroon = changed.find((one) => one.state === 'CMR' && one.rule === 'ccm.7.1');
  assert.deepEqual([cameroon.before, cameroon.after, cameroon.cause], ['overdue', 'met-late', 'learned']);
});

test('the form of another page does not carry the first days along', async (visitor) => {
  const page = await visitor.open(await visitor.page(), `${CHANGES}&from=2020-01-01`);
  await page.locator('nav').getByRole('link', { name: 'Overdue', exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/overdue');
  assert.equal(new URL(page.url()).searchParams.get('from'), null);
  assert.equal(await page.locator('input[name="from"]').count(), 0);
});

test('every duty leads to its reasons, and every document to its row', async (visitor) => {
  const page = await visitor.open(await visitor.page(), `${CHANGES}&from=2020-01-01`);
  const hrefs = (selector) => page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const reasons = await hrefs('main table a[href*="/law/"]');
  const facts = await hrefs('main table a[href*="/facts/"]');
  assert.ok(reasons.length > 100 && facts.length > 20, `${reasons.length} reasons, ${facts.length} documents`);
  for (const address of [...new Set([...reasons.filter((_, n) => n % 5 === 0), ...facts.filter((_, n) => n % 5 === 0)])]) {
    assert.equal((await visitor.get(address)).status, 200, address);
  }
});

test('the routine is folded away, and can be opened', async (visitor) => {
  const page = await visitor.open(await visitor.page(), CHANGES);
  const folded = page.locator('#happened details').last();
  assert.equal(await folded.locator('table').isVisible(), false, 'the routine is open from the start');
  await folded.locator('summary').click();
  assert.ok((await folded.locator('tbody a').count()) > 50, 'the routine names too few States');
});

test('days that go back are refused with a sentence', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/changes?from=2022-08-01&on=2021-08-01', 400);
  assert.match(await mainText(page), /goes back, from 1 Aug 2022 to 1 Aug 2021/);
});

for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`with everything unfolded, nothing is found at ${width}, ${colorScheme}`, async (visitor) => {
      const page = await visitor.open(await visitor.page({ width, colorScheme }), `${CHANGES}&from=2020-01-01`);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(' '))}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} wide`);
    });
  }
}

/** The days of the first question, as the form shows them. */
function firstDays(page) {
  return Promise.all(['from', 'from-known-by'].map((name) => page.locator(`form.asof input[name="${name}"]`).inputValue()));
}
