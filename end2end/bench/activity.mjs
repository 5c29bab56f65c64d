// SPEED S14 by HTTP, as a page asks: the first page and page 100 of the activity of one contact, to whom 10,000 enquiries,
// 10,000 calls and 100,000 visits were written. Usage: node activity.mjs http://127.0.0.1:3000 CONTACT [repetitions]
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { administrator } from '../server.mjs';

const [base, contact, repetitions = '200'] = process.argv.slice(2);
if (!contact) {
  console.error('usage: node activity.mjs http://127.0.0.1:3000 CONTACT [repetitions]');
  process.exit(2);
}
const headers = { origin: base, 'sec-fetch-site': 'same-origin' };
const body = new URLSearchParams({ ...administrator, next: '/contacts' });
const signed = await fetch(`${base}/sign-in`, { method: 'POST', headers, body, redirect: 'manual' });
headers.cookie = signed.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');

/** Asks and measures until the whole answer is there. */
async function ask(kind, cursor = null) {
  const began = performance.now();
  const answer = await fetch(`${base}/api/contacts/activity`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ id: contact, kind, cursor }),
  });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return { took, page: JSON.parse(text) };
}

console.log(`load ${loadavg()[0].toFixed(1)}`);
const results = {};
for (const kind of [null, 'enquiries', 'visits']) {
  let cursor;
  for (let page = 1; page < 100; page += 1) cursor = (await ask(kind, cursor)).page.next_cursor;
  const times = { first: [], hundredth: [] };
  for (let n = 0; n < Number(repetitions); n += 1) {
    times.first.push((await ask(kind)).took);
    times.hundredth.push((await ask(kind, cursor)).took);
  }
  const at = (all, share) => all.sort((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))];
  const [first, hundredth] = [times.first, times.hundredth].map((all) => ({ p50: at(all, 0.5), p95: at(all, 0.95), max: at(all, 1) }));
  results[kind ?? 'all kinds'] = { first, hundredth };
  const shown = ({ p50, p95 }) => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  console.log(`activity, ${(kind ?? 'all kinds').padEnd(9)}: first page ${shown(first)}  goal p95 ≤ 30; page 100 ${shown(hundredth)}, ${(hundredth.p50 / first.p50).toFixed(2)}×  goal ≤ 1.5`);
}
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../target/bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'activity.json'), JSON.stringify(results, null, 2));
