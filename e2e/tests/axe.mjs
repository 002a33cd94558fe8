// WCAG 2.2 A and AA as far as a machine can tell: every kind of page, wide and narrow, light and dark.
import { AxeBuilder } from '@axe-core/playwright';
import { MISSING, PAGES, addressOf, assert, test } from '../lib.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LOOKS = [1280, 390].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

for (const told of [...PAGES, MISSING]) {
  test(`${told.name}: no violation`, async (visitor) => {
    const address = await addressOf(told, visitor);
    const page = await visitor.open(await visitor.page(), address, told.status ?? 200);
    const found = [];
    for (const look of LOOKS) {
      await wear(page, look);
      found.push(...(await violations(page)).map((violation) => ({ look, told: tell(violation, look) })));
    }
    if (found.length === 0) return;
    await wear(page, found[0].look); // for the picture
    assert.fail([address, ...found.map((one) => one.told)].join('\n'));
  });
}

async function wear(page, { width, colorScheme }) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
}

/** Legacy mode looks at this page alone, without a second one for foreign frames: there are none. */
async function violations(page) {
  const result = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze();
  assert.ok(result.passes.length > 0, 'axe looked at nothing');
  return result.violations;
}

function tell({ id, impact, help, nodes }, { width, colorScheme }) {
  const targets = nodes.slice(0, 6).map((node) => `    ${node.target.join(' ')}`);
  if (nodes.length > targets.length) targets.push(`    and ${nodes.length - targets.length} more`);
  return [`${id} (${impact}) at ${width}, ${colorScheme}: ${help}`, ...targets].join('\n');
}
