// What happens reaches every open tab, over one stream of the whole browser.

import type { BrowserContext, Page, Request } from '@playwright/test';
import { Api } from '../people';
import { signIn } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'live' });

const isStream = (address: string) => new URL(address).pathname === '/live';

/** The streams that the tabs of a browser ask for from now on. */
function streams(context: BrowserContext) {
  const asked: Request[] = [];
  context.on('request', (request) => {
    if (isStream(request.url())) asked.push(request);
  });
  return asked;
}

/** Lets every tab of a browser note what its page hears. */
async function note(context: BrowserContext) {
  await context.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener('live', (event) => heard.push((event as CustomEvent<string>).detail));
  });
}

async function open(page: Page, address = '/labels') {
  await page.goto(address);
  await alive(page);
  return page;
}

/** Waits until a tab has heard of a contact. */
async function hears(page: Page, { id }: { id: string }) {
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
  await expect.poll(heard).toContain(id);
}

test('two tabs share one stream, and the second goes on where the first is closed', async ({ context, page, request, server }) => {
  const api = new Api(request, server);
  const asked = streams(context);
  await note(context);
  await open(page);
  const second = await open(await context.newPage());
  const both = await api.post('/contacts', { last_name: 'For both' });
  await Promise.all([hears(page, both), hears(second, both)]);
  // Another page of ours is the same document.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bin' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bin' })).toBeVisible();
  const still = await api.post('/contacts', { last_name: 'Still both' });
  await Promise.all([hears(page, still), hears(second, still)]);
  expect(asked).toHaveLength(1);

  await page.close();
  const alone = await api.post('/contacts', { last_name: 'For one' });
  await hears(second, alone);
  expect(asked).toHaveLength(2);
  expect(asked[1].frame().page()).toBe(second);

  // A tab that comes late hears what comes from then on, over the same stream.
  const third = await open(await context.newPage());
  const last = await api.post('/contacts', { last_name: 'For the last' });
  await Promise.all([hears(second, last), hears(third, last)]);
  expect(asked).toHaveLength(2);
});

test('a dozen tabs load, although a browser has six connections', async ({ context, request, server }) => {
  const asked = streams(context);
  await note(context);
  const tabs: Page[] = [];
  for (let number = 0; number < 12; number++) tabs.push(await open(await context.newPage()));
  const all = await new Api(request, server).post('/contacts', { last_name: 'For a dozen' });
  for (const tab of tabs) await hears(tab, all);
  expect(asked).toHaveLength(1);
});

test('whoever signs out takes the stream along, in every tab', async ({ browser, server, request }) => {
  const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const asked = streams(context);
  await note(context);
  const first = await context.newPage();
  await open(first, '/sign-in');
  await expect(first.locator('meta[name=live]')).toHaveCount(0);
  expect(asked).toHaveLength(0);
  await signIn(first);
  await alive(first);
  const second = await open(await context.newPage());
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Before' });
  await Promise.all([hears(first, { id }), hears(second, { id })]);
  expect(asked).toHaveLength(1);

  const refused = first.waitForResponse((answer) => isStream(answer.url()) && answer.status() === 401, { timeout: 60_000 });
  await second.getByRole('button', { name: 'Account and settings' }).click();
  await second.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(second).toHaveURL(/\/sign-in/);
  await refused;
  await expect(second.locator('meta[name=live]')).toHaveCount(0);
  await context.close();
});
