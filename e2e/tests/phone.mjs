// On a phone of 390 points nothing scrolls sideways but what says so.
import { MISSING, PAGES, addressOf, assert, test } from '../lib.mjs';

const PHONE = { width: 390, height: 844 };

test('the page of Peru begins with its name', async (visitor) => {
  const page = await visitor.open(await visitor.page(PHONE), '/ccm/states/per');
  const heading = page.locator('main#main h1');
  assert.equal((await heading.innerText()).trim(), 'Peru');
  assert.ok(await heading.isVisible());
});

for (const told of [...PAGES, MISSING]) {
  test(`${told.name} fits`, async (visitor) => {
    const page = await visitor.open(await visitor.page(PHONE), await addressOf(told, visitor), told.status ?? 200);
    const { width, wide } = await page.evaluate(measure, PHONE.width);
    assert.ok(width <= PHONE.width, `the page is ${width} wide; beyond the edge: ${wide.join(', ')}`);
  });
}

/** In the page: how wide it is, and the first few elements that reach beyond the edge and do not scroll by themselves. */
function measure(edge) {
  const scrolls = (e) => e !== document.body && e !== document.documentElement && getComputedStyle(e).overflowX !== 'visible';
  const kept = (e) => e !== null && (scrolls(e) || kept(e.parentElement));
  const beyond = (e) => e.getBoundingClientRect().right > edge + 0.5 && !kept(e.parentElement);
  const name = (e) => e.tagName.toLowerCase() + (e.id ? `#${e.id}` : '') + [...e.classList].map((c) => `.${c}`).join('');
  const wide = [...document.querySelectorAll('body *')].filter(beyond);
  return { width: document.documentElement.scrollWidth, wide: wide.slice(0, 5).map(name) };
}
