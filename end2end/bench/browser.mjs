// SPEED S1, S2 and S8 in a real Chromium: a file's bytes to a verdict on every record, ours beside the importers from npm
// in one page, interleaved; then the Import page itself with a dropped file; then the first load of the list.
// Usage: node browser.mjs. BENCH_ROWS (100000) and BENCH_LARGE (1000000) are the sizes, BENCH_ROUNDS (5) the rounds.

import { createReadStream, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { chromium as browsers } from '@playwright/test';
import { buildSync } from 'esbuild';
import { chromium } from '../chromium.mjs';
import { alive, signIn, startServer, whole } from '../server.mjs';
import { askAsThePage } from './asked.mjs';
import { people } from './people.mjs';
import { processor } from './process.mjs';
import { median, show, table } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '../../target/bench');
mkdirSync(folder, { recursive: true });
const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const large = Number(process.env.BENCH_LARGE ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

/** A file of people, two in a hundred of them bad. */
async function file(size) {
  const path = join(folder, `judged-${size}.csv`);
  if (!existsSync(path)) await pipeline(Readable.from(people(size, 0.02)), createWriteStream(path));
  return path;
}

const server = await startServer({ LOG: 'warn' });
const launched = await browsers.launchServer(chromium);
const browser = await browsers.connect(launched.wsEndpoint());

// --- S1, S2: the contest ---------------------------------------------------------------------------------------------

// The bench's own files come from a server of their own; our page lets nobody else in, which is set aside here.
const files = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*');
  createReadStream(join(folder, request.url.replaceAll('/', ''))).pipe(response);
}).listen(0, '127.0.0.1');

const bundle = buildSync({
  entryPoints: [join(here, 'contestants.js')],
  bundle: true,
  format: 'iife',
  minify: true,
  write: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
}).outputFiles[0].text;

const context = await browser.newContext({ baseURL: server.url, bypassCSP: true, locale: 'en-GB' });
const page = await context.newPage();
page.setDefaultTimeout(600_000);
await askAsThePage(page);
await page.evaluate(bundle);

await page.evaluate(async (address) => {
  globalThis.bytes = await (await fetch(address)).arrayBuffer();
  // As a dropped file comes: the browser holds it already.
  const file = new File([globalThis.bytes], 'people.csv');
  const folder = document.getElementById('style').href.replace(/[^/]*$/, '');
  const worker = new Worker(`${folder}worker.js`, { type: 'module' });
  let round = 0;
  const answer = (wanted) =>
    new Promise((done) => {
      worker.onmessage = ({ data }) => {
        const [of, said] = JSON.parse(data[0]);
        if (of === round && (said === wanted || said[wanted])) done(said[wanted]);
      };
    });
  await answer('ready');
  /** As the page does it: the file to the worker, the counts back. */
  globalThis.contestants = {
    ours: async () => {
      round += 1;
      const ask = JSON.parse(globalThis.asked);
      ask.judge.round = round;
      const judged = answer('judged');
      worker.postMessage([JSON.stringify(ask), file]);
      const { counts } = await judged;
      return [counts.records, counts.failed];
    },
    ...globalThis.contestants,
  };
}, `http://127.0.0.1:${files.address().port}/${basename(await file(rows))}`);

const names = await page.evaluate(() => Object.keys(globalThis.contestants));
const results = Object.fromEntries(names.map((name) => [name, { times: [], processor: [], found: null }]));
console.log(`S1, S2: ${rows} records of the full template, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`);
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) {
    const before = processor(launched.process().pid);
    const [time, ...found] = await page.evaluate(async (name) => {
      const began = performance.now();
      const found = await globalThis.contestants[name](globalThis.bytes);
      return [performance.now() - began, ...found];
    }, name);
    results[name].times.push(time);
    results[name].processor.push(processor(launched.process().pid) - before);
    results[name].found = found;
  }
}
const [records, bad] = results.ours.found;
for (const [name, { found }] of Object.entries(results)) {
  if (found[0] !== records || (found[1] !== null && found[1] !== bad)) {
    throw new Error(`${name} found ${found[1]} bad of ${found[0]} records, ours ${bad} of ${records}`);
  }
}
const time = (name) => median(results[name].times);
for (const name of names) show('S1', name, time(name), 'ms', `CPU ${median(results[name].processor).toFixed(2)} s`);
show('S1', 'ours, worker and messages included, to uDSV', time('ours') / time('uDSV + rules by hand'), '×', 'goal ≤ 0.30');
show('S1', 'ours to PapaParse + rules by hand', time('ours') / time('PapaParse + rules by hand'), '×', 'goal ≤ 0.25');
show('S1', 'ours to PapaParse + zod', time('ours') / time('PapaParse + zod'), '×', 'goal ≤ 0.08');
show('S2', 'ours to the worker of PapaParse, which has no rules', time('ours') / time('PapaParse worker, no rules'), '×', 'goal ≤ 0.20');
await context.close();

// --- S2: a file dropped on the page ----------------------------------------------------------------------------------

