// Published claims beside the register.
import { assert, mainText, test } from '../lib.mjs';

test('every claim has a verdict as known then and as known now, in words', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/claims');
  const rows = page.locator('main tr[id^="C"]');
  assert.equal(await rows.count(), 35);
  const words = /reproduced|nuanced|contradicted|not derivable/;
  for (const row of await rows.all()) {
    const cells = await row.locator('td').allInnerTexts();
    assert.match(cells[0], words);
    assert.match(cells[1], words);
  }
});

test('a claim that is contradicted tells what is on record, and leads to it', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/claims');
  const row = page.locator('#C14');
  assert.match(await row.innerText(), /contradicted[\s\S]*Chile \(1 Jun 2021\), Lebanon \(1 May 2021\)/);
  const fact = await row.locator('a[href*="/facts/"]').first().getAttribute('href');
  assert.equal((await visitor.get(fact)).status, 200);
});

test('what nothing on record tells is said plainly, with what is missing', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/claims');
  assert.match(await page.locator('#C35').innerText(), /not derivable[\s\S]*Missing: a list of the classes of weapon/);
});

test('on an earlier day the page knows no more than that day', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/claims?on=2016-12-31&known-by=2016-12-31');
  assert.match(await mainText(page), /known by 31 Dec 2016/);
  const { claims } = await (await visitor.get('/ccm/claims.json?on=2016-12-31&known-by=2016-12-31')).json();
  const standing = claims.find((claim) => claim.id === 'C30');
  assert.deepEqual([standing.then, standing.now], ['reproduced', 'reproduced']);
});
