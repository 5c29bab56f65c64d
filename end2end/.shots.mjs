import { mkdirSync } from 'node:fs';
import { chromium as browsers } from '@playwright/test';
import { chromium } from './chromium.mjs';
import { signIn, startServer, alive } from './server.mjs';
mkdirSync('../target/screens', { recursive: true });
const server = await startServer();
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
const post = async (p, d) => (await fetch(`${server.url}/api/v1${p}`, { method: 'POST', headers, body: JSON.stringify(d) })).json();
const a = await post('/contacts', { first_name: 'Tai Man', last_name: 'Chan', company: 'Harbour Trading', team: 'North', language: 'en', type: 'Customer', phones: [{ type: 'Mobile', number: '+85291234567' }], emails: [{ type: 'Work', address: 'taiman.chan@harbour.example' }], labels: ['VIP', 'Newsletter'], address: { city: 'Hong Kong', country: 'HK' } });
const b = await post('/contacts', { first_name: 'David', last_name: 'Chan', company: 'Harbour Trading Ltd', job_title: 'Head of Marketing, Asia Division', language: 'en', phones: [{ type: 'Work', number: '+85291234567' }, { type: 'Home', number: '+85223456789' }], emails: [{ type: 'Personal', address: 'a.very.long.address.that.never.ends@subdomain.harbour.example.com' }], socials: [{ network: 'whatsapp', id: '+85291234567' }], labels: ['Partner'], address: { city: 'Kowloon', country: 'HK' } });
const c = await post('/contacts', { first_name: 'Chan', last_name: 'Tai-Man', company: 'Harbour Trading' });
await post('/contacts', { first_name: 'Zoë', last_name: 'Müller', company: 'Bäckerei Müller', emails: [{ address: 'zoe@example.de' }] });
await post('/contacts', { first_name: 'Zoe', last_name: 'Mueller', emails: [{ address: 'Zoe@example.de' }] });
await post(`/contacts/${b.id}/notes`, { text: 'Prefers to be called after lunch, on the work number, and never on Mondays.' });
await post('/duplicates/look', {});
await new Promise((r) => setTimeout(r, 4000));
const browser = await browsers.launch(chromium);
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ baseURL: server.url, colorScheme, locale: 'en-GB' });
  await signIn(await context.newPage());
  for (const [name, path] of [['picker', `/contacts/${a.id}?merge=`], ['compare', `/contacts/${a.id}?merge=${b.id}`], ['duplicates', '/duplicates'], ['profile', `/contacts/${a.id}`]]) {
    for (const width of [1440, 360]) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await alive(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `../target/screens/m-${name}-${width}-${colorScheme}.png` });
      const main = page.locator('main');
      if (width === 360 && name === 'compare') { await main.evaluate((m) => m.scrollTo(0, 700)); await page.screenshot({ path: `../target/screens/m-${name}2-${width}-${colorScheme}.png` }); }
      const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('main')].some((m) => m.scrollWidth > m.clientWidth));
      if (over) console.log('sideways', name, width);
      await page.close();
    }
  }
  await context.close();
}
await browser.close();
await server.stop();
console.log('shots done');
