// WCAG 2.2 A and AA as far as a machine can tell: every kind of page, wide and narrow, light and dark.
import { AxeBuilder } from '@axe-core/playwright';
import { MISSING, PAGES, addressOf, assert, test } from '../lib.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LOOKS = [1280, 390].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

for (const told of [...PAGES, MISSING]) {
  test(`${told.name}: no violation`, async (visitor) => {
    const address = await addressOf(told, visitor);
    const found = [];
    for (const look of LOOKS) {
      const page = await visitor.open(await visitor.page(look), address, told.status ?? 200);
      const { violations, passes } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      assert.ok(passes.length > 0, 'axe looked at nothing');
      found.push(...violations.map((violation) => tell(violation, look)));
      if (violations.length === 0) await page.close();
    }
    assert.equal(found.length, 0, `${address}\n${found.join('\n')}`);
  });
}

function tell({ id, impact, help, nodes }, { width, colorScheme }) {
  const targets = nodes.slice(0, 6).map((node) => `    ${node.target.join(' ')}`);
  if (nodes.length > targets.length) targets.push(`    and ${nodes.length - targets.length} more`);
  return [`${id} (${impact}) at ${width}, ${colorScheme}: ${help}`, ...targets].join('\n');
}
