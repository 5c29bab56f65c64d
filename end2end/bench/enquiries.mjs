// SPEED S13 and S14: what a contact centre reports, and what staff see of it, over tables that SQL has filled.
// Usage: node enquiries.mjs, or BENCH_ONLY=enquiries make bench. BENCH_ENQUIRIES (1000000) is how many there are, BENCH_ROUNDS
// (5) how often the senders take turns with COPY, BENCH_ASKED (200) how often each page is asked for.

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as browsers } from '@playwright/test';
import { chromium } from '../chromium.mjs';
import { administrator, alive, signIn, startServer, whole } from '../server.mjs';
import { people } from './people.mjs';
import { copyLine, psql } from './postgres.mjs';
import { judge, median, percentile, show, table } from './table.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../target/bench');
mkdirSync(folder, { recursive: true });
const many = Number(process.env.BENCH_ENQUIRIES ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const asked = Number(process.env.BENCH_ASKED ?? 200);
const contacts = 20_000;

const server = await startServer({ LOG: 'warn', INGEST_PER_SECOND: '1000000' });
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };

/** Asks, and measures until the whole answer is there. */
async function ask(path, { method = 'GET', body, as = headers } = {}) {
  const began = performance.now();
  const answer = await fetch(server.url + path, { method, headers: as, body: body && JSON.stringify(body), redirect: 'manual' });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { took, answer: text && JSON.parse(text) };
}

/** How long it takes to ask for this again and again: milliseconds. */
async function times(path, how, count = asked) {
  for (let n = 0; n < 5; n += 1) await ask(path, how);
  const all = [];
  for (let n = 0; n < count; n += 1) all.push((await ask(path, how)).took);
  return all;
}

