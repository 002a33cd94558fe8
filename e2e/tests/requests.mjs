// Requests for more time: the list and one of them, for machines that judge pages, on a phone, without JavaScript.
import { AxeBuilder } from '@axe-core/playwright';
import { assert, at, mainText, test } from '../lib.mjs';

const DAYS = { on: '2023-08-01', knownBy: '2023-12-31' };
const PAGES = [at('/ccm/requests', DAYS), at('/ccm/requests/irq-4-2022', DAYS), at('/ccm/requests/chl-4-2020', DAYS), '/mbt/requests'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const address of PAGES) {
  test(`${address.split('?')[0]}: no violation, wide and narrow, light and dark`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), address);
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze();
        const told = violations.map((v) => `${v.id} at ${width}, ${colorScheme}: ${v.nodes.slice(0, 4).map((n) => n.target.join(' ')).join('; ')}`);
        assert.deepEqual(told, [], address);
      }
    }
  });

  test(`${address.split('?')[0]}: nothing scrolls sideways on a phone but what says so`, async (visitor) => {
    const page = await visitor.open(await visitor.page({ width: 390, height: 844 }), address);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  });
}

test('the menu leads to the list, the list to a request, and the days are kept, without JavaScript', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), at('/ccm', DAYS));
  await page.locator('header nav a[href*="/ccm/requests"]').click();
  await page.locator('main table.requests th a[href*="/requests/irq-4-2022"]').click();
  const url = new URL(page.url());
  assert.equal(url.searchParams.get('on'), DAYS.on);
  assert.equal(url.searchParams.get('known-by'), DAYS.knownBy);
  assert.match(await mainText(page), /on time, 25 days to spare/);
  await page.locator('main .crumb a').first().click();
  await page.waitForURL((to) => to.pathname === '/ccm/requests');
});

test('the list is narrowed to an article by a plain form', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), at('/ccm/requests', DAYS));
  await page.locator('select[name="duty"]').selectOption('ccm.3.2');
  await page.locator('form.filter button').click();
  await page.waitForURL((url) => url.searchParams.get('duty') === 'ccm.3.2');
  const articles = await page.locator('main table.requests tbody th .dim').allInnerTexts();
  assert.ok(articles.length >= 3 && articles.every((article) => article === 'Article 3'), articles.join(', '));
});

test('a request is also data', async (visitor) => {
  const answer = await (await visitor.get(at('/ccm/requests/irq-4-2022.json', DAYS))).json();
  assert.equal(answer.requests.length, 1);
  assert.equal(answer.requests[0].timing, 'on-time');
  assert.match(await (await visitor.get(at('/ccm/requests.csv', DAYS))).text(), /^id,state,article,/);
});
