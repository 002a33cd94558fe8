// Addresses that lead nowhere: 404, and a way on.
import { MISSING, assert, test } from '../lib.mjs';

const NOWHERE = [
  { what: 'a State that is none', address: '/ccm/states/xxx', towards: 'a[href*="/ccm/states"]' },
  { what: 'a rule that is none', address: '/ccm/law/99.9/per', towards: 'a[href*="/ccm/law"], a[href^="/ccm"]' },
  { what: 'an article that is none', address: '/ccm/law/99', towards: 'a[href*="/ccm/law"], a[href^="/ccm"]' },
  { what: 'a fact that is none', address: '/ccm/facts/none', towards: 'a[href^="/ccm"]' },
  { what: 'a page that is none', address: MISSING.address, towards: 'a[href^="/ccm"]' },
  { what: 'a treaty that is none', address: '/nowhere', towards: 'a[href^="/"]' },
];

for (const { what, address, towards } of NOWHERE) {
  test(`${what} answers 404 and shows a way on`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), address, 404);
    assert.notEqual((await page.locator('main#main h1').innerText()).trim(), '', 'no heading');
    const ways = page.locator('main#main').locator(towards);
    assert.ok((await ways.count()) > 0, `the page has no link like ${towards}`);
    const way = await ways.first().getAttribute('href');
    assert.equal((await visitor.get(way)).status, 200, `the way on, ${way}, leads nowhere`);
  });
}
