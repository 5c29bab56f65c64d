// `make bench`: the rows of SPEED, each beside what it is compared with in the same run, into target/bench/*.json.
// BENCH_ROWS (100000) is the size of an import, BENCH_SEARCH (1000000) that of the database which is searched,
// BENCH_ROUNDS (5) how often the contestants take turns. BENCH_ONLY=enquiries, =live, =panel, =browser, =workbench or
// =programs measures those alone.

import { execFileSync, spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary, startServer } from '../server.mjs';
import { bring, file, folder } from './imported.mjs';
import { flat } from './people.mjs';
import { copyLine, programs, psql } from './postgres.mjs';
import { memory, processor } from './process.mjs';
import { judge, median, show, table } from './table.mjs';
import { undone } from './undone.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const searched = Number(process.env.BENCH_SEARCH ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = (began) => (performance.now() - began) / 1000;

/** Runs the measurements of a script beside this one. */
const measure = (script, ...given) => execFileSync(process.execPath, [join(here, `${script}.mjs`), ...given], { stdio: 'inherit', cwd: root });

console.log(`${binary}\n${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds\n`);

if (process.env.BENCH_ONLY) {
  measure(process.env.BENCH_ONLY);
  process.exit();
}

/** Lets the connections go that the server has closed while this waited for another program. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 200));

// --- S3, S4, S11: import and rest, each round on an empty database -------------------------------------------------------
const full = await file(rows);
const narrow = await file(rows, flat);
console.log(`S3: ${rows} records of the full template, ${(statSync(full).size / 1e6).toFixed(1)} MB; S4: flat, ${(statSync(narrow).size / 1e6).toFixed(1)} MB`);
const rest = { idle: [], after: [], over: [], ours: [], copy: [], cpu: [], flat: [] };
for (let round = 0; round < rounds; round += 1) {
  for (const path of [full, narrow]) {
    const server = await startServer({ LOG: 'warn' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const idle = memory(server.process.pid, 'VmRSS');
    const before = processor(server.process.pid);
    const { ledger, took } = await bring(server, path);
    if (ledger.created !== rows) throw new Error(`not all were created: ${JSON.stringify(ledger)}`);
    if (path === full) {
      rest.cpu.push(processor(server.process.pid) - before);
      rest.idle.push(idle);
      rest.over.push(memory(server.process.pid, 'VmHWM') - idle);
      rest.after.push(memory(server.process.pid, 'VmRSS'));
      rest.ours.push(rows / took);
      // The same rows into the same tables and indexes by Postgres' own COPY.
      rest.copy.push(copyLine(server, folder, rows, ['contact', 'contact_phone', 'contact_email']));
    } else {
      rest.flat.push(rows / took);
    }
    await server.stop();
  }
}
show('S3', 'import by HTTP until durable', median(rest.ours), 'contacts/s', `CPU ${median(rest.cpu).toFixed(1)} s with Postgres`);
show('S3', 'COPY of contacts, phones and emails, same indexes', median(rest.copy), 'contacts/s');
show('S3', 'ours as a share of that line', median(rest.ours.map((ours, round) => ours / rest.copy[round])), '×', 'goal ≥ 0.6');
show('S3', 'memory over the baseline, at its peak', median(rest.over), 'MB', 'goal ≤ 64');
show('S4', 'the same of a flat file of 8 columns', median(rest.flat), 'contacts/s', 'NocoDB 1,787, Directus 423, Tryton 218 (measured elsewhere)');
show('S11', 'resident when idle', median(rest.idle), 'MB', 'goal ≤ 50');
show('S11', 'resident after the import', median(rest.after), 'MB', 'goal ≤ 100');

// --- S11: start, with the database up ------------------------------------------------------------------------------------
const server = await startServer({ LOG: 'warn' });
const socket = join(server.folder, 'data/postgres/socket');
const starts = [];
for (let round = 0; round < rounds; round += 1) {
  const address = `127.0.0.1:${20_000 + round}`;
  const began = performance.now();
  const second = spawn(binary, ['serve'], {
    env: { ...process.env, DATABASE_URL: `postgres://postgres@localhost/external_contacts?host=${encodeURIComponent(socket)}`, DATA_DIR: join(server.folder, 'second'), LISTEN: address, LOG: 'warn' },
    stdio: 'ignore',
  });
  while (!(await fetch(`http://${address}/readyz`).then((answer) => answer.ok, () => false))) await new Promise((resolve) => setTimeout(resolve, 5));
  starts.push(performance.now() - began);
  second.kill('SIGTERM');
  await new Promise((resolve) => second.on('close', resolve));
}
show('S11', 'from start to the first 200, database up', median(starts), 'ms', 'goal ≤ 500');

// --- S3, S6 on a large base ----------------------------------------------------------------------------------------------
const headers = { authorization: `Bearer ${server.token}` };
const base = await bring(server, await file(searched));
show('S3', `import of ${searched}`, searched / base.took, 'contacts/s');
show('S3', `as a share of the speed of ${rows}`, searched / base.took / median(rest.ours), '×', 'goal ≥ 0.5');
psql(server, 'vacuum analyze');
await settled();

const exports = { ours: [], first: [], copy: [], grown: [] };
for (let round = 0; round < Math.min(rounds, 3); round += 1) {
  const before = memory(server.process.pid, 'VmRSS');
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/v1/contacts/export`, { headers });
  let first = 0;
  for await (const part of answer.body) first ||= part.length && performance.now() - began;
  exports.ours.push(searched / seconds(began));
  exports.first.push(first);
  exports.grown.push(Math.max(0, memory(server.process.pid, 'VmRSS') - before));
  const copied = performance.now();
  psql(server, `\\copy (select * from contact order by id) to '/dev/null'`);
  exports.copy.push(searched / seconds(copied));
  await settled();
}
show('S6', `export of all ${searched}`, median(exports.ours), 'contacts/s');
show('S6', 'as a share of COPY TO of the contact table', median(exports.ours.map((ours, round) => ours / exports.copy[round])), '×', 'goal ≥ 0.6');
show('S6', 'first byte of the export', median(exports.first), 'ms', 'goal ≤ 100');
show('S6', 'memory that the export took', Math.max(...exports.grown), 'MB', 'goal ≤ 16');

/** Pages of 50 by HTTP from four clients, a second. */
async function pages(time) {
  let count = 0;
  const until = performance.now() + time * 1000;
  const client = async () => {
    for (; performance.now() < until; count += 1) await (await fetch(`${server.url}/api/v1/contacts?limit=50`, { headers })).arrayBuffer();
  };
  await Promise.all(Array.from({ length: 4 }, client));
  return count / time;
}
/** The same page by pgbench, straight from Postgres: four clients, a second. */
function pgbench(time) {
  const script = join(folder, 'page.sql');
  writeFileSync(script, 'select * from contact_whole where id = any (array(select id from contact where deleted_at is null order by id desc limit 51));\n');
  const options = ['-n', '-f', script, '-c', '4', '-j', '2', '-T', `${time}`, '-M', 'prepared', '-h', socket, '-U', 'postgres', 'external_contacts'];
  return Number(/tps = ([\d.]+)/.exec(execFileSync(join(programs, 'pgbench'), options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))[1]);
}
const listed = { ours: [], pgbench: [] };
for (let round = 0; round < rounds; round += 1) {
  listed.ours.push(await pages(3));
  listed.pgbench.push(pgbench(3));
  await settled();
}
show('S6', 'pages of 50 by HTTP, 4 at a time', median(listed.ours), '/s');
show('S6', 'the same query by pgbench, 4 at a time', median(listed.pgbench), '/s');
show('S6', 'ours as a share of pgbench', median(listed.ours.map((ours, round) => ours / listed.pgbench[round])), '×', 'goal ≥ 0.5');

