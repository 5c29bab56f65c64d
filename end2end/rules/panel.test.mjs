// What the side panel decides by itself, without a screen: whom it listens to, how it is let in, how it follows what happens,
// what of a form is typed, which conversations it keeps, and which heights it tells.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';

import {
  Attendance, EventReader, Sessions, SignedOut, Stream, Tickets, freshId, greet, hostsOf, isNews, pause,
} from '../../frontend/assets/embed/stream.js';
import { HeightGuard, linesOf, tick, toDrop } from '../../frontend/assets/embed/shown.js';
import { Editor, changedNames, fieldOf, grouped, nextRow, rebased } from '../../frontend/assets/embed/editor.js';

// Node 18 has none of its own.
globalThis.crypto ??= webcrypto;

/** All that is on its way has arrived: that is promises only, and all of them come before an immediate. */
const settled = () => new Promise(setImmediate);

/** A window in a frame; `sent` is what its parent was sent. */
function framed() {
  const sent = [];
  const timers = new Set();
  const parent = { postMessage: (message, origin) => sent.push([message, origin]) };
  const window = Object.assign(new EventTarget(), {
    parent,
    setInterval: (act) => {
      timers.add(act);
      return act;
    },
    clearInterval: (timer) => timers.delete(timer),
  });
  const connect = { source: parent, ports: ['port'], data: 'connect' };
  const hear = (event) => window.dispatchEvent(Object.assign(new Event('message'), { ...connect, ...event }));
  return { window, sent, hear, tick: () => [...timers].forEach((act) => act()) };
}

test('only what is exactly an origin may be a host', () => {
  const good = ['https://a.example', 'http://b.example:8443'];
  const bad = ['https://a.example/', '*', 'null', 'https://a.example/x', 'a.example', 'file:///x', 'HTTPS://C.example'];
  assert.deepEqual([...hostsOf([...good, ...bad, ''].join('  '))], good);
  assert.equal(hostsOf('').size, 0);
});

test('the panel takes one port, from its parent, at an origin that is exactly one of its hosts, and then listens to nobody', async () => {
  const { window, sent, hear, tick } = framed();
  let port;
  const hosts = new Set(['https://a.example', 'https://b.example']);
  void greet(window, hosts, 'hello', (data) => data === 'connect').then((given) => (port = given));
  assert.deepEqual(sent, [['hello', 'https://a.example'], ['hello', 'https://b.example']]);
  const origin = 'https://b.example';
  for (const bad of [
    { origin: 'https://b.example.evil' }, { origin: 'https://b.exampl' }, { origin: 'null' },
    { origin, source: {} }, { origin, source: window }, { origin, ports: [] }, { origin, ports: ['one', 'two'] }, { origin, data: 'else' },
  ]) hear(bad);
  await settled();
  assert.equal(port, undefined);
  tick();
  assert.equal(sent.length, 4);
  hear({ origin });
  hear({ origin, ports: ['second'] });
  await settled();
  assert.equal(port, 'port');
  tick();
  assert.equal(sent.length, 4);
});

test('a host that does not answer is greeted fifty times', () => {
  const { window, sent, tick } = framed();
  void greet(window, new Set(['https://a.example']), 'hello', () => true);
  for (let n = 0; n < 100; n += 1) tick();
  assert.equal(sent.length, 50);
});

test('a ticket answers the question that it was asked for, and that once', async () => {
  const asked = [];
  const tickets = new Tickets((wanted) => asked.push(wanted));
  const given = [];
  for (const enquiry of ['E-1', 'E-2']) void tickets.want(enquiry).then((ticket) => given.push([enquiry, ticket]));
  assert.deepEqual(asked, [{ id: 1, enquiry: 'E-1' }, { id: 2, enquiry: 'E-2' }]);
  tickets.give(7, 'unasked');
  tickets.give(2, 'b');
  tickets.give(2, 'again');
  tickets.give(1, null);
  await settled();
  assert.deepEqual(given, [['E-2', 'b'], ['E-1', null]]);
});

