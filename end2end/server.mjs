// Starts the real binary on a data directory and a private Postgres of its own, and stops both.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
export const binary = process.env.BINARY ?? ['release', 'debug'].map((profile) => join(target, profile, 'external-contacts')).find(existsSync);

export const administrator = { email: 'ada@example.com', password: 'a long enough password' };
export const token = 'end2end-token-with-every-scope-0123456789';

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createServer().on('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** A server on an empty database with one Administrator. `settings` are further environment variables. */
export async function startServer(settings = {}) {
  if (!binary) throw new Error('there is no binary yet: run `make build` first');
  const folder = mkdtempSync(join(tmpdir(), 'external-contacts-'));
  chmodSync(folder, 0o755); // Postgres does not run as root, and must get in
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL, ...environment } = process.env;
  let output = '';
  const child = spawn(binary, ['serve'], {
    env: {
      ...environment,
      DATA_DIR: join(folder, 'data'),
      LISTEN: `127.0.0.1:${port}`,
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      API_TOKEN: token,
      LOG: 'info',
      WRITES_PER_SECOND: '1000000', // stories fill lists as fast as they can
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  let ended = null;
  const end = new Promise((resolve) => child.on('close', (code, signal) => resolve((ended = { code, signal }))));

  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const { code, signal } = await end;
    clearTimeout(patience);
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${signal ?? code}:\n${output}`);
  };

  const until = Date.now() + 90_000;
  while (!(await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false))) {
    if (ended || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the server did not become ready:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, token, stop, process: child, folder, output: () => output };
}

/** Runs SQL in the server's database: for what only the contact centre reports, such as that a number was verified. */
export function sql(server, text) {
  const versions = '/usr/lib/postgresql';
  const psql = existsSync(versions) ? join(versions, readdirSync(versions).sort().at(-1), 'bin/psql') : 'psql';
  const socket = join(server.folder, 'data/postgres/socket');
  execFileSync(psql, ['-qX', '-h', socket, '-U', 'external_contacts', '-d', 'external_contacts', '-v', 'ON_ERROR_STOP=1', '-c', text]);
}

/** Signs in by the page, as a person does. */
export async function signIn(page, { email, password } = administrator) {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/contacts');
}

/** Waits until the wasm has taken the page over. */
export async function alive(page) {
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-alive'));
}

/** Waits until the page has all its parts, the last that it asks for by itself. Its network is never idle: it holds a stream. */
export async function whole(page) {
  const parts = await page.evaluate(async () => {
    const { src } = document.querySelector('script[src$="/start.js"]');
    const names = await (await fetch(new URL('parts.json', src))).json();
    return names.map((name) => new URL(name, src).href);
  });
  await page.waitForFunction((parts) => parts.every((part) => performance.getEntriesByName(part).length), parts);
}

/** Waits until the page shows what it was answered. */
export async function painted(page) {
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
}
