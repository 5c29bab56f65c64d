// One stream for all tabs of a browser: `frontend/assets/pkg/live.js` in tabs without a screen, which share locks and
// channels as those of a browser do, before a server that knows everything that ever happened.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = readFileSync(join(fileURLToPath(import.meta.url), '../../../frontend/assets/pkg/live.js'), 'utf8');
// By its name alone Node 18 takes it for a module of the old kind.
const { start } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

const RESYNC = '{"type":"resync"}';
/** How long a stream may say nothing, in milliseconds, as live.js has it. */
const SILENCE = 50_000;
/** All that is on its way between tabs has arrived: that is promises only, and all of them come before an immediate. */
const settled = () => new Promise(setImmediate);

// Node 18 has none of its own.
class CustomEvent extends Event {
  constructor(name, { detail }) {
    super(name);
    this.detail = detail;
  }
}

/** A browser, and the server that it asks. */
class Browser {
  /** What happened: its position as it is written, its epoch and number, and the news. */
  happened = [];
  /** The streams that are open, and the addresses of all that ever were. */
  streams = new Set();
  asked = [];
  /** How the server answers: 200, or a refusal. */
  status = 200;
  queues = new Map();
  channels = new Set();

  /** Something happens at a position, of which there may be more than one news: only the last says where that was. */
  happens(position, ...news) {
    for (const [place, data] of news.entries()) {
      const id = place === news.length - 1 ? position : undefined;
      const one = { id, order: position.split('.').map(BigInt), data };
      this.happened.push(one);
      for (const stream of this.streams) stream.take(one);
    }
  }

  locks = {
    request: (name, { signal }, hold) =>
      new Promise((resolve, reject) => {
        const queue = this.queues.get(name) ?? [];
        this.queues.set(name, queue);
        const one = { hold, resolve, reject };
        queue.push(one);
        signal.addEventListener('abort', () => {
          const at = queue.indexOf(one);
          if (at < 1) return;
          queue.splice(at, 1);
          reject(signal.reason);
        });
        if (queue.length === 1) void this.grant(queue);
      }),
  };

  async grant(queue) {
    await null;
    const [{ hold, resolve }] = queue;
    resolve(await hold());
    queue.shift();
    if (queue.length) void this.grant(queue);
  }

  /** A tab whose document was written at a position; `heard` is what its page hears once it listens. */
  tab({ position, who = 'mei', locks = this.locks, listens = true, alive = false, hidden = false } = {}) {
    const browser = this;
    const mark = position && { content: position, dataset: { who } };
    const documentElement = { dataset: alive ? { alive: '' } : {} };
    const document = Object.assign(new EventTarget(), { hidden, documentElement, querySelector: () => mark ?? null });
    const timers = new Map();
    class EventSource {
      readyState = 0;
      lastEventId = '';
      /** What is done with frames of another type than news. */
      others = {};
      constructor(address) {
        browser.asked.push(address);
        browser.streams.add(this);
        const after = new URL(address, 'http://localhost').searchParams.get('after');
        this.after = after.split('.').map(BigInt);
        void this.begin();
      }
      async begin() {
        await null;
        if (this.readyState === 2) return;
        if (browser.status !== 200) return this.fail();
        this.readyState = 1;
        this.onopen();
        browser.happened.forEach((one) => this.take(one));
        // Then it is told where it stands.
        this.lastEventId = browser.happened.at(-1)?.id ?? this.after.join('.');
      }
      take({ id, order: [epoch, number], data }) {
        const [afterEpoch, afterNumber] = this.after;
        const isNews = epoch > afterEpoch || (epoch === afterEpoch && number > afterNumber);
        if (this.readyState !== 1 || !isNews) return;
        // What has no id of its own comes with that of the frame before.
        this.lastEventId = id ?? this.lastEventId;
        this.onmessage({ lastEventId: this.lastEventId, data });
      }
      addEventListener(type, hear) {
        this.others[type] = hear;
      }
      /** A frame of another type comes, which names no position. */
      takeOther(type, data) {
        this.others[type]?.({ lastEventId: '', data });
      }
      fail() {
        this.close();
        this.onerror();
      }
      close() {
        this.readyState = 2;
        browser.streams.delete(this);
      }
    }
    class BroadcastChannel {
      constructor(name) {
        this.name = name;
        browser.channels.add(this);
      }
      postMessage(message) {
        const data = structuredClone(message);
        const others = [...browser.channels].filter((other) => other !== this && other.name === this.name);
        for (const other of others) queueMicrotask(() => browser.channels.has(other) && other.onmessage({ data }));
      }
      close() {
        browser.channels.delete(this);
      }
    }
    const window = Object.assign(new EventTarget(), {
      document,
      navigator: { locks },
      CustomEvent,
      EventSource,
      BroadcastChannel,
      setTimeout: (act, time) => {
        const timer = {};
        timers.set(timer, [act, time]);
        return timer;
      },
      clearTimeout: (timer) => timers.delete(timer),
    });
    const heard = [];
    const seen = [];
    window.addEventListener('presence', ({ detail }) => seen.push(detail));
    const hear = () => window.addEventListener('live', ({ detail }) => heard.push(detail));
    if (alive) hear();
    start(window);
    const listen = () => {
      hear();
      window.dispatchEvent(new Event('live-ready'));
    };
    if (listens && !alive) listen();
    const goBy = (which) => {
      for (const [timer, [act, time]] of [...timers]) if (which(time) && timers.delete(timer)) act();
    };
    return {
      heard,
      /** Who its page was told looks at contacts. */
      seen,
      listen,
      /** How long it waits until it tries again. */
      waits: () => [...timers.values()].map(([, time]) => time).filter((time) => time !== SILENCE),
      /** That time goes by. */
      wakes: () => goBy((time) => time !== SILENCE),
      /** Nothing comes for so long that the stream must be cut off. */
      fallsSilent: () => goBy((time) => time === SILENCE),
      hears: (name, more = {}) => window.dispatchEvent(Object.assign(new Event(name), more)),
      close: () => window.dispatchEvent(new Event('pagehide')),
      freeze: () => document.dispatchEvent(new Event('freeze')),
      resume: () => document.dispatchEvent(new Event('resume')),
      show: (isShown) => {
        document.hidden = !isShown;
        document.dispatchEvent(new Event('visibilitychange'));
      },
    };
  }
}

