// SPEED S17 in a real Chromium, with the page's own worker: a file of a million rows that is mended where it lies. A cell is
// typed over, a cause of a hundred thousand cells is repaired and taken back, ten thousand cells stay typed over. Then, against
// a million contacts, what the import of a million would do.
// Usage: node workbench.mjs. BENCH_LARGE (1000000) is the size of the file, BENCH_ROUNDS (5) how often each is measured.

import { createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chromium as browsers } from '@playwright/test';
import { chromium } from '../chromium.mjs';
import { startServer } from '../server.mjs';
import { askAsThePage } from './asked.mjs';
import { foreseen } from './foreseen.mjs';
import { folder } from './imported.mjs';
import { people } from './people.mjs';
import { judge, median, percentile, table } from './table.mjs';

const large = Number(process.env.BENCH_LARGE ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** So many cells are typed over, one after the other, in each round. */
const cells = 20;
const patches = 10_000;
/** Every tenth record has a phone number with marks, which one click takes out. */
const every = 10;
const mobile = 2;
/** The column of companies: some 50,000 spellings of them. */
const company = 17;

/** The people of the other rows, every tenth with a mobile number that is written with a hyphen. */
function* marked(rows) {
  let number = 0;
  for (const line of people(rows)) {
    // None of these cells holds a comma, and the first three come before any that does.
    const [first, last, , ...rest] = line.split(',');
    const digits = `9${String(number).padStart(7, '0')}`;
    yield number && number % every === 0 ? [first, last, `+852 ${digits.slice(0, 4)}-${digits.slice(4)}`, ...rest].join(',') : line;
    number += 1;
  }
}

const path = join(folder, `marked-${large}.csv`);
if (!existsSync(path)) await pipeline(Readable.from(marked(large)), createWriteStream(path));

const server = await startServer({ LOG: 'warn' });
const browser = await browsers.launch(chromium);
// The bench's own file comes from a server of its own; our page lets nobody else in, which is set aside here.
const files = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*');
  createReadStream(join(folder, request.url.replaceAll('/', ''))).pipe(response);
}).listen(0, '127.0.0.1');

const context = await browser.newContext({ baseURL: server.url, bypassCSP: true, locale: 'en-GB' });
const page = await context.newPage();
page.setDefaultTimeout(600_000);
await askAsThePage(page);

await page.evaluate(async (address) => {
  // As a dropped file comes: the browser holds it already.
  const file = new File([await (await fetch(address)).blob()], 'people.csv');
  const style = document.getElementById('style').href.replace(/[^/]*$/, '');
  const worker = new Worker(`${style}worker.js`, { type: 'module' });
  let round = 0;
  const answer = (...wanted) =>
    new Promise((done) => {
      worker.onmessage = ({ data }) => {
        const [of, said] = JSON.parse(data[0]);
        const kind = wanted.find((kind) => said === kind || said[kind]);
        if (of === round && kind) done(said[kind]);
      };
    });
  await answer('ready');
  /** How long it takes until the worker has answered, and what it says. */
  const timed = async (say, ...wanted) => {
    const began = performance.now();
    const heard = answer(...wanted);
    say();
    return { said: await heard, took: performance.now() - began };
  };
  const judged = (repairs, attached) =>
    timed(() => {
      round += 1;
      const ask = JSON.parse(globalThis.asked);
      ask.judge.round = round;
      ask.judge.settings.repairs = repairs;
      worker.postMessage([JSON.stringify(ask), attached]);
    }, 'judged');
  globalThis.workbench = {
    judge: (repairs) => judged(repairs, null),
    open: () => judged([], file),
    values: (column) => timed(() => worker.postMessage([JSON.stringify({ values: { column, most: 200 } }), null]), 'values'),
    clusters: (column) => timed(() => worker.postMessage([JSON.stringify({ clusters: { column } }), null]), 'clusters'),
    edit: (cells) => timed(() => worker.postMessage([JSON.stringify({ edit: { cells } }), null]), 'edited', 'judged'),
  };
}, `http://127.0.0.1:${files.address().port}/${basename(path)}`);

/** Asks the worker, and gives what it took in milliseconds and what it found. */
const ask = (what, given) =>
  page.evaluate(
    async ([what, given]) => {
      const began = performance.now();
      const { said } = await globalThis.workbench[what](given);
      const { counts, groups = [], typed, distinct, clusters } = said;
      return { took: performance.now() - began, counts, typed, distinct, clusters: clusters?.length, groups: groups.map(({ key, records, repair }) => ({ key, records, repair })) };
    },
    [what, given],
  );
