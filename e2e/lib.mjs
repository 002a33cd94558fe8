// What every browser test uses: how a test is told, how a page is opened, which pages there are, what is asked of each.
import assert from 'node:assert/strict';

export { assert };

/** Every test told so far, in order. */
export const tests = [];

/** Tells a test: a sentence that must hold, and the visit that tries it. */
export function test(sentence, run) {
  tests.push({ sentence, run });
}

/** The two days most tests ask about: a past day with much on record, so that the pages are full and never change. */
export const DAYS = { on: '2022-08-01', knownBy: '2022-12-31' };

/** The address of a page for two days. */
export function at(path, { on, knownBy } = DAYS) {
  return `${path}?on=${on}&known-by=${knownBy}`;
}

/** One page of each kind; an address that must be looked up first is a function of the visitor. */
export const PAGES = [
  { name: 'overview', address: at('/ccm') },
  { name: 'overview, latest day', address: '/ccm' },
  { name: 'overdue', address: at('/ccm/overdue') },
  { name: 'States', address: at('/ccm/states') },
  { name: 'Peru', address: at('/ccm/states/per') },
  { name: 'Germany', address: at('/ccm/states/deu') },
  { name: 'Guinea-Bissau', address: at('/ccm/states/gnb') },
  { name: 'Lithuania, which withdrew', address: '/ccm/states/ltu' },
  { name: 'law', address: at('/ccm/law') },
  { name: 'Article 3', address: at('/ccm/law/3') },
  { name: 'Article 7', address: at('/ccm/law/7') },
  { name: 'explanation of a deadline', address: at('/ccm/law/3.2/per') },
  { name: 'explanation of a report', address: at('/ccm/law/7.1/gin') },
  { name: 'early warnings', address: at('/ccm/watch') },
  { name: 'action plans', address: at('/ccm/plans') },
  { name: 'a plan', address: at('/ccm/plans/dubrovnik') },
  { name: 'a plan, from meeting to meeting', address: '/ccm/plans/lausanne?window=9MSP/10MSP' },
  { name: 'an action', address: at('/ccm/plans/dubrovnik/6.1') },
  { name: 'claims', address: at('/ccm/claims') },
  { name: 'early warnings, held against what became of the deadlines', address: at('/ccm/backtest') },
  { name: 'changes', address: at('/ccm/changes') },
  { name: 'changes, two years, two states of knowledge', address: '/ccm/changes?from=2020-01-01&from-known-by=2020-01-01&on=2021-12-31&known-by=2022-12-31' },
  { name: 'corrections', address: at('/ccm/corrections') },
  { name: 'the two tests', address: at('/ccm/weigh') },
  { name: 'test of a munition, empty', address: at('/ccm/weigh/munition') },
  { name: 'test of a munition', address: `${at('/ccm/weigh/munition')}&mine=no&conventional=yes&disperses-submunitions=yes&dispenser-on-aircraft=no&explosive=yes&weight-kg=6.5&payload=explosive&air-defence-only=no&electronic-effects=no&count=2&single-target=yes&self-destruction=electronic&self-deactivation=electronic` },
  { name: 'test of an operation', address: `${at('/ccm/weigh/operation')}&actor=PER&partners=BRA&act-participate=yes&act-plan-use=yes&act-use=yes&act-request-use=yes` },
  { name: 'data', address: at('/ccm/data') },
  { name: 'public log', address: at('/ccm/log') },
  { name: 'fact', address: factAddress },
  { name: 'Mine Ban Treaty', address: at('/mbt') },
  { name: 'Mine Ban Treaty, changes', address: at('/mbt/changes') },
  { name: 'Mine Ban Treaty, overdue', address: at('/mbt/overdue') },
  { name: 'Mine Ban Treaty, Article 5', address: at('/mbt/law/5') },
  { name: 'Mine Ban Treaty, Peru', address: at('/mbt/states/per') },
];

