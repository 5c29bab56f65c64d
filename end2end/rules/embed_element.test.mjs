// The side panel's element in the page of a host: `frontend/assets/embed/panel.js` in a page without a screen, beside a frame
// that speaks as that of the panel does.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = join(fileURLToPath(import.meta.url), '../../../frontend/assets/embed');
const module = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const schema = module(`export const schema = ${readFileSync(join(folder, 'messages.schema.json'), 'utf8')};`);
const messages = module(readFileSync(join(folder, 'messages.js'), 'utf8').replace("'./schema.js'", JSON.stringify(schema)));
const script = readFileSync(join(folder, 'panel.js'), 'utf8').replace("'./messages.js'", JSON.stringify(messages));

const SERVER = 'https://contacts.example.com';
const TICKET = 'aaaa.bbbb.cccc';
const CONTACT = '0190d1f2-7a3b-7c4d-8e5f-00a1b2c3d4e5';

// The page's clock goes on when a test says so.
let clock = 0;
let timers = [];
globalThis.setTimeout = (run, after) => timers.push({ run, at: clock + after }) && timers.at(-1);
globalThis.clearTimeout = (timer) => (timers = timers.filter((one) => one !== timer));
const pass = (time) => {
  clock += time;
  const due = timers.filter(({ at }) => at <= clock);
  timers = timers.filter(({ at }) => at > clock);
  for (const { run } of due) run();
};
Object.defineProperty(globalThis, 'performance', { value: { now: () => clock } });

/** All that is on its way has arrived: each hop takes a turn of the loop, and none takes many. */
const settled = async () => {
  for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate);
};

class Frame {
  style = {};
  /** The ports that came, each with the origin that it was sent to. */
  offered = [];
  contentWindow = { postMessage: (data, origin, [port]) => this.offered.push({ data, origin, port }) };
  remove() {
    this.contentWindow = null;
  }
}

globalThis.CSSStyleSheet = class {
  replaceSync() {}
};
// Node 18 has none of its own.
globalThis.CustomEvent = class extends Event {
  constructor(name, { detail, ...rest }) {
    super(name, rest);
    this.detail = detail;
  }
};
globalThis.HTMLElement = class extends EventTarget {
  isConnected = false;
  attributes = new Map();
  attachShadow() {
    return (this.shadowRoot = { replaceChildren: (...all) => (this.shadowRoot.all = all), all: [] });
  }
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name, value) {
    const before = this.getAttribute(name);
    this.attributes.set(name, String(value));
    if (this.constructor.observedAttributes.includes(name)) this.attributeChangedCallback(name, before, String(value));
  }
  removeAttribute(name) {
    const before = this.getAttribute(name);
    if (this.attributes.delete(name)) this.attributeChangedCallback(name, before, null);
  }
};
globalThis.window = new EventTarget();
globalThis.document = { baseURI: 'https://desk.example.com/chats', createElement: () => new Frame() };
let known;
globalThis.customElements = { get: () => undefined, define: (name, type) => (known = { name, type }) };
await import(module(script));

/** A host's page with the panel in it, and what that said. */
class Page {
  events = [];
  frames = [];

  constructor(attributes = {}, before = {}) {
    this.panel = new known.type();
    Object.assign(this.panel, before);
    for (const [name, value] of Object.entries({ server: SERVER, ...attributes })) this.panel.setAttribute(name, value);
    for (const type of ['ready', 'contact-changed', 'dirty', 'resize', 'call', 'sms', 'refused']) {
      this.panel.addEventListener(type, ({ detail, bubbles, composed }) => {
        assert.ok(Object.isFrozen(detail) && composed && bubbles === (type !== 'resize'));
        this.events.push({ type, ...detail });
      });
    }
    this.attach();
  }

  attach() {
    this.panel.isConnected = true;
    this.panel.connectedCallback();
  }

  detach() {
    this.panel.isConnected = false;
    this.panel.disconnectedCallback();
    this.panel.shadowRoot.all = [];
  }

  get frame() {
    return this.panel.shadowRoot.all[0];
  }

  /** A window says something to the page. */
  posts(data, { source = this.frame.contentWindow, origin = SERVER } = {}) {
    window.dispatchEvent(Object.assign(new Event('message'), { source, origin, data }));
  }

