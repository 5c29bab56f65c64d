// Kills in a storm of writes, while pages are open at two servers on one database: whatever is killed, every screen shows
// within five seconds of the end what a fresh load shows. Usage: node live.mjs, or make chaos. CHAOS_KILLS (100) is how many:
// the backends that listen, either server, and Postgres as a whole by turns. Ends non-zero where a screen differs.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as browsers } from 'playwright';
import { chromium } from '../chromium.mjs';
import { administrator, alive, binary, signIn, token } from '../server.mjs';

const kills = Number(process.env.CHAOS_KILLS ?? 100);
/** How long a screen may take to show what there is. */
const patience = 5_000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// The same kills every time.
let state = 12;
const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

const folder = mkdtempSync(join(tmpdir(), 'external-contacts-chaos-'));
chmodSync(folder, 0o755); // Postgres does not run as root, and must get in
const socket = join(folder, 'first/postgres/socket');

function freePort() {
  return new Promise((resolve) => {
    const taken = createServer().listen(0, '127.0.0.1', () => {
      const { port } = taken.address();
      taken.close(() => resolve(port));
    });
  });
}

/** A server that can be killed and comes back on the same port. */
class Server {
  constructor(name, port, settings) {
    Object.assign(this, { name, port, settings, url: `http://127.0.0.1:${port}` });
  }

  start() {
    const environment = {
      ...process.env,
      DATA_DIR: join(folder, this.name),
      LISTEN: `127.0.0.1:${this.port}`,
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      API_TOKEN: token,
      LOG: 'error',
      WRITES_PER_SECOND: '1000000',
      ...this.settings,
    };
    this.process = spawn(binary, ['serve'], { env: environment, stdio: 'ignore' });
    this.process.on('close', () => {
      // Postgres was away when it started, or it was killed.
      if (!this.stopped) setTimeout(() => this.stopped || this.start(), 200);
    });
  }

  async ready() {
    for (const until = Date.now() + 90_000; Date.now() < until; await pause(100)) {
      if (await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false)) return;
    }
    throw new Error(`${this.name} did not become ready`);
  }

  async stop() {
    this.stopped = true;
    const ended = new Promise((resolve) => this.process.on('close', resolve));
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    await ended;
  }

  async ask(method, path, body, more = {}) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
    return fetch(`${this.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  }
}

const programs = readdirSync('/usr/lib/postgresql').sort().at(-1);
function sql(text) {
  const psql = join('/usr/lib/postgresql', programs, 'bin/psql');
  const given = ['-qXAt', '-h', socket, '-U', 'external_contacts', '-d', 'external_contacts', '-c', text];
  return execFileSync(psql, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const first = new Server('first', await freePort(), {});
const second = new Server('second', await freePort(), {
  DATABASE_URL: `postgres:///external_contacts?user=external_contacts&host=${encodeURIComponent(socket)}`,
});
first.start();
await first.ready();
second.start();
await second.ready();
const servers = [first, second];

// --- the people and the screens --------------------------------------------------------------------------------------
const contacts = [];
for (let number = 0; number < 30; number += 1) {
  const name = String(number).padStart(2, '0');
  const made = await first.ask('POST', '/contacts', { first_name: 'Ada', last_name: `Person ${name}`, company: 'At first' });
  contacts.push(await made.json());
}
const report = (status, at) => first.ask('PUT', '/enquiries/E-1', {
  event_at: at, channel: 'web_chat', status, subject: 'Refund', opened_at: '2026-11-28T08:00:00Z', staff: [administrator.email], visitor: { first_name: 'Mei' },
});
const { id: enquiry } = await (await report('ongoing', '2026-11-28T08:01:00Z')).json();
const browser = await browsers.launch(chromium);
const screens = [];
for (const [server, address] of [
  [first, '/contacts'],
  [second, '/contacts?search=Person'],
  [second, `/contacts/${contacts[0].id}`],
  [first, `/contacts/${contacts[1].id}?tab=log`],
  [first, '/enquiries'],
  [second, `/enquiries/${enquiry}`],
]) {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await page.goto(address);
  await alive(page);
  screens.push({ page, context, server, address });
}

// --- the storm -------------------------------------------------------------------------------------------------------
let stormy = true;
const told = { writes: 0, refused: 0 };
async function storm(number) {
  for (let turn = 0; stormy; turn += 1) {
    const contact = contacts[(turn * 4 + number) % contacts.length];
    const server = servers[turn % 2];
    try {
      const now = await (await server.ask('GET', `/contacts/${contact.id}`)).json();
      const written = await server.ask('PATCH', `/contacts/${contact.id}`, { company: `Company ${turn}` }, { 'if-match': `"${now.version}"` });
      told[written.ok ? 'writes' : 'refused'] += 1;
    } catch {
      told.refused += 1;
    }
    await pause(40);
  }
}
const storms = [0, 1, 2, 3].map(storm);

const killed = { listener: 0, first: 0, second: 0, Postgres: 0 };
for (let number = 0; number < kills; number += 1) {
  await pause(100 + 500 * chance());
  const what = ['listener', 'listener', 'first', 'second', 'Postgres'][Math.floor(5 * chance())];
  try {
    if (what === 'listener') {
      sql("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' or query ilike 'unlisten%'");
    } else if (what === 'Postgres') {
      // A backend that is killed hard has Postgres end all others and begin anew from its log.
      const backend = sql("select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1");
      // Nobody may be connected just now; of no process the kill would be one of all that were started with this.
      if (!Number(backend)) throw new Error('no backend');
      process.kill(Number(backend), 'SIGKILL');
    } else {
      servers.find(({ name }) => name === what).process.kill('SIGKILL');
    }
    killed[what] += 1;
  } catch {
    // It is on its way up after the kill before.
    number -= 1;
  }
}
stormy = false;
await Promise.all(storms);
for (const server of servers) await server.ready();
await report('closed', '2026-11-28T09:00:00Z');
const ended = Date.now();

// --- every screen equals a fresh load --------------------------------------------------------------------------------
/** What a page shows, but for what is only told of changes and for how long ago something was. */
const shown = (page) => page.evaluate(() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const aside of main.querySelectorAll('time, .presence, [role=status], .toast, button, dialog')) aside.remove();
  return main.textContent.replaceAll(/\s+/g, ' ').trim();
});
await pause(ended + patience - Date.now());
for (const screen of screens) {
  // What came behind the reader's back is offered, and shown where they ask for it.
  const offered = screen.page.locator('main').getByRole('button', { name: /show$/i });
  if (await offered.isVisible()) {
    await offered.click();
    await offered.waitFor({ state: 'hidden' });
  }
  screen.now = await shown(screen.page);
}
let wrong = 0;
for (const { context, address, now } of screens) {
  const fresh = await context.newPage();
  await fresh.goto(address);
  await alive(fresh);
  const wanted = await shown(fresh);
  await fresh.close();
  if (now === wanted) {
    console.log(`${address}: as a fresh load`);
  } else {
    wrong += 1;
    console.error(`${address} shows\n${now}\nwhere a fresh load shows\n${wanted}`);
  }
}
console.log(`${JSON.stringify(killed)} were killed; ${told.writes} writes were answered, ${told.refused} refused or lost`);
await browser.close();
await second.stop();
await first.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(wrong ? 1 : 0);
