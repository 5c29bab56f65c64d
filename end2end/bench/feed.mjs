// A page of `/events` among many events, which SQL has filled in. BENCH_EVENTS (10000000) is how many there are, BENCH_ASKED
// (500) how often a page is asked for, each time at a random position.

import { startServer } from '../server.mjs';
import { bring, file } from './imported.mjs';
import { psql } from './postgres.mjs';
import { judge, percentile, show } from './table.mjs';

const events = Number(process.env.BENCH_EVENTS ?? 10_000_000);
const asked = Number(process.env.BENCH_ASKED ?? 500);
const contacts = 100_000;
const batch = 1_000_000;

/** Changes of contacts at random; between them as many as a tenth of what programs are not told, and a few of what they are. */
function fill(server) {
  for (let filled = 0; filled < events; filled += batch) {
    const count = Math.min(batch, events - filled);
    psql(
      server,
      `insert into change (contact_id, actor, action, source, lines)
       select id, 'bench', 'Updated', 'api', '[{"field": "company", "old": "Acme", "new": "Apex"}, {"field": "team", "new": "A"}]'
       from contact cross join generate_series(1, ${Math.ceil(count / contacts)}) order by random() limit ${count}`,
      `insert into event (enquiry_id) select gen_random_uuid() from generate_series(1, ${Math.round(count / 10)})`,
      `insert into event (enquiry_id, mapped_contact_id, actor, source)
       select gen_random_uuid(), id, 'bench', 'enquiry' from contact order by random() limit ${Math.round(count / 100)}`,
    );
  }
  psql(server, 'vacuum analyze');
}

export async function feed() {
  const server = await startServer({ LOG: 'warn' });
  const headers = { authorization: `Bearer ${server.token}` };
  const ask = async (query) => {
    const began = performance.now();
    const answer = await fetch(`${server.url}/api/v1/events${query}`, { headers });
    const body = await answer.text();
    const took = performance.now() - began;
    if (!answer.ok) throw new Error(`${query}: ${answer.status} ${body}`);
    return { took, page: JSON.parse(body) };
  };
  await bring(server, await file(contacts));
  const { page: begun } = await ask('');
  fill(server);
  // Meanwhile nothing was heard, not even that the server has closed the connection of before.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const { page: now } = await ask('');
  const [epoch, first] = begun.position.split('.').map(Number);
  const last = Number(now.position.split('.')[1]);

  /** How long pages take behind random positions, each full of as many as are asked for. */
  const pages = async (limit) => {
    const took = [];
    for (let n = -20; n < asked; n += 1) {
      const number = first + Math.floor(Math.random() * (last - first - 200_000));
      const one = await ask(`?after=${epoch}.${number}&limit=${limit}`);
      if (one.page.items.length !== limit) throw new Error(`${one.page.items.length} of ${limit} behind ${number}`);
      if (n >= 0) took.push(one.took);
    }
    return took;
  };
  const usual = await pages(100);
  judge('B30', `a page of 100 events among ${events}, p95`, percentile(usual, 95), 'ms', { most: 20 });
  show('B30', 'the same, p50', percentile(usual, 50), 'ms');
  show('B30', 'a page of 500, p95', percentile(await pages(500), 95), 'ms');
  const nothing = [];
  for (let n = 0; n < asked; n += 1) nothing.push((await ask(`?after=${now.position}`)).took);
  show('B30', 'where there is nothing newer, p95', percentile(nothing, 95), 'ms');
  await server.stop();
}
