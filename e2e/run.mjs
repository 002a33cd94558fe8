// Runs the browser tests: `node e2e/run.mjs`, or `node e2e/run.mjs WORD…` for those whose name has one of the words.
// Starts the release build on a free port with an empty directory of its own, opens it in Chromium, prints one line a test.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const SHOTS = join(HERE, 'shots');
const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
const SERVANDA = join(TARGET, 'release', 'servanda');
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SECONDS_TO_START = 60;
const SECONDS_A_TEST = 180;
// A test mostly waits for one page, which is drawn by one processor; every test has a visitor, with cookies and pages, of its own.
const LANES = availableParallelism();

/** Something that must be there before any test can run, and what to do about it. */
class NotReady extends Error {}

function mustExist(path, hint) {
  if (!existsSync(path)) throw new NotReady(`${path} is not there\nhint: ${hint}`);
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** Starts the server and waits until it answers; its output is kept for the case that it does not. */
async function startServer(directory) {
  const listen = `127.0.0.1:${await freePort()}`;
  const args = ['serve', '--listen', listen, '--db', `sqlite:${join(directory, 'servanda.db')}`];
  const child = spawn(SERVANDA, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const server = { child, site: `http://${listen}`, output: '', ended: false };
  const keep = (text) => (server.output = (server.output + text).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.once('error', (error) => keep(`${error.message}\n`));
  child.once('close', () => (server.ended = true));
  return server;
}

async function untilItAnswers(server) {
  const last = Date.now() + SECONDS_TO_START * 1000;
  while (Date.now() < last) {
    if (server.ended) throw new NotReady(`the server ended before it answered; it said:\n${server.output}`);
    const answer = await fetch(server.site, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer) return;
    await pause(100);
  }
  throw new NotReady(`the server did not answer within ${SECONDS_TO_START} s; it said:\n${server.output}`);
}

/** Asks the server to end, and ends it if it does not. */
async function stopServer(server) {
  if (!server || server.ended) return;
  server.child.kill('SIGTERM');
  for (let tries = 0; tries < 50 && !server.ended; tries++) await pause(100);
  if (!server.ended) {
    console.log('the server did not end within 5 s of being asked to');
    server.child.kill('SIGKILL');
  }
}

/** Loads every file of tests/; a test is named by its file and its sentence. */
async function loadTests(words) {
  const { tests } = await import('./lib.mjs');
  const files = (await readdir(join(HERE, 'tests'))).filter((name) => name.endsWith('.mjs')).sort();
  for (const file of files) {
    const before = tests.length;
    await import(`./tests/${file}`);
    for (const told of tests.slice(before)) told.name = `${file.replace(/\.mjs$/, '')}: ${told.sentence}`;
  }
  return tests.filter((told) => words.length === 0 || words.some((word) => told.name.includes(word)));
}

function withinTime(promise) {
  let timer;
  const tooLong = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done within ${SECONDS_A_TEST} s`)), SECONDS_A_TEST * 1000);
  });
  return Promise.race([promise, tooLong]).finally(() => clearTimeout(timer));
}

async function takePictures(visitor, name) {
  await mkdir(SHOTS, { recursive: true });
  const file = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 80);
  for (const [index, page] of visitor.openPages().entries()) {
    const path = join(SHOTS, `${file}-${index + 1}.png`);
    await page.screenshot({ path, fullPage: true, timeout: 10_000 }).catch(() => {});
  }
}

/** Runs one test and says how it went. */
async function runTest(told, browser, site, Visitor) {
  const visitor = new Visitor(browser, site);
  const began = Date.now();
  let failure = null;
  try {
    await withinTime(told.run(visitor));
    visitor.assertNoTrouble();
  } catch (error) {
    failure = error;
    await takePictures(visitor, told.name);
  }
  await visitor.leave();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${failure ? 'FAILED' : 'ok    '} ${told.name} (${seconds} s)`);
  if (failure) console.log(whatWentWrong(failure).replace(/^/gm, '         '));
  return failure === null;
}

/** The message without the colours that some libraries put into it. */
function whatWentWrong(failure) {
  return String(failure.message ?? failure).replace(/\x1b\[[0-9;]*m/g, '').trimEnd();
}

async function runAll(words) {
  mustExist(SERVANDA, 'cargo build --workspace --release');
  mustExist(CHROMIUM, 'install Debian\'s chromium, or name another one: CHROMIUM=/path node e2e/run.mjs');
  mustExist(join(HERE, 'node_modules', 'playwright-core'), 'npm ci --prefix e2e');
  const { chromium } = await import('playwright-core');
  const { Visitor } = await import('./lib.mjs');
  const chosen = await loadTests(words);
  if (chosen.length === 0) throw new NotReady(`no test is named like: ${words.join(', ')}`);
  await rm(SHOTS, { recursive: true, force: true });

  const directory = await mkdtemp(join(tmpdir(), 'servanda-e2e-'));
  let server, browser;
  const leave = async () => {
    await browser?.close().catch(() => {});
    await stopServer(server);
    await rm(directory, { recursive: true, force: true });
  };
  process.once('SIGINT', () => leave().finally(() => process.exit(130)));
  process.once('SIGTERM', () => leave().finally(() => process.exit(143)));
  try {
    server = await startServer(directory);
    await untilItAnswers(server);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
    let passed = 0;
    const waiting = [...chosen];
    const lane = async () => {
      for (let told = waiting.shift(); told; told = waiting.shift()) {
        // Counted only when it is done: another lane counts meanwhile.
        const good = await runTest(told, browser, server.site, Visitor);
        passed += good ? 1 : 0;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const failed = chosen.length - passed;
    if (server.ended) console.log(`the server ended during the tests; it said:\n${server.output}`);
    if (failed > 0) console.log('pictures of the pages that failed: e2e/shots/');
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await leave();
  }
}

try {
  process.exitCode = await runAll(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof NotReady ? error.message : error);
  process.exitCode = 2;
}
