// Whom the side panel is shown to: nobody but the hosts that are named, by tickets that are good once, for one enquiry, without
// a cookie and without keeping anything. Whatever else is tried shows nothing, and a panel that is open goes on.

import type { APIRequestContext, Page } from '@playwright/test';
import { claims, secret, sign, ticketFor } from '../host.mjs';
import { article, button, drawn, expect, field, frameOf, heard, me, panel, press, show, test, turn } from '../host';
import { pageOf } from '../story';

test.use({ chapter: 'panel_safety' });

/** A session for a ticket, or why there is none. */
const begin = (request: APIRequestContext, ticket: unknown) =>
  request.post('/embed/session', { headers: { 'sec-fetch-site': 'same-origin' }, data: { ticket } });

/** The headers of a good session. */
async function session(request: APIRequestContext, enquiry: string, sub = me) {
  const begun = await begin(request, ticketFor(enquiry, sub));
  expect(begun.ok(), await begun.text()).toBe(true);
  const { session, seconds } = await begun.json();
  expect(seconds).toBeLessThanOrEqual(900);
  return { authorization: `Bearer ${session}`, 'accept-language': 'en' };
}

test.describe('a page that is not named', () => {
  test.use({ expected: [/frame-ancestors|Refused to frame|Framing .* violates|target origin|ERR_BLOCKED_BY_RESPONSE|from origin 'null'|ERR_FAILED/] });

  for (const [whose, of, path] of [
    ['whose address only begins like that of a host', 1, '/by-hand'],
    ['that has no origin, though it is the host’s own', 0, '/sandboxed'],
  ] as const) {
    /** The frame of the page that frames the panel. */
    const outer = (page: Page) => page.frames().find((frame) => frame.url().endsWith('/by-hand'))!;

    test(`${whose} is not shown the panel`, async ({ page, hosts, complaints }) => {
      await page.goto(`${hosts[of].url}${path}`);
      await expect.poll(() => complaints.some((text) => text.includes('frame-ancestors'))).toBe(true);
      await drawn(outer(page), 30);
      expect(await outer(page).evaluate('said.length')).toBe(0);
    });

    test(`${whose} is told nothing even by a browser that lets it frame the panel`, async ({ page, hosts, centre }) => {
      await centre.call('X-2');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.route(/\/embed\/panel(\?|$)/, async (route) => {
        const answer = await route.fetch();
        const { 'content-security-policy': _, 'x-frame-options': __, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
      await page.goto(`${hosts[of].url}${path}`);
      await expect.poll(() => asked).toContain('/embed/frame.js');
      // As long as it says hello, and no answer comes that counts.
      for (let n = 0; n < 5; n += 1) {
        await outer(page).evaluate(`shake('*'); send('enquiry', { enquiry: 'X-2' })`);
        await drawn(outer(page), 30);
      }
      expect(await outer(page).evaluate('({ said, heard })')).toEqual({ said: [], heard: [] });
      expect(asked.filter((path) => path.startsWith('/embed/') && !/\.(js|css)$/.test(path) && path !== '/embed/panel')).toEqual([]);
    });
  }
});

test('only the document of the panel lets itself be framed, and only by the hosts that are named', async ({ request, host }) => {
  const ancestors = async (path: string) => {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    return [/frame-ancestors ([^;]*)/.exec(headers['content-security-policy'] ?? '')?.[1].trim(), headers['x-frame-options']];
  };
  expect(await ancestors('/embed/panel')).toEqual([host.url, undefined]);
  for (const path of ['/sign-in', '/contacts', '/check', '/no-such-page', '/api/v1/docs']) {
    const [allowed, frame] = await ancestors(path);
    expect([allowed, frame], path).not.toContain(host.url);
    expect(allowed === "'none'" || frame === 'DENY', path).toBe(true);
  }
});

test('a ticket opens the panel once, while it is good, and for the enquiry that it names', async ({ request, server, centre }) => {
  await centre.call('X-3', 'ongoing', { company: 'Mine' });
  const good = ticketFor('X-3');
  expect((await begin(request, good)).ok()).toBe(true);
  const now = Math.floor(Date.now() / 1000);
  const [head, body, mark] = ticketFor('X-3').split('.');
  const other = Buffer.from(JSON.stringify(claims('X-4'))).toString('base64url');
  const { jti: _, ...unnamed } = claims('X-3');
  const bad: Record<string, unknown> = {
    'used already': good,
    expired: sign(claims('X-3', { iat: now - 120, exp: now - 60 })),
    'of the future': sign(claims('X-3', { iat: now + 600, exp: now + 660 })),
    'good for too long': sign(claims('X-3', { exp: now + 3600 })),
    'signed by somebody else': sign(claims('X-3'), `${secret}!`),
    'changed after it was signed': `${head}.${other}.${mark}`,
    'signed by nobody': sign(claims('X-3'), secret, { alg: 'none', typ: 'JWT' }).replace(/[^.]*$/, ''),
    'that says it is signed by nobody': sign(claims('X-3'), secret, { alg: 'none', typ: 'JWT' }),
    'signed in another way': sign(claims('X-3'), secret, { alg: 'HS512', typ: 'JWT' }),
    'of no member of staff': ticketFor('X-3', 'nobody@example.com'),
    'without a name of its own': sign(unnamed),
    'with more than a ticket says': sign(claims('X-3', { role: 'administrator' })),
    'too large': sign(claims('X-3', { jti: 'x'.repeat(20_000) })),
    'without an end': `${head}.${body}`,
    empty: '',
    'no text': { alg: 'HS256' },
  };
  for (const [which, ticket] of Object.entries(bad)) {
    expect((await begin(request, ticket)).status(), `a ticket ${which}`).toBe(401);
  }
  // What opens the panel opens nothing else.
  const headers = await session(request, 'X-3');
  for (const path of ['/api/v1/contacts', '/api/v1/staff', '/live']) {
    expect([401, 403], path).toContain((await request.get(path, { headers })).status());
  }
  // And a token of the API, or a session of the pages, opens no panel.
  for (const key of [server.token, 'x'.repeat(43), '']) {
    expect((await request.get('/embed/contact', { headers: { authorization: `Bearer ${key}` } })).status()).toBe(401);
  }
});

test('a session reaches its own enquiry and no other one', async ({ browser, request, server, centre }) => {
  const tom = { name: 'Tom', email: 'tom@example.com', password: 'a few long words here' };
  const page = await pageOf(tom, browser, request, server);
  await page.context().close();
  const mine = await centre.call('X-5', 'ongoing', { company: 'Mine' }, [tom.email]);
  const hers = await centre.call('X-6', 'ongoing', { company: 'Hers' });
  const headers = await session(request, 'X-5', tom.email);
  for (const more of ['', '?enquiry=X-6', `?contact=${hers.contact.id}`, '?section=profile&enquiry=X-6']) {
    expect(await (await request.get(`/embed/contact${more}`, { headers })).text()).not.toContain('Hers');
  }
  const read = await (await request.get('/embed/contact', { headers })).text();
  expect(read).toContain('Mine');
  // A change names the contact that was read, so that nothing is written into another one.
  const form = { contact: hers.contact.id, version: '1', base: '{}', last_name: 'Taken' };
  for (const path of ['/embed/save', '/embed/note']) {
    const answer = await request.post(path, { headers, form: { ...form, text: 'Taken' } });
    expect(answer.ok(), path).toBe(false);
  }
  expect(await centre.api.get(`/contacts/${hers.contact.id}`)).toMatchObject({ last_name: 'X-6', version: hers.contact.version });
  expect(await centre.api.get(`/contacts/${mine.contact.id}`)).toMatchObject({ version: mine.contact.version });
  // A ticket of somebody who may not see an enquiry shows nothing of it.
  const refused = await begin(request, ticketFor('X-6', tom.email));
  if (refused.ok()) {
    const { session } = await refused.json();
    const answer = await request.get('/embed/contact', { headers: { authorization: `Bearer ${session}` } });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).not.toContain('Hers');
  }
});

test.describe('bad tickets in the panel', () => {
  test.use({ expected: [/status of 40[01]/] });

  test('show nothing, are told to the host, and leave the way open for a good one', async ({ page, host, centre }) => {
    await centre.call('X-7', 'ongoing', { company: 'Unseen' });
    await centre.call('X-8', 'ongoing', { company: 'Seen' });
    await centre.call('X-9', 'ongoing', { company: 'Seen later' });
    const good = host.tickets;
    try {
      for (const bad of [() => sign(claims('X-7'), 'a'.repeat(40)), () => '', () => 'x'.repeat(2_000_000)]) {
        host.tickets = bad;
        await page.goto(`${host.url}/?enquiry=X-7`);
        await expect.poll(async () => (await heard(page, 'refused')).length).toBeGreaterThan(0);
        expect((await heard(page, 'refused'))[0]).toMatchObject({ enquiry: 'X-7' });
        await expect(panel(page).getByText('Unseen')).toHaveCount(0);
        expect(await heard(page, 'ready')).toEqual([]);
        host.tickets = good;
        await turn(page, 'X-8');
        await expect(article(page, 'X-8')).toContainText('Seen');
      }
      // A ticket that names another enquiry than the one that it is asked for is not mistaken for it.
      host.tickets = () => ticketFor('X-8');
      await turn(page, 'X-9');
      await drawn(page, 60);
      await expect(article(page, 'X-9')).toHaveCount(0);
    } finally {
      host.tickets = good;
    }
  });
});

/** Speaks to the panel by hand, from the page of the host. */
const byHand = (page: Page, script: string): Promise<any> => page.evaluate(script);

test('junk from a host is ignored, and the panel goes on', async ({ page, host, server, centre }) => {
  await centre.call('X-10', 'ongoing', { company: 'Still here' });
  await centre.call('X-11', 'ongoing', { company: 'And after' });
  await page.goto(`${host.url}/by-hand`);
  await expect.poll(() => byHand(page, 'said.length')).toBeGreaterThan(0);
  const hello = await byHand(page, 'said[0]');
  expect(hello).toEqual({ data: { 'external-contacts': 1, type: 'hello' }, origin: server.url });
  // What is no connection is none.
  await byHand(page, `
    const strange = (message, ...ports) => frames[0].postMessage(message, '*', ports);
    strange('connect');
    strange({ 'external-contacts': 2, type: 'connect' }, new MessageChannel().port2);
    strange({ 'external-contacts': 1, type: 'connect', more: 1 }, new MessageChannel().port2);
    strange({ 'external-contacts': 1, type: 'connect' });
    strange({ 'external-contacts': 1, type: 'connect' }, new MessageChannel().port2, new MessageChannel().port2);
    undefined`);
  await byHand(page, `shake('${server.url}')`);
  await expect.poll(() => byHand(page, 'heard.map(({ type }) => type)')).toContain('connected');
  await byHand(page, `send('enquiry', { enquiry: 'X-10' })`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('Still here').first()).toBeVisible();
  await expect.poll(() => byHand(page, 'heard.map(({ type }) => type)')).toContain('ready');
  const before = await byHand(page, 'heard.length');
  await byHand(page, `
    for (const junk of [
      null, 7, 'text', [], {}, new Date(), new Map([['type', 'enquiry']]), new ArrayBuffer(1 << 21), 'x'.repeat(2_000_000),
      { 'external-contacts': 1 }, { type: 'enquiry', enquiry: 'X-11' }, { 'external-contacts': '1', type: 'enquiry', enquiry: 'X-11' },
    ]) port.postMessage(junk);
    for (const fields of [
      { enquiry: 'X-11', more: true }, { enquiry: 'x'.repeat(201) }, { enquiry: '' }, { enquiry: { toString: 'X-11' } }, {},
      { enquiry: 'X-11', hint: { name: 'x'.repeat(201) } }, { enquiry: 'X-11', hint: { html: '<b>' } }, { enquiry: 'X-11', hint: 'Tom' },
    ]) send('enquiry', fields);
    send('ticket', { id: 'first', ticket: 'x' });
    send('ticket', { id: 99, ticket: 'x'.repeat(2_000_000) });
    send('contact-changed', { enquiry: 'X-10' });
    for (const type of ['constructor', '__proto__', 'toString', 'hello', 'connect']) send(type, {});
    port.postMessage(JSON.parse('{"external-contacts":1,"type":"enquiry","enquiry":"X-11","__proto__":{"hint":1}}'));
    // By the window nothing is heard any more.
    const second = new MessageChannel();
    second.port1.onmessage = ({ data }) => heard.push({ second: data });
    frames[0].postMessage({ 'external-contacts': 1, type: 'connect' }, '*', [second.port2]);
    second.port1.postMessage({ 'external-contacts': 1, type: 'enquiry', enquiry: 'X-11' });
    frames[0].postMessage({ 'external-contacts': 1, type: 'enquiry', enquiry: 'X-11' }, '*');
    send('may-leave', { id: 5 });`);
  await expect
    .poll(() => byHand(page, `heard.slice(${before}).filter(({ type }) => type !== 'resize')`))
    .toEqual([{ 'external-contacts': 1, type: 'may-leave', id: 5, may: true }]);
  await expect(frame.getByText('Still here').first()).toBeVisible();
  await expect(frame.getByText('And after')).toHaveCount(0);
  await byHand(page, `send('enquiry', { enquiry: 'X-11', hint: { name: '<img src=x onerror=alert(1)>' } })`);
  await expect(frame.getByText('And after').first()).toBeVisible();
  await expect(frame.locator('img')).toHaveCount(0);
});

test.describe('an enquiry that closes under an open form', () => {
  test.use({ expected: [/status of 403/] });

  test('refuses the next save, says why, and keeps what was typed', async ({ page, request, host, centre, axe }) => {
    const { contact } = await centre.call('X-12');
    await show(page, host, 'X-12');
    await press(page, button(page, 'Edit'));
    await field(page, 'Company').fill('Typed in time');
    const headers = await session(request, 'X-12');
    const form = await (await request.get('/embed/form', { headers })).text();
    expect(form).toContain('data-form="save"');
    await centre.report('X-12', { status: 'closed' });
    // As soon as the report is answered nothing can be written, by whomever.
    const answer = await request.post('/embed/note', { headers, form: { contact: contact.id, text: 'Too late' } });
    expect(answer.status()).toBe(403);
    expect((await answer.json()).detail).toContain('This enquiry is closed');
    await field(page, 'Company').press('Control+s');
    await expect(panel(page).getByText('This enquiry is closed: view only.').first()).toBeVisible();
    await expect(field(page, 'Company')).toHaveValue('Typed in time');
    await axe(page);
    expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme', version: contact.version });
  });
});

test('it works where the browser keeps nothing for it, and asks for no cookie', async ({ page, host, server, centre }) => {
  await centre.call('X-13');
  await page.addInitScript(() => {
    if (window === top) return;
    const touched: string[] = [];
    Object.assign(window, { touched });
    const refuse = (of: object, name: string) =>
      Object.defineProperty(of, name, {
        get() {
          touched.push(name);
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
        set() {
          touched.push(name);
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) refuse(window, name);
    refuse(Document.prototype, 'cookie');
    refuse(Navigator.prototype, 'serviceWorker');
  });
  const cookies: string[] = [];
  page.on('request', async (sent) => {
    if (sent.url().startsWith(server.url) && (await sent.allHeaders()).cookie) cookies.push(sent.url());
  });
  page.on('response', async (answer) => {
    if (answer.url().startsWith(server.url) && (await answer.allHeaders())['set-cookie']) cookies.push(answer.url());
  });
  await show(page, host, 'X-13');
  await press(page, button(page, 'Edit'));
  await field(page, 'Company').fill('Without a trace');
  await press(page, button(page, 'Save'));
  await expect(article(page, 'X-13')).toContainText('Without a trace');
  expect(await (await frameOf(page)).evaluate(() => (window as unknown as { touched: string[] }).touched)).toEqual([]);
  expect(cookies).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('no request of the panel leaves the server that it comes from', async ({ page, host, server, centre }) => {
  await centre.call('X-14');
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (![host.url, server.url].includes(new URL(request.url()).origin)) elsewhere.push(request.url());
  });
  await show(page, host, 'X-14');
  await drawn(page, 30);
  expect(elsewhere).toEqual([]);
});
