// What other programs hear of: a page of the events feed, and SPEED S16, webhooks. Usage: node programs.mjs, or
// BENCH_ONLY=programs make bench. The sizes are said in feed.mjs and hooks.mjs.

import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server.mjs';
import { feed } from './feed.mjs';
import { hooks } from './hooks.mjs';
import { folder } from './imported.mjs';
import { table } from './table.mjs';

const machine = `${cpus().length} × ${cpus()[0].model}`;
console.log(`B30, S16: ${machine}, load ${loadavg()[0].toFixed(1)}`);
await feed();
const server = await startServer({ LOG: 'warn', WEBHOOK_ALLOW: '127.0.0.1' });
await hooks(server);
await server.stop();
writeFileSync(join(folder, 'programs.json'), JSON.stringify({ machine, table }, null, 2));
console.log('written: target/bench/programs.json');
