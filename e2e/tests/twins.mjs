// Every page is also data: its address with .json or .csv.
import { assert, at, test } from '../lib.mjs';

const PATHS = [
  '/ccm',
  '/ccm/overdue',
  '/ccm/states',
  '/ccm/states/per',
  '/ccm/states/deu',
  '/ccm/law',
  '/ccm/law/3',
  '/ccm/law/3.2/per',
  '/ccm/law/7.1/gin',
  '/ccm/watch',
  '/ccm/backtest',
  '/ccm/weigh',
  '/ccm/weigh/munition',
  '/ccm/weigh/operation',
  '/ccm/changes',
  '/ccm/corrections',
  '/ccm/log',
  '/mbt',
];

for (const path of PATHS) {
  const base = /^\/[a-z]+$/.test(path) ? `${path}/index` : path;

  test(`${path} as JSON`, async (visitor) => {
    const answer = await visitor.get(at(`${base}.json`));
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    const value = JSON.parse(await answer.text());
    assert.ok(value !== null && typeof value === 'object' && Object.keys(value).length > 0, 'the JSON says nothing');
  });

  test(`${path} as CSV`, async (visitor) => {
    const answer = await visitor.get(at(`${base}.csv`));
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
    assertTable(readCsv(await answer.text()));
  });

  test(`${path} leads to both`, async (visitor) => {
    const html = (await (await visitor.get(at(path))).text()).replaceAll('&amp;', '&');
    for (const ending of ['json', 'csv']) {
      const twin = at(`${base}.${ending}`);
      assert.ok(html.includes(`href="${twin}"`), `no link to ${twin}`);
    }
  });
}

test('every line of the CSV of the overdue page leads to its reasons on the page', async (visitor) => {
  const page = await visitor.open(await visitor.page(), at('/ccm/overdue'));
  const shown = await page.locator('main a.why').evaluateAll((links) => links.map((link) => link.href));
  const urls = shown.map((address) => new URL(address));
  const leads = new Set(urls.map((url) => `${url.pathname} ${url.searchParams.get('period') ?? ''}`));
  const [header, ...lines] = readCsv(await (await visitor.get(at('/ccm/overdue.csv'))).text());
  assert.ok(lines.length > 0, 'the CSV has no line');
  const cell = (line, name) => line[header.indexOf(name)];
  const reasons = (line) => `/ccm/law/${cell(line, 'rule').replace(/^ccm\./, '')}/${cell(line, 'state').toLowerCase()} ${cell(line, 'period')}`;
  assert.deepEqual(lines.map(reasons).filter((address) => !leads.has(address)), [], 'lines without a link on the page');
});

function assertTable([header, ...rows]) {
  assert.ok(header?.length > 0, 'no header line');
  for (const name of header) assert.match(name, /^[a-z][a-z0-9_-]*$/, `"${name}" is not a column name`);
  for (const [index, row] of rows.entries()) assert.equal(row.length, header.length, `cells in line ${index + 2}`);
}

/** The lines of a CSV text (RFC 4180), each as its cells. */
function readCsv(text) {
  const lines = [];
  let cells = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && cells.length === 0 && !quoted && !plain) break;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      lines.push(cells);
      cells = [];
    }
  }
  return lines;
}
