// SPEED S14, the transcript: an enquiry of 20,000 messages in a real Chromium, from its address until it can be read, and
// scrolled up through two thousand of them. Usage: node transcript.mjs. BENCH_ROUNDS (5) the rounds.

import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as browsers } from '@playwright/test';
import { chromium } from '../chromium.mjs';
import { administrator, alive, signIn, sql, startServer } from '../server.mjs';
import { median, show, table } from './table.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../target/bench');
mkdirSync(folder, { recursive: true });
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const messages = 20_000;

const server = await startServer({ LOG: 'warn' });
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
const contact = { last_name: 'Chan', phones: [{ number: '+85291234567' }] };
const made = await fetch(`${server.url}/api/v1/contacts`, { method: 'POST', headers, body: JSON.stringify(contact) });
if (!made.ok) throw new Error(await made.text());
// A call, so that it has a contact: every message is asked for what its visitor typed, and how the contact was then.
const report = {
  event_at: '2026-11-27T08:00:00Z', channel: 'phone_call', status: 'ongoing', staff: [administrator.email], visitor: { phone: '+85291234567' },
};
const told = await fetch(`${server.url}/api/v1/enquiries/E-1`, { method: 'PUT', headers, body: JSON.stringify(report) });
if (!told.ok) throw new Error(await told.text());
const { id } = await told.json();
sql(server, `insert into enquiry_message (id, enquiry_id, external_id, at, sender, name, text)
  select gen_random_uuid(), '${id}', 'M-' || n, '2026-11-27'::timestamptz + n * interval '2 seconds',
    case n % 2 when 0 then 'visitor' else 'staff' end, 'Somebody', 'line ' || n || repeat(' and what else there is to say of it', n % 9)
  from generate_series(1, ${messages}) as n; analyze enquiry_message`);

console.log(`S14: a transcript of ${messages}, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`);
const browser = await browsers.launch(chromium);
const visitor = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
await signIn(await visitor.newPage());
const session = await visitor.storageState();
await visitor.close();
const measured = { read: [], alive: [], opening: [], scrolling: [], found: [] };
for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext({ baseURL: server.url, storageState: session, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const began = performance.now();
  await page.goto(`/enquiries/${id}/transcript`);
  await alive(page);
  measured.alive.push(performance.now() - began);
  const area = page.getByRole('region', { name: 'Transcript' });
  await area.getByText(new RegExp(`^line ${messages}\\b`)).waitFor();
  // What is painted first holds the messages: the server has written them.
  measured.read.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
  await page.waitForTimeout(500);
  const longest = () => page.evaluate(() => globalThis.longest);
  measured.opening.push(await longest());
  await page.evaluate(() => (globalThis.longest = 0));
  for (let n = messages - 100; n > messages - 2_000; n -= 100) {
    await area.evaluate((area) => area.scrollTo({ top: -area.scrollHeight }));
    await area.getByText(new RegExp(`^line ${n - 50}\\b`)).waitFor({ state: 'attached' });
  }
  measured.scrolling.push(await longest());
  const sought = performance.now();
  await page.getByRole('searchbox').last().fill('LINE 4711');
  await page.getByText('1 message found').waitFor();
  measured.found.push(performance.now() - sought);
  await context.close();
}
show('S14', 'transcript, until it can be read', median(measured.read), 'ms', 'goal ≤ 300');
show('S14', 'until the page is alive', median(measured.alive), 'ms');
show('S14', 'longest task over 50 ms while it opens; 0: none', median(measured.opening), 'ms', 'goal ≤ 50');
show('S14', 'the same while 2,000 messages are scrolled up', median(measured.scrolling), 'ms', 'goal ≤ 50');
show('S14', 'one message found, typing included', median(measured.found), 'ms');

await browser.close();
await server.stop();
writeFileSync(join(folder, 'transcript.json'), JSON.stringify(table, null, 2));
console.log('\nwritten: target/bench/transcript.json');