const expect = (is, what, found) => {
  if (!is) throw new Error(`${what}: ${JSON.stringify(found)}`);
};

console.log(`S17: ${large} records of the full template, every ${every}th with a phone number to be mended, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`);
const opened = await ask('open');
const cause = opened.groups.find(({ key }) => key.code === 'E01' && key.column === 'Mobile');
const marks = Math.floor(large / every);
expect(cause?.records === marks && opened.counts.records === large, 'not the file that was meant', opened);

const fixes = [];
for (let round = 0; round < rounds; round += 1) {
  for (let cell = 0; cell < cells; cell += 1) {
    // Spread over the file, the first record with the cause among them: then another one becomes its example.
    const record = every * (1 + Math.floor((cell * marks) / cells));
    const fixed = await ask('edit', [{ record, column: mobile, text: '+85291234567', since: 0 }]);
    expect(fixed.counts.failed === opened.counts.failed - 1, 'a cell that was typed over is not judged', fixed);
    fixes.push(fixed.took);
    const back = await ask('edit', [{ record, column: mobile, text: null, since: 0 }]);
    expect(back.counts.failed === opened.counts.failed && back.typed === 0, 'it is not taken back', back);
    fixes.push(back.took);
  }
}
judge('S17', `a cell of ${large} rows typed over or taken back, median`, median(fixes), 'ms', { most: 16 });
judge('S17', 'the same, 95th percentile', percentile(fixes, 95), 'ms', { most: 16 });

const repairs = { made: [], back: [] };
for (let round = 0; round < rounds; round += 1) {
  const made = await ask('judge', [cause.key]);
  expect(made.counts.failed === opened.counts.failed - marks, 'the cause is not repaired', made);
  repairs.made.push(made.took);
  const back = await ask('judge', []);
  expect(back.counts.failed === opened.counts.failed, 'the repair is not taken back', back);
  repairs.back.push(back.took);
}
judge('S17', `a repair of ${marks} cells by cause`, median(repairs.made), 'ms', { most: 300 });
judge('S17', 'the repair taken back', median(repairs.back), 'ms', { most: 300 });

const values = { all: [], alike: [] };
for (let round = 0; round < rounds; round += 1) {
  const all = await ask('values', company);
  expect(all.distinct > 1000, 'the companies are not counted', all);
  values.all.push(all.took);
  const alike = await ask('clusters', company);
  expect(alike.clusters !== undefined, 'no clusters are told', alike);
  values.alike.push(alike.took);
}
judge('S17', `the values of a column of ${large}`, median(values.all), 'ms', { most: 3000 });
judge('S17', `its clusters of values that mean the same`, median(values.alike), 'ms', { most: 3000 });

const typed = Array.from({ length: patches }, (_, cell) => ({
  record: 1 + Math.floor((cell * large) / patches),
  column: mobile,
  text: `+8529${String(cell).padStart(7, '0')}`,
  since: 0,
}));
const pasted = await ask('edit', typed);
expect(pasted.typed === patches, 'not all cells are typed over', pasted);
// The whole file once more, with all that is typed over it.
const again = await ask('judge', [{ code: 'E01', column: 'Work' }, cause.key]);
expect(again.typed === patches, 'what is typed over does not stay', again);
// The page has the worker of the small file, too: the larger memory is that of the bench's.
const memories = await Promise.all(
  page.workers().map((worker) =>
    worker.evaluate(async () => {
      const { default: init } = await import(new URL('./import-worker.js', globalThis.location.href));
      return (await init()).memory.buffer.byteLength / 1e6;
    }),
  ),
);
judge('S17', `memory of the worker with ${patches} cells typed over`, Math.max(...memories), 'MB', { most: 250 });

await context.close();
const effect = await foreseen(browser, server, large);
judge('S17', `who of ${large} is among ${large} contacts`, effect.looked, 's', { most: 20 });
judge('S17', `what changes of the ${effect.hits} that are`, effect.compared, 's', { most: 20 });
judge('S17', `the effect of ${large} against ${large} contacts, in all`, effect.looked + effect.compared, 's', { most: 20 });

await browser.close();
files.close();
await server.stop();
writeFileSync(join(folder, 'workbench.json'), JSON.stringify(table, null, 2));
console.log('\nwritten: target/bench/workbench.json');
