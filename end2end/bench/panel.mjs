// SPEED S10 and S15: what the first load of the side panel takes, how soon another conversation is shown, how soon the server
// answers it, idle and during an import, and how often it tells its height. Usage: node panel.mjs, or BENCH_ONLY=panel make
// bench. BENCH_ROWS (100000) is the size of the import, BENCH_SWITCHES (100) how many conversations are led to, BENCH_ASKED (200)
// how often the server is asked. The browser and the host run on the same machine: what they take stands in the figures.

import { openAsBlob, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium as browsers } from '@playwright/test';
import { chromium } from '../chromium.mjs';
import { settingsFor, startHost, ticketFor } from '../host.mjs';
import { administrator, startServer } from '../server.mjs';
import { file, folder } from './imported.mjs';
import { judge, percentile, show, table } from './table.mjs';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const switches = Number(process.env.BENCH_SWITCHES ?? 100);
const asked = Number(process.env.BENCH_ASKED ?? 200);

const host = await startHost();
const server = await startServer({ LOG: 'warn', INGEST_PER_SECOND: '1000000', ...settingsFor(host.url) });
host.server = server.url;
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };

/** Asks, and measures until the whole answer is there. */
async function ask(path, { method = 'GET', body, as = headers } = {}) {
  const began = performance.now();
  const answer = await fetch(server.url + path, { method, headers: as, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { took, text };
}

/** The enquiry of one contact, who has everything that a panel shows, while it is handled. */
async function call(number) {
  const phone = `+8529${1_000_000 + number}`;
  const contact = {
    first_name: 'Tai Man', last_name: `Chan ${number}`, company: `Company ${number}`, job_title: 'Buyer', team: 'North', birth_date: '1980-12-14',
    phones: [{ number: phone }, { type: 'Work', number: `+8522${1_000_000 + number}` }], emails: [{ address: `chan${number}@example.com` }], labels: ['VIP'],
    address: { street: '1 Queen’s Road', city: 'Hong Kong', country: 'HK' },
  };
  await ask('/api/v1/contacts', { method: 'POST', body: contact });
  const at = new Date(Date.now() - 60_000).toISOString();
  const told = {
    event_at: at, opened_at: at, channel: 'phone_call', status: 'ongoing', subject: `Order ${number}`, staff: [administrator.email],
    visitor: { phone, device: { os: 'iOS', browser: 'Safari', language: 'zh-HK' } },
  };
  await ask(`/api/v1/enquiries/E-${number}`, { method: 'PUT', body: told });
}

console.log(`S10, S15: ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}`);
await ask('/api/v1/labels', { method: 'POST', body: { name: 'VIP' } });
for (let number = 0; number <= switches; number += 1) await call(number);

// --- S10: the first load ---------------------------------------------------------------------------------------------
const browser = await browsers.launch(chromium);
const context = await browser.newContext({ locale: 'en-GB' });
const page = await context.newPage();
const sizes = [];
page.on('requestfinished', (request) => request.url().startsWith(server.url) && sizes.push(request.sizes()));
const began = performance.now();
await page.goto(`${host.url}/?enquiry=E-0`);
await page.waitForFunction(() => globalThis.heard?.some(({ type }) => type === 'ready'));
const loaded = performance.now() - began;
// What is asked for by the way may come later.
await page.waitForTimeout(500);
const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one.responseBodySize + one.responseHeadersSize, 0);
judge('S10', 'first load of the panel, packed, with its headers', bytes / 1024, 'KB', { most: 150 });
show('S10', 'from the host’s page until the contact is shown', loaded, 'ms');

// --- S15: another conversation ---------------------------------------------------------------------------------------
const frame = await (await page.locator('external-contact-panel iframe').elementHandle()).contentFrame();
// When what was asked for was painted, by the clock that all processes of the browser have.
await frame.evaluate(() => {
  globalThis.painted = new Map();
  const look = () => {
    const { enquiry } = document.querySelector('#place article:not(.waiting)')?.dataset ?? {};
    if (enquiry && !painted.has(enquiry)) {
      painted.set(enquiry, 0);
      requestAnimationFrame(() => setTimeout(() => painted.set(enquiry, performance.timeOrigin + performance.now())));
    }
  };
  new MutationObserver(look).observe(document.getElementById('place'), { childList: true, subtree: true, attributes: true });
});

/** Leads to a conversation: how many milliseconds it takes until its contact is painted. */
async function lead(enquiry) {
  await frame.evaluate((enquiry) => painted.delete(enquiry), enquiry);
  const from = await page.evaluate((enquiry) => {
    document.querySelector('external-contact-panel').enquiry = enquiry;
    return performance.timeOrigin + performance.now();
  }, enquiry);
  await frame.waitForFunction((enquiry) => painted.get(enquiry), enquiry);
  return (await frame.evaluate((enquiry) => painted.get(enquiry), enquiry)) - from;
}

const fresh = [];
for (let number = 1; number <= switches; number += 1) fresh.push(await lead(`E-${number}`));
const again = [];
for (let n = 0; n < switches; n += 1) again.push(await lead(`E-${switches - 1 + (n % 2)}`));
judge('S15', 'to a conversation not seen yet, ticket and session included, p95', percentile(fresh, 95), 'ms', { most: 150 });
show('S15', 'the same, p50', percentile(fresh, 50), 'ms');
judge('S15', 'back to one that was seen, p95', percentile(again, 95), 'ms', { most: 150 });

// --- S15: its height -------------------------------------------------------------------------------------------------
const panel = page.frameLocator('external-contact-panel iframe');
const told = () => page.evaluate(() => heard.filter(({ type }) => type === 'resize').length);
const most = { messages: 0 };
for (let n = 0; n < 10; n += 1) {
  for (const name of ['Device', 'Journey', 'Activity', 'Profile']) {
    const before = await told();
    await panel.getByRole('tab', { name }).click();
    await panel.getByRole('tabpanel', { name }).waitFor();
    await page.waitForTimeout(500);
    most.messages = Math.max(most.messages, (await told()) - before);
  }
}
judge('S15', 'messages of the height in a change of section, at most', most.messages, '', { most: 2 });
await browser.close();

// --- S10: the server -------------------------------------------------------------------------------------------------
const begun = await ask('/embed/session', { method: 'POST', body: { ticket: ticketFor('E-0') } });
const session = { authorization: `Bearer ${JSON.parse(begun.text).session}`, 'accept-language': 'en' };
const card = async () => (await ask('/embed/contact?section=profile', { as: session })).took;
for (let n = 0; n < 20; n += 1) await card();
const idle = [];
for (let n = 0; n < asked; n += 1) idle.push(await card());
judge('S10', 'the contact of a panel by HTTP, idle, p95', percentile(idle, 95), 'ms', { most: 10 });
show('S10', 'the same, p50', percentile(idle, 50), 'ms');

const body = await openAsBlob(await file(rows));
const sent = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body });
if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`);
const { id } = await sent.json();
const busy = [];
for (let status = 'running'; ['receiving', 'running'].includes(status); ) {
  for (let n = 0; n < 20; n += 1) busy.push(await card());
  ({ status } = JSON.parse((await ask(`/api/v1/imports/${id}`)).text));
  if (!['receiving', 'running', 'done'].includes(status)) throw new Error(status);
}
judge('S10', `the same during an import of ${rows}, p95, asked ${busy.length} times`, percentile(busy, 95), 'ms', { most: 20 });
show('S10', 'the same, p50', percentile(busy, 50), 'ms');

await host.stop();
await server.stop();
const machine = `${cpus().length} × ${cpus()[0].model}`;
writeFileSync(join(folder, 'panel.json'), JSON.stringify({ machine, rows, switches, table }, null, 2));
console.log('written: target/bench/panel.json');
