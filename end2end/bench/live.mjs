// SPEED S12: one write to every open stream, by two servers on one database. Usage: node live.mjs, or BENCH_ONLY=live make
// bench. BENCH_STREAMS (1000) is how many are open, BENCH_SECONDS (20) for how long 50 contacts a second are written,
// BENCH_ROWS (100000) how many an import brings while they are open, BENCH_ROUNDS (6, even) how often. The streams are read by this
// process, on the same machine, and what it takes stands in the figures. So it does as little as a reader can: all sockets are
// read into one buffer, during an import nothing is made of what comes, and of a stream that ends only that is noted. With a buffer
// for each, Node takes 33 ms of a processor to read a thousand and not 12; and to close a thousand that have ended, whoever ended
// them, 70 ms and not 20.

import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server.mjs';
import { bring, file, folder } from './imported.mjs';
import { memory, settled } from './process.mjs';
import { judge, median, percentile, show, table } from './table.mjs';

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 6);
const streams = Number(process.env.BENCH_STREAMS ?? 1000);
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const each = 20;
const pace = 50;

console.log(`S12: ${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, ${streams} streams`);
const server = await startServer({ LOG: 'warn' });
const socket = encodeURIComponent(join(server.folder, 'data/postgres/socket'));
const second = await startServer({ LOG: 'warn', DATABASE_URL: `postgres:///external_contacts?user=external_contacts&host=${socket}` });
const servers = [server, second];
/** Megabytes of both. */
const resident = (field) => servers.reduce((sum, one) => sum + memory(one.process.pid, field), 0);
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
const ask = async (path, body, method = 'POST', more = {}, at = server) => {
  const answer = await fetch(`${at.url}/api/v1${path}`, { method, headers: { ...headers, ...more }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** The cookie of somebody who has just signed in. */
async function member(number) {
  const password = 'a long enough password';
  const email = `agent${number}@example.com`;
  await ask('/staff', { name: `Agent ${number}`, email, role: 'agent', password });
  const form = new URLSearchParams({ email, password, next: '/contacts' });
  const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
  const signed = await fetch(`${server.url}/sign-in`, { method: 'POST', headers: own, body: form, redirect: 'manual' });
  return signed.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

// --- the streams -----------------------------------------------------------------------------------------------------
const opened = [];
/** By contact and version, how many have yet to hear of it, when it was answered, and how long each took. */
const awaited = new Map();
const heard = [];
let resyncs = 0;
/** What is done when a server has ended a stream. */
let onEnd = () => {};
/** The streams that told of an import, while nothing else is made of what comes: to read it is none of the server's work. */
let told;
/** What comes by any socket is read into it. */
const buffer = Buffer.alloc(64 * 1024);

function hear(data) {
  const now = performance.now();
  const news = JSON.parse(data);
  if (news.type === 'resync') resyncs += 1;
  const write = awaited.get(`${news.id} ${news.version}`);
  if (write) heard.push(now - write);
}

/** Opens a stream by a bare socket: a thousand of these take from the machine as little as the readers of a real server do. */
const open = (cookie, at) =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(at.url);
    let rest = '';
    let isOpen = false;
    const callback = (length) => {
      const came = buffer.latin1Slice(0, length);
      if (told && isOpen) {
        if (came.includes('many_contacts')) told.add(socket);
        return true;
      }
      const text = rest + came;
      if (!isOpen) {
        isOpen = text.startsWith('HTTP/1.1 200');
        if (!isOpen) reject(new Error(`/live: ${text.split('\r\n', 1)[0]}`));
        resolve(socket);
      }
      // What frames the chunks stands in lines of its own.
      const lines = text.split('\n');
      rest = lines.pop();
      for (const line of lines) if (line.startsWith('data: {')) hear(line.slice(6));
      return true;
    };
    // Half open, it is closed by us when there is time.
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true, onread: { buffer, callback } });
    socket.on('end', () => onEnd());
    socket.on('error', (error) => {
      reject(error);
      if (isOpen) throw error;
    });
    socket.write(`GET /live HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`);
    opened.push(socket);
  });

/** When the last of so many streams has ended that servers end from now on. */
const ends = (count) =>
  new Promise((resolve) => {
    let ended = 0;
    onEnd = () => (ended += 1) === count && resolve(performance.now());
  });

/** Opens so many more, by turns at both servers. */
async function openAll(count) {
  for (let number = 0; number < count; number += 1) await open(cookies[number % cookies.length], servers[number % 2]);
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 2000));