/** The tabs of a browser that were opened one after the other. */
async function tabs(browser, ...each) {
  const opened = [];
  for (const one of each) {
    opened.push(browser.tab(one));
    await settled();
  }
  return opened;
}

test('three tabs have one stream, and each hears everything once', async () => {
  const browser = new Browser();
  const all = await tabs(browser, { position: '1.5' }, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  browser.happens('1.7', 'b', 'c');
  browser.happens('1.9', 'd');
  await settled();
  assert.deepEqual(browser.asked, ['/live?after=1.5&who=mei']);
  for (const { heard } of all) assert.deepEqual(heard, ['a', 'b', 'c', 'd']);
});

test('the next tab takes the stream over where the first one stood: nothing is heard twice, and nothing missed', async () => {
  const browser = new Browser();
  const [first, second, third] = await tabs(browser, { position: '1.5' }, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  first.close();
  // Nobody holds the stream just now.
  browser.happens('1.7', 'b');
  browser.happens('1.8', 'c');
  await settled();
  browser.happens('1.9', 'd');
  await settled();
  assert.deepEqual(browser.asked, ['/live?after=1.5&who=mei', '/live?after=1.6&who=mei']);
  assert.equal(browser.streams.size, 1);
  assert.deepEqual(first.heard, ['a']);
  for (const { heard } of [second, third]) assert.deepEqual(heard, ['a', 'b', 'c', 'd']);
});

test('a tab that comes late is told what happened since its document, whoever holds the stream by then', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  browser.happens('1.7', 'b');
  browser.happens('1.8', 'c');
  await settled();
  const [behind, level] = await tabs(browser, { position: '1.6' }, { position: '1.8' });
  assert.deepEqual([behind.heard, level.heard], [['b', 'c'], []]);
  first.close();
  await settled();
  const [later] = await tabs(browser, { position: '1.7' });
  browser.happens('1.9', 'd');
  await settled();
  assert.deepEqual(later.heard, ['c', 'd']);
  assert.deepEqual([second, behind, level].map(({ heard }) => heard.at(-1)), ['d', 'd', 'd']);
});

test('a tab that comes late hears all of what happens next, also what does not say where it was', async () => {
  const browser = new Browser();
  const [first] = await tabs(browser, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  const [late] = await tabs(browser, { position: '1.6' });
  browser.happens('1.7', 'b', 'c');
  await settled();
  assert.deepEqual([first.heard, late.heard], [['a', 'b', 'c'], ['b', 'c']]);
  const [later] = await tabs(browser, { position: '1.6' });
  assert.deepEqual(later.heard, ['b', 'c']);
});

test('a tab that comes while nobody holds the stream is told what it missed by the tab that holds it next', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  first.close();
  const late = browser.tab({ position: '1.5' });
  await settled();
  assert.deepEqual([second.heard, late.heard], [['a'], ['a']]);
});

test('a tab whose document is older than all that is remembered is told that everything may be out of date', async () => {
  const browser = new Browser();
  const [first] = await tabs(browser, { position: '1.5' });
  for (let number = 6; number <= 300; number += 1) browser.happens(`1.${number}`, `${number}`);
  await settled();
  assert.equal(first.heard.length, 295);
  const [old, recent] = await tabs(browser, { position: '1.99' }, { position: '1.100' });
  assert.deepEqual(old.heard, [RESYNC]);
  assert.equal(recent.heard.length, 200);
  browser.happens('1.301', 'next');
  await settled();
  assert.deepEqual(old.heard, [RESYNC, 'next']);
  assert.equal(recent.heard.at(-1), 'next');
});

test('positions are compared by epoch, then by number, however long they are', async () => {
  const browser = new Browser();
  const all = await tabs(browser, { position: '1.9007199254740993' }, { position: '1.9007199254740992' });
  browser.happens('1.9007199254740994', 'a');
  browser.happens('1.10000000000000000', 'b');
  browser.happens('2.3', RESYNC);
  browser.happens('2.4', 'c');
  await settled();
  assert.deepEqual(all[0].heard, ['a', 'b', RESYNC, 'c']);
  // This one has a document from before the first one's.
  assert.deepEqual(all[1].heard, [RESYNC, 'a', 'b', RESYNC, 'c']);
});

test('a resync that comes at the very position of the document is heard too', async () => {
  const browser = new Browser();
  const all = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  const [stream] = browser.streams;
  stream.onmessage({ lastEventId: '1.5', data: RESYNC });
  await settled();
  for (const { heard } of all) assert.deepEqual(heard, [RESYNC]);
});

test('without locks each tab has a stream of its own, and one that is out of sight none', async () => {
  const browser = new Browser();
  const locks = null;
  const all = await tabs(browser, { position: '1.5', locks }, { position: '1.5', locks }, { position: '1.5', locks, hidden: true });
  assert.equal(browser.streams.size, 2);
  browser.happens('1.6', 'a');
  await settled();
  assert.deepEqual(all.map(({ heard }) => heard), [['a'], ['a'], []]);
  all[0].show(false);
  all[2].show(true);
  await settled();
  assert.equal(browser.streams.size, 2);
  browser.happens('1.7', 'b');
  all[0].show(true);
  await settled();
  assert.deepEqual(all.map(({ heard }) => heard), [['a', 'b'], ['a', 'b'], ['a', 'b']]);
});

test('a stream that is refused is asked for ever less often, from the last position, and at once where somebody looks', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  browser.status = 401;
  for (const stream of browser.streams) stream.fail();
  for (const base of [1, 2, 4, 8, 16, 30, 30]) {
    const [time] = first.waits();
    assert.ok(time >= base * 500 && time <= base * 1500, `${time} of ${base} s`);
    first.wakes();
    await settled();
    assert.equal(browser.asked.at(-1), '/live?after=1.6&who=mei');
  }
  browser.status = 200;
  browser.happens('1.7', 'b');
  const tries = browser.asked.length;
  second.show(true);
  await settled();
  assert.equal(browser.asked.length, tries + 1);
  assert.deepEqual([first.heard, second.heard, first.waits()], [['a', 'b'], ['a', 'b'], []]);
  // Having been open, it begins with the shortest time again; whoever is back online waits for none.
  for (const stream of browser.streams) stream.fail();
  assert.ok(first.waits()[0] <= 1500);
  first.hears('online');
  await settled();
  assert.equal(browser.streams.size, 1);
});

