// Whom the panel speaks with: the host that it greets and asks for tickets; the server, which lets it in by sessions, one for
// each enquiry and kept in memory only; the stream of what happens; and those who hear that somebody is there.

// How often, in milliseconds, and how many times the host is greeted until it answers.
const GREETED = 200;
const GREETINGS = 50;
// How long a ticket is waited for.
const TICKET = 15_000;
// An answer that is not there by then will not come.
const PATIENCE = 30_000;
// A session is renewed once this much of its time is over: 12 of 15 minutes. Before its end it is not relied on.
const RENEWED = 0.8;
const MARGIN = 10_000;
// How long it is waited before a renewal that failed is tried again.
const RENEWED_AGAIN = 60_000;
// The server says every 15 seconds that it is there: a stream that says nothing for so long is cut off without a word.
const SILENCE = 50_000;
// The first and the longest pause before a stream is opened again.
const FIRST = 1000;
const LONGEST = 15_000;
// How often it is said that somebody is there, and how long that may take.
const EVERY = 4000;
const SAID = 8000;
// What may happen to a contact while its version stays.
const SAME_VERSION = ['Note added', 'Note deleted', 'Proposal left', 'Proposal accepted', 'Proposal dropped', 'Merged', 'Merge undone'];

/** What is thrown where this panel is let in no more: no ticket came, or whoever has one is let in nowhere by it. */
export class SignedOut extends Error {
  constructor(isRefused = false) {
    super(isRefused ? 'the ticket lets nobody in' : 'no ticket came');
    this.isRefused = isRefused;
  }
}

/** The origins that may be hosts, from how the document writes them; whatever is none exactly is left out. */
export function hostsOf(text) {
  const isOrigin = (origin) => origin !== 'null' && URL.canParse(origin) && new URL(origin).origin === origin;
  return new Set(text.split(/\s+/).filter(isOrigin));
}

/** Greets each host that may show this panel until one of them answers as `isAnswer` says; its port. */
export function greet(window, origins, hello, isAnswer) {
  const { parent } = window;
  // The one that frames it says so, where its page lets it. A greeting to another would reach nobody, and the browser says so.
  const { referrer = '' } = window.document ?? {};
  const from = URL.canParse(referrer) ? new URL(referrer).origin : '';
  const greeted = origins.has(from) ? [from] : [...origins];
  return new Promise((resolve) => {
    let left = GREETINGS;
    let timer;
    const say = () => {
      for (const origin of greeted) parent.postMessage(hello, origin);
      left -= 1;
      if (left === 0) window.clearInterval(timer);
    };
    const hear = ({ source, origin, data, ports }) => {
      if (source !== parent || !origins.has(origin) || ports.length !== 1 || !isAnswer(data)) return;
      window.clearInterval(timer);
      window.removeEventListener('message', hear);
      resolve(ports[0]);
    };
    window.addEventListener('message', hear);
    timer = window.setInterval(say, GREETED);
    say();
  });
}

/** The tickets that the host is asked for by `ask`, each by a number of its own. */
export class Tickets {
  #last = 0;
  #waiting = new Map();

  constructor(ask) {
    this.ask = ask;
  }

  want(enquiry) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new SignedOut());
      }, TICKET);
      this.#waiting.set(id, (ticket) => {
        clearTimeout(timer);
        resolve(ticket);
      });
      this.ask({ id, enquiry });
    });
  }

  // An answer to nothing that was asked, or to what was answered already, is none.
  give(id, ticket) {
    this.#waiting.get(id)?.(ticket);
    this.#waiting.delete(id);
  }
}

/** The sessions of the panel; `ticketFor` asks the host for a ticket, and gives null where there is none. */
export class Sessions {
  #kept = new Map();
  #asked = new Map();

  constructor({ ticketFor, language, fetch = globalThis.fetch.bind(globalThis), now = Date.now }) {
    Object.assign(this, { ticketFor, language, fetch, now });
  }

  // What the server answers to a request for an enquiry. A session that it knows no more is replaced once.
  async ask(enquiry, path, { signal, patience = PATIENCE, ...options } = {}) {
    for (let isAgain = false; ; isAgain = true) {
      const key = await this.#key(enquiry, signal);
      signal?.throwIfAborted();
      if (key) {
        const headers = { ...options.headers, Authorization: `Bearer ${key}` };
        const answer = await this.#send(path, { ...options, headers, signal: within(patience, signal) });
        if (answer.status !== 401) return answer;
        if (this.#kept.get(enquiry)?.key === key) this.#kept.delete(enquiry);
      }
      if (isAgain) throw new SignedOut(true);
    }
  }

  // Begins a session anew before the one that there is ends.
  renew(enquiry) {
    const kept = this.#kept.get(enquiry);
    if (!kept || this.now() < kept.renewed) return;
    kept.renewed = this.now() + RENEWED_AGAIN;
    // Whoever asks next is told.
    this.#begin(enquiry).catch(() => {});
  }

  forget(enquiry) {
    this.#kept.delete(enquiry);
  }

  async #key(enquiry, signal) {
    const kept = this.#kept.get(enquiry);
    return kept && this.now() < kept.until ? kept.key : this.#begin(enquiry, signal);
  }