/** A server that lets in whoever has a ticket, and the sessions of a panel before it. */
function server({ ticket = (enquiry) => `ticket of ${enquiry}` } = {}) {
  const requests = [];
  const good = new Set();
  const state = { requests, good, tickets: 0, time: 0, refuses: false };
  const fetch = async (path, { method = 'GET', headers, body, signal, credentials, cache }) => {
    signal?.throwIfAborted();
    requests.push({ path, method, headers, body, credentials, cache });
    if (path === '/embed/session') {
      if (state.refuses) return new Response(null, { status: 401 });
      const session = `key ${requests.length}`;
      good.add(session);
      return Response.json({ session, enquiry: JSON.parse(body).ticket.replace('ticket of ', ''), seconds: 900 });
    }
    const isIn = good.has(headers.Authorization?.replace('Bearer ', ''));
    return new Response(isIn ? `of ${path}` : null, { status: isIn ? 200 : 401 });
  };
  const ticketFor = async (enquiry) => {
    state.tickets += 1;
    await null;
    return ticket(enquiry);
  };
  state.sessions = new Sessions({ ticketFor, language: 'zh-Hant', fetch, now: () => state.time });
  return state;
}

test('all that is asked at once waits for one ticket, and is asked without a cookie, by a key of the enquiry', async () => {
  const state = server();
  const answers = await Promise.all([state.sessions.ask('E-1', '/embed/contact'), state.sessions.ask('E-1', '/embed/form')]);
  assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), ['of /embed/contact', 'of /embed/form']);
  assert.equal(state.tickets, 1);
  const [begun, ...asked] = state.requests;
  assert.deepEqual([begun.path, begun.body, begun.headers.Authorization], ['/embed/session', '{"ticket":"ticket of E-1"}', undefined]);
  for (const { headers, credentials, cache } of state.requests) {
    assert.deepEqual([headers['Accept-Language'], credentials, cache], ['zh-Hant', 'omit', 'no-store']);
  }
  assert.deepEqual(new Set(asked.map(({ headers }) => headers.Authorization)), new Set(['Bearer key 1']));
  await state.sessions.ask('E-2', '/embed/contact');
  assert.equal(state.tickets, 2);
  assert.equal(state.requests.at(-1).headers.Authorization, 'Bearer key 4');
});

test('a session that the server knows no more is replaced once, and what was asked is asked again', async () => {
  const state = server();
  await state.sessions.ask('E-1', '/embed/contact');
  state.good.clear();
  const answer = await state.sessions.ask('E-1', '/embed/save', { method: 'POST', body: 'company=Acme' });
  assert.equal(answer.status, 200);
  assert.equal(state.tickets, 2);
  assert.deepEqual(state.requests.slice(-1).map(({ path, body }) => [path, body]), [['/embed/save', 'company=Acme']]);
});

test('where two tickets let nobody in there is no third, and whoever has none is told at once', async () => {
  const refused = server();
  refused.refuses = true;
  await assert.rejects(refused.sessions.ask('E-1', '/embed/contact'), (error) => error instanceof SignedOut && error.isRefused);
  assert.equal(refused.tickets, 2);
  const none = server({ ticket: () => null });
  await assert.rejects(none.sessions.ask('E-1', '/embed/contact'), (error) => error instanceof SignedOut && !error.isRefused);
  assert.deepEqual([none.tickets, none.requests.length], [1, 0]);
  // Later there is one.
  refused.refuses = false;
  assert.equal((await refused.sessions.ask('E-1', '/embed/contact')).status, 200);
});

test('a ticket of another conversation than the one that it was asked for is never used for this one, first or later', async () => {
  let of = 'E-2';
  const state = server({ ticket: () => `ticket of ${of}` });
  const save = () => state.sessions.ask('E-1', '/embed/create', { method: 'POST', body: 'last_name=Lee' });
  const isRefused = (error) => error instanceof SignedOut && error.isRefused;
  await assert.rejects(save(), isRefused);
  of = 'E-1';
  assert.equal((await save()).status, 200);
  of = 'E-2';
  state.good.clear();
  await assert.rejects(save(), isRefused);
  // What was sent once more went by the key that had ended.
  const keys = state.requests.filter(({ path }) => path === '/embed/create').map(({ headers }) => headers.Authorization);
  assert.deepEqual(keys, ['Bearer key 3', 'Bearer key 3']);
});

test('the ticket of a conversation that is out of sight by then is not used, and one that is come back to is', async () => {
  const state = server();
  const gone = new AbortController();
  const asked = state.sessions.ask('E-1', '/embed/contact', { signal: gone.signal });
  gone.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  assert.deepEqual([state.tickets, state.requests.length], [1, 0]);

  const first = new AbortController();
  const left = state.sessions.ask('E-2', '/embed/contact', { signal: first.signal });
  first.abort();
  const back = state.sessions.ask('E-2', '/embed/contact', { signal: new AbortController().signal });
  await assert.rejects(left, { name: 'AbortError' });
  assert.equal((await back).status, 200);
  assert.equal(state.tickets, 2);
});