test('a break that the browser mends by itself is left to it', async () => {
  const browser = new Browser();
  const [first] = await tabs(browser, { position: '1.5' });
  const [stream] = browser.streams;
  stream.readyState = 0;
  stream.onerror();
  first.hears('online');
  await settled();
  assert.deepEqual([first.waits(), browser.asked.length], [[], 1]);
});

test('nothing starts where nobody is signed in', async () => {
  const browser = new Browser();
  await tabs(browser, {});
  assert.deepEqual([browser.asked, browser.channels.size, browser.queues.size], [[], 0, 0]);
});

test('tabs of different people hear nothing of each other', async () => {
  const browser = new Browser();
  const [mei, jo] = await tabs(browser, { position: '1.5' }, { position: '1.5', who: 'jo' });
  assert.deepEqual(browser.asked, ['/live?after=1.5&who=mei', '/live?after=1.5&who=jo']);
  const [own] = browser.streams;
  own.onmessage({ lastEventId: '1.6', data: 'a' });
  await settled();
  assert.deepEqual([mei.heard, jo.heard], [['a'], []]);
});

test('what comes before the page listens is kept, and too much of it becomes one resync', async () => {
  const browser = new Browser();
  const [early, late] = await tabs(browser, { position: '1.5', listens: false }, { position: '1.5', listens: false });
  browser.happens('1.6', 'a');
  browser.happens('1.7', 'b');
  await settled();
  early.listen();
  assert.deepEqual(early.heard, ['a', 'b']);
  for (let number = 8; number <= 506; number += 1) browser.happens(`1.${number}`, `${number}`);
  await settled();
  late.listen();
  assert.deepEqual(late.heard, [RESYNC]);
  browser.happens('1.600', 'c');
  await settled();
  assert.deepEqual([early.heard.at(-1), late.heard], ['c', [RESYNC, 'c']]);
});

