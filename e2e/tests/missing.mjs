// Addresses that lead nowhere: 404, and a way on.
import { MISSING, assert, mainText, test } from '../lib.mjs';

const NOWHERE = [
  { what: 'a State that is none', address: '/ccm/states/xxx' },
  { what: 'a rule that is none', address: '/ccm/law/99.9/per' },
  { what: 'an article that is none', address: '/ccm/law/99' },
  { what: 'a fact that is none', address: '/ccm/facts/none' },
  { what: 'a page that is none', address: MISSING.address },
  { what: 'a treaty that is none', address: '/nowhere' },
];

for (const { what, address } of NOWHERE) {
  test(`${what} answers 404 and shows a way on`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), address, 404);
    assert.notEqual((await page.locator('main#main h1').innerText()).trim(), '', 'no heading');
    assert.ok((await mainText(page)).length > 40, 'the page says too little');
    const ways = await page.locator('main#main a[href^="/"]').evaluateAll((found) => found.map((a) => a.getAttribute('href')));
    assert.ok(ways.length > 0, 'no way on');
    for (const way of ways) assert.equal((await visitor.get(way)).status, 200, `the way on, ${way}, leads nowhere`);
  });
}