/** What is answered where there is no page. */
export const MISSING = { name: 'page that is not there', address: '/ccm/nowhere', status: 404 };

/** The address of a page in the list. */
export async function addressOf(page, visitor) {
  return typeof page.address === 'function' ? page.address(visitor) : page.address;
}

/** The page of the first fact under Peru's stockpile deadline. */
async function factAddress(visitor) {
  const answer = await visitor.get(at('/ccm/law/3.2/per.json'));
  assert.equal(answer.status, 200, 'the JSON of the explanation that leads to a fact');
  const fact = firstFact(await answer.json());
  assert.ok(fact, 'no reason in the JSON of /ccm/law/3.2/per names a fact');
  return at(`/ccm/facts/${fact}`);
}

function firstFact(value) {
  if (value === null || typeof value !== 'object') return undefined;
  if (typeof value.fact === 'string') return value.fact;
  return Object.values(value).map(firstFact).find(Boolean);
}

/** The form that asks for the two days. */
export function daysForm(page) {
  return page.locator('form:has(input[name="on"]):has(input[name="known-by"])').first();
}

/** Writes two days into the form and sends it. */
export async function askForDays(page, { on, knownBy } = DAYS) {
  const form = daysForm(page);
  await form.locator('input[name="on"]').fill(on);
  await form.locator('input[name="known-by"]').fill(knownBy);
  await form.locator('button, input[type="submit"]').first().click();
  await page.waitForURL((url) => url.searchParams.get('on') === on && url.searchParams.get('known-by') === knownBy);
}

/** Table rows that lead to an explanation. */
export function findingRows(page) {
  return page.locator('main table tbody tr:has(a.why)');
}

/** The text of the page's own part. */
export function mainText(page) {
  return page.locator('main#main').innerText();
}

/** One visitor a test: opens pages in fresh contexts and notes what no page may do. */
export class Visitor {
  #browser;
  #contexts = [];
  #troubles = new Set();

  constructor(browser, site) {
    this.#browser = browser;
    this.site = site;
  }

  /** A new page: a laptop by default, light, with JavaScript. */
  async page({ width = 1280, height = 900, colorScheme = 'light', javaScriptEnabled = true } = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.site,
      viewport: { width, height },
      colorScheme,
      javaScriptEnabled,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(10_000);
    context.setDefaultNavigationTimeout(20_000);
    await this.#keepHome(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.#troubles.add(`${page.url()}: script error: ${error.message}`));
    page.on('response', (response) => this.#noteBroken(response));
    return page;
  }

  /** Opens an address and asks for its status. */
  async open(page, address, status = 200) {
    const response = await page.goto(address, { waitUntil: 'load' });
    assert.equal(response.status(), status, `status of ${address}`);
    return page;
  }

  /** Fetches an address without a browser. */
  get(address) {
    const headers = { 'accept-language': 'en' };
    return fetch(new URL(address, this.site), { headers, signal: AbortSignal.timeout(20_000) });
  }

  /** Pages that are still open, for pictures. */
  openPages() {
    return this.#contexts.flatMap((context) => context.pages()).filter((page) => !page.isClosed());
  }

  /** Fails if a page asked another host, lacked a part, or broke in a script. */
  assertNoTrouble() {
    if (this.#troubles.size > 0) assert.fail([...this.#troubles].join('\n'));
  }

  async leave() {
    await Promise.all(this.#contexts.map((context) => context.close().catch(() => {})));
  }

  /** No page needs another host: such a request is stopped and noted. */
  async #keepHome(context) {
    const abroad = (url) => ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== new URL(this.site).host;
    await context.route(abroad, async (route) => {
      this.#troubles.add(`a page asked another host: ${route.request().url()}`);
      await route.abort();
    });
  }

  #noteBroken(response) {
    const part = response.request().resourceType() !== 'document';
    if (part && response.status() >= 400) this.#troubles.add(`part of a page answers ${response.status()}: ${response.url()}`);
  }
}
