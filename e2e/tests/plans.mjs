// The action plans: a plan, its window, the States behind a number.
import { assert, mainText, test } from '../lib.mjs';

const LAUSANNE = '/ccm/plans/lausanne?on=2024-08-01&known-by=2025-12-31';

test('the menu leads to the plans, a plan to its actions, an action to its States', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm');
  await page.locator('nav').getByRole('link', { name: 'Plans', exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/plans');
  await page.locator('main').getByRole('link', { name: 'Lausanne Action Plan' }).click();
  await page.waitForURL((url) => url.pathname === '/ccm/plans/lausanne');
  await page.locator('main').getByRole('link', { name: 'Action 43: report in time' }).first().click();
  await page.waitForURL((url) => url.pathname === '/ccm/plans/lausanne/43');
  assert.ok((await page.locator('main table a[href*="/states/"]').count()) > 20, 'too few States are listed');
  assert.ok((await page.locator('main table a[href*="/facts/"]').count()) > 5, 'too few sources are linked');
});

test('the window is chosen in a plain form, without JavaScript, and stays in the twins and on the way to an action', async (visitor) => {
  const page = await visitor.open(await visitor.page({ javaScriptEnabled: false }), LAUSANNE);
  assert.equal(await page.locator('input[name="window"]').inputValue(), '2023', 'the last whole year before the day');
  await page.locator('input[name="window"]').fill('9MSP/10MSP');
  await page.locator('form.filter button').click();
  await page.waitForURL((url) => url.searchParams.get('window') === '9MSP/10MSP');
  assert.match(await mainText(page), /Counted from 2 Sep 2019 to 29 Aug 2022, as known on 31 Dec 2025/);
  const twin = await page.locator('.cite a', { hasText: 'JSON' }).getAttribute('href');
  const { window } = await (await visitor.get(twin)).json();
  assert.deepEqual(window, { from: '2019-09-02', to: '2022-08-29' });
  await page.locator('main').getByRole('link', { name: 'Action 43: report in time' }).first().click();
  await page.waitForURL((url) => url.searchParams.get('window') === '9MSP/10MSP');
});

test('what is derived by us says so, and what was not seen says so', async (visitor) => {
  const page = await visitor.open(await visitor.page(), LAUSANNE);
  const rows = page.locator('#indicators tbody tr:not(.group)');
  for (const text of await rows.allInnerTexts()) assert.match(text, /derived by us/);
  assert.match(await page.locator('#actions').innerText(), /text not seen/);
});

test('a plan past its term is still shown, one not adopted yet is not', async (visitor) => {
  const later = await visitor.open(await visitor.page(), '/ccm/plans?on=2025-01-01&known-by=2025-01-01');
  assert.match(await mainText(later), /Vientiane Action Plan[\s\S]*past its term, still valid/);
  const earlier = await visitor.open(await visitor.page(), '/ccm/plans?on=2016-06-01&known-by=2016-06-01');
  assert.doesNotMatch(await mainText(earlier), /Lausanne/);
});

test('a window that cannot be is refused with a sentence', async (visitor) => {
  const page = await visitor.open(await visitor.page(), '/ccm/plans/lausanne?window=99MSP/10MSP', 400);
  assert.match(await mainText(page), /is not a window of days/);
});

test('the windows before stand beside, oldest first', async (visitor) => {
  const page = await visitor.open(await visitor.page(), `${LAUSANNE}&window=2022`);
  const row = await page.locator('#indicators tbody tr', { hasText: 'States Parties at the end of the window' }).innerText();
  assert.match(row, /2017:[\s\S]*2018:[\s\S]*2019:[\s\S]*2020:[\s\S]*2021:/);
});
