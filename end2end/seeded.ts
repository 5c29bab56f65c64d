// Stories that need contacts of their own get a server of their own: what they expect does not depend on other stories.

import type { APIRequestContext, Page } from '@playwright/test';
import { startServer } from './server.mjs';
import { expect, test } from './story';

type Server = Awaited<ReturnType<typeof startServer>>;

async function bring(server: Server, csv: string) {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'text/csv' };
  const sent = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers, body: csv });
  expect(sent.status).toBe(202);
  const { id } = await sent.json();
  await expect
    .poll(async () => (await fetch(`${server.url}/api/v1/imports/${id}`, { headers })).json(), { timeout: 60_000 })
    .toMatchObject({ status: 'done', failed: 0 });
}

/** Stories on a server that holds the contacts of a CSV. */
export function seeded(csv: string) {
  return test.extend<{}, { server: Server }>({
    server: [
      async ({}, use) => {
        const server = await startServer();
        await bring(server, csv);
        await use(server);
        await server.stop();
      },
      { scope: 'worker', timeout: 180_000 },
    ],
  });
}

/** Waits until the list shows its contacts, or that there are none: it takes keys by then, which is later than its heading has
the focus. */
export const listed = (page: Page) => expect(page.getByRole('main').locator('.desk, .empty').first()).toBeVisible();

/** Asks the API of a story's server. */
export function api(request: APIRequestContext, server: Server) {
  const headers = { authorization: `Bearer ${server.token}` };
  return {
    post: async (path: string, data: unknown) => {
      const answer = await request.post(`/api/v1${path}`, { headers, data });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    },
    get: async (path: string) => (await request.get(`/api/v1${path}`, { headers })).json(),
  };
}

export { expect };
export { alive } from './story';
