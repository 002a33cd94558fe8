// Measures what docs/performance.md tells: a fresh start to a served page, and every page of the shipped register.
// Usage: node e2e/measure.mjs   (needs target/release/servanda; prints a table)

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import http from 'node:http';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const binary = path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), 'release', 'servanda');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const get = (port, address) =>
  new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    http
      .get({ host: '127.0.0.1', port, path: address, agent }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const ms = Number(process.hrtime.bigint() - began) / 1e6;
          resolve({ status: answer.statusCode, ms, body: Buffer.concat(parts).toString() });
        });
      })
      .on('error', reject);
  });

async function start(directory) {
  const port = await freePort();
  const began = process.hrtime.bigint();
  const server = spawn(binary, ['--listen', `127.0.0.1:${port}`], { cwd: directory, stdio: 'ignore' });
  for (;;) {
    try {
      if ((await get(port, '/ccm')).status === 200) break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  return { port, server, ms: Number(process.hrtime.bigint() - began) / 1e6 };
}

const stop = ({ server }) => new Promise((resolve) => server.once('exit', resolve) && server.kill('SIGINT'));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const told = (ms) => ms.toFixed(1);

async function starts(times, fresh) {
  const measured = [];
  const directory = await mkdtemp(path.join(tmpdir(), 'servanda-measure-'));
  for (let n = 0; n < times; n += 1) {
    const place = fresh ? await mkdtemp(path.join(tmpdir(), 'servanda-measure-')) : directory;
    const running = await start(place);
    measured.push(running.ms);
    await stop(running);
    if (fresh) await rm(place, { recursive: true });
  }
  await rm(directory, { recursive: true });
  return fresh ? measured : measured.slice(1);
}

async function pages() {
  const directory = await mkdtemp(path.join(tmpdir(), 'servanda-measure-'));
  const running = await start(directory);
  const { port } = running;
  const days = ['', '?on=2022-08-01&known-by=2022-12-31'];
  const states = JSON.parse((await get(port, '/ccm/findings.json')).body).findings;
  const slugs = [...new Set(states.map((f) => f.state.toLowerCase()))];
  const why = new Set(states.map((f) => `/ccm/law/${f.rule.slice(4)}/${f.state.toLowerCase()}?${f.period ? `period=${f.period}` : ''}${f.about ? `about=${f.about}` : ''}`));
  const groups = {
    overview: ['/ccm'], overdue: ['/ccm/overdue'], 'early warnings': ['/ccm/watch'], States: ['/ccm/states'],
    'a State': slugs.map((s) => `/ccm/states/${s}`), law: ['/ccm/law'],
    'an article': ['3', '4', '7', '15', '16', '17', '18', '20', 'watch', 'readings'].map((a) => `/ccm/law/${a}`),
    'an explanation': [...why], data: ['/ccm/data'], changes: ['/ccm/changes', '/ccm/changes?from=2009-01-01'], corrections: ['/ccm/corrections'], 'Mine Ban Treaty': ['/mbt', '/mbt/states'],
  };
  row('page', 'addresses', 'median ms', 'slowest ms', 'slowest address');
  row('---', '--:', '--:', '--:', '---');
  for (const [name, addresses] of Object.entries(groups)) {
    const measured = [];
    for (const address of addresses) {
      for (const day of address.includes('?') ? [''] : days) {
        await get(port, address + day);
        const again = [await get(port, address + day), await get(port, address + day)];
        if (again[0].status !== 200) throw new Error(`${address + day}: ${again[0].status}`);
        measured.push([Math.min(...again.map((a) => a.ms)), address + day]);
      }
    }
    const slowest = measured.reduce((a, b) => (b[0] > a[0] ? b : a));
    row(name, measured.length, told(median(measured.map(([ms]) => ms))), told(slowest[0]), `\`${slowest[1]}\``);
  }
  await stop(running);
  await rm(directory, { recursive: true });
}

row('start', 'times', 'median ms', 'slowest ms');
row('---', '--:', '--:', '--:');
for (const [name, fresh] of [['fresh: store made, register loaded, first page served', true], ['again: store read, first page served', false]]) {
  const measured = await starts(6, fresh);
  row(name, measured.length, told(median(measured)), told(Math.max(...measured)));
}
console.log();
await pages();
