// The two tests: a form without JavaScript, whose fields become the address of the result.
import { DAYS, assert, at, mainText, test } from '../lib.mjs';

const PLAIN = { javaScriptEnabled: false };

test('a munition is entered, weighed, and its address gives the same again', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), at('/ccm/weigh/munition'));
  assert.equal(await page.locator('.ladder').count(), 0, 'steps before anything is entered');
  for (const [label, choice] of [
    ['A mine', 'no'],
    ['A conventional munition', 'yes'],
    ['Designed to disperse or release submunitions', 'yes'],
    ['Let go from a container fixed to an aircraft', 'no'],
    ['Works by an explosive charge', 'yes'],
    ['Designed to dispense', 'explosive submunitions'],
    ['For air defence and nothing else', 'no'],
    ['For electrical or electronic effects', 'no'],
  ]) {
    await page.getByLabel(label, { exact: true }).selectOption({ label: choice });
  }
  await page.getByLabel('Weight of each, kg', { exact: true }).fill('4.1');
  await page.getByLabel('Explosive submunitions in one munition', { exact: true }).fill('10');
  await page.getByRole('button', { name: 'Weigh it' }).click();
  await page.waitForURL((url) => url.searchParams.get('weight-kg') === '4.1');
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('on'), asked.get('known-by')], [DAYS.on, DAYS.knownBy], 'the days are lost');
  assert.match(await page.locator('#result').innerText(), /A cluster munition\./);
  assert.ok((await page.locator('.ladder li').count()) > 10, 'the ladder has its steps');
  assert.equal(await page.getByLabel('Explosive submunitions in one munition', { exact: true }).inputValue(), '10');

  const told = await page.locator('#steps').innerText();
  const permanent = await page.locator('.cite a').first().getAttribute('href');
  const again = await visitor.open(await visitor.page(PLAIN), permanent);
  assert.equal(await again.locator('#steps').innerText(), told, 'the permanent address gives something else');
});

test('an act in an operation shows both readings', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), at('/ccm/weigh/operation'));
  await page.getByLabel('Whose act', { exact: true }).fill('Peru');
  await page.getByLabel('Together with', { exact: true }).fill('Brazil');
  await page.getByRole('checkbox', { name: 'Plans for their use' }).check();
  await page.getByRole('button', { name: 'Weigh it' }).click();
  await page.waitForURL((url) => url.searchParams.get('act-plan-use') === 'yes');
  assert.match(await page.locator('#act-1').innerText(), /Contested[^]*AMB-01[^]*Prohibited[^]*Permitted, with duties/);
  assert.ok(await page.getByRole('checkbox', { name: 'Plans for their use' }).isChecked());
  // The day of the page is changed and the case stays.
  await page.locator('.asof input[name="on"]').fill('2009-01-01');
  await page.locator('.asof button').click();
  await page.waitForURL((url) => url.searchParams.get('on') === '2009-01-01' && url.searchParams.get('act-plan-use') === 'yes');
  assert.match(await mainText(page), /has signed and is not a party/);
});

test('a field that is not there is refused with the one that was meant', async (visitor) => {
  const page = await visitor.open(await visitor.page(PLAIN), '/ccm/weigh/munition?wieght-kg=4', 400);
  assert.match(await mainText(page), /did you mean "weight-kg"\?/);
});