test('a page that listened before the script came is told at once', async () => {
  const browser = new Browser();
  const [page] = await tabs(browser, { position: '1.5', alive: true });
  browser.happens('1.6', 'a');
  await settled();
  assert.deepEqual(page.heard, ['a']);
});

test('a page that is left and come back to goes on from where it was', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  first.close();
  // The browser tells a page that it left that it is out of sight.
  first.show(false);
  await settled();
  browser.happens('1.7', 'b');
  await settled();
  assert.deepEqual([first.heard, second.heard], [['a'], ['a', 'b']]);
  assert.equal(browser.channels.size, 1);
  first.hears('pageshow', { persisted: true });
  first.show(true);
  await settled();
  browser.happens('1.8', 'c');
  await settled();
  assert.deepEqual([first.heard, second.heard], [['a', 'b', 'c'], ['a', 'b', 'c']]);
  assert.equal(browser.streams.size, 1);
});

test('a tab that is frozen lets go of the stream, and is told what it missed when it wakes', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  first.freeze();
  await settled();
  browser.happens('1.6', 'a');
  await settled();
  assert.deepEqual([first.heard, second.heard], [[], ['a']]);
  first.resume();
  await settled();
  assert.deepEqual(first.heard, ['a']);
  assert.equal(browser.streams.size, 1);
});

test('who else looks at a contact is handed on to every tab, and neither remembered nor a step in what happened', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  for (const stream of browser.streams) stream.takeOther('presence', 'Tom');
  browser.happens('1.7', 'b');
  for (const stream of browser.streams) stream.takeOther('presence', 'nobody');
  await settled();
  for (const { heard, seen } of [first, second]) assert.deepEqual([heard, seen], [['a', 'b'], ['Tom', 'nobody']]);

  const [late, behind] = await tabs(browser, { position: '1.7' }, { position: '1.5' });
  for (const stream of browser.streams) stream.takeOther('presence', 'Mei');
  await settled();
  assert.deepEqual([late.heard, late.seen], [[], ['Mei']]);
  assert.deepEqual([behind.heard, behind.seen], [['a', 'b'], ['Mei']]);
  first.close();
  await settled();
  browser.happens('1.8', 'c');
  for (const stream of browser.streams) stream.takeOther('presence', 'Jo');
  await settled();
  assert.equal(browser.asked.at(-1), '/live?after=1.7&who=mei');
  for (const { heard, seen } of [second, late, behind]) assert.deepEqual([heard.at(-1), seen.at(-1)], ['c', 'Jo']);
});

test('however often it is told who looks at a contact, a tab that comes late is told what happened since its document', async () => {
  const browser = new Browser();
  await tabs(browser, { position: '1.5' });
  browser.happens('1.6', 'a');
  const [stream] = browser.streams;
  for (let number = 0; number < 300; number += 1) stream.takeOther('presence', `${number}`);
  const [late] = await tabs(browser, { position: '1.5' });
  assert.deepEqual([late.heard, late.seen], [['a'], []]);
});

test('who looks at a contact is no affair of somebody else in the same browser', async () => {
  const browser = new Browser();
  const [mei, jo] = await tabs(browser, { position: '1.5' }, { position: '1.5', who: 'jo' });
  const [own] = browser.streams;
  own.takeOther('presence', 'Tom');
  await settled();
  assert.deepEqual([mei.seen, jo.seen], [['Tom'], []]);
});

test('a stream that was cut off without a word is opened again, from the last position, and one that says it is there is not', async () => {
  const browser = new Browser();
  const [first, second] = await tabs(browser, { position: '1.5' }, { position: '1.5' });
  browser.happens('1.6', 'a');
  await settled();
  const [cut] = browser.streams;
  cut.takeOther('here', '1.6');
  assert.equal(browser.asked.length, 1);
  // What happens now reaches nobody.
  browser.streams.delete(cut);
  browser.happens('1.7', 'b');
  first.fallsSilent();
  second.fallsSilent();
  await settled();
  assert.deepEqual(browser.asked.slice(1), ['/live?after=1.6&who=mei']);
  assert.deepEqual([first.heard, second.heard], [['a', 'b'], ['a', 'b']]);
  // Whoever leaves waits for nothing any more.
  first.close();
  assert.deepEqual(first.fallsSilent(), undefined);
  await settled();
  assert.equal(browser.asked.filter((address) => address.startsWith('/live?after=1.6')).length, 1);
});