test('a session is renewed after twelve of its fifteen minutes, and not relied on at its end', async () => {
  const state = server();
  const ask = () => state.sessions.ask('E-1', '/embed/contact');
  const later = async (minutes) => {
    state.time = minutes * 60_000;
    state.sessions.renew('E-1');
    await settled();
    return state.tickets;
  };
  await ask();
  assert.deepEqual([await later(11), await later(12), await later(12.5)], [1, 2, 2]);
  await ask();
  assert.equal(state.requests.at(-1).headers.Authorization, 'Bearer key 3');
  state.time = 60 * 60_000;
  await ask();
  assert.equal(state.tickets, 3);
  state.sessions.renew('of nobody');
  state.sessions.forget('E-1');
  await ask();
  assert.equal(state.tickets, 4);
});

const told = [
  ': \nretry: 1000\r\n\r\nid: 1.5\nevent: here\ndata: 1.5\n\n',
  'data: {"type":"enquiry",\rdata:"id":"x"}\r\r:\nid:1.6\r\ndata: 陳\r\n\r\n',
  'event: presence\ndata\n\nid: 1.7\n\ndata: cut',
].join('');
const frames = [
  { id: '1.5', event: 'here', data: '1.5' },
  { id: undefined, event: 'message', data: '{"type":"enquiry",\n"id":"x"}' },
  { id: '1.6', event: 'message', data: '陳' },
  { id: undefined, event: 'presence', data: '' },
];

test('a stream is read the same wherever it is cut', () => {
  assert.deepEqual(new EventReader().read(told), frames);
  for (let at = 0; at <= told.length; at += 1) {
    const reader = new EventReader();
    assert.deepEqual([...reader.read(told.slice(0, at)), ...reader.read(told.slice(at))], frames, `cut at ${at}`);
  }
  const reader = new EventReader();
  assert.deepEqual([...told].flatMap((letter) => reader.read(letter)), frames);
});

test('a stream is asked for after one second, then ever less often, at the latest after fifteen and a little', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 50].map((failed) => pause(failed, 0)), [1000, 2000, 4000, 8000, 15_000, 15_000]);
  assert.equal(pause(0, 1), 1250);
  assert.ok(pause(1000, 0.999) < 19_000);
});

test('only what is not shown yet is news', () => {
  const shown = { contact: 'c', version: 3 };
  const contact = (fields) => ({ type: 'contact', id: 'c', version: 4, change: 'Updated', fields: [], ...fields });
  const news = [
    contact(), contact({ version: null, change: 'Erased' }), contact({ version: 3, change: 'Note added' }),
    contact({ version: 3, change: 'Merge undone' }), contact({ id: 'other', version: 1 }),
    { type: 'enquiry', id: 'x' }, { type: 'gone', id: 'x' }, { type: 'many_contacts' }, { type: 'many_enquiries' }, { type: 'resync' },
  ];
  for (const one of news) assert.ok(isNews(one, shown), JSON.stringify(one));
  const others = [{ type: 'enquiries' }, { type: 'imports' }, { type: 'of the future' }];
  for (const one of [contact({ version: 3 }), contact({ version: 2 }), ...others]) assert.ok(!isNews(one, shown), JSON.stringify(one));
  assert.ok(isNews(contact({ version: 1 }), { contact: undefined, version: 0 }), 'a visitor has become somebody');
});

