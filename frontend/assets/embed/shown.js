// What is shown: answers of the server are put over what is there, so that whatever did not change stays as it is, with its
// focus, its selection and what is open; the sections of a contact; which of the enquiries that were shown are kept; what is
// said beside them; and how high all of it is.

// How many enquiries are kept at most: of those in which nothing is typed, and of all.
const CLEAN = 10;
const ALL = 50;
// After how many milliseconds without another one a height is still.
const STILL = 150;
// What turns between two heights more often than this in a second goes on for ever.
const TURNS = 4;
// How many people have a line each, and how many fields of one of them are named.
const PEOPLE = 3;
const FIELDS = 5;
// How long it is shown what was done.
const SAID = 6000;
const MINUTE = 60_000;
// So many pages of older entries are read anew; where there are more the section stays as it is.
const PAGES = 5;
const BODY = '[data-place="body"]';
// Where what stands in a place begins: a heading, or a sentence that stands alone.
export const BEGINNING = '[tabindex="-1"]:is(h1, p)';
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/** What is known of an enquiry that was looked at. */
export class View {
  article;
  section = 'profile';
  // How many pages of older entries were added to its section.
  pages = 0;
  // What lies over the body of its article, the body under all of it, and a form that was left with something typed in it.
  layers = [];
  under;
  draft;
  note = '';
  searches = 0;
  people = [];
  scroll = 0;
  // How many writes are under way, how many are over, and what was heard meanwhile.
  writing = 0;
  writes = 0;
  unheard = [];
  // Notes of one's own of which the stream has not told yet; whether somebody else's was heard of.
  ownNotes = 0;
  isNoted = false;
  // The form into which the note was typed.
  noteForm;
  isDirty = false;
  isReady = false;
  refusal;

  constructor(enquiry) {
    this.enquiry = enquiry;
  }
}

/** The enquiries to be dropped of those that are kept, which come in the order in which they were looked at. */
export function toDrop(views, clean = CLEAN, all = ALL) {
  const dropped = new Set();
  const drop = (most, which) => {
    for (const view of views) {
      if (views.length - dropped.size <= most) return;
      if (!view.isInSight && which(view)) dropped.add(view.enquiry);
    }
  };
  drop(clean, ({ isDirty }) => !isDirty);
  drop(all, ({ enquiry }) => !dropped.has(enquiry));
  return [...dropped];
}

/** Which heights to tell: the first of a change at once, the last once it is still; of two that follow from each other the larger. */
export class HeightGuard {
  #told;
  #last;
  #isChanging = false;
  #heard = [];
  #held = [];

