import { chromium as browsers } from '@playwright/test';
import { chromium } from '/work/w/record/end2end/chromium.mjs';
import { administrator, signIn, startServer, token } from '/work/w/record/end2end/server.mjs';
import { mkdirSync } from 'node:fs';
const out = '/tmp/shots'; mkdirSync(out, { recursive: true });
const server = await startServer();
const api = async (method, path, body, headers = {}) => {
  const r = await fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, body: body && JSON.stringify(body) });
  const t = await r.text(); if (!r.ok) console.log(method, path, r.status, t); return t ? JSON.parse(t) : null;
};
await api('POST', '/labels', { name: 'VIP', colour: 'amber' });
for (const f of [{ name: 'Remark', type: 'text' }, { name: 'Size', type: 'number' }, { name: 'Renewal', type: 'date' }, { name: 'Plan', type: 'dropdown_single', options: ['Basic', 'Pro'] }, { name: 'Interests', type: 'dropdown_multiple', options: ['Tea', 'Coffee', 'Cake'] }, { name: 'Newsletter', type: 'checkbox' }]) await api('POST', '/fields', f);
const c = await api('POST', '/contacts', { first_name: 'Mei', last_name: 'Chan', type: 'Customer', level: 'Secondary', phones: [{ type: 'Mobile', number: '+85298765432' }, { type: 'Work', number: '+85223456789' }], emails: [{ type: 'Work', address: 'mei.chan@acme.example' }], socials: [{ network: 'whatsapp', id: '+85298765432' }], company: 'Acme Trading (Hong Kong) Limited', job_title: 'Head of Marketing, Asia Division', language: 'zh', birth_date: '1980-12-14', address: { street: "1 Queen's Road Central", city: 'Hong Kong', country: 'HK' }, labels: ['VIP', 'Partner'], custom: { cf_size: 12.5, cf_plan: 'Pro', cf_interests: ['Tea', 'Cake'], cf_newsletter: true, cf_renewal: '2027-01-31' } });
let v = 1;
for (const change of [{ company: 'Acme HK' }, { labels: ['VIP'], phones: [{ type: 'Mobile', number: '+85298765432' }] }, { type: 'Others', birth_date: null }]) { await api('PATCH', `/contacts/${c.id}`, change, { 'if-match': `"${v++}"` }); }
await api('POST', `/contacts/${c.id}/notes`, { text: 'Called back about the renewal.\nWants a quote by Friday.' });
const browser = await browsers.launch(chromium);
for (const colorScheme of ['light', 'dark']) for (const width of [1440, 360]) {
  if (colorScheme === 'dark' && width === 360 && !process.env.ALL) continue;
  const context = await browser.newContext({ baseURL: server.url, colorScheme, locale: 'en-GB', viewport: { width, height: width === 360 ? 780 : 900 } });
  const page = await context.newPage();
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) console.log(width, m.text().slice(0, 400)); });
  page.on('pageerror', e => console.log('PAGE', String(e).slice(0, 600)));
  await signIn(page);
  const ready = () => page.waitForFunction(() => document.documentElement.hasAttribute('data-alive'), null, { timeout: 60000 });
  const shot = async (name, full = true) => page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: full });
  await page.goto(`/contacts/${c.id}`); await ready(); await shot('profile');
  await page.getByRole('button', { name: 'Edit', exact: true }).click(); await page.waitForTimeout(800); await shot('edit');
  await page.getByLabel('Last Name').fill(''); await page.getByLabel('City').fill('x'.repeat(300)); await page.getByRole('button', { name: 'Save', exact: true }).click(); await page.waitForTimeout(600); await shot('edit-problems', false);
  await page.goto(`/contacts/${c.id}?tab=log`); await ready(); await shot('log');
  await page.goto('/contacts/new'); await ready(); await page.getByRole('button', { name: 'More Details' }).click(); await page.waitForTimeout(800); await shot('new');
  await page.goto('/contacts'); await ready(); await page.getByRole('button', { name: 'Create Contact' }).first().click(); await page.waitForTimeout(500); await shot('create', false);
  await page.getByRole('button', { name: 'More Details' }).click(); await page.waitForTimeout(800); await shot('create-more', false);
  await context.close();
}
await browser.close(); await server.stop();
