// `make bench`: the server's rows of SPEED on a fresh database, beside Postgres' own COPY in the same run.
// BENCH_ROWS (100000) is the size of the import, BENCH_SEARCH (the same) that of the database which is searched.

import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, openAsBlob, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { binary, startServer } from '../server.mjs';
import { people } from './people.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const folder = join(root, 'target/bench');
mkdirSync(folder, { recursive: true });
const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const searched = Number(process.env.BENCH_SEARCH ?? rows);

const table = [];
function show(row, what, value, unit, note = '') {
  table.push({ row, what, value, unit, note });
  console.log(`${row.padEnd(4)} ${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}  ${note}`);
}

console.log(`${binary}\n${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}\n`);

// --- S11: start and rest ---------------------------------------------------------------------------------------------
const server = await startServer({ LOG: 'warn' });
const status = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))[1]) / 1024;
const authorization = `Bearer ${server.token}`;
await new Promise((resolve) => setTimeout(resolve, 1000));
const idle = status('VmRSS');
show('S11', 'resident when idle', idle, 'MB', 'goal ≤ 50');

// --- S3: import ------------------------------------------------------------------------------------------------------
async function file(size) {
  const path = join(folder, `people-${size}.csv`);
  await pipeline(Readable.from(people(size)), createWriteStream(path));
  return path;
}
async function bring(path) {
  const began = performance.now();
  const sent = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers: { authorization, 'content-type': 'text/csv' }, body: await openAsBlob(path), duplex: 'half' });
  if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`);
  const { id } = await sent.json();
  for (;;) {
    const ledger = await (await fetch(`${server.url}/api/v1/imports/${id}`, { headers: { authorization } })).json();
    if (ledger.status === 'done') return { ledger, seconds: (performance.now() - began) / 1000 };
    if (!['receiving', 'running'].includes(ledger.status)) throw new Error(JSON.stringify(ledger));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const path = await file(rows);
console.log(`     ${rows} records, ${(statSync(path).size / 1e6).toFixed(1)} MB`);
const { ledger, seconds } = await bring(path);
if (ledger.created !== rows) throw new Error(`not all were created: ${JSON.stringify(ledger)}`);
const speed = rows / seconds;
show('S3', 'import by HTTP until durable', speed, 'contacts/s');
show('S3', 'memory over the baseline, at its peak', status('VmHWM') - idle, 'MB', 'goal ≤ 64');
show('S11', 'resident after the import', status('VmRSS'), 'MB', 'goal ≤ 100');

// The same rows into the same tables and indexes by Postgres' own COPY.
const programs = join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort((a, b) => b - a)[0], 'bin');
const database = ['-h', join(server.folder, 'data/postgres/socket'), '-U', 'postgres'];
const psql = (...commands) =>
  execFileSync(join(programs, 'psql'), ['-qAtX', '-v', 'ON_ERROR_STOP=1', ...database, ...commands.flatMap((command) => ['-c', command]), 'external_contacts'], { encoding: 'utf8', maxBuffer: 1 << 24 });
const tables = ['contact', 'contact_phone', 'contact_email'];
psql('create schema bench', ...tables.map((name) => `create table bench.${name} (like ${name} including all)`));
const columns = (name) =>
  psql(`select string_agg(quote_ident(column_name), ',' order by ordinal_position) from information_schema.columns where table_schema = 'public' and table_name = '${name}' and is_generated = 'NEVER'`).trim();
const copies = tables.map((name) => ({ name, columns: columns(name), file: join(folder, `${name}.copy`) }));
for (const copy of copies) psql(`\\copy (select ${copy.columns} from ${copy.name}) to '${copy.file}'`);
const began = performance.now();
for (const copy of copies) psql(`\\copy bench.${copy.name} (${copy.columns}) from '${copy.file}'`);
const line = rows / ((performance.now() - began) / 1000);
psql('set client_min_messages = warning', 'drop schema bench cascade');
show('S3', 'COPY of contacts, phones and emails, same indexes', line, 'contacts/s');
show('S3', 'ours as a share of that line', speed / line, '×', 'goal ≥ 0.6');

// --- S6: export and pages --------------------------------------------------------------------------------------------
const before = status('VmRSS');
const asked = performance.now();
const answer = await fetch(`${server.url}/api/v1/contacts/export`, { headers: { authorization } });
let first = 0;
let bytes = 0;
for await (const part of answer.body) {
  first ||= performance.now() - asked;
  bytes += part.length;
}
const exported = rows / ((performance.now() - asked) / 1000);
show('S6', `export of all, ${(bytes / 1e6).toFixed(1)} MB`, exported, 'contacts/s');
show('S6', 'first byte of the export', first, 'ms', 'goal ≤ 100');
show('S6', 'memory that the export took', Math.max(0, status('VmRSS') - before), 'MB', 'goal ≤ 16');
const copied = performance.now();
psql(`\\copy (select * from contact order by id) to '${join(folder, 'all.copy')}'`);
const out = rows / ((performance.now() - copied) / 1000);
show('S6', 'export as a share of COPY TO', exported / out, '×', 'goal ≥ 0.6');

let pages = 0;
const until = performance.now() + 5000;
await Promise.all(
  Array.from({ length: 4 }, async () => {
    while (performance.now() < until) {
      await (await fetch(`${server.url}/api/v1/contacts?limit=50`, { headers: { authorization } })).arrayBuffer();
      pages += 1;
    }
  }),
);
show('S6', 'pages of 50 by HTTP, 4 at a time', pages / 5, '/s');

// --- S5, S7: search --------------------------------------------------------------------------------------------------
if (searched > rows) await bring(await file(searched - rows));
psql('vacuum analyze');
console.log(`\nS5 S6 S7: ${searched} contacts, each class of search by HTTP`);
execFileSync(process.execPath, [join(here, 'search.mjs'), server.url, server.token], { stdio: 'inherit', cwd: root });

await server.stop();
writeFileSync(join(folder, 'server.json'), JSON.stringify({ machine: `${cpus().length} × ${cpus()[0].model}`, rows, table }, null, 2));
console.log('\nwritten: target/bench/server.json, target/bench/search.json');