  // The height to tell now that this one was measured, where there is any.
  measured(measure, now) {
    const height = Math.ceil(measure);
    if (this.#held.includes(height)) return undefined;
    this.#held = [];
    if (height === this.#last) return undefined;
    this.#heard = this.#heard.filter(({ at }) => now - at < 1000);
    this.#heard.push({ height, at: now });
    this.#last = height;
    if (this.#turns() > TURNS) {
      this.#held = this.#heard.slice(-2).map(({ height: one }) => one);
      this.#heard = [];
      this.#isChanging = false;
      this.#last = Math.max(...this.#held);
      return this.#tell();
    }
    if (this.#isChanging) return undefined;
    this.#isChanging = true;
    return this.#tell();
  }

  // The height to tell now that nothing was measured for a while, where there is any.
  rested() {
    this.#isChanging = false;
    return this.#tell();
  }

  // How often in a row it went from one of two heights to the other.
  #turns() {
    const heights = this.#heard.map(({ height }) => height);
    let at = heights.length - 1;
    while (at > 1 && heights[at] === heights[at - 2]) at -= 1;
    return heights.length - at;
  }

  #tell() {
    if (this.#last === this.#told) return undefined;
    this.#told = this.#last;
    return this.#told;
  }
}

/** Tells how high an element is, now and whenever that changes. */
export function measure(element, tell) {
  const guard = new HeightGuard();
  let timer;
  const tellIf = (height) => height !== undefined && tell(height);
  new ResizeObserver(() => {
    tellIf(guard.measured(element.getBoundingClientRect().height, performance.now()));
    clearTimeout(timer);
    timer = setTimeout(() => tellIf(guard.rested()), STILL);
  }).observe(element);
}

/** The lines that say who else is there, by the panel's words and the names of the fields. */
export function linesOf(people, words, names) {
  const order = Object.keys(names);
  const said = (template, values) => template.replace(/\{(name|fields)\}/g, (_, key) => values[key] ?? '');
  const line = ({ name, fields = [] }) => {
    const known = fields.filter((field) => Object.hasOwn(names, field)).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const named = known.slice(0, FIELDS).map((field) => names[field]);
    const rest = known.length > FIELDS ? ['…'] : [];
    const isChanging = named.length > 0;
    return { text: said(isChanging ? words.changing : words.looking, { name, fields: [...named, ...rest].join(', ') }), isChanging };
  };
  // To count a single one takes as much room as to name it.
  const few = people.length > PEOPLE + 1 ? PEOPLE : people.length;
  const lines = people.slice(0, few).map(line);
  if (few < people.length) lines.push({ text: `+${people.length - few}`, isChanging: false });
  return lines;
}

/** Shows who else is there. A line that stands there already stays, so that only what is new is read out. */
export function showPeople(place, lines) {
  const left = new Map([...place.children].map((line) => [`${line.className} ${line.textContent}`, line]));
  const shown = lines.map(({ text, isChanging }) => {
    const className = isChanging ? 'changing' : '';
    const same = left.get(`${className} ${text}`);
    if (same) return same;
    const line = document.createElement('p');
    line.className = className;
    line.appendChild(document.createElement('bdi')).textContent = text;
    return line;
  });
  if (shown.length === place.children.length && shown.every((line, at) => line === place.children[at])) return;
  for (const line of [...place.children]) if (!shown.includes(line)) line.remove();
  shown.forEach((line, at) => line !== place.children[at] && place.insertBefore(line, place.children[at] ?? null));
}

/** What the server answered, as nodes. */
export function nodesOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** Writes what time it is by now where clocks are so many minutes ahead of UTC. */
export function tick(place, now = Date.now()) {
  for (const time of place.querySelectorAll('time[data-ahead]')) {
    const there = new Date(now + Number(time.dataset.ahead) * MINUTE).toISOString().slice(11, 16);
    if (time.textContent !== there) time.textContent = there;
  }
}

/** Writes times in the reader's zone, and lets links open a tab of their own: nothing leads away from the panel. */
export function prepare(place, language) {
  for (const link of place.querySelectorAll('a[href]')) {
    if (/^(tel:|sms:|#)/.test(link.getAttribute('href'))) continue;
    link.target = '_blank';
    link.rel = 'noopener';
  }
  // English as most of the world writes its dates, as on the pages: the day first, the month in letters.
  const reader = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(reader, { day: 'numeric', month: 'short', year: 'numeric' });
  const moment = new Intl.DateTimeFormat(reader, { dateStyle: 'full', timeStyle: 'short' });
  for (const time of place.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    // A day of the calendar is the same everywhere.
    if (!time.dateTime.includes('T') || Number.isNaN(at.getTime())) continue;
    time.textContent = day.format(at);
    time.title = moment.format(at);
  }
  tick(place);
  return place;
}

// What the reader opened stays open, and an entry that was given the focus can keep it.
const READERS = { DETAILS: 'open', LI: 'tabindex' };
const isReaders = (element, attribute) => READERS[element.nodeName] === attribute;

const attributesOf = (element) =>
  [...element.attributes].filter(({ name }) => !isReaders(element, name)).map(({ name, value }) => `${name}=${value}`).sort().join('\n');

// Whether two nodes say the same, whatever was opened or typed in them.
function isEqual(one, other, skips) {
  if (one.isEqualNode(other)) return true;
  if (one.nodeName !== other.nodeName || one.nodeValue !== other.nodeValue) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  if (attributesOf(one) !== attributesOf(other)) return false;
  if (one.matches(skips)) return true;
  const [own, others] = [one.childNodes, other.childNodes];
  return own.length === others.length && [...own].every((node, at) => isEqual(node, others[at], skips));
}

// By which an element is known to be the same with other content.
const KEYS = ['name', 'data-place', 'data-form', 'data-list', 'data-part', 'id', 'class'];
const keyOf = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  const key = KEYS.find((name) => node.getAttribute(name));
  return [node.nodeName, node.getAttribute('type'), key, key && node.getAttribute(key)].join(' ');
};
const isAlike = (one, other) => one.nodeName !== 'TEMPLATE' && keyOf(one) === keyOf(other);

// What `fresh` holds is copied, so that it stays as it is while it is compared.
function patchChildren(old, fresh, how) {
  const { skips } = how;
  const nodes = [...fresh.childNodes];
  let at = old.firstChild;
  nodes.forEach((node, place) => {
    const same = at && behind(at, (one) => isEqual(one, node, skips));
    if (same) {
      while (at !== same) at = removed(at);
      if (how.isForm) patch(at, node, how);
      at = at.nextSibling;
    } else if (at && isAlike(at, node) && !nodes.slice(place + 1).some((one) => isEqual(at, one, skips))) {
      patch(at, node, how);
      at = at.nextSibling;
    } else {
      old.insertBefore(document.importNode(node, true), at);
    }
  });
  while (at) at = removed(at);
}

function behind(node, which) {
  let one = node;
  while (one && !which(one)) one = one.nextSibling;
  return one;
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// Gives an input the value that the server gave it: what stands in its attributes counts no more once something was typed.
function takeValue(old, fresh) {
  if (old.nodeName === 'SELECT') {
    [...old.options].forEach((option, at) => (option.selected = fresh.options[at]?.selected ?? false));
  } else if (old.type === 'checkbox' || old.type === 'radio') {
    old.checked = fresh.checked;
  } else if ((old.nodeName === 'INPUT' || old.nodeName === 'TEXTAREA') && old.value !== fresh.value) {
    old.value = fresh.value;
  }
}

/** Makes an element what a fresh one is. What is alike stays in its place; what is typed stays too, unless it is a form's answer. */
export function patch(old, fresh, { isForm = false, skips = '.presence' } = {}) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !isReaders(old, name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isReaders(old, name)) old.setAttribute(name, value);
  }
  if (isForm && fresh.open) old.open = true;
  if (old.matches(skips)) return;
  patchChildren(old, fresh, { isForm, skips });
  if (isForm) takeValue(old, fresh);
}

/** Remembers where the focus is inside a place; what it gives puts it back where it was lost meanwhile, or else on `instead`. */
export function focusIn(place, instead) {
  const active = document.activeElement;
  // It is taken from nobody who is elsewhere on the page of the host.
  if (!place.contains(active) || !document.hasFocus()) return () => {};
  const { id, name, value, selectionStart: start = null, selectionEnd: end } = active;
  const named = (which) => (which ? [...place.querySelectorAll(`[name="${CSS.escape(which)}"]:not([type="hidden"])`)] : []);
  const at = named(name).indexOf(active);
  return () => {
    const stays = active.isConnected && document.activeElement === active && !active.matches(':disabled');
    if (stays && active.value === value) return;
    const alike = named(name);
    const own = alike[at]?.value === value ? alike[at] : alike.find((one) => one.value === value);
    const next = own ?? (id ? document.getElementById(id) : null);
    if (next && !next.matches(':disabled')) {
      next.focus({ preventScroll: true });
      if (start !== null && next.value === value) next.setSelectionRange?.(start, end);
    } else if (!stays) {
      // Once it is decided what stands in a field there is no choice any more.
      (named(name?.replace(/^choice\./, ''))[0] ?? place.querySelector(instead))?.focus({ preventScroll: true });
    }
  };
}

/** Puts nodes in place of all that stands there. Whoever had the focus in that has it where these begin. */
export function put(place, ...nodes) {
  const hadFocus = document.hasFocus() && place.contains(document.activeElement);
  place.replaceChildren(...nodes);
  if (hadFocus) place.querySelector(BEGINNING)?.focus({ preventScroll: true });
}

/** Makes the article of an enquiry what a fresh one is, whatever lies over its body. */
export function patchArticle({ article, under, pages }, fresh) {
  const restore = focusIn(article, BEGINNING);
  const skips = ['.presence', ...(pages > PAGES ? ['[role="tabpanel"]'] : [])];
  // What lies over the body stays, and the body beneath it is another.
  if (under) patchChildren(under, fresh.querySelector(BODY), { isForm: false, skips: skips.join(', ') });
  patch(article, fresh, { skips: (under ? [...skips, BODY] : skips).join(', ') });
  restore();
}

// Adds what is older than a list shows; the first of it.
function addOlder(paragraph, nodes) {
  const entries = [...nodes.children].filter((entry) => entry.nodeName === 'LI');
  const way = nodes.querySelector('.older');
  paragraph.previousElementSibling?.append(...entries);
  if (way) paragraph.replaceWith(way);
  else paragraph.remove();
  return entries[0];
}

/** Says something in a place, instead of whatever stands there. */
export function sayIn(place, text) {
  const line = document.createElement('p');
  Object.assign(line, { textContent: text, tabIndex: -1 });
  put(place, line);
}

/** Stands for an article that is on its way, by the name that the host hints at. */
export function waitIn(place, name) {
  const waiting = document.getElementById('waiting').content.cloneNode(true);
  const hint = waiting.querySelector('[data-hint]');
  if (hint) hint.textContent = name;
  put(place, waiting);
}

/** What is said beside an article: what was done, for a moment; and why the panel cannot go on, with the way to try again. */
export class Sayings {
  #said;
  #notice;
  #retry;
  #again;
  #timer;

  constructor({ said, notice, retry }) {
    this.#said = said;
    this.#notice = notice;
    this.#retry = retry;
  }

  say(text) {
    sayIn(this.#said, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#said.replaceChildren(), SAID);
  }

  // What stands there already is not read out once more.
  notice(text, again) {
    this.#again = again;
    if (this.#notice.firstElementChild?.textContent === text) return;
    sayIn(this.#notice, text);
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'button secondary small', textContent: this.#retry });
    button.dataset.do = 'retry';
    this.#notice.append(button);
  }

  // Whether the focus went with it.
  clear() {
    const hasFocus = this.#notice.contains(document.activeElement);
    this.#notice.replaceChildren();
    return hasFocus;
  }

  tryAgain() {
    this.#again?.();
  }
}

// Where to read what is older than a list shows.
const olderThan = ({ dataset: { kind, older } }) => `/embed/section?name=${kind}&cursor=${encodeURIComponent(older)}`;

/** The sections of an article: one of them is open, and what is older in it comes page by page. */
export class Sections {
  #panel;

  constructor(panel) {
    this.#panel = panel;
  }

  // The keys that lead from one tab to the next, round the end; whether this was one.
  walk(view, { key, target }) {
    const tab = target.closest?.('[role="tab"]');
    if (!tab) return false;
    const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
    const ends = { Home: tabs[0], End: tabs.at(-1) };
    const next = STEPS[key] ? tabs.at((tabs.indexOf(tab) + STEPS[key]) % tabs.length) : ends[key];
    if (!next) return false;
    next.focus();
    void this.open(view, next);
    return true;
  }

  async open(view, tab) {
    const { section } = tab.dataset;
    // A form may lie over it by now.
    const place = tab.parentElement.parentNode.querySelector('[role="tabpanel"]');
    for (const one of tab.parentElement.querySelectorAll('[role="tab"]')) {
      one.ariaSelected = String(one === tab);
      one.tabIndex = one === tab ? 0 : -1;
    }
    place.setAttribute('aria-labelledby', tab.id);
    place.ariaBusy = 'true';
    Object.assign(view, { section, pages: 0 });
    const nodes = await this.#panel.read(view, `/embed/section?name=${section}`, () => this.open(view, tab));
    if (view.section !== section) return;
    place.ariaBusy = null;
    place.dataset.open = section;
    if (nodes) this.#panel.editor.keepNote(view, nodes);
    // What stands there otherwise is that of another section.
    place.replaceChildren(...(nodes ? [nodes] : []));
    this.#panel.editor.restoreNote(view);
  }

  async addOlder(view, button) {
    if (button.ariaBusy === 'true') return;
    const { section } = view;
    const paragraph = button.closest('.older');
    const place = paragraph.parentElement;
    const address = olderThan(button);
    button.ariaBusy = 'true';
    const nodes = await this.#panel.read(view, address, () => this.addOlder(view, button));
    button.ariaBusy = null;
    // The list may end elsewhere by now: what was asked for does not follow on it.
    if (!nodes || section !== view.section || !paragraph.isConnected || address !== olderThan(button)) return;
    const first = addOlder(paragraph, nodes);
    view.pages += 1;
    if (first) first.tabIndex = -1;
    this.#panel.focus(view, place.querySelector('[data-older]') ?? first);
  }

  // Adds to a fresh article the pages that were added to the one that is shown.
  async readOlder(view, fresh, signal) {
    for (let page = 0; page < view.pages && view.pages <= PAGES; page += 1) {
      const button = fresh.querySelector('[data-older]');
      if (!button) return;
      const answer = await this.#panel.ask(view, olderThan(button), { signal });
      if (!answer.ok) return;
      addOlder(button.closest('.older'), this.#panel.prepare(nodesOf(await answer.text())));
    }
  }
}
