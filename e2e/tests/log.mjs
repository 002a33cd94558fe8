// The public log: a line below every page, a receipt for every entry, a page that says how it stands.
import { MISSING, PAGES, addressOf, assert, at, mainText, test } from '../lib.mjs';

const LINE = /^Public log: [\d,]+ entries signed (less than a minute|one minute|\d+ minutes) ago\.$/;

/** The newest checkpoint, as soon as there is one: signing the first entries takes a moment after the start. */
async function checkpoint(visitor) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await visitor.get('/log/checkpoint');
    if (answer.status === 200) return answer.text();
    await new Promise((done) => setTimeout(done, 100));
  }
  return assert.fail('nothing is signed within ten seconds');
}

test('a line below every page says how the log stands, and leads to its page', async (visitor) => {
  await checkpoint(visitor);
  const page = await visitor.page();
  for (const told of [PAGES[0], PAGES[4], MISSING]) {
    await visitor.open(page, await addressOf(told, visitor), told.status ?? 200);
    assert.match((await page.locator('footer .log').innerText()).trim(), LINE);
  }
  await page.locator('footer .log a').click();
  await page.waitForURL((url) => url.pathname === '/ccm/log');
  assert.equal(await page.locator('main#main h1').innerText(), 'The public log');
});

test('a fact leads to its entry as it was signed, and to its receipt', async (visitor) => {
  await checkpoint(visitor);
  const told = PAGES.find((one) => one.name === 'fact');
  const page = await visitor.open(await visitor.page(), await addressOf(told, visitor));
  const id = new URL(page.url()).pathname.split('/').pop();
  const entry = page.locator('main a[href^="/log/entry/"]').first();
  const number = (await entry.getAttribute('href')).split('/').pop();
  assert.equal((await entry.innerText()).replaceAll(',', ''), number);
  assert.equal(JSON.parse(await (await visitor.get(`/log/entry/${number}`)).text()).id, id);

  await page.locator('main a[href^="/log/proof/"]').first().click();
  await page.waitForURL((url) => url.pathname === `/log/proof/${number}`);
  const proof = await (await visitor.get(`/log/proof/${number}`)).text();
  assert.match(proof, /^c2sp\.org\/tlog-proof@v1\n/, 'it is no tlog-proof');
  assert.ok(proof.includes(`\nindex ${Number(number) - 1}\n`), 'it is the proof of another entry');
});

test('the page about the log shows the newest checkpoint, its key and what came in last', async (visitor) => {
  const newest = await checkpoint(visitor);
  const [origin, size] = newest.split('\n');
  const page = await visitor.open(await visitor.page(), '/ccm/log');
  const text = await mainText(page);
  for (const part of [origin, `the first ${Number(size).toLocaleString('en')} entries`, 'No witnesses are named']) {
    assert.ok(text.includes(part), `the page does not say ${part}`);
  }
  assert.equal((await page.locator('main pre').last().innerText()).trim(), newest.trim());
  assert.ok(text.includes((await (await visitor.get('/log/key')).text()).trim()), 'the key is another one');
  assert.equal(await page.locator('#entries tbody tr').count(), 20);

  await page.getByRole('link', { name: /^Entries up to / }).click();
  await page.waitForURL((url) => url.searchParams.get('entries') === String(Number(size) - 20));
  assert.equal(await page.locator('#entries tbody th').first().innerText(), (Number(size) - 20).toLocaleString('en'));
});

test('what the page about the log says can be read on a phone, mirrored too', async (visitor) => {
  await checkpoint(visitor);
  const page = await visitor.open(await visitor.page({ width: 390, height: 844 }), at('/ccm/log'));
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, `${direction}: the page is too wide`);
    for (const hash of await page.locator('main .hash, main pre').all()) {
      assert.equal(await hash.evaluate((one) => getComputedStyle(one).direction), 'ltr', 'keys and hashes run from left to right');
    }
  }
});