  hello(from) {
    this.posts({ 'external-contacts': 1, type: 'hello' }, from);
  }

  /** The document in the frame is there, and has taken a port; gives what it hears there. */
  async connects() {
    await settled();
    this.hello();
    return this.takes(this.frame.offered.at(-1).port);
  }

  async takes(port) {
    const heard = [];
    port.onmessage = ({ data }) => heard.push(data);
    this.says = (type, fields, more) => port.postMessage({ 'external-contacts': 1, type, ...fields, ...more });
    this.says('connected');
    await settled();
    return heard;
  }

  of(type) {
    return this.events.filter((event) => event.type === type).map(({ type: _, ...detail }) => detail);
  }
}

const pages = [];
const open = (...how) => {
  pages.push(new Page(...how));
  return pages.at(-1);
};
afterEach(() => {
  for (const page of pages.splice(0)) page.detach();
  timers = [];
});

const told = (enquiry, hint) => ({ 'external-contacts': 1, type: 'enquiry', enquiry, ...(hint && { hint }) });

test('it frames the panel of its server, in the language and theme that it is given', async () => {
  assert.equal(known.name, 'external-contact-panel');
  const page = open({ language: 'zh-Hant', theme: 'dark' });
  await settled();
  assert.equal(page.frame.src, `${SERVER}/embed/panel?language=zh-Hant&theme=dark`);
  assert.deepEqual([page.frame.title, page.frame.allow, page.frame.referrerPolicy], ['聯絡人', '', 'origin']);
  const plain = open({ language: 'fr', theme: '"><script>' });
  await settled();
  assert.deepEqual([plain.frame.src, plain.frame.title], [`${SERVER}/embed/panel`, 'Contact']);
  const wrong = open({ server: 'javascript:alert(1)' });
  await settled();
  assert.deepEqual([wrong.frame, wrong.of('refused')[0].code], [undefined, 'no_server']);
});

test('only its own frame at the origin of its server is offered a port, and only there', async () => {
  const page = open();
  await settled();
  page.hello({ origin: `${SERVER}.evil.example` });
  page.hello({ origin: 'https://contacts.example.co' });
  page.hello({ origin: 'null' });
  page.hello({ source: { postMessage: () => assert.fail('another window') } });
  page.hello({ source: null });
  page.posts({ 'external-contacts': 2, type: 'hello' });
  page.posts({ 'external-contacts': 1, type: 'hello', more: 1 });
  page.posts('hello');
  assert.equal(page.frame.offered.length, 0);
  page.hello();
  assert.deepEqual(page.frame.offered.map(({ data, origin }) => [data, origin]), [[{ 'external-contacts': 1, type: 'connect' }, SERVER]]);
});

test('the enquiry is told once the frame is connected, with the hint that came with it', async () => {
  const page = open({ enquiry: 'E-1', 'hint-name': 'Mei' });
  const heard = await page.connects();
  page.panel.enquiry = 'E-2';
  await settled();
  Object.assign(page.panel, { hint: { name: 'Tai', phone: '1' }, enquiry: 'E-3' });
  await settled();
  page.panel.hint = { name: 'Late' };
  await settled();
  page.panel.enquiry = 'E-4';
  page.panel.enquiry = 'E-5';
  await settled();
  page.panel.enquiry = null;
  await settled();
  assert.deepEqual(heard, [told('E-1', { name: 'Mei' }), told('E-2'), told('E-3', { name: 'Tai' }), told('E-5'), told(null)]);
  assert.equal(page.panel.enquiry, null);
});

test('what was set before the script came counts', async () => {
  const page = open({}, {});
  page.detach();
  for (const [name, value] of Object.entries({ enquiry: 'E-1', hint: { name: 'Mei' }, getTicket: () => TICKET })) {
    Object.defineProperty(page.panel, name, { value, writable: true, configurable: true, enumerable: true });
  }
  page.attach();
  const heard = await page.connects();
  page.says('ticket-wanted', { id: 1, enquiry: 'E-1' });
  await settled();
  assert.deepEqual(heard, [told('E-1', { name: 'Mei' }), { 'external-contacts': 1, type: 'ticket', id: 1, ticket: TICKET }]);
});

