// What a process and all that it started have used, from /proc.

import { existsSync, readFileSync, readdirSync } from 'node:fs';

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

/** Megabytes of the process alone: `VmRSS` now, `VmHWM` at its peak. */
export function memory(pid, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
