// What every story stands on: a server of its own worker, a page that is signed in, and two watchers: whatever the
// browser complains about (errors, a broken hydration, the content security policy) fails the story, and so does axe.

import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type APIRequestContext, type APIResponse, type Browser, type Frame, type Page } from '@playwright/test';
import { Api } from './people';
import { alive, painted, signIn, startServer } from './server.mjs';

type Server = Awaited<ReturnType<typeof startServer>>;

type Story = {
  /** Complaints that this story expects, such as the 401 of a wrong password. */
  expected: RegExp[];
  complaints: string[];
  /** Checks the page against WCAG 2.2 AA and good practice, or against these rules of axe alone. */
  axe: (page: Page, rules?: string[]) => Promise<void>;
  /** A second server, with an empty database. */
  emptyServer: Server;
};

export const test = base.extend<Story, { chapter: string; server: Server; session: string }>({
  // Each file of stories names its own, and so gets a server of its own: what one leaves behind is no news to another.
  chapter: ['', { scope: 'worker', option: true }],

  server: [
    async ({ chapter: _ }, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  session: [
    async ({ browser, server }, use) => {
      const file = `${server.folder}/session.json`;
      const context = await browser.newContext({ baseURL: server.url });
      await signIn(await context.newPage());
      await context.storageState({ path: file });
      await context.close();
      await use(file);
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),
  storageState: async ({ session }, use) => use(session),

  emptyServer: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { timeout: 180_000 },
  ],

  // The server lets go of a connection that was quiet for ten seconds; asked at that very moment, it is asked once more.
  request: async ({ request }, use) => {
    for (const verb of ['fetch', 'get', 'head', 'post', 'put', 'patch', 'delete'] as const) {
      const plain = request[verb].bind(request) as (url: string, options?: object) => Promise<APIResponse>;
      Object.assign(request, { [verb]: (url: string, options?: object) => plain(url, { maxRetries: 1, ...options }) });
    }
    await use(request);
  },

  expected: [[], { option: true }],

  complaints: [
    async ({ context, expected }, use) => {
      const complaints: string[] = [];
      context.on('weberror', (error) => complaints.push(String(error.error().stack ?? error.error())));
      context.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' || /hydrat|Content Security Policy/i.test(text)) complaints.push(text);
      });
      await use(complaints);
      expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],

  axe: async ({}, use) => {
    await use(async (page, rules) => {
      await Promise.allSettled(page.frames().map(rested));
      const { origin } = new URL(page.url());
      const isForeign = (frame: Frame) => /^https?:/.test(frame.url()) && new URL(frame.url()).origin !== origin;
      const axe = new AxeBuilder({ page })
        // A frame that shows nothing: looking for frames, axe decides too early that no window is open.
        .exclude('iframe[name=downloads]')
        // Only what stands in foreign frames has to be put together on a page of its own, which takes longer than the rules.
        .setLegacyMode(!page.frames().some(isForeign));
      const wanted = rules
        ? axe.withRules(rules)
        : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
      const { violations } = await wanted.analyze();
      expect(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target.join(' ')) }))).toEqual([]);
    });
  },
});

/** A page of an agent who has signed in for themselves, in a browser of their own. The account is made where there is none. */
export async function pageOf(agent: { name: string; email: string; password: string }, browser: Browser, request: APIRequestContext, server: { url: string; token: string }) {
  const api = new Api(request, server);
  const { items } = await api.get('/staff');
  if (!items.some(({ email }: { email: string }) => email === agent.email)) await api.post('/staff', { role: 'agent', ...agent });
  const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await signIn(page, agent);
  return page;
}

/** Waits until no colour is on its way to another one: by day or by night, what is half-way has the contrast of neither. */
const rested = (frame: Frame) =>
  frame.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map(({ finished }) => finished)));

// What axe judges by colours, and so otherwise by night than by day.
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** The page does not scroll sideways on a small screen, and axe finds nothing, by day and by night. */
export async function fits(page: Page, axe: Story['axe']) {
  const size = page.viewportSize()!;
  await page.emulateMedia({ colorScheme: 'light' });
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page, COLOURS);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
  await page.setViewportSize(size);
}

export { alive, expect, painted };
