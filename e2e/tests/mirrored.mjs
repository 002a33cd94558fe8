// Read from right to left: nothing scrolls sideways, and in a chart, where time runs from left to right all the same, every label
// stays at its mark. (The words are English until a language that is written so is there.)
import { PAGES, addressOf, assert, at, test } from '../lib.mjs';

const DAYS = { on: '2022-08-01', knownBy: '2026-11-30' };
const CHARTS = ['/ccm/states/bih', '/ccm/requests/deu-4-2019', '/ccm/universalization'];

for (const path of CHARTS) {
  test(`${path}: the labels of its charts stay where they are`, async (visitor) => {
    const page = await visitor.open(await visitor.page(), at(path, DAYS));
    const before = await page.evaluate(labels);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    assert.ok(before.length > 3, `${path} has a chart`);
    assert.deepEqual(await page.evaluate(labels), before);
  });
}

for (const told of PAGES) {
  test(`${told.name} fits on a phone`, async (visitor) => {
    const page = await visitor.open(await visitor.page({ width: 390, height: 844 }), await addressOf(told, visitor), told.status ?? 200);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} wide`);
  });
}

/** In the page: every label of every chart, and how far it stands from the left of its chart. */
function labels() {
  const left = (text) => text.getBoundingClientRect().left - text.closest('svg').getBoundingClientRect().left;
  return [...document.querySelectorAll('svg.chart text')].map((text) => `${text.textContent} ${Math.round(left(text))}`);
}
