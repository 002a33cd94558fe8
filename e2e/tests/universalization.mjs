// Universalization and the norm: the pages answer, narrow, explain every point, and pass the machine's look at access.
import { AxeBuilder } from '@axe-core/playwright';
import { assert, at, mainText, test } from '../lib.mjs';

const DAYS = { on: '2022-08-01', knownBy: '2026-11-30' };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PATHS = ['/ccm/universalization', '/ccm/universalization/ago', '/ccm/norm', '/ccm/norm/votes', '/mbt/norm'];

for (const path of PATHS) {
  test(`${path}: nothing for axe, wide in the light, narrow in the dark, opened up`, async (visitor) => {
    // Thousands of votes are alike: a day with a few of them shows the same.
    const days = path.endsWith('/votes') ? { on: '2016-01-01', knownBy: '2016-01-01' } : DAYS;
    const page = await visitor.open(await visitor.page(), at(path, days));
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze();
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
      assert.deepEqual(told, [], `${path} at ${width}, ${colorScheme}`);
    }
  });

  test(`${path}: no sideways scrolling at 390`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), at(path, DAYS));
    await page.setViewportSize({ width: 390, height: 800 });
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${path} is ${wide} wide`);
  });

  test(`${path}: twins as JSON and CSV`, async (visitor) => {
    const json = await visitor.get(at(`${path}.json`, DAYS));
    assert.equal(json.status, 200);
    assert.equal((await json.json()).known_by, DAYS.knownBy);
    const csv = await visitor.get(at(`${path}.csv`, DAYS));
    assert.equal(csv.status, 200);
    assert.match((await csv.text()).split('\n')[0], /,/);
  });
}

test('new parties since a meeting are asked for in a form, without JavaScript, and stay in the twin', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), at('/ccm/universalization', { on: '2020-04-30', knownBy: '2020-04-30' }));
  await page.locator('input[name="since"]').fill('1RC');
  await page.getByRole('button', { name: 'Count' }).click();
  await page.waitForURL((url) => url.searchParams.get('since') === '1RC');
  assert.match(await mainText(page), /12 States became parties after 1RC closed on 11 Sep 2015 and by 30 Apr 2020/);
  const twin = await page.locator('.cite a', { hasText: 'JSON' }).getAttribute('href');
  const { since, since_meeting: meeting, new: arrived } = await (await visitor.get(twin)).json();
  assert.deepEqual([since, meeting, arrived.length], ['2015-09-11', '1RC', 12]);
});

test('the target of the Second Review Conference is told with what was missing', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/universalization', { on: '2020-11-25', knownBy: '2020-12-31' }));
  assert.match(await page.locator('#targets tbody tr').first().innerText(), /130 States Parties[\s\S]*110[\s\S]*20 short/);
});

test('the points of a State add up to the sum shown, in the table and on its own page', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/universalization', DAYS));
  const row = page.locator('#next tbody tr').first();
  const points = Number(await row.locator('td').first().innerText());
  const parts = await row.locator('.pts').allInnerTexts();
  assert.equal(parts.map(Number).reduce((sum, one) => sum + one, 0), points);
  await row.locator('th a').click();
  await page.waitForURL((url) => /^\/ccm\/universalization\/[a-z]{3}$/.test(url.pathname));
  assert.equal(Number(await page.locator('#points tbody tr').last().locator('td b').innerText()), points);
});

test('the States outside are narrowed by region, and every one keeps its points', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), at('/ccm/universalization', DAYS));
  await page.locator('select[name="region"]').selectOption('Oceania');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.waitForURL((url) => url.searchParams.get('region') === 'Oceania');
  const names = await page.locator('#next tbody th').allInnerTexts();
  assert.ok(names.some((name) => name.includes('Tonga')) && !names.some((name) => name.includes('Angola')), names.join());
});

test('a revised figure stands beside the one used', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/norm', { on: '2021-12-31', knownBy: '2021-12-31' }));
  const row = page.locator('#casualties tbody tr', { has: page.locator('th', { hasText: /^2018$/ }) }).first();
  assert.match(await row.innerText(), /277 casualties[\s\S]*149 casualties/);
});

test('a State for a visit prints with everything that is on record', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/universalization/ago', DAYS));
  await page.emulateMedia({ media: 'print' });
  for (const id of ['status', 'points', 'votes', 'neighbours']) assert.ok(await page.locator(`#${id}`).isVisible(), id);
});
