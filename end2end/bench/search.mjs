// SPEED S5, S6 and S7 by HTTP: every class of search, the list and its filters, on whatever the server holds (1,000,000
// contacts of `gen_contacts.py`, imported). Usage: node search.mjs http://127.0.0.1:3000 TOKEN [repetitions] [class]
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

const [base, token, repetitions = '100', only = ''] = process.argv.slice(2);
if (!token) {
  console.error('usage: node search.mjs http://127.0.0.1:3000 TOKEN [repetitions] [class]');
  process.exit(2);
}
const headers = { authorization: `Bearer ${token}` };

/** Asks for a list and measures until the whole answer is there. */
async function ask(parameters) {
  const began = performance.now();
  const answer = await fetch(`${base}/api/v1/contacts?${new URLSearchParams(parameters)}`, { headers });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return { took, page: JSON.parse(text) };
}

// A seeded generator: two runs ask the same questions.
let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const piece = (text, length) => {
  const letters = [...text];
  const from = random(Math.max(1, letters.length - length + 1));
  return letters.slice(from, from + length).join('');
};

// People to look for: pages from all over the order by name.
const people = [];
for (const first of 'abcdefghijklmnoprstuvwyz') {
  people.push(...(await ask({ search: first, limit: 100 })).page.items);
}
const complete = people.filter((person) => person.company && person.emails?.length && person.phones?.length && person.first_name);
const latin = complete.filter((person) => /^[ -~]+$/.test(person.first_name + person.last_name));
const labels = (await (await fetch(`${base}/api/v1/labels`, { headers })).json()).items.map((label) => label.name);
const someone = () => pick(complete);
const email = () => someone().emails[0].address;
const digits = () => someone().phones[0].number.slice(1);
const surname = () => pick([...'王李張劉陳楊趙黃']);
const given = () => pick([...'偉芳娜敏靜麗強磊軍洋']);
const two = () => [pick(labels), pick(labels)].map((label) => ['label', label]);

const classes = {
  'full email': () => ({ search: email() }),
  'first + last': () => { const { first_name, last_name } = someone(); return { search: `${first_name} ${last_name}` }; },
  'last name': () => ({ search: someone().last_name }),
  'company word': () => ({ search: someone().company.split(' ')[0] }),
  'piece of an email': () => ({ search: piece(email(), 8) }),
  '3-character piece': () => ({ search: piece(pick(latin).first_name, 3) }),
  'no hit': () => ({ search: Array.from({ length: 6 }, () => pick([...'qxzjvk'])).join('') }),
  'dense hit': () => ({ search: pick(['gmail', 'com', 'yahoo']) }),
  '2 Latin letters': () => ({ search: pick(latin).first_name.slice(0, 2) }),
  '2 Chinese characters': () => ({ search: given() + given() }),
  '1 Chinese surname': () => ({ search: surname() }),
  'last 4 digits': () => ({ search: digits().slice(-4) }),
  'list, newest': () => ({}),
  'list by name': () => ({ sort: 'name' }),
  'list by company': () => ({ sort: '-company' }),
  'list by update': () => ({ sort: '-updated' }),
  'any of 2 labels': () => two(),
  'all of 2 labels': () => [...two(), ['match', 'all']],
  'none of 2 labels': () => [...two(), ['match', 'none']],
  'type + country': () => ({ type: pick(['Lead', 'Customer']), country: pick(['HK', 'JP', 'GB']) }),
  'company + label': () => ({ company: someone().company.split(' ')[0], label: pick(labels) }),
  'no phone, by name': () => ({ has_phone: 'false', sort: 'name' }),
  'last name + type + label': () => ({ search: someone().last_name, type: 'Lead', label: pick(labels) }),
  'dense hit + type + country': () => ({ search: 'gmail', type: 'Customer', country: 'HK' }),
};

const results = {};
console.log(`load ${loadavg()[0].toFixed(1)}`);
for (const [name, parameters] of Object.entries(classes).filter(([name]) => name.includes(only))) {
  const times = [];
  let slowest = {};
  for (let n = 0; n < Number(repetitions); n += 1) {
    const asked = parameters();
    const { took } = await ask(asked);
    if (took > (slowest.took ?? 0)) slowest = { took, asked };
    times.push(took);
  }
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  results[name] = { p50: at(0.5), p95: at(0.95), max: at(1), slowest: slowest.asked };
  const shown = ['p50', 'p95', 'max'].map((key) => `${key} ${results[name][key].toFixed(1).padStart(7)}`).join('  ');
  console.log(`${name.padEnd(28)} ${shown} ms`);
}

// Any later page against the first (keyset): 40 pages on.
if (!only) {
  const pages = [];
  let cursor;
  for (let n = 0; n < 40; n += 1) {
    const { took, page } = await ask(cursor ? { sort: 'name', cursor } : { sort: 'name' });
    pages.push(took);
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  results['page 40 of the list'] = { first: pages[0], last: pages.at(-1) };
  console.log(`page 1 ${pages[0].toFixed(1)} ms, page ${pages.length} ${pages.at(-1).toFixed(1)} ms`);
}
mkdirSync('target/bench', { recursive: true });
writeFileSync('target/bench/search.json', JSON.stringify(results, null, 2));
