// The undo of an import that created half of its contacts and updated the other half.

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bring, folder } from './imported.mjs';

/** A file of so many people of a company; two files of the same people differ in nothing else. */
async function people(count, company) {
  const path = join(folder, `undone-${count}-${company}.csv`);
  const lines = function* () {
    yield 'First name,Last name,Mobile,Email,Company,Contact Label\r\n';
    for (let n = 0; n < count; n += 1) yield `Given${n},Undone,+8597${String(n).padStart(8, '0')},undone${n}@example.com,${company},Undone\r\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return path;
}

/** The seconds that it takes to take back so many created contacts and as many updated ones. */
export async function undone(server, each = 100_000) {
  await bring(server, await people(each, 'Before'));
  const { ledger } = await bring(server, await people(2 * each, 'After'), '?duplicates=update&match=phone');
  if (ledger.created !== each || ledger.updated !== each) throw new Error(JSON.stringify(ledger));
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/v1/imports/${ledger.id}/undo`, { method: 'POST', headers: { authorization: `Bearer ${server.token}` } });
  const took = (performance.now() - began) / 1000;
  const undo = await answer.json();
  if (undo.removed !== each || undo.restored !== each || undo.edited || undo.failed) throw new Error(JSON.stringify(undo));
  return took;
}
