// The files of the measurements, and how they are imported.

import { createWriteStream, existsSync, mkdirSync, openAsBlob } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { people } from './people.mjs';

/** Where measurements keep what they make and what they found. */
export const folder = join(dirname(fileURLToPath(import.meta.url)), '../../target/bench');
mkdirSync(folder, { recursive: true });

/** The path of a file of so many people, in the full template or flat. */
export async function file(size, lines = people) {
  const path = join(folder, `${lines.name}-${size}.csv`);
  if (!existsSync(path)) await pipeline(Readable.from(lines(size)), createWriteStream(path));
  return path;
}

/** Sends a file to the API and waits until all of it is durable. */
export async function bring(server, path, choices = '') {
  const headers = { authorization: `Bearer ${server.token}` };
  const began = performance.now();
  const sent = await fetch(`${server.url}/api/v1/imports${choices}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: await openAsBlob(path),
    duplex: 'half',
  });
  if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`);
  const { id } = await sent.json();
  for (;;) {
    const ledger = await (await fetch(`${server.url}/api/v1/imports/${id}`, { headers })).json();
    if (ledger.status === 'done') return { ledger, took: (performance.now() - began) / 1000 };
    if (!['receiving', 'running'].includes(ledger.status)) throw new Error(JSON.stringify(ledger));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