/** Drops a file on the page: when its first rows and its verdict are there, and how long the page was deaf at most. */
async function drop(size) {
  const path = await file(size);
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript(() => {
    const seen = (globalThis.seen = { gap: 0, last: 0, first: 0, verdict: 0, began: 0 });
    // The page's own time to the next task, asked for without a pause; timers would be slowed down to 4 ms.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      if (seen.last) seen.gap = Math.max(seen.gap, now - seen.last);
      seen.last = now;
      if (seen.began) {
        if (!seen.first && document.querySelector('tbody tr')) seen.first = now - seen.began;
      }
      setTimeout(() => port2.postMessage(null), 0);
    };
    port2.postMessage(null);
    const Native = Worker;
    globalThis.Worker = class extends Native {
      constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
          if (data[0].includes('"judged"')) seen.verdict = performance.now() - seen.began;
        });
      }
    };
    document.addEventListener('change', () => Object.assign(seen, { began: performance.now(), gap: 0 }), true);
  });
  await page.goto('/check');
  await alive(page);
  await whole(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Browse' }).click()]);
  await chooser.setFiles(path);
  await page.waitForFunction(() => globalThis.seen.verdict);
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => globalThis.seen);
  const memory = await page.workers()[0].evaluate(async () => {
    const { default: init } = await import(new URL('./import-worker.js', globalThis.location.href));
    return (await init()).memory.buffer.byteLength / 1e6;
  });
  await context.close();
  return { ...seen, memory };
}
async function drops(size, times) {
  const all = [];
  for (let round = 0; round < times; round += 1) all.push(await drop(size));
  return Object.fromEntries(['first', 'verdict', 'gap', 'memory'].map((what) => [what, median(all.map((one) => one[what]))]));
}

/** The longest task of the page after a drop, in milliseconds: by the clock, and by what it took of a processor itself. */
async function longestTask(size) {
  const path = await file(size);
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto('/check');
  await alive(page);
  await whole(page);
  await page.evaluate(() => document.addEventListener('change', () => performance.mark('dropped'), true));
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel', 'blink.user_timing'] });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Browse' }).click()]);
  await chooser.setFiles(path);
  await page.getByRole('button', { name: 'Next problem' }).waitFor();
  await page.waitForTimeout(1000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await context.close();
  const dropped = traceEvents.find(({ name }) => name === 'dropped');
  const tasks = traceEvents.filter(
    ({ pid, tid, name, ts, dur }) => pid === dropped.pid && tid === dropped.tid && dur && name.endsWith('RunTask') && ts + dur > dropped.ts,
  );
  const most = (what) => Math.max(...tasks.map((task) => task[what] ?? 0)) / 1000;
  return { clock: most('dur'), own: most('tdur') };
}
const few = await drops(rows, rounds);
show('S2', `file of ${rows} chosen on the page, until judged`, few.verdict, 'ms');
show('S2', 'first rows, loading the worker included', few.first, 'ms', 'goal ≤ 100');
show('S2', 'longest gap of the page', few.gap, 'ms', 'goal ≤ 16');
const tasks = [];
for (let round = 0; round < rounds; round += 1) tasks.push(await longestTask(2 * rows));
show('S2', `longest task of the page, ${rounds} drops of ${2 * rows}, by its own time`, Math.max(...tasks.map(({ own }) => own)), 'ms', 'goal ≤ 50');
show('S2', 'the same by the clock, tracing and other programs included, median', median(tasks.map(({ clock }) => clock)), 'ms');
if (large) {
  const many = await drops(large, Math.min(rounds, 3));
  show('S2', `file of ${large} chosen on the page, until judged`, many.verdict, 'ms');
  show('S2', `as often the time of ${rows}`, many.verdict / few.verdict, '×', `goal ≤ ${(1.05 * large) / rows}`);
  show('S2', 'first rows', many.first, 'ms', 'goal ≤ 100');
  show('S2', 'longest gap of the page', many.gap, 'ms', 'goal ≤ 50');
  show('S2', 'memory of the worker', many.memory, 'MB', 'goal ≤ 250');
}

// --- S8: the first load of the list ----------------------------------------------------------------------------------

const visitor = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
await signIn(await visitor.newPage());
const session = await visitor.storageState();
await visitor.close();
const paints = [];
let weight = 0;
for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext({ baseURL: server.url, storageState: session });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  weight = 0;
  let isFirst = true;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => isFirst && (weight += encodedDataLength));
  // What the page fetches once it is quiet is named by parts.json: what was sent before is the first load.
  const quiet = page.waitForRequest('**/parts.json').then(() => (isFirst = false));
  await page.goto('/contacts');
  await alive(page);
  await quiet;
  paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
  await context.close();
}
show('S8', 'first load of the list, all that is sent', weight / 1024, 'KB', 'goal ≤ 300');
show('S8', 'first contentful paint', median(paints), 'ms');

await browser.close();
await launched.close();
files.close();
await server.stop();
writeFileSync(join(folder, 'browser.json'), JSON.stringify(table, null, 2));
console.log('\nwritten: target/bench/browser.json');