test('an id that is too long is refused, and nothing is shown', async () => {
  const page = open({ enquiry: 'E'.repeat(201) });
  const heard = await page.connects();
  assert.deepEqual(heard, [told(null)]);
  assert.deepEqual(page.of('refused').map(({ code }) => code), ['bad_enquiry']);
});

test('a frame that asks again before it hears the answer takes the first port, and no other is listened to', async () => {
  const page = open({ enquiry: 'E-1' });
  await settled();
  for (let n = 0; n < 3; n += 1) page.hello();
  const [first, second] = page.frame.offered;
  const heard = await page.takes(first.port);
  page.hello();
  second.port.postMessage({ 'external-contacts': 1, type: 'ready', enquiry: 'E-9' });
  page.frame.offered.at(-1).port.postMessage({ 'external-contacts': 1, type: 'ready', enquiry: 'E-9' });
  page.says('ready', { enquiry: 'E-1' });
  await settled();
  assert.deepEqual([heard, page.of('ready')], [[told('E-1')], [{ enquiry: 'E-1' }]]);
});

test('a document that takes the place of the one before begins anew, and is told the enquiry again', async () => {
  const page = open({ enquiry: 'E-1' });
  const before = await page.connects();
  page.says('dirty', { enquiry: 'E-1', dirty: true });
  await settled();
  const says = page.says;
  const after = await page.connects();
  says('ready', { enquiry: 'E-9' });
  await settled();
  assert.deepEqual([before, after], [[told('E-1')], [told('E-1')]]);
  assert.deepEqual(page.of('dirty').map(({ dirty }) => dirty), [true, false]);
  assert.deepEqual(page.of('ready'), []);
});

test('a message that is none is dropped', async () => {
  const page = open({ enquiry: 'E-1' });
  await page.connects();
  page.says('call', { number: '' });
  page.says('call', { number: '1', more: 1 });
  page.says('ready', { enquiry: 'E-1' }, { 'external-contacts': 2 });
  page.says('resize', { height: -1 });
  page.says('enquiry', { enquiry: 'E-1' });
  page.says('call', { number: '+85291234567', contact: CONTACT });
  page.says('sms', { number: '+85291234567' });
  page.says('contact-changed', { enquiry: 'E-1', contact: CONTACT, version: 3, change: 'saved' });
  await settled();
  assert.deepEqual(page.events, [
    { type: 'call', number: '+85291234567', contact: CONTACT },
    { type: 'sms', number: '+85291234567' },
    { type: 'contact-changed', enquiry: 'E-1', contact: CONTACT, version: 3, change: 'saved' },
  ]);
});

test('a ticket is passed on; one that does not come is refused, with its reason', async () => {
  const page = open({ enquiry: 'E-1' });
  const heard = await page.connects();
  const gives = [
    (enquiry) => `${TICKET}\n${enquiry === 'E-1' ? '' : 'other'}`,
    async () => TICKET,
    () => {
      throw new Error('signed out here');
    },
    () => Promise.reject('no'),
    () => null,
    () => '<!doctype html>',
    async () => `${'a'.repeat(5000)}.b.c`,
    () => Promise.reject({ toString: null }),
  ];
  for (const [id, give] of gives.entries()) {
    page.panel.getTicket = give;
    page.says('ticket-wanted', { id, enquiry: 'E-1' });
    await settled();
  }
  const tickets = heard.slice(1).map(({ id, ticket }) => [id, ticket]);
  assert.deepEqual(tickets, [[0, TICKET], [1, TICKET], ...[2, 3, 4, 5, 6, 7].map((id) => [id, null])]);
  const refusals = page.of('refused');
  assert.ok(refusals.every(({ code, enquiry }) => code === 'no_ticket' && enquiry === 'E-1'));
  const none = 'getTicket gave no ticket: a JSON Web Token is wanted, as a string.';
  assert.deepEqual(refusals.map(({ reason }) => reason), ['signed out here', 'no', none, none, none, 'getTicket failed.']);
});