/** A stream before a server, of which each request is open until it is ended. */
function streaming(answer = () => 200) {
  const [asked, heard, open, timers] = [[], [], [], new Map()];
  const ask = async (enquiry, path, { signal }) => {
    asked.push(`${enquiry} ${path}`);
    const status = answer(asked.length);
    if (status instanceof Error) throw status;
    if (status !== 200) return new Response('', { status });
    let controller;
    const body = new ReadableStream({ start: (one) => (controller = one) });
    signal.addEventListener('abort', () => controller.error(signal.reason));
    open.push({
      tell: (text) => controller.enqueue(new TextEncoder().encode(text)),
      cut: (bytes) => controller.enqueue(bytes),
      end: () => controller.close(),
    });
    return new Response(body);
  };
  const stream = new Stream({
    ask,
    hear: (news) => heard.push(news.type),
    presence: ({ people }) => heard.push(people.length),
    opened: (hasFailed) => heard.push(hasFailed ? 'opened again' : 'opened'),
    lost: (failed, why) => heard.push(['lost', failed, why?.message ?? why]),
    random: () => 0,
    timers: {
      setTimeout: (act, time) => {
        const timer = {};
        timers.set(timer, [act, time]);
        return timer;
      },
      clearTimeout: (timer) => timers.delete(timer),
    },
  });
  const waits = () => [...timers.values()].map(([, time]) => time);
  const goBy = async () => {
    for (const [timer, [act]] of [...timers]) if (timers.delete(timer)) act();
    await settled();
  };
  return { stream, asked, heard, open, waits, goBy };
}

test('a stream goes on from where it stood, for whichever conversation is in sight', async () => {
  const { stream, asked, heard, open } = streaming();
  stream.follow('E-1');
  await settled();
  assert.ok(stream.isFollowing('E-1'));
  // What happened until then was told to nobody.
  open[0].tell('id: 1.5\nevent: here\ndata: 1.5\n\nid: 1.6\ndata: {"type":"enquiry","id":"x"}\n\n');
  open[0].tell('data: no news\n\nid: 1.7\nevent: else\ndata: x\n\n');
  open[0].tell('event: presence\ndata: {"contact":"c","people":[{}]}\n\nevent: presence\ndata: {"contact":"c"}\n\n');
  await settled();
  assert.deepEqual(heard, ['opened', 'resync', 'enquiry', 1]);
  stream.follow('E-2');
  await settled();
  assert.deepEqual(asked, ['E-1 /embed/events', 'E-2 /embed/events?after=1.7']);
  open[1].tell('id: 1.7\nevent: here\ndata: 1.7\n\n');
  await settled();
  assert.deepEqual(heard.slice(4), ['opened']);
  stream.close();
  assert.ok(!stream.isFollowing('E-2'));
});

test('a letter that is cut in the middle is whole, and what comes for a conversation that is out of sight is not heard', async () => {
  const { stream, heard, open } = streaming();
  stream.follow('E-1');
  await settled();
  const bytes = new TextEncoder().encode('data: {"type":"陳"}\n\n');
  for (const byte of bytes) open[0].cut(Uint8Array.of(byte));
  await settled();
  assert.deepEqual(heard, ['opened', '陳']);
  open[0].tell('data: {"type":"too late"}\n\n');
  stream.close();
  await settled();
  assert.equal(heard.length, 2);
});

test('a stream that ends or is refused is asked for again, and one that says nothing for fifty seconds at once', async () => {
  const away = new TypeError('away');
  const { stream, asked, heard, open, waits, goBy } = streaming((number) => [200, away, 503, 200][number - 1] ?? 200);
  stream.follow('E-1');
  await settled();
  assert.deepEqual(waits(), [50_000]);
  open[0].end();
  await settled();
  assert.deepEqual(waits(), [1000]);
  await goBy();
  assert.deepEqual(waits(), [2000]);
  await goBy();
  assert.deepEqual(waits(), [4000]);
  await goBy();
  assert.deepEqual(heard, ['opened', ['lost', 1, undefined], ['lost', 2, 'away'], ['lost', 3, 503], 'opened again']);
  assert.deepEqual(waits(), [50_000]);
  await goBy();
  assert.equal(asked.length, 5);
  stream.close();
  assert.deepEqual(waits(), []);
});

test('whoever is let in no more does not knock again by themselves', async () => {
  const { stream, heard, waits } = streaming(() => new SignedOut(true));
  stream.follow('E-1');
  await settled();
  assert.deepEqual([heard.map(([what]) => what), waits(), stream.isFollowing('E-1')], [['lost'], [], false]);
});

