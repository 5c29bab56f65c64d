// The Postgres of a server under measurement, straight: filling tables, and what is compared with.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const programs = join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort((a, b) => b - a)[0], 'bin');

/** Runs SQL in the server's own Postgres, by itself. */
export function psql(server, ...commands) {
  const database = ['-h', join(server.folder, 'data/postgres/socket'), '-U', 'postgres'];
  const options = ['-qAtX', '-v', 'ON_ERROR_STOP=1', ...database, ...commands.flatMap((command) => ['-c', command]), 'external_contacts'];
  return execFileSync(join(programs, 'psql'), options, { encoding: 'utf8', maxBuffer: 1 << 24 });
}

/** The columns of a table that are written. */
export function columns(server, name) {
  const catalogue = `select string_agg(quote_ident(column_name), ',' order by ordinal_position) from information_schema.columns where table_schema = 'public' and table_name = '${name}' and is_generated = 'NEVER'`;
  return psql(server, catalogue).trim();
}

/** How many rows a second COPY brings into tables like these with the same indexes, in one transaction. */
export function copyLine(server, folder, rows, tables) {
  psql(server, 'create schema bench', ...tables.map((name) => `create table bench.${name} (like ${name} including all)`));
  const copies = tables.map((name) => ({ name, columns: columns(server, name), file: join(folder, `${name}.copy`) }));
  for (const copy of copies) psql(server, `\\copy (select ${copy.columns} from ${copy.name}) to '${copy.file}'`);
  const began = performance.now();
  psql(server, 'begin', ...copies.map((copy) => `\\copy bench.${copy.name} (${copy.columns}) from '${copy.file}'`), 'commit');
  const line = rows / ((performance.now() - began) / 1000);
  psql(server, 'set client_min_messages = warning', 'drop schema bench cascade');
  return line;
}