test('getTicket may be set later than it is needed, but not much later', async () => {
  const page = open({ enquiry: 'E-1' });
  const heard = await page.connects();
  page.says('ticket-wanted', { id: 1, enquiry: 'E-1' });
  await settled();
  page.panel.getTicket = () => TICKET;
  await settled();
  page.panel.getTicket = null;
  page.says('ticket-wanted', { id: 2, enquiry: 'E-1' });
  await settled();
  pass(10_000);
  await settled();
  assert.deepEqual(heard.slice(1).map(({ ticket }) => ticket), [TICKET, null]);
  assert.deepEqual(page.of('refused').map(({ reason }) => reason), ['getTicket is not set.']);
});

test('the page may be left while the frame says so; where it says nothing, while nothing is unsaved', async () => {
  const page = open({ enquiry: 'E-1' });
  assert.equal(await page.panel.mayLeave(), true);
  const heard = await page.connects();
  for (const may of [false, true]) {
    const asked = page.panel.mayLeave();
    await settled();
    page.says('may-leave', { id: 999, may: !may });
    page.says('may-leave', { id: heard.at(-1).id, may });
    assert.equal(await asked, may);
  }
  for (const dirty of [true, false]) {
    page.says('dirty', { enquiry: 'E-1', dirty });
    await settled();
    const asked = page.panel.mayLeave();
    pass(2_000);
    assert.equal(await asked, !dirty);
  }
  const asked = page.panel.mayLeave();
  page.detach();
  assert.equal(await asked, true);
  assert.equal(await page.panel.mayLeave(), true);
});

test('taken out and put in again it shows the same in a frame that is new', async () => {
  const page = open({ enquiry: 'E-1' });
  await page.connects();
  const { frame } = page;
  page.detach();
  assert.equal(frame.contentWindow, null);
  page.panel.enquiry = 'E-2';
  await settled();
  page.attach();
  assert.deepEqual(await page.connects(), [told('E-2')]);
  assert.notEqual(page.frame, frame);
});

test('another language is another document, once nothing is unsaved; another server is one at once', async () => {
  const page = open({ enquiry: 'E-1' });
  await page.connects();
  const { frame } = page;
  page.says('dirty', { enquiry: 'E-1', dirty: true });
  await settled();
  page.panel.setAttribute('language', 'zh-Hans');
  page.panel.setAttribute('theme', 'dark');
  await settled();
  assert.equal(page.frame, frame);
  page.says('dirty', { enquiry: 'E-1', dirty: false });
  await settled();
  assert.equal(page.frame.src, `${SERVER}/embed/panel?language=zh-Hans&theme=dark`);
  await page.connects();
  page.says('dirty', { enquiry: 'E-1', dirty: true });
  await settled();
  page.panel.setAttribute('server', 'https://other.example.com/');
  await settled();
  assert.equal(page.frame.src, 'https://other.example.com/embed/panel?language=zh-Hans&theme=dark');
  page.hello();
  assert.equal(page.frame.offered.length, 0);
});

test('the frame is as high as what it shows, at most as high as the host lets it be', async () => {
  const page = open({ 'max-height': '600' });
  await page.connects();
  for (const height of [400, 400, 900]) page.says('resize', { height });
  await settled();
  assert.deepEqual([page.of('resize'), page.frame.style.height], [[{ height: 400 }, { height: 900 }], '600px']);
  page.panel.setAttribute('max-height', 'none');
  assert.equal(page.frame.style.height, '900px');
});

test('heights that go to and fro come to rest at the higher one, until it has been quiet', async () => {
  const page = open();
  await page.connects();
  for (let n = 0; n < 200; n += 1) page.says('resize', { height: n % 2 ? 500 : 400 });
  await settled();
  assert.ok(page.of('resize').length < 40, String(page.of('resize').length));
  assert.equal(page.frame.style.height, '500px');
  clock += 1000;
  page.says('resize', { height: 400 });
  await settled();
  assert.equal(page.frame.style.height, '400px');
});

test('a frame that never asks is told of', async () => {
  const page = open({ enquiry: 'E-1' });
  await settled();
  pass(15_000);
  assert.deepEqual(page.of('refused'), [
    { enquiry: 'E-1', reason: `The panel at ${SERVER} does not answer this page.`, code: 'unreachable' },
  ]);
});
