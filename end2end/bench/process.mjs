// What a process and all that it started have used, from /proc.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const fields = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');

/** The process and everything that it started, as far as it still runs. */
function family(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(fields(name)[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const members = new Set([pid]);
  for (let grown = 0; grown !== members.size; ) {
    grown = members.size;
    for (const [member, parent] of parents) if (members.has(parent)) members.add(member);
  }
  return [...members].filter((member) => existsSync(`/proc/${member}/stat`));
}

/** Seconds of CPU that they have used so far. */
export function processor(pid) {
  const ticks = family(pid).map((member) => fields(member).slice(11, 13).reduce((sum, part) => sum + Number(part), 0));
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

/** The process of the Postgres that a server runs for itself, which is none that the server started. */
const postmaster = (server) => Number(readFileSync(join(server.folder, 'data/postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

/** Waits until a server and its Postgres do next to nothing, a minute at most: what was done before goes on behind it. */
export async function settled(server) {
  const used = () => processor(server.process.pid) + processor(postmaster(server));
  const until = performance.now() + 60_000;
  for (let before = used(), now; performance.now() < until; before = now) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    now = used();
    if (now - before < 0.2) return;
  }
}

/** Megabytes of the process alone: `VmRSS` now, `VmHWM` at its peak. */
export function memory(pid, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