  // All who wait for a session of the same enquiry wait for the same ticket.
  #begin(enquiry, signal) {
    const asked = this.#asked.get(enquiry) ?? { signals: [] };
    asked.signals.push(signal);
    if (!asked.key) {
      this.#asked.set(enquiry, asked);
      asked.key = this.#exchange(enquiry, asked.signals);
      // Those who wait may all be gone by then.
      asked.key.catch(() => {});
    }
    return asked.key;
  }

  async #exchange(enquiry, signals) {
    try {
      const ticket = await this.ticketFor(enquiry);
      if (ticket === null) throw new SignedOut();
      // Nobody waits any more: the enquiry was out of sight before its ticket came.
      if (signals.every((signal) => signal?.aborted)) signals[0].throwIfAborted();
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ ticket });
      const answer = await this.#send('/embed/session', { method: 'POST', headers, body, signal: within(PATIENCE) });
      if (answer.status === 401) return undefined;
      if (!answer.ok) throw new Error(`no session: ${answer.status}`);
      const { session, enquiry: opened, seconds } = await answer.json();
      // A host may lead to another conversation by the time that it signs: what is typed beside this one is none of that one's.
      if (opened !== enquiry) return undefined;
      const [now, time] = [this.now(), seconds * 1000];
      this.#kept.set(enquiry, { key: session, until: now + time - MARGIN, renewed: now + time * RENEWED });
      return session;
    } finally {
      this.#asked.delete(enquiry);
    }
  }

  #send(path, options) {
    const headers = { ...options.headers, 'Accept-Language': this.language };
    return this.fetch(path, { ...options, headers, credentials: 'omit', cache: 'no-store' });
  }
}

const within = (patience, signal) => {
  if (!Number.isFinite(patience)) return signal;
  const limit = AbortSignal.timeout(patience);
  return signal ? AbortSignal.any([signal, limit]) : limit;
};

/** What to send for what is typed, urlencoded. */
export const typed = (body, signal) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body,
  signal,
});

/** Reads server-sent events from text that is cut anywhere. */
export class EventReader {
  #rest = '';
  #lines = [];

