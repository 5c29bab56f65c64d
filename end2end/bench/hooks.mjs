// SPEED S16, webhooks: 10,000 changes to one endpoint that answers at once, in order for each contact; and what an endpoint
// takes from an import that it is not told one by one. The server is to be started with WEBHOOK_ALLOW=127.0.0.1. The endpoint
// is in this process, on the same machine, and verifies each letter: what that takes stands in the figures.

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Receiver, register } from '../receiver.mjs';
import { bring, folder } from './imported.mjs';
import { judge, median } from './table.mjs';

const types = ['contact.created', 'contact.updated', 'import.finished'];
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A file of so many people whom no other file holds. */
async function strangers(count, name) {
  const path = join(folder, `hooks-${name}-${count}.csv`);
  const lines = function* () {
    yield 'First name,Last name,Company,Contact Label\r\n';
    for (let n = 0; n < count; n += 1) yield `Given${n},Hooked${name}${n},Apex ${n % 500},Hooked${name}\r\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return path;
}

/** How many letters a second arrive of changes that wait, and that each contact's come in order. */
async function delivered(server, ask, changes) {
  const contacts = changes / 5;
  await bring(server, await strangers(contacts, 'few'));
  const receiver = await new Receiver().start();
  const id = await register(ask, receiver, { types, imports: true });
  const change = async (active) => {
    const changed = await ask('PATCH', `/webhooks/${id}`, { active });
    if (!changed.ok) throw new Error(await changed.text());
  };
  await change(false);
  for (const team of ['Red', 'Green', 'Blue', 'White', 'Black']) {
    const wanted = { query: { label: ['Hookedfew'] }, action: { set_team: team }, expected: contacts };
    let bulk = await (await ask('POST', '/contacts/bulk', wanted)).json();
    while (bulk.status === 'running') {
      await pause(20);
      bulk = await (await ask('GET', `/contacts/bulk/${bulk.id}`)).json();
    }
    if (bulk.status !== 'done') throw new Error(JSON.stringify(bulk));
  }
  const began = performance.now();
  await change(true);
  await receiver.hears(changes);
  const took = (performance.now() - began) / 1000;
  if (receiver.unsigned || receiver.disordered().length || receiver.doubled().length) throw new Error('letters were unsigned, out of order or doubled');
  await ask('DELETE', `/webhooks/${id}`);
  receiver.stop();
  return changes / took;
}

/** By how many percent an import takes longer while an endpoint is registered that hears only of its end. */
async function slowed(server, ask, rows, rounds) {
  // Both files have names of the same length: a longer one takes the search longer.
  const times = { alone: [], aside: [] };
  for (let round = 0; round < rounds; round += 1) {
    // By turns, since a larger base takes longer.
    for (const how of round % 2 ? ['aside', 'alone'] : ['alone', 'aside']) {
      const receiver = await new Receiver().start();
      const id = how === 'aside' && (await register(ask, receiver, { types }));
      const { took } = await bring(server, await strangers(rows, `${how}${round}`));
      times[how].push(took);
      if (id) {
        await receiver.hears(1);
        await ask('DELETE', `/webhooks/${id}`);
      }
      receiver.stop();
    }
  }
  return (median(times.aside) / median(times.alone) - 1) * 100;
}

/** Measures and judges S16 of webhooks. */
export async function hooks(server, { changes = 10_000, rows = 100_000, rounds = 3 } = {}) {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const ask = (method, path, body) => fetch(`${server.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  judge('S16', `${changes} changes to one endpoint`, await delivered(server, ask, changes), '/s', { least: 500 });
  judge('S16', `an import of ${rows} beside an endpoint, slower by`, await slowed(server, ask, rows, rounds), '%', { most: 5 });
}
