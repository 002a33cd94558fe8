// No page needs JavaScript.
import { askForDays, assert, at, findingRows, mainText, test } from '../lib.mjs';

const PLAIN = { javaScriptEnabled: false };

test('the overview tells the counts, and its form works', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), '/ccm');
  assert.match(await mainText(page), /\d/, 'no figure on the overview');
  await askForDays(page);
  assert.match(await page.locator('.earlier').first().innerText(), /You are reading an earlier day/);
});

test('the overdue table has its rows, and they lead on', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), at('/ccm/overdue'));
  assert.ok((await findingRows(page).count()) > 0, 'no rows');
  await findingRows(page).first().locator('a.why').first().click();
  await page.waitForURL((url) => /^\/ccm\/law\/[^/]+\/[a-z]{3}$/.test(url.pathname));
});

test('the page of a State shows its duties', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), at('/ccm/states/per'));
  assert.equal((await page.locator('main#main h1').innerText()).trim(), 'Peru');
  assert.ok((await page.locator('main a[href*="/ccm/law/3.2/per"]').count()) > 0, 'the stockpile duty leads nowhere');
});

test('an explanation shows its tree', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), at('/ccm/law/3.2/per'));
  const tree = page.locator('main ol.tree');
  assert.ok(await tree.first().isVisible(), 'the tree cannot be seen');
  assert.ok((await tree.locator('a[href*="/facts/"]').count()) > 0, 'the tree rests on no fact');
});