  // The frames that are whole by now: `id` where the frame has one of its own, `event` and `data`.
  read(text) {
    const frames = [];
    this.#rest += text;
    for (;;) {
      const end = this.#rest.search(/[\r\n]/);
      // Behind a carriage return at the very end its newline may be yet to come.
      if (end < 0 || (this.#rest[end] === '\r' && end === this.#rest.length - 1)) return frames;
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(this.#rest.startsWith('\r\n', end) ? end + 2 : end + 1);
      if (line) this.#lines.push(line);
      else this.#end(frames);
    }
  }

  #end(frames) {
    const frame = { id: undefined, event: 'message', data: undefined };
    for (const line of this.#lines.splice(0)) {
      const [, name, value = ''] = line.match(/^([^:]*)(?:: ?(.*))?$/s);
      if (name === 'data') frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`;
      else if (name === 'id' && !value.includes('\0')) frame.id = value;
      else if (name === 'event') frame.event = value || 'message';
    }
    if (frame.data !== undefined) frames.push(frame);
  }
}

/** How long to wait before the next try after so many that failed; `random` is between 0 and 1. */
export const pause = (failed, random) => Math.min(LONGEST, FIRST * 2 ** failed) * (1 + random / 4);

/** Whether news say that something else is to be shown of an enquiry, of which this version of this contact is shown. */
export function isNews(news, { contact, version }) {
  switch (news.type) {
    case 'contact':
      // The stream tells of no other contact than that of the enquiry: where it is another one, it was not before.
      if (news.id !== contact || typeof news.version !== 'number') return true;
      return news.version > version || SAME_VERSION.includes(news.change);
    case 'enquiry':
    case 'gone':
    case 'many_contacts':
    case 'many_enquiries':
    case 'resync':
      return true;
    default:
      return false;
  }
}

const json = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The stream of one enquiry at a time. Where it stands is kept over all of them, so that nothing is missed in between. */
export class Stream {
  #following;
  #controller;
  #timer;
  #failed = 0;
  #position;

  // `hear` is told news, `presence` who is there, `opened` that a stream is open, `lost` how many tries have failed by now,
  // and why.
  constructor({ ask, hear, presence, opened, lost, random = Math.random, timers = globalThis }) {
    Object.assign(this, { ask, hear, presence, opened, lost, random, timers });
  }

  isFollowing(enquiry) {
    return this.#following === enquiry;
  }

  follow(enquiry) {
    this.close();
    this.#following = enquiry;
    this.#controller = new AbortController();
    this.#isThere();
    void this.#run(enquiry, this.#controller.signal);
  }

  close() {
    this.timers.clearTimeout(this.#timer);
    this.#controller?.abort();
    this.#following = undefined;
  }

  #isThere() {
    this.timers.clearTimeout(this.#timer);
    this.#timer = this.timers.setTimeout(() => this.follow(this.#following), SILENCE);
  }

  async #run(enquiry, signal) {
    let why;
    try {
      const after = this.#position === undefined ? '' : `?after=${encodeURIComponent(this.#position)}`;
      const headers = { Accept: 'text/event-stream' };
      const answer = await this.ask(enquiry, `/embed/events${after}`, { headers, signal, patience: Infinity });
      if (signal.aborted) return;
      if (answer.status === 200) {
        const hasFailed = this.#failed > 0;
        this.#failed = 0;
        this.opened(hasFailed);
        await this.#read(answer.body.getReader(), signal);
      } else {
        why = answer.status;
        await answer.body?.cancel();
      }
    } catch (error) {
      why = error;
    }
    if (!signal.aborted) this.#lose(enquiry, why);
  }

  async #read(reader, signal) {
    const [decoder, events] = [new TextDecoder(), new EventReader()];
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      this.#isThere();
      for (const frame of events.read(decoder.decode(value, { stream: true }))) {
        this.#take(frame);
        // Whoever hears it may have turned to another enquiry.
        if (signal.aborted) return;
      }
    }
  }

  #take({ id, event, data }) {
    const isFirst = this.#position === undefined;
    if (id) this.#position = id;
    if (event === 'presence') {
      const presence = json(data);
      if (Array.isArray(presence?.people)) this.presence(presence);
    } else if (event === 'here') {
      // What happened between the reading of what is shown and this moment was told to nobody.
      if (isFirst) this.hear({ type: 'resync' });
    } else if (event === 'message') {
      const news = json(data);
      if (typeof news?.type === 'string') this.hear(news);
    }
  }

  #lose(enquiry, why) {
    this.timers.clearTimeout(this.#timer);
    const wait = pause(this.#failed, this.random());
    this.#failed += 1;
    // Until somebody lets it in again there is no use in trying.
    if (why instanceof SignedOut) this.#following = undefined;
    else this.#timer = this.timers.setTimeout(() => this.follow(enquiry), wait);
    this.lost(this.#failed, why);
  }
}

const HEX = (byte) => byte.toString(16).padStart(2, '0');
/** A fresh UUID; by HTTP from another machine the browser makes none itself. */
export function freshId(crypto = globalThis.crypto) {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(HEX).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Says every few seconds that somebody looks at the contact of an enquiry, and which of its fields they change. */
export class Attendance {
  #at;

  // `fields` gives the names of the fields that are changed now; `lost` hears that nothing could be said, so that nothing is
  // known of others either.
  constructor({ ask, fields, lost }) {
    Object.assign(this, { ask, fields, lost });
  }

  // Is there, as somebody who was not told anything yet, unless they were.
  attend(enquiry, contact) {
    if (this.#at?.enquiry === enquiry && this.#at.contact === contact) return;
    this.leave();
    const timer = setInterval(() => this.beat(), EVERY);
    this.#at = { enquiry, contact, timer, tab: freshId(), controller: new AbortController() };
    void this.beat();
  }

  // Hears that other fields may be changed than were.
  change() {
    if (this.#at && String(this.fields()) !== this.#at.said) void this.beat();
  }

  async beat() {
    const at = this.#at;
    if (!at || at.isUnderWay) return;
    const fields = this.fields();
    at.said = String(fields);
    at.isUnderWay = true;
    try {
      const { ok, status } = await this.#say(at, fields, { signal: at.controller.signal });
      if (!ok) throw new Error(`not said: ${status}`);
      at.isKnown = true;
    } catch (error) {
      at.isUnderWay = false;
      if (at !== this.#at) return;
      at.tab = freshId();
      // Until somebody lets it in again there is nobody to tell.
      if (error instanceof SignedOut) {
        at.isKnown = false;
        this.leave();
      }
      this.lost();
      return;
    }
    at.isUnderWay = false;
    if (at === this.#at) this.change();
  }

  // Where that is not heard, whoever left is taken to be gone a little later.
  leave() {
    const at = this.#at;
    if (!at) return;
    this.#at = undefined;
    clearInterval(at.timer);
    at.controller.abort();
    if (at.isKnown) this.#say(at, null, { keepalive: true }).catch(() => {});
  }

  #say({ enquiry, tab }, fields, options) {
    const body = JSON.stringify({ tab, fields });
    const headers = { 'Content-Type': 'application/json' };
    return this.ask(enquiry, '/embed/beat', { method: 'POST', headers, body, patience: SAID, ...options });
  }
}

/** Hears whether the panel is in sight, or may not go on for a while. */
export function followAttention(window, { sleep, wake }) {
  const { document } = window;
  window.addEventListener('pagehide', sleep);
  window.addEventListener('pageshow', ({ persisted }) => persisted && wake());
  document.addEventListener('freeze', sleep);
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', () => (document.hidden ? sleep() : wake()));
}