test('an id is a UUID of version 4, also where the browser makes none itself', () => {
  const byHand = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };
  for (const id of [freshId(), freshId(byHand)]) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('somebody is there until they leave, says what else they change, and is another one when they come back', async () => {
  const said = [];
  let [fields, lost, ok] = [[], 0, true];
  const ask = async (enquiry, path, { body }) => {
    await null;
    if (!ok) throw new TypeError('away');
    said.push([enquiry, JSON.parse(body)]);
    return new Response(null, { status: 204 });
  };
  const attendance = new Attendance({ ask, fields: () => fields, lost: () => (lost += 1) });
  attendance.attend('E-1', 'c');
  attendance.attend('E-1', 'c');
  await settled();
  attendance.change();
  fields = ['company'];
  attendance.change();
  fields = ['company', 'phones'];
  attendance.change();
  await settled();
  assert.deepEqual(said.map(([, { fields }]) => fields), [[], ['company'], ['company', 'phones']]);
  attendance.leave();
  attendance.attend('E-1', 'c');
  await settled();
  const [first, last, again] = [said[0], said[3], said[4]].map(([, { tab, fields }]) => [tab, fields]);
  assert.deepEqual([last[1], last[0] === first[0], again[0] === first[0]], [null, true, false]);
  ok = false;
  await attendance.beat();
  assert.equal(lost, 1);
  ok = true;
  await attendance.beat();
  assert.notEqual(said.at(-1)[1].tab, again[0]);
  attendance.leave();
});

test('what is changed is told by the names of the change log', () => {
  const names = { phone_text: 'phones', phone_region: 'phones', email_kind: 'emails', social_text: 'socials', label: 'labels' };
  for (const [name, field] of Object.entries(names)) assert.equal(fieldOf(name), field);
  for (const name of ['company', 'address.city', 'cf_size', 'phonetic_name']) assert.equal(fieldOf(name), name);
  const others = ['contact', 'version', 'base', 'key', 'other', 'text', 'choice.company', 'seen.company'];
  for (const name of others) assert.equal(fieldOf(name), undefined);
});

const pairs = (text) => grouped(new URLSearchParams(text));

test('what is typed is what is not as it was when the form was opened', () => {
  const start = pairs('company=Acme&label=A&label=B&phone_text=1');
  assert.deepEqual(changedNames(start, pairs('company=Acme&label=A&label=B&phone_text=1')), []);
  assert.deepEqual(changedNames(start, pairs('label=B&label=A&company=Acme&phone_text=1')), ['label']);
  assert.deepEqual(changedNames(start, pairs('company=Acme&phone_text=1&phone_text=&team=x')), ['label', 'phone_text', 'team']);
});

test('what others saved is not typed here, and what is typed stays so', () => {
  const start = pairs('version=1&company=Acme&team=&phone_text=1&group=x');
  const sent = pairs('version=1&company=Typed&team=&phone_text=1&phone_text=2&group=x');
  const now = pairs('version=2&company=Typed&team=North&phone_text=1&phone_text=3&phone_text=2');
  const rebase = rebased(start, sent, now);
  assert.deepEqual(changedNames(rebase, now), ['company', 'phone_text']);
  // Typed back to what it was, it is typed no more.
  assert.deepEqual(changedNames(rebase, pairs('version=2&company=Acme&team=North&phone_text=1')), []);
  // Where nothing is typed, nothing is afterwards.
  assert.deepEqual(changedNames(rebased(start, start, now), now), []);
});

test('a new row has a number that none of its list has', () => {
  const ids = ['phone-0', 'phone-0-hint', 'phone-3', 'phone-kind-3', 'email-7', 'add-phone', ''];
  assert.deepEqual(['phone', 'email', 'social'].map((list) => nextRow(ids, list)), [4, 8, 0]);
});

test('the key that saves saves a form, and answers no question', () => {
  const pressed = (kind) => {
    const sent = [];
    const form = { dataset: { form: kind }, requestSubmit: () => sent.push(kind) };
    const open = { article: { querySelector: () => ({ querySelector: () => form }) } };
    const editor = new Editor({});
    // In the form, and anywhere else; the browser saves the page by it in no case.
    for (const target of [{ closest: () => form }, { closest: () => null }]) assert.equal(editor.save(open, target), true);
    return sent.length;
  };
  assert.deepEqual(['save', 'create', 'merge'].map(pressed), [2, 2, 0]);
});

const view = (number, more = {}) => ({ enquiry: `E-${number}`, isDirty: false, isInSight: false, ...more });
const views = (count, more) => Array.from({ length: count }, (_, number) => view(number, more?.(number)));

test('ten conversations are kept, those longest out of sight go first, and none in which something is typed', () => {
  assert.deepEqual(toDrop(views(10)), []);
  assert.deepEqual(toDrop(views(12)), ['E-0', 'E-1']);
  assert.deepEqual(toDrop(views(12, (number) => ({ isDirty: number < 2 }))), ['E-2', 'E-3']);
  assert.deepEqual(toDrop(views(12, (number) => ({ isDirty: number > 0, isInSight: number === 0 }))), []);
  assert.deepEqual(toDrop(views(30, (number) => ({ isDirty: number !== 7 }))), ['E-7']);
});

test('of more than fifty in which something is typed the oldest go, and never the one in sight', () => {
  assert.deepEqual(toDrop(views(50, () => ({ isDirty: true }))), []);
  assert.deepEqual(toDrop(views(53, (number) => ({ isDirty: true, isInSight: number === 1 }))), ['E-0', 'E-2', 'E-3']);
});

test('a height is told at once, and once more when it is still, if it is another', () => {
  const guard = new HeightGuard();
  assert.deepEqual([guard.measured(300.2, 0), guard.rested()], [301, undefined]);
  assert.deepEqual([guard.measured(310, 2000), guard.measured(330, 2016), guard.measured(350, 2032)], [310, undefined, undefined]);
  assert.equal(guard.rested(), 350);
  assert.deepEqual([guard.measured(350, 3000), guard.rested()], [undefined, undefined]);
  assert.deepEqual([guard.measured(360, 4000), guard.measured(350, 4016), guard.rested()], [360, undefined, 350]);
});

test('of two heights that follow from each other the larger stays until something else changes', () => {
  for (const [step, rests] of [[16, false], [180, true]]) {
    const guard = new HeightGuard();
    const toldHeights = [];
    let now = 0;
    const measure = (height) => {
      now += step;
      toldHeights.push(guard.measured(height, now));
      if (rests) toldHeights.push(guard.rested());
    };
    for (let n = 0; n < 100; n += 1) measure(n % 2 ? 400 : 417);
    const heights = toldHeights.filter((height) => height !== undefined);
    assert.ok(heights.length <= 6, `${heights}`);
    assert.equal(heights.at(-1), 417);
    assert.equal(guard.rested(), undefined);
    assert.equal(guard.measured(500, now + 16), 500);
  }
});

test('a panel that grows and shrinks now and then is in no loop', () => {
  const guard = new HeightGuard();
  for (let n = 0; n < 20; n += 1) {
    assert.equal(guard.measured(n % 2 ? 400 : 300, n * 400), n % 2 ? 400 : 300);
    assert.equal(guard.rested(), undefined);
  }
});

const words = { looking: '{name} is looking at this contact', changing: '{name} is changing {fields}' };
const names = { company: 'Company', team: 'Team', level: 'Level', group: 'Group', status: 'Status', phones: 'Phone numbers' };
const lines = (...people) => linesOf(people, words, names).map(({ text, isChanging }) => [text, isChanging]);

test('the time where somebody is to be called back goes on while the panel stands open', () => {
  const times = [['480', '17:00'], ['-570', '23:30'], ['0', '09:00']].map(([ahead, textContent]) => ({ dataset: { ahead }, textContent }));
  const place = { querySelectorAll: (which) => (which === 'time[data-ahead]' ? times : []) };
  tick(place, Date.UTC(2026, 10, 12, 15, 10));
  assert.deepEqual(times.map(({ textContent }) => textContent), ['23:10', '05:40', '15:10']);
});

test('it is said who looks at the contact, and which fields they change, as these are called', () => {
  assert.deepEqual(lines({ name: 'Mei', fields: ['team', 'company', 'unknown'] }, { name: 'Tom', fields: [] }), [
    ['Mei is changing Company, Team', true],
    ['Tom is looking at this contact', false],
  ]);
  const all = 'Mei is changing Company, Team, Level, Group, Status, …';
  assert.deepEqual(lines({ name: 'Mei', fields: Object.keys(names) }), [[all, true]]);
  assert.deepEqual(lines({ name: '{fields} $& {name}', fields: ['team'] }), [['{fields} $& {name} is changing Team', true]]);
  assert.deepEqual(lines({ name: 'Mei', fields: ['toString'] }), [['Mei is looking at this contact', false]]);
});

test('of many who look the first are named, and a single one is not counted', () => {
  const people = (count) => Array.from({ length: count }, (_, number) => ({ name: `Mei ${number}`, fields: [] }));
  assert.equal(lines(...people(4)).length, 4);
  assert.deepEqual(lines(...people(7)).at(-1), ['+4', false]);
});
