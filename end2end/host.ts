// What the stories of the side panel stand on: a server that lets one host show it, that host, another whose address only
// begins alike, and a contact centre that reports enquiries to the server.

import { type APIRequestContext, type Frame, type Locator, type Page } from '@playwright/test';
import { settingsFor, startHosts } from './host.mjs';
import { Api } from './people';
import { administrator, startServer } from './server.mjs';
import { expect, test as base } from './story';

type Server = Awaited<ReturnType<typeof startServer>>;
type Host = Awaited<ReturnType<typeof startHosts>>[number];

/** Who looks at the panel, as far as a story names nobody else. */
export const me = administrator.email;

/** A moment so many minutes ago. */
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

let next = 0;

/** A number that nobody else has. */
export const number = () => `+8529${String(1_000_000 + ++next).slice(-7)}`;

/** The contact centre of a story. */
export class Centre {
  readonly api: Api;

  constructor(private request: APIRequestContext, private server: Server) {
    this.api = new Api(request, server);
  }

  /** Reports an enquiry; each report is newer than the one before. */
  async report(id: string, fields: object) {
    const event_at = new Date(Date.now() - 60_000 + ++next).toISOString();
    const headers = { authorization: `Bearer ${this.server.token}` };
    const told = await this.request.put(`/api/v1/enquiries/${id}`, { headers, data: { event_at, ...fields } });
    expect(told.ok(), await told.text()).toBe(true);
    return told.json();
  }

  /** A call of a new contact, whom its number leads to and who has it proved by that; those named are in its room. */
  async call(id: string, status = 'ongoing', person: object = {}, staff = [me]) {
    const phone = number();
    const made = await this.api.post('/contacts', { last_name: id, company: 'Acme', phones: [{ number: phone }], ...person });
    await this.report(id, { channel: 'phone_call', status, subject: `About ${id}`, staff, visitor: { phone } });
    return { contact: await this.api.get(`/contacts/${made.id}`), phone };
  }

  /** A chat of a visitor who is nobody's contact yet. */
  chat(id: string, visitor: object, status = 'ongoing') {
    return this.report(id, { channel: 'web_chat', status, staff: [me], visitor });
  }
}

export const test = base.extend<{ centre: Centre }, { hosts: Host[]; host: Host; server: Server }>({
  hosts: [
    async ({}, use) => {
      const hosts = await startHosts();
      await use(hosts);
      for (const host of hosts) await host.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ chapter: _, hosts }, use) => {
      const server = await startServer(settingsFor(hosts[0].url));
      for (const host of hosts) host.server = server.url;
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  host: [async ({ hosts, server: _ }, use) => use(hosts[0]), { scope: 'worker' }],

  // Who is let in by a ticket has signed in nowhere.
  storageState: async ({}, use) => use({ cookies: [], origins: [] }),

  centre: async ({ request, server }, use) => use(new Centre(request, server)),
});

/** Opens the page of a host that shows the panel beside an enquiry, and waits until it does. */
export async function show(page: Page, host: Host, enquiry: string) {
  await page.goto(`${host.url}/?enquiry=${enquiry}`);
  await expect(article(page, enquiry)).toBeVisible();
}

/** The panel, as a reader sees it. */
export const panel = (page: Page) => page.frameLocator('external-contact-panel iframe');

/** What it shows of an enquiry, once that is there. */
export const article = (page: Page, enquiry: string) => panel(page).locator(`article[data-enquiry="${enquiry}"]:not(.waiting)`);

export const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });
export const field = (page: Page, name: string) => panel(page).getByRole('textbox', { name, exact: true });
export const tab = (page: Page, name: string) => panel(page).getByRole('tab', { name, exact: true });

/** What was done, as it is said. */
export const said = (page: Page) => panel(page).locator('#said');

/** The frame of the panel itself, for what no reader sees. */
export async function frameOf(page: Page): Promise<Frame> {
  const element = await page.locator('external-contact-panel iframe').elementHandle();
  return (await element!.contentFrame())!;
}

/** The host leads to another conversation. */
export const turn = (page: Page, enquiry: string | null, hint?: { name: string }) =>
  page.evaluate(({ enquiry, hint }) => Object.assign(document.querySelector('external-contact-panel')!, { hint, enquiry }), { enquiry, hint });

/** What the host has heard of a kind. */
export const heard = (page: Page, type: string): Promise<Record<string, unknown>[]> =>
  page.evaluate((type) => (globalThis as unknown as { heard: { type: string }[] }).heard.filter((one) => one.type === type), type);

/** Goes on by the Tab key until something has the focus. */
export async function tabTo(page: Page, wanted: Locator) {
  const holds = () => wanted.evaluate((element) => element === document.activeElement && document.hasFocus());
  for (let pressed = 0; pressed < 60 && !(await holds()); pressed += 1) await page.keyboard.press('Tab');
  expect(await holds()).toBe(true);
}

/**
 * Presses something in the panel once it is there, the frame has the height that the host gives it for that, and both have been
 * drawn so: until then the browser takes a click where the frame grows for one on the page around it. No hand is as quick.
 */
export async function press(page: Page, wanted: Locator) {
  await wanted.waitFor();
  const frame = await frameOf(page);
  const given = () => page.locator('external-contact-panel iframe').evaluate((iframe) => iframe.clientHeight);
  await drawn(frame, 2);
  await drawn(page, 2);
  await expect.poll(async () => (await frame.evaluate(() => innerHeight)) - (await given())).toBe(0);
  await wanted.click();
}

/** Waits for so many pictures of the page to be drawn. */
export const drawn = (page: Page | Frame, pictures: number) =>
  page.evaluate(async (pictures) => {
    for (let n = 0; n < pictures; n += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  }, pictures);

export { expect };
