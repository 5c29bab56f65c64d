// Calls the API as strangers do, by its own description: every call, with what fits and with what does not. What is left
// out, and why, stands in schemathesis.toml.
//
//   SCHEMATHESIS_SECONDS=600   goes on for so long, with other examples each time; without it, few examples, always the same,
//                              and no longer than LONGEST seconds: what was not called by then is not called

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const program = join(cache, 'external-contacts/schemathesis/bin/schemathesis');
const seconds = process.env.SCHEMATHESIS_SECONDS;
const LONGEST = 180;

if (!existsSync(program)) {
  console.error(`schemathesis is not installed, so that nothing is called: there is no ${program}. .ci/provision test installs it, or says why it cannot.`);
  process.exit(0);
}

const server = await startServer({ LOG: 'warn', INGEST_PER_SECOND: '1000000' });

/** One of everything, so that not every call is about nothing. */
async function furnish() {
  const send = async (method, path, body) => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}\n${server.output()}`);
    return answer.json();
  };
  const at = new Date().toISOString();
  const { id } = await send('POST', '/contacts', { last_name: 'Chan', phones: [{ number: '+85251234567' }], labels: ['vip'] });
  await send('POST', '/contacts', { last_name: 'Chan', emails: [{ address: 'chan@example.com' }] });
  await send('POST', `/contacts/${id}/notes`, { text: 'tea' });
  await send('POST', '/fields', { name: 'Size', type: 'text' });
  await send('POST', '/views', { name: 'VIP', query: { label: ['vip'] } });
  await send('PUT', '/destinations/support', { event_at: at, name: 'Support' });
  await send('PUT', '/enquiries/E-1', { event_at: at, channel: 'phone_call', status: 'open', visitor: { phone: '+85251234567' } });
}

let code = 1;
try {
  await furnish();
  const bounded = seconds ? ['--max-time', seconds] : ['--max-examples', '8', '--seed', '14', '--no-shrink'];
  const line = [
    '--no-color', '--config-file', join(here, 'schemathesis.toml'),
    'run', `${server.url}/api/v1/openapi.json`, '--url', `${server.url}/api/v1`,
    '--workers', '2', '--continue-on-failure', '--generation-database', 'none', ...bounded,
  ];
  const child = spawn(program, line, { stdio: 'inherit', env: { ...process.env, API_TOKEN: server.token } });
  // Interrupted, it tells what it has found so far; its code says whether that is anything.
  const patience = (seconds ? Number(seconds) + 60 : LONGEST) * 1000;
  const late = [
    setTimeout(() => {
      console.error(`schemathesis is stopped: it was not done after ${patience / 1000} seconds`);
      child.kill('SIGINT');
    }, patience),
    setTimeout(() => child.kill('SIGKILL'), patience + 20_000),
  ];
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', (code, signal) => resolve({ code, signal })));
  const { code: said, signal } = await ended.finally(() => late.forEach(clearTimeout));
  if (signal) console.error(`schemathesis ended with ${signal}`);
  code = said ?? 1;
  if (code) console.error(`schemathesis ended with ${code}: what it found stands above. What the server said:\n${server.output().slice(-20_000)}`);
} catch (error) {
  console.error(error);
} finally {
  await server.stop().catch((error) => {
    console.error(error);
    code ||= 1;
  });
}
process.exit(code);
