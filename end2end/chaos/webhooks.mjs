// Kills in a storm of changes, while an endpoint is told of them that fails at random: each change arrives at least once under
// one id, in order for each contact, signed as npm's standardwebhooks verifies it, and none is lost. Usage: node webhooks.mjs,
// or make chaos. CHAOS_HOOK_KILLS (20) is how many, CHAOS_CHANGES (10000) how many changes. Ends non-zero where one is lost.

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Receiver, register } from '../receiver.mjs';
import { administrator, binary, token } from '../server.mjs';

const kills = Number(process.env.CHAOS_HOOK_KILLS ?? 20);
const changes = Number(process.env.CHAOS_CHANGES ?? 10_000);
const each = 100;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// The same kills every time.
let state = 14;
const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

const folder = mkdtempSync(join(tmpdir(), 'external-contacts-chaos-'));
chmodSync(folder, 0o755); // Postgres does not run as root, and must get in
const port = await new Promise((resolve) => {
  const taken = createServer().listen(0, '127.0.0.1', () => {
    const { port } = taken.address();
    taken.close(() => resolve(port));
  });
});
const url = `http://127.0.0.1:${port}`;

let server;
let stopped = false;
function start() {
  const environment = {
    ...process.env,
    DATA_DIR: join(folder, 'data'),
    LISTEN: `127.0.0.1:${port}`,
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
    API_TOKEN: token,
    LOG: 'error',
    WEBHOOK_ALLOW: '127.0.0.1',
    WRITES_PER_SECOND: '1000000',
  };
  server = spawn(binary, ['serve'], { env: environment, stdio: 'ignore' });
  server.on('close', () => {
    if (!stopped) setTimeout(() => stopped || start(), 200);
  });
}

async function ready() {
  for (const until = Date.now() + 90_000; Date.now() < until; await pause(50)) {
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return;
  }
  throw new Error('the server did not become ready');
}

const ask = (method, path, body, more = {}) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
  return fetch(`${url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
};

start();
await ready();
const receiver = await new Receiver().start();
// One of fifty is refused, so that it is tried again after what a contact's next ones wait for.
receiver.answer = () => (chance() < 0.02 ? 503 : 200);
const id = await register(ask, receiver, { types: ['contact.created', 'contact.updated'] });
const contacts = [];
for (let number = 0; number < each; number += 1) {
  const made = await ask('POST', '/contacts', { last_name: `Person ${number}` });
  contacts.push(await made.json());
}

// --- the storm -------------------------------------------------------------------------------------------------------
let begun = 0;
async function storm(number) {
  for (let turn = number; begun < changes; turn += 4) {
    const contact = contacts[turn % each];
    const company = `Company ${begun}`;
    begun += 1;
    for (;;) {
      try {
        const now = await (await ask('GET', `/contacts/${contact.id}`)).json();
        if (now.company === company) break; // It was saved, and the answer lost.
        const saved = await ask('PATCH', `/contacts/${contact.id}`, { company }, { 'if-match': `"${now.version}"` });
        if (saved.ok) break;
      } catch {
        // The server is away.
      }
      await pause(50);
    }
  }
}
const storms = Promise.all([0, 1, 2, 3].map(storm));
let killed = 0;
const over = storms.then(() => true);
while (killed < kills) {
  await pause(1000 + 4000 * chance());
  server.kill('SIGKILL');
  killed += 1;
  await pause(300);
  await ready();
}
await over;
await ready();

// --- what arrived ----------------------------------------------------------------------------------------------------
// Each contact tells by its version how often it was written.
let wanted = 0;
for (const contact of contacts) wanted += (await (await ask('GET', `/contacts/${contact.id}`)).json()).version;
receiver.answer = () => 200;
let lost = 0;
// What was refused last waits for up to five minutes, unless it is sent again at once.
for (const until = Date.now() + 600_000; receiver.ids.size < wanted; await pause(200)) {
  if (Date.now() < until) continue;
  lost = wanted - receiver.ids.size;
  break;
}
const [disordered, doubled] = [receiver.disordered(), receiver.doubled()];
console.log(`${killed} kills; ${wanted} changes by ${receiver.letters.length} letters; ${lost} lost, ${doubled.length} under two ids, ${disordered.length} contacts out of order, ${receiver.unsigned} letters that standardwebhooks does not verify`);
await ask('DELETE', `/webhooks/${id}`);
stopped = true;
const ended = new Promise((resolve) => server.on('close', resolve));
server.kill('SIGTERM');
await ended;
receiver.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(lost || doubled.length || disordered.length || receiver.unsigned ? 1 : 0);
