// SPEED S9 by HTTP, on whatever the server holds (1,000,000 contacts): the search for all suspected duplicates, and the
// suggestions for one contact. Usage: node duplicates.mjs http://127.0.0.1:3000 TOKEN [repetitions]
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [base, token, repetitions = '200'] = process.argv.slice(2);
if (!token) {
  console.error('usage: node duplicates.mjs http://127.0.0.1:3000 TOKEN [repetitions]');
  process.exit(2);
}
const headers = { authorization: `Bearer ${token}` };

/** Asks and measures until the whole answer is there. */
async function ask(path, method = 'GET') {
  const began = performance.now();
  const answer = await fetch(`${base}/api/v1${path}`, { method, headers });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return { took, page: text && JSON.parse(text) };
}

/** The state of the search once it rests. */
async function rested() {
  for (;;) {
    const { page } = await ask('/duplicates');
    if (!page.search.running) return page;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

console.log(`load ${loadavg()[0].toFixed(1)}`);

// All groups: one search to warm up, then the one that counts.
const searches = [];
for (let n = 0; n < 2; n += 1) {
  await rested();
  await ask('/duplicates/look', 'POST');
  searches.push(await rested());
}
const { total, search } = searches.at(-1);
console.log(`all groups: ${total} groups in ${search.milliseconds} ms  goal ≤ 10000`);
const list = [];
for (let n = 0; n < 20; n += 1) list.push((await ask('/duplicates')).took);

// Suggestions, for people from all over the order by name.
let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const people = [];
for (const first of 'abcdefghijklmnoprstuvwyz') people.push(...(await ask(`/contacts?search=${first}&limit=100`)).page.items);
const times = [];
for (let n = 0; n < Number(repetitions); n += 1) {
  times.push((await ask(`/contacts/${people[random(people.length)].id}/suggestions`)).took);
}
const at = (all, share) => all.sort((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))];
const results = {
  'all groups': { groups: total, milliseconds: search.milliseconds },
  'page of duplicates': { p50: at(list, 0.5), p95: at(list, 0.95) },
  suggestions: { p50: at(times, 0.5), p95: at(times, 0.95), max: at(times, 1) },
};
console.log(`page of duplicates: p50 ${results['page of duplicates'].p50.toFixed(1)} ms, p95 ${results['page of duplicates'].p95.toFixed(1)} ms`);
console.log(`suggestions: p50 ${results.suggestions.p50.toFixed(1)} ms, p95 ${results.suggestions.p95.toFixed(1)} ms, max ${results.suggestions.max.toFixed(1)} ms  goal p95 ≤ 50`);
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../target/bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'duplicates.json'), JSON.stringify(results, null, 2));
