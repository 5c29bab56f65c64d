// node screens.mjs [--sign-in EMAIL:PASSWORD] URL…: pictures of pages at 1440, 768 and 360 px, light and dark, into
// target/screens/. Without a running server give paths (`/contacts /sign-in`): one is started for them.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as browsers } from '@playwright/test';
import { chromium } from './chromium.mjs';
import { administrator, alive, signIn, startServer, whole } from './server.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../target/screens');
mkdirSync(folder, { recursive: true });

const words = process.argv.slice(2);
let staff = null;
if (words[0] === '--sign-in') {
  const [email, ...password] = words.splice(0, 2)[1].split(':');
  staff = { email, password: password.join(':') };
}
const own = words.some((word) => word.startsWith('/')) ? await startServer() : null;
const urls = words.map((word) => new URL(word, own?.url));
if (own) staff ??= administrator;

const browser = await browsers.launch(chromium);
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ baseURL: urls[0].origin, colorScheme, locale: 'en-GB' });
  if (staff) await signIn(await context.newPage(), staff);
  for (const url of urls) {
    for (const width of [1440, 768, 360]) {
      const visitor = url.pathname === '/sign-in' ? await browser.newContext({ colorScheme, locale: 'en-GB' }) : context;
      const page = await visitor.newPage();
      await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
      await page.goto(url.href);
      await alive(page);
      await whole(page);
      const name = `${(url.pathname + url.search).replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home'}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(folder, name) });
      console.log(`target/screens/${name}`);
      await page.close();
      if (visitor !== context) await visitor.close();
    }
  }
  await context.close();
}
await browser.close();
await own?.stop();