const cookies = [];
for (let number = 0; number < Math.ceil(streams / each); number += 1) cookies.push(await member(number));
const contacts = [];
for (let number = 0; number < 100; number += 1) contacts.push(await ask('/contacts', { last_name: `Person ${number}` }));
await openAll(2);
await rest();
const before = resident('VmRSS');
await openAll(streams - 2);
await rest();
const idle = ((resident('VmRSS') - before) * 1024) / streams;

// --- what is written -------------------------------------------------------------------------------------------------
const began = performance.now();
const writes = [];
for (let number = 0; number < seconds * pace; number += 1) {
  const due = began + (number * 1000) / pace - performance.now();
  if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
  const contact = contacts[number % contacts.length];
  const write = async () => {
    // Counted from before the write: it may be told before it is answered.
    awaited.set(`${contact.id} ${contact.version + 1}`, performance.now());
    const match = { 'if-match': `"${contact.version}"` };
    const written = await ask(`/contacts/${contact.id}`, { company: `Company ${number}` }, 'PATCH', match, servers[number % 2]);
    contact.version = written.version;
  };
  writes.push(write());
}
await Promise.all(writes);
const wanted = seconds * pace * streams;
const patience = performance.now() + 30_000;
while (heard.length < wanted && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 50));
const busy = ((resident('VmHWM') - before) * 1024) / streams;
if (heard.length !== wanted || resyncs) throw new Error(`${heard.length} of ${wanted} were heard, ${resyncs} had to look anew`);
judge('S12', `${streams} streams at two servers, ${pace} writes a second: from before the write until it is heard, p99`, percentile(heard, 99), 'ms', { most: 1000 });
show('S12', 'the same, p50', percentile(heard, 50), 'ms');
judge('S12', 'memory of a stream, resting', idle, 'KB', { most: 64 });
judge('S12', 'memory of a stream at its most, the writes included', busy, 'KB', { most: 64 });

// --- an import, with nobody who follows and with all, by turns -------------------------------------------------------
const path = await file(rows);
const took = { alone: [], followed: [] };
/** Closes all streams; servers notice soon. */
const closeAll = () => opened.splice(0).forEach((socket) => socket.destroy());
/** How long the import takes; each makes as many new contacts as the others. */
async function created() {
  const { ledger, took } = await bring(server, path);
  if (ledger.created !== rows) throw new Error(`not all were created: ${JSON.stringify(ledger)}`);
  return took;
}
/** One import with nobody who follows, and one with all. */
const ways = {
  alone: async () => {
    closeAll();
    await settled(server);
    took.alone.push(await created());
    await openAll(streams);
  },
  followed: async () => {
    await settled(server);
    told = new Set();
    took.followed.push(await created());
    await rest();
    if (told.size !== streams) throw new Error(`${told.size} streams of ${streams} told of an import`);
    told = undefined;
  },
};
// By turns, since a larger base takes longer; and each once what followed the one before is over.
for (let round = 0; round < rounds; round += 1) {
  for (const way of round % 2 ? ['followed', 'alone'] : ['alone', 'followed']) await ways[way]();
}
// Of each pair, whose two came one after the other: what the machine is given by others changes from minute to minute.
const slower = 100 * median(took.followed.map((followed, round) => followed / took.alone[round])) - 100;
show('S12', `import of ${rows}, nobody follows`, rows / median(took.alone), 'contacts/s');
judge('S12', `slower for ${streams} streams that follow, taken in on the same machine`, slower, '%', { most: 5 });

// --- a stop ----------------------------------------------------------------------------------------------------------
// Of one server, which holds as many streams as both did: those of the other open anew at it.
await second.stop();
// Their accounts have their streams there: one account has 24 at a server at most.
for (let number = 1; number < streams; number += 2) await open(cookies[number % cookies.length], server);
// What follows an import in the background is to be over.
await settled(server);
const all = ends(streams);
const stopped = performance.now();
server.process.kill('SIGTERM');
judge('S12', `SIGTERM ends ${streams} of one server`, (await all) - stopped, 'ms', { most: 100 });
closeAll();
await server.stop();
const machine = `${cpus().length} × ${cpus()[0].model}`;
writeFileSync(join(folder, 'live.json'), JSON.stringify({ machine, streams, table }, null, 2));
console.log('written: target/bench/live.json');
