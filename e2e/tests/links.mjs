// No link of ours leads nowhere.
import { PAGES, addressOf, assert, test } from '../lib.mjs';

const MOST = 400;
const AT_ONCE = 8;

test(`every link within two steps of the main pages answers 200 (at most ${MOST} addresses)`, async (visitor) => {
  const crawl = new Crawl(visitor);
  let level = await Promise.all(PAGES.map((told) => addressOf(told, visitor)));
  for (const most of [MOST, MOST * 0.6, MOST]) {
    level = await crawl.visit(evenly(crawl.unseen(level), most - crawl.pages.size));
  }
  assert.ok(crawl.pages.size > 50, `only ${crawl.pages.size} addresses found`);
  const wrong = [...crawl.broken(), ...crawl.lostFragments()];
  if (wrong.length > 0) assert.fail(wrong.join('\n'));
});

class Crawl {
  /** Address without fragment → status, ids in the page, the page that led to it. */
  pages = new Map();
  /** Links with a fragment, and the page they stand on. */
  fragments = [];
  #from = new Map();

  constructor(visitor) {
    this.visitor = visitor;
  }

  unseen(links) {
    return [...new Set(links.map((link) => link.split('#')[0]))].filter((link) => !this.pages.has(link));
  }

  /** Fetches the addresses and returns the links on them. */
  async visit(addresses) {
    const waiting = [...addresses];
    const links = [];
    const one = async () => {
      for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) links.push(...(await this.#fetch(address)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return links;
  }

  async #fetch(address) {
    const answer = await this.visitor.get(address);
    const html = /^text\/html/.test(answer.headers.get('content-type') ?? '');
    const text = await answer.text();
    const links = html ? linksOf(text, new URL(address, this.visitor.site)) : [];
    this.pages.set(address, { status: answer.status, ids: html ? idsOf(text) : null });
    for (const link of links) {
      const target = link.split('#')[0];
      if (!this.#from.has(target)) this.#from.set(target, address);
      if (link.includes('#')) this.fragments.push({ link, on: address });
    }
    return links;
  }

  broken() {
    const wrong = [...this.pages].filter(([, page]) => page.status !== 200);
    return wrong.map(([address, page]) => `${address} answers ${page.status} (linked from ${this.#from.get(address) ?? 'the list'})`);
  }

  lostFragments() {
    const lost = this.fragments.filter(({ link }) => {
      const [target, fragment] = link.split('#');
      const ids = this.pages.get(target)?.ids;
      return fragment && ids && !ids.has(decodeURIComponent(fragment));
    });
    return [...new Set(lost.map(({ link, on }) => `${link} names no place on its page (linked from ${on})`))];
  }
}

/** The links of a page that stay on this site, as path, query and fragment. */
function linksOf(html, base) {
  const found = [...html.matchAll(/<a\s[^>]*?href=(?:"([^"]*)"|'([^']*)')/g)].map(([, double, single]) => plain(double ?? single));
  const urls = found.filter((href) => URL.canParse(href, base)).map((href) => new URL(href, base));
  return urls.filter((url) => url.origin === base.origin).map((url) => url.pathname + url.search + url.hash);
}

function idsOf(html) {
  return new Set([...html.matchAll(/\sid=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/g)].map(([, a, b, c]) => plain(a ?? b ?? c)));
}

function plain(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** At most so many of a list, taken evenly over its length, so that one long table does not use up the rest. */
function evenly(list, most) {
  const n = Math.max(0, Math.floor(most));
  return list.length <= n ? list : Array.from({ length: n }, (_, i) => list[Math.floor((i * list.length) / n)]);
}
