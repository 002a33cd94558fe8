// The way of a reader: from the overview to the document behind one finding.
import { assert, at, findingRows, test } from '../lib.mjs';

test('the bare address leads to the treaty', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/');
  assert.notEqual((await page.locator('main#main h1').innerText()).trim(), '');
  if (new URL(page.url()).pathname === '/ccm') return;
  await page.locator('a[href="/ccm"], a[href^="/ccm?"]').first().click();
  await page.waitForURL((url) => url.pathname === '/ccm');
});

test('overview, overdue, explanation, fact, source', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm'));
  await page.locator('nav').getByRole('link', { name: 'Overdue', exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/overdue');
  assertDaysKept(page);

  const rows = findingRows(page);
  assert.ok((await rows.count()) > 0, 'the table of what is overdue has no rows');
  await rows.first().locator('a.why').first().click();
  await page.waitForURL((url) => /^\/ccm\/law\/[^/]+\/[a-z]{3}$/.test(url.pathname));
  assertDaysKept(page);

  const tree = page.locator('main ol.tree');
  assert.ok((await tree.locator('li').count()) >= 3, 'a tree of at least three reasons');
  assert.ok((await tree.locator('a[href*="/law/"]').count()) > 0, 'the tree names no rule');
  await tree.locator('a[href*="/facts/"]').first().click();
  await page.waitForURL((url) => url.pathname.startsWith('/ccm/facts/'));
  assertDaysKept(page);

  const source = page.locator('main .source').first();
  assert.notEqual((await source.innerText()).trim(), '', 'the fact names no source');
  const link = page.locator('main a.source').first();
  if ((await link.count()) > 0) assert.match(await link.getAttribute('href'), /^https?:\/\//, 'the source is a document of somebody else');
});

test('a State leads to its explanations, and an explanation back to the State and the article', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/states/per'));
  await page.locator('main a[href*="/ccm/law/3.2/per"]').first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/law/3.2/per');
  assert.ok((await page.locator('main a[href*="/ccm/law/3?"], main a[href*="/ccm/law/3#"]').count()) > 0, 'no way to the article');
  await page.locator('main a[href*="/ccm/states/per"]').first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/states/per');
});

function assertDaysKept(page) {
  const asked = new URL(page.url()).searchParams;
  assert.equal(asked.get('on'), '2022-08-01', `the first day is lost at ${page.url()}`);
  assert.equal(asked.get('known-by'), '2022-12-31', `the second day is lost at ${page.url()}`);
}