/** The contacts that enquiries belong to. */
async function bringContacts() {
  const file = [...people(contacts)].join('');
  const { authorization } = headers;
  const sent = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers: { authorization, 'content-type': 'text/csv' }, body: file });
  const { id } = await sent.json();
  for (;;) {
    const { answer } = await ask(`/api/v1/imports/${id}`);
    if (answer.status === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

console.log(`S13, S14: ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`);
await bringContacts();
psql(server, 'vacuum analyze');

// --- S13: reports ----------------------------------------------------------------------------------------------------

/** Four senders tell messages by arrays of 500, each of an enquiry of its own: messages a second. */
async function sendMessages(round) {
  const arrays = 25;
  const sender = async (name) => {
    for (let array = 0; array < arrays; array += 1) {
      const body = Array.from({ length: 500 }, (_, n) => ({
        external_id: `m-${array}-${n}`,
        at: new Date(Date.UTC(2026, 10, 1) + (array * 500 + n) * 1000).toISOString(),
        sender: n % 2 ? 'staff' : 'visitor',
        name: n % 2 ? 'Grace Lam' : 'Tai Man Chan',
        text: `It left our warehouse on day ${n % 28}, and the courier will call ${91234000 + n} before it comes. ${'Thank you. '.repeat(n % 6)}`,
      }));
      await ask(`/api/v1/enquiries/${name}/messages`, { method: 'POST', body });
    }
  };
  const began = performance.now();
  await Promise.all([1, 2, 3, 4].map((number) => sender(`S-${round}-${number}`)));
  return (4 * arrays * 500) / ((performance.now() - began) / 1000);
}
const messages = { ours: [], copy: [] };
for (let round = 0; round < rounds; round += 1) {
  messages.ours.push(await sendMessages(round));
  messages.copy.push(copyLine(server, folder, 50_000 * (round + 1), ['enquiry_message']));
}
judge('S13', 'messages by arrays of 500, 4 senders', median(messages.ours), 'messages/s', { least: 5_000 });
show('S13', 'COPY of the same rows, same indexes', median(messages.copy), 'messages/s');
show('S13', 'ours as a share of that line', median(messages.ours.map((ours, round) => ours / messages.copy[round])), '×');

/** One report after the other: enquiries that are opened, taken up and closed; of those who call, by known numbers. */
async function single() {
  const { answer } = await ask('/api/v1/contacts?limit=500');
  const numbers = answer.items.flatMap(({ phones }) => (phones?.length ? [phones[0].number] : []));
  const took = [];
  for (let n = 0; n < 3 * asked; n += 1) {
    const enquiry = Math.floor(n / 3);
    const status = ['open', 'ongoing', 'closed'][n % 3];
    const at = new Date(Date.UTC(2026, 10, 2) + n * 60_000).toISOString();
    const told = status === 'open' && {
      channel: enquiry % 2 ? 'phone_call' : 'web_chat', destination: 'd-1', subject: `Where is order ${n}?`, opened_at: at,
      visitor: { first_name: 'Tai Man', last_name: 'Chan', phone: numbers[enquiry % numbers.length], device: { os: 'iOS', browser: 'Safari', language: 'zh-HK' } },
    };
    const room = status !== 'open' && { staff: ['ada@example.com'] };
    took.push((await ask(`/api/v1/enquiries/R-${enquiry}`, { method: 'PUT', body: { event_at: at, status, ...told, ...room } })).took);
  }
  return took;
}
judge('S13', 'a single report of an enquiry, p95', percentile(await single(), 95), 'ms', { most: 20 });

// --- S14: the tables -------------------------------------------------------------------------------------------------
const began = performance.now();
const contact = psql(server, 'select id from contact order by id desc limit 1').trim();
psql(
  server,
  `insert into staff (id, name, email, role, department) select gen_random_uuid(), 'Colleague ' || n, 'colleague' || n || '@example.com', 'agent', 'Department ' || n % 10 from generate_series(1, 200) n`,
  `insert into destination (id, external_id, name, department) select gen_random_uuid(), 'd-' || n, 'Destination ' || n, 'Department ' || n % 10 from generate_series(1, 40) n on conflict do nothing`,
  `insert into destination_staff (destination_id, email) select destination.id, 'colleague' || n || '@example.com' from destination, generate_series(1, 200) n where n % 40 = substr(external_id, 3)::int % 40`,
  `create temporary table someone as select id, row_number() over (order by id) - 1 as place from contact`,
  `create index on someone (place)`,
  // One in a hundred is of the one contact; of the rest half are somebody's. A fifth is not closed.
  `insert into enquiry (id, external_id, contact_id, channel, status, destination, subject, visitor, opened_at, closed_at, first_seen_at, told)
   select gen_random_uuid(), 'B-' || n, case when n % 100 = 0 then '${contact}' when n % 2 = 0 then someone.id end, channel, status,
     'd-' || 1 + n % 40, 'Order ' || n, visitor, at, case when status = 'closed' then at + interval '20 minutes' end, at,
     jsonb_build_object('channel', jsonb_build_object('at', at, 'value', channel), 'status', jsonb_build_object('at', at, 'value', status),
       'subject', jsonb_build_object('at', at, 'value', 'Order ' || n), 'opened_at', jsonb_build_object('at', at, 'value', at),
       'visitor.last_name', jsonb_build_object('at', at, 'value', 'Visitor ' || n))
   from (
     select n, now() - n * interval '30 seconds' as at,
       (array['web_chat','phone_call','email','messenger','whatsapp','wechat','line','woztell'])[1 + n % 8] as channel,
       case n % 25 when 3 then 'open' when 8 then 'ongoing' when 13 then 'missed' when 18 then 'followed_up' else 'closed' end as status,
       jsonb_build_object('last_name', 'Visitor ' || n, 'phone', '+8529' || lpad((n % 10000000)::text, 7, '0')) as visitor
     from generate_series(1, ${many}) n) as numbered
   left join someone on place = n % ${contacts}`,
);
// How its enquiry stands is written beside who is in a room, where the schema has it so.
const stands = psql(server, `select count(*) from information_schema.columns where table_name = 'enquiry_staff' and column_name = 'status'`).trim() === '1';
psql(
  server,
  `insert into enquiry_staff (enquiry_id, email, place ${stands ? ', status, opened_at' : ''})
   select id, 'colleague' || 1 + substr(external_id, 3)::int % 200 || '@example.com', 0 ${stands ? ', status, opened_at' : ''}
   from enquiry where external_id like 'B-%' and status in ('ongoing', 'followed_up', 'closed')`,
  `insert into visit (id, external_id, contact_id, title, address, at)
   select gen_random_uuid(), 'V-' || n, '${contact}', 'Page ' || n, 'https://example.com/page/' || n, now() - n * interval '5 minutes' from generate_series(1, 100000) n`,
  `insert into engagement (id, external_id, contact_id, kind, number, actor, at)
   select gen_random_uuid(), 'C-' || n, '${contact}', 'call', '+85291234567', 'colleague1@example.com', now() - n * interval '8 hours' from generate_series(1, 1000) n`,
  `insert into enquiry_message (id, enquiry_id, external_id, at, sender, name, text)
   select gen_random_uuid(), enquiry.id, 'm-' || n, opened_at + n * interval '20 seconds', case when n % 2 = 0 then 'staff' else 'visitor' end,
     case when n % 2 = 0 then 'Grace Lam' else 'Tai Man Chan' end, 'Message ' || n || ': it left our warehouse on Monday; the courier calls before it comes.'
   from enquiry, generate_series(1, 20000) n where enquiry.external_id = 'B-${many}'`,
);
psql(server, 'vacuum analyze');
console.log(`${many} enquiries, 100000 visits and 20000 messages by SQL in ${((performance.now() - began) / 1000).toFixed(0)} s`);

// Connections that rested meanwhile were closed by the server, which is heard before the next request.
await new Promise((resolve) => setTimeout(resolve, 100));

// --- S14: Activity ---------------------------------------------------------------------------------------------------
const activity = `/api/v1/contacts/${contact}/activity`;
let cursor = '';
for (let page = 1; page < 100; page += 1) {
  const { answer } = await ask(`${activity}${cursor}`);
  if (!answer.next_cursor) throw new Error(`Activity ended with page ${page}`);
  cursor = `?cursor=${encodeURIComponent(answer.next_cursor)}`;
}
const first = percentile(await times(activity), 95);
const hundredth = percentile(await times(`${activity}${cursor}`), 95);
judge('S14', 'first page of Activity, 10,000 enquiries, 100,000 visits, p95', first, 'ms', { most: 30 });
judge('S14', 'page 100, as often the time of the first', hundredth / first, '×', { most: 1.5 });

// --- S14: overview ---------------------------------------------------------------------------------------------------
const form = new URLSearchParams({ ...administrator, next: '/contacts' });
const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
const signed = await fetch(`${server.url}/sign-in`, { method: 'POST', headers: own, body: form, redirect: 'manual' });
const as = { ...own, 'content-type': 'application/json', cookie: signed.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') };
const narrows = [{}, { channel: 'whatsapp' }, { destination: 'd-7' }, { staff: 'colleague7@example.com' }, { channel: 'line', destination: 'd-7' }];
for (const tab of ['open', 'handling', 'missed', 'closed']) {
  const all = { plain: [], later: [], narrowed: [] };
  for (const narrow of narrows) {
    const query = { tab, narrow };
    const how = (cursor) => ({ method: 'POST', as, body: { query: { ...query, ...(cursor && { cursor }) } } });
    const list = narrow === narrows[0] ? all.plain : all.narrowed;
    list.push(...(await times('/api/overview/list', how(), narrow === narrows[0] ? asked : asked / 4)));
    if (narrow !== narrows[0]) continue;
    let next;
    for (let page = 0; page < 50; page += 1) ({ next_cursor: next } = (await ask('/api/overview/list', how(next))).answer);
    all.later.push(...(await times('/api/overview/list', how(next), asked / 4)));
  }
  judge('S14', `overview over ${many} enquiries, ${tab}, p95`, percentile(all.plain, 95), 'ms', { most: 50 });
  judge('S14', `the same, page 50`, percentile(all.later, 95), 'ms', { most: 50 });
  judge('S14', `the same, narrowed down in ${narrows.length - 1} ways`, percentile(all.narrowed, 95), 'ms', { most: 50 });
}
judge('S14', 'counts of its tabs, p95', percentile(await times('/api/overview/counts', { method: 'POST', as, body: { narrow: {} } }), 95), 'ms', { most: 50 });

// --- S14: transcript -------------------------------------------------------------------------------------------------
const enquiry = psql(server, `select id from enquiry where external_id = 'B-${many}'`).trim();
const launched = await browsers.launch(chromium);
const context = await launched.newContext({ baseURL: server.url, locale: 'en-GB' });
await signIn(await context.newPage());
const session = await context.storageState();
await context.close();

/** Opens the transcript and scrolls back in it: when its newest message was painted, and the longest task of the page. */
async function openTranscript() {
  const visitor = await launched.newContext({ baseURL: server.url, storageState: session });
  const page = await visitor.newPage();
  // A page before it, so that the wasm is in the browser's cache, as it is for whoever works here.
  await page.goto('/contacts');
  await alive(page);
  await whole(page);
  await page.addInitScript(() => performance.mark('opened'));
  await launched.startTracing(page, { categories: ['devtools.timeline', 'toplevel', 'blink.user_timing'] });
  await page.goto(`/enquiries/${enquiry}/transcript`, { waitUntil: 'commit' });
  const newest = page.getByText('Message 20000:');
  await newest.waitFor();
  const readable = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await alive(page);
  await newest.hover();
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, -3000);
    await page.waitForTimeout(100);
  }
  const { traceEvents } = JSON.parse((await launched.stopTracing()).toString());
  await visitor.close();
  const mark = traceEvents.filter(({ name }) => name === 'opened').at(-1);
  const tasks = traceEvents.filter(
    ({ pid, tid, name, ts, dur }) => pid === mark.pid && tid === mark.tid && dur && name.endsWith('RunTask') && ts + dur > mark.ts,
  );
  const most = (what) => Math.max(...tasks.map((task) => task[what] ?? 0)) / 1000;
  return { readable, own: most('tdur'), clock: most('dur') };
}
const opened = [];
for (let round = 0; round < rounds; round += 1) opened.push(await openTranscript());
const of = (what) => opened.map((one) => one[what]);
judge('S14', 'transcript of 20,000 messages, until readable', median(of('readable')), 'ms', { most: 300 });
judge('S14', 'longest task of its page, scrolling included, by its own time', median(of('own')), 'ms', { most: 50 });
show('S14', 'the same by the clock', median(of('clock')), 'ms');

await launched.close();
await server.stop();
const machine = `${cpus().length} × ${cpus()[0].model}`;
writeFileSync(join(folder, 'enquiries.json'), JSON.stringify({ machine, enquiries: many, table }, null, 2));
console.log('written: target/bench/enquiries.json');