// --- S5, S6, S7: search --------------------------------------------------------------------------------------------------
console.log(`\nS5 S6 S7: ${searched} contacts, each class of search by HTTP`);
measure('search', server.url, server.token);

// --- S9: duplicates ------------------------------------------------------------------------------------------------------
console.log(`\nS9: duplicates among ${searched} contacts`);
measure('duplicates', server.url, server.token);

// --- S17: the way back of an import ---------------------------------------------------------------------------------------
judge('S17', 'undo of 100000 created and 100000 updated', await undone(server), 's', { most: 30 });
await server.stop();
writeFileSync(join(folder, 'server.json'), JSON.stringify({ machine: `${cpus().length} × ${cpus()[0].model}`, rows, searched, table }, null, 2));

// --- S1, S2, S8: the browser ---------------------------------------------------------------------------------------------
console.log();
measure('browser');

// --- S17: a file that is mended on the page ------------------------------------------------------------------------------
console.log();
measure('workbench');

// --- S13, S14: what contact centres report -------------------------------------------------------------------------------
console.log();
measure('enquiries');

// --- S12: what open pages hear -------------------------------------------------------------------------------------------
console.log();
measure('live');

// --- S10, S15: the side panel --------------------------------------------------------------------------------------------
console.log();
measure('panel');

// --- B30, S16: what other programs hear ----------------------------------------------------------------------------------
console.log();
measure('programs');
console.log('written: target/bench/server.json, search.json, duplicates.json, browser.json, workbench.json, enquiries.json, live.json, panel.json, programs.json');
