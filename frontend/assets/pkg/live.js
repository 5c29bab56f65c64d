// What happens while pages are open, for all tabs of this browser: whichever has the lock holds the stream of `GET /live`,
// and the others hear of it from there. Whoever tells says behind which position that is everything, so that a tab notices
// what it has missed, and asks for it. A browser without locks (plain HTTP from another machine) has a stream for each tab
// that is in sight, as six connections are all that it has. Who else looks at a contact is told on the stream too, but is true
// for the moment only: it is handed on as it comes, and neither remembered nor kept.

// How much a tab remembers for those that come later, and keeps until its page listens.
const REMEMBERED = 200;
const KEPT = 500;
// The server says every 15 seconds that it is there: a stream that says nothing for so long is cut off without a word.
const SILENCE = 50_000;
const RESYNC = '{"type":"resync"}';

// A position: epoch, number, and how much was told since of what comes next: of what happened together only the last says where
// that was. The first two may be longer than a number of JavaScript.
const read = (text, told) => [...text.split('.').map(BigInt), told];
const compare = (a, b) => Number(a[0] - b[0]) || Number(a[1] - b[1]) || a[2] - b[2];

export function start(window) {
  const { document, navigator } = window;
  const mark = document.querySelector('meta[name=live]');
  // Nobody is signed in.
  if (!mark) return;
  const { who } = mark.dataset;
  const isShared = navigator.locks && window.BroadcastChannel;
  // Up to where this tab has heard, and how far back it remembers. A document knows all up to its number, and nothing of what
  // comes next.
  let at = read(mark.content, 0);
  let since = at;
  let memory = [];
  // What comes before the page listens; it may do so already, where this script is the slower one.
  let early = 'alive' in document.documentElement.dataset ? undefined : [];
  let asked, channel, release, source, timer, silence;
  let wait = 1000;

  const tellPage = (name, detail) => window.dispatchEvent(new window.CustomEvent(name, { detail }));
  const say = (news) => tellPage('live', news);
  const hear = (place, news) => {
    at = place;
    memory.push([place, news]);
    if (memory.length > REMEMBERED) [since] = memory.shift();
    if (!early) say(news);
    else if (early.push(news) > KEPT) early = [RESYNC];
  };
  const tell = (after, news) => channel?.postMessage({ after, news });
  const ask = () => channel?.postMessage({ asks: (asked = at) });

  const isThere = () => {
    window.clearTimeout(silence);
    silence = window.setTimeout(open, SILENCE);
  };
  const open = () => {
    window.clearTimeout(timer);
    source?.close();
    isThere();
    // Says whose it is: whoever signs in next in this browser is not heard by the tabs of the one before.
    source = new window.EventSource(`/live?after=${at[0]}.${at[1]}&who=${who}`);
    source.onopen = () => (wait = 1000);
    source.addEventListener('here', isThere);
    source.onmessage = ({ data, lastEventId }) => {
      const after = at;
      const place = lastEventId ? read(lastEventId, 0) : at;
      hear(compare(place, at) > 0 ? place : [at[0], at[1], at[2] + 1], data);
      tell(after, [[at, data]]);
    };
    source.addEventListener('presence', ({ data: presence }) => {
      tellPage('presence', presence);
      channel?.postMessage({ presence });
    });
    source.onerror = () => {
      // Unless it was refused, the browser tries again by itself.
      if (source?.readyState !== 2) return;
      window.clearTimeout(silence);
      timer = window.setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(2 * wait, 30_000);
    };
  };
  const look = () => (source ? source.readyState === 2 && open() : ask());

  const listen = ({ data: { asks, after, news, presence } }) => {
    if (presence) tellPage('presence', presence);
    else if (asks && source) {
      look();
      if (compare(asks, since) < 0) tell(asks, [[at, RESYNC]]);
      else if (compare(asks, at) < 0) tell(asks, memory.filter(([place]) => compare(asks, place) < 0));
    } else if (news && !source) {
      if (compare(at, after) >= 0) news.forEach((one) => compare(at, one[0]) < 0 && hear(...one));
      // Asking once is enough, unless another tab holds the stream by now: it begins by telling nothing.
      else if (asked !== at || !news.length) ask();
    }
  };

  const begin = () => {
    release = () => {};
    if (!isShared) return open();
    const name = `external-contacts-live ${who}`;
    channel = new window.BroadcastChannel(name);
    channel.onmessage = listen;
    const waiting = new AbortController();
    const { signal } = waiting;
    const held = new Promise((resolve) => {
      release = () => resolve(waiting.abort());
    });
    const hold = () => {
      if (signal.aborted) return;
      tell(at, []);
      open();
      return held;
    };
    navigator.locks.request(name, { signal }, hold).catch(() => signal.aborted || open());
  };
  const end = () => {
    window.clearTimeout(timer);
    window.clearTimeout(silence);
    source?.close();
    channel?.close();
    release?.();
    release = source = channel = undefined;
  };
  const follow = () => {
    if (document.hidden && !isShared) return;
    if (!release) begin();
    look();
  };

  window.addEventListener('live-ready', () => {
    early?.forEach(say);
    early = undefined;
    look();
  });
  window.addEventListener('online', look);
  window.addEventListener('pagehide', end);
  window.addEventListener('pageshow', ({ persisted }) => persisted && follow());
  document.addEventListener('visibilitychange', () => (document.hidden ? isShared || end() : follow()));
  document.addEventListener('freeze', end);
  document.addEventListener('resume', follow);
  follow();
}

if (globalThis.document) start(globalThis);
