// The two days of every page: asking for others, coming back, and days that are none.
import { DAYS, askForDays, assert, at, daysForm, mainText, test } from '../lib.mjs';

test('other days are asked for in the form, and one link leads back', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm');
  assert.equal(await page.locator('.earlier').count(), 0, 'the latest day is called an earlier one');
  await askForDays(page);
  assert.equal(new URL(page.url()).pathname, '/ccm');
  assert.match(await page.locator('.earlier').first().innerText(), /You are reading an earlier day/);

  await page.getByRole('link', { name: 'Latest day', exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === '/ccm' && url.searchParams.get('on') !== DAYS.on);
  assert.equal(await page.locator('.earlier').count(), 0, '"Latest day" leads to an earlier day');
});

test('the form keeps the page and what else was asked', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/states/per'));
  await askForDays(page, { on: '2019-05-02', knownBy: '2023-01-01' });
  assert.equal(new URL(page.url()).pathname, '/ccm/states/per');
  assert.equal((await page.locator('main#main h1').innerText()).trim(), 'Peru');
});

test('every link of the menu carries both days', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm'));
  const links = await page.locator('nav a[href^="/ccm"]').evaluateAll((found) => found.map((a) => a.href));
  assert.ok(links.length >= 4, `only ${links.length} links in the menu`);
  for (const link of links) {
    const asked = new URL(link).searchParams;
    assert.deepEqual([asked.get('on'), asked.get('known-by')], [DAYS.on, DAYS.knownBy], `the days are lost in ${link}`);
  }
});

test('what was known then differs from what is known now', async (visitor) => {
  const then = await visitor.get(at('/ccm/states/per.json', { on: '2019-05-02', knownBy: '2012-01-01' }));
  const now = await visitor.get(at('/ccm/states/per.json', { on: '2019-05-02', knownBy: '2023-01-01' }));
  assert.deepEqual([then.status, now.status], [200, 200]);
  assert.notEqual(await then.text(), await now.text());
});

const NO_DAYS = [
  { wrong: '2023-02-30', asked: 'on=2023-02-30', says: /calendar/i },
  { wrong: '2023-02-30', asked: 'on=2022-08-01&known-by=2023-02-30', says: /calendar/i },
  { wrong: 'tomorrow', asked: 'on=tomorrow', says: /./ },
];
for (const { wrong, asked, says } of NO_DAYS) {
  test(`?${asked} is refused, with what to write instead`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), `/ccm?${asked}`, 400);
    const text = await mainText(page);
    assert.ok(text.includes(wrong), `the page does not repeat "${wrong}"`);
    assert.match(text, says, 'the page does not say that the day is not in the calendar');
    assert.match(text.replaceAll(wrong, ''), /\b\d{4}-\d{2}-\d{2}\b|had \d+ days/, 'the page does not say what can be written');
    assert.equal((await visitor.get(`/ccm/index.json?${asked}`)).status, 400, 'the JSON twin answers otherwise');
  });
}

test('the form shows the days the page is read for', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/overdue'));
  for (const name of ['on', 'known-by']) {
    const value = await daysForm(page).locator(`input[name="${name}"]`).inputValue();
    assert.match(value, /2022/, `the field ${name} shows "${value}"`);
  }
});
