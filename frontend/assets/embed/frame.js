// The side panel inside its frame: what the host says decides which enquiry is in sight; what the server answers is put in
// place for the enquiry that it was asked for, and for no other. Nothing is kept but in memory, and nothing that the host
// says comes into the document but the name that it hints at, as text.

import { isConnect, isToFrame, message } from './messages.js';
import { Attendance, Sessions, SignedOut, Stream, Tickets, followAttention, greet, hostsOf, isNews } from './stream.js';
import {
  BEGINNING, Sayings, Sections, View, linesOf, measure, nodesOf, patchArticle, prepare, put, sayIn, showPeople, tick, toDrop, waitIn,
} from './shown.js';
import { Editor } from './editor.js';

// How long, in milliseconds, it is waited between two readings of the same, and before one that failed is tried again.
const REST = 300;
// … where many contacts or enquiries were written at once, likely by an import: this one is hardly among each of them.
const REST_OF_MANY = 1000;
const AGAIN = 5000;
// How often it is looked what time it is where somebody is, and whether the session of what is in sight is to be renewed.
const LOOK = 10_000;
// How many times in a row a stream fails before it is said that the server is away.
const FAILED = 2;
// The longest reason, and the greatest height, that a host takes.
const REASON = 2000;
const HIGHEST = 100_000;

const after = (time) => new Promise((resolve) => setTimeout(resolve, time));
const contactOf = (article) => article?.dataset.contact;
const versionOf = (article) => Number(article?.dataset.version ?? 0);
const bodyOf = (article) => article.querySelector('[data-place="body"]');
const json = (text) => JSON.parse(text || '{}');
const wordsOf = (document) => json(document.querySelector('meta[name="words"]')?.content);

class Panel {
  // The enquiry in sight; all that are kept, in the order in which they were looked at.
  view;
  #views = new Map();
  // The reading of what is in sight: the signal by which it ends, whether it is under way, and whether it is to be done again.
  #reading;
  #sayings;
  #tickets;
  #sessions;
  #stream;
  #attendance;
  #sections;

  constructor(window, port) {
    const { document } = window;
    Object.assign(this, { window, document, port, language: document.documentElement.lang, words: wordsOf(document) });
    const [root, place, said, notice] = ['root', 'place', 'said', 'notice'].map((id) => document.getElementById(id));
    Object.assign(this, { root, place });
    this.#sayings = new Sayings({ said, notice, retry: this.words.retry });
    this.editor = new Editor(this);
    this.#sections = new Sections(this);
    this.#tickets = new Tickets((wanted) => this.send('ticket-wanted', wanted));
    this.#sessions = new Sessions({ ticketFor: (enquiry) => this.#tickets.want(enquiry), language: this.language });
    const ask = (enquiry, path, options) => this.#sessions.ask(enquiry, path, options);
    this.#stream = new Stream({
      ask,
      hear: (news) => this.view && this.#hearNews(this.view, news),
      presence: (presence) => this.#hearPeople(presence),
      opened: (hasFailed) => hasFailed && this.refresh(),
      lost: (failed, why) => this.#loseStream(failed, why),
    });
    this.#attendance = new Attendance({
      ask,
      fields: () => this.editor.fields(this.view),
      lost: () => this.#hearNobody(),
    });
  }

  begin() {
    this.port.onmessage = ({ data }) => isToFrame(data) && this.#hear(data);
    this.send('connected', {});
    this.#listen();
    measure(this.root, (height) => this.send('resize', { height: Math.min(height, HIGHEST) }));
    this.window.setInterval(() => {
      tick(this.place);
      if (this.view && !this.document.hidden) this.#sessions.renew(this.view.enquiry);
    }, LOOK);
  }

  send(type, fields) {
    this.port.postMessage(message(type, fields));
  }

  #hear({ type, enquiry, hint, id, ticket }) {
    if (type === 'enquiry') this.#turnTo(enquiry, hint?.name ?? '');
    else if (type === 'ticket') this.#tickets.give(id, ticket);
    else if (type === 'may-leave') this.send('may-leave', { id, may: !this.#isTyped() });
  }

  #isTyped() {
    return [...this.#views.values()].some((view) => this.editor.isDirty(view));
  }

  // Tells the host why something is refused: once, until it is shown again.
  refused(view, { code, detail }) {
    if (view.refusal === detail) return;
    view.refusal = detail;
    this.send('refused', { enquiry: view.enquiry, reason: detail.slice(0, REASON), code });
  }

  #turnTo(enquiry, name) {
    const view = enquiry === null ? undefined : (this.#views.get(enquiry) ?? new View(enquiry));
    if (view && view === this.view) {
      this.refresh();
      return;
    }
    this.#leave();
    this.view = view;
    this.#reading = undefined;
    if (!view) {
      sayIn(this.place, this.words.no_enquiry);
      return;
    }
    this.#views.delete(enquiry);
    this.#views.set(enquiry, view);
    this.#drop();
    const controller = new AbortController();
    this.#reading = { controller, signal: controller.signal, isWanted: false, isUnderWay: false };
    view.isReady = false;
    if (view.article) this.#show(view);
    else waitIn(this.place, name);
    this.editor.resume(view);
    this.refresh();
  }

  #leave() {
    this.#reading?.controller.abort();
    this.#stream.close();
    this.#attendance.leave();
    this.clearNotice();
    // Of one's own note nobody is told who follows another enquiry.
    if (this.view) Object.assign(this.view, { scroll: this.window.scrollY, people: [], ownNotes: 0 });
  }

  #drop() {
    const views = [...this.#views.values()].map((view) => ({
      enquiry: view.enquiry,
      isDirty: view.writing > 0 || this.editor.isDirty(view),
      isInSight: view === this.view,
    }));
    for (const enquiry of toDrop(views)) {
      if (this.#views.get(enquiry).isDirty) this.send('dirty', { enquiry, dirty: false });
      this.#views.delete(enquiry);
      this.#sessions.forget(enquiry);
    }
  }

  #show(view) {
    if (view.article.parentNode !== this.place) {
      put(this.place, view.article);
      this.window.scrollTo(0, view.scroll);
    }
    this.#showPeople(view);
    if (view.isReady) return;
    view.isReady = true;
    this.send('ready', { enquiry: view.enquiry });
  }

  // By this all that is read for the enquiry in sight ends once it is out of sight.
  get signal() {
    return this.#reading?.signal;
  }

  ask(view, path, options) {
    return this.#sessions.ask(view.enquiry, path, options);
  }

  async problemOf(answer) {
    const { code, detail } = await answer.json().catch(() => ({}));
    return { status: answer.status, code: String(code ?? 'broken'), detail: String(detail ?? this.words.offline) };
  }

  prepare(nodes) {
    return prepare(nodes, this.language);
  }

  // What the server answered for an enquiry, as its article. A ticket of another enquiry leads to another one.
  articleOf(view, html) {
    const article = nodesOf(html).querySelector('article.panel');
    if (article?.dataset.enquiry === view.enquiry) return this.prepare(article);
    this.#sessions.forget(view.enquiry);
    throw new SignedOut(true);
  }

  // Reads something for the enquiry in sight; nothing where it could not be read, which is said, or is wanted no more.
  async read(view, path, again) {
    const { signal } = this;
    if (view !== this.view || !signal) return undefined;
    try {
      const answer = await this.ask(view, path, { signal });
      if (answer.ok) {
        const html = await answer.text();
        if (signal.aborted) return undefined;
        this.clearNotice();
        return this.prepare(nodesOf(html));
      }
      const problem = await this.problemOf(answer);
      if (signal.aborted) return undefined;
      this.#sayings.notice(problem.detail, again);
      if (problem.code === 'not_permitted') this.refused(view, problem);
      // Something else may be done by now.
      if (problem.status === 403) this.refresh();
    } catch (error) {
      if (!signal.aborted) this.failed(view, error, again);
    }
    return undefined;
  }

  // Says that the server could not be asked, with the way to do so again.
  failed(view, error, again) {
    if (error.name === 'AbortError') return undefined;
    const isSignedOut = error instanceof SignedOut;
    const detail = isSignedOut ? this.words.signed_out : this.words.offline;
    if (isSignedOut && error.isRefused) this.refused(view, { code: 'signed_out', detail });
    if (view === this.view) this.#sayings.notice(detail, again);
    return detail;
  }

  // Reads anew what is shown: once at a time, and with a rest in between.
  async refresh() {
    const { view } = this;
    const reading = this.#reading;
    if (!view) return;
    reading.isWanted = true;
    if (reading.isUnderWay) return;
    reading.isUnderWay = true;
    while (reading.isWanted && !reading.signal.aborted) {
      reading.isWanted = false;
      const rested = after(reading.isOfMany ? REST_OF_MANY : REST);
      reading.isOfMany = false;
      await this.#readAnew(view, reading);
      await rested;
    }
    reading.isUnderWay = false;
  }

  async #readAnew(view, reading) {
    const { signal } = reading;
    const { section, pages, writes } = view;
    clearTimeout(reading.timer);
    try {
      const answer = await this.ask(view, `/embed/contact?section=${section}`, { signal });
      if (!answer.ok) {
        const problem = await this.problemOf(answer);
        await this.editor.composed();
        if (!signal.aborted) this.#notRead(view, reading, problem);
        return;
      }
      const fresh = this.articleOf(view, await answer.text());
      await this.#sections.readOlder(view, fresh, signal);
      await this.editor.composed();
      if (signal.aborted) return;
      // What was written meanwhile does not stand in this answer.
      if (view.writing) view.unheard.push({ type: 'resync' });
      else if (section !== view.section || pages !== view.pages || writes !== view.writes) reading.isWanted = true;
      else {
        this.take(view, fresh);
        void this.editor.takeIn(view);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.failed(view, error, () => this.refresh());
      if (!(error instanceof SignedOut)) this.#readLater(reading);
    }
  }

  #readLater(reading) {
    clearTimeout(reading.timer);
    reading.timer = setTimeout(() => reading === this.#reading && !this.document.hidden && this.refresh(), AGAIN);
  }

  // Either it cannot be read just now, and what is shown stays; or it may be seen no more, and nothing of it is shown.
  #notRead(view, reading, problem) {
    const isPassing = problem.status >= 500 || problem.status === 429;
    // What is not known yet may be on its way.
    if (isPassing || problem.status === 404) this.#readLater(reading);
    if (isPassing) {
      this.#sayings.notice(problem.detail, () => this.refresh());
      return;
    }
    this.clearNotice();
    this.#attendance.leave();
    if (!this.editor.refuse(view, problem)) {
      Object.assign(view, { article: undefined, layers: [], under: undefined, draft: undefined });
      sayIn(this.place, problem.detail);
      this.refused(view, problem);
    }
    this.changed(view);
    // It is heard there when it may be seen again.
    this.#follow(view);
  }

  #follow(view) {
    if (!this.document.hidden && !this.#stream.isFollowing(view.enquiry)) this.#stream.follow(view.enquiry);
  }

  // Puts an article in place, after a change of one's own or of what others did.
  take(view, fresh, change) {
    const { said } = fresh.dataset;
    delete fresh.dataset.said;
    const was = view.article && { ...view.article.dataset };
    this.editor.mark(view, bodyOf(fresh));
    this.editor.keepNote(view, fresh);
    if (change) Object.assign(view, { section: fresh.querySelector('[data-open]')?.dataset.open ?? 'profile', pages: 0 });
    if (view.article) patchArticle(view, fresh);
    else view.article = fresh;
    this.editor.restoreNote(view);
    view.refusal = undefined;
    this.#tell(view, was, change);
    this.changed(view);
    if (view !== this.view) return;
    this.clearNotice();
    this.#show(view);
    if (said) this.say(said);
    this.#follow(view);
    this.#attend(view);
  }

  // Tells the host that a contact is another, or has another version.
  #tell(view, was, change) {
    const { contact, state } = view.article.dataset;
    const version = versionOf(view.article);
    if (change === 'noted' && view === this.view) view.ownNotes += 1;
    if (contact !== was?.contact) view.people = [];
    const isOther = was && (contact !== was.contact || state !== was.state || version > Number(was.version ?? 0) || view.isNoted);
    view.isNoted = false;
    if (!contact || !(change || isOther)) return;
    this.send('contact-changed', { enquiry: view.enquiry, contact, version, change: change ?? 'elsewhere' });
  }

  // Hears that something may have been typed, or is there no more.
  changed(view) {
    const isDirty = this.editor.isDirty(view);
    if (isDirty !== view.isDirty) {
      view.isDirty = isDirty;
      this.send('dirty', { enquiry: view.enquiry, dirty: isDirty });
    }
    if (view === this.view) this.#attendance.change();
  }

  // Hears that a write is over: what was told meanwhile may have been its own.
  written(view) {
    if (view.writing) return;
    for (const news of view.unheard.splice(0)) if (view === this.view) this.#hearNews(view, news);
  }

  say(text) {
    this.#sayings.say(text);
  }

  // The focus is taken from nobody who is elsewhere on the page of the host. What may not be pressed cannot take it.
  focus(view, element) {
    if (view !== this.view || !this.document.hasFocus()) return;
    (element?.matches(':not(:disabled)') ? element : this.place.querySelector(BEGINNING))?.focus();
  }

  clearNotice() {
    if (this.#sayings.clear() && this.view) this.focus(this.view);
  }

  #hearNews(view, news) {
    if (view.writing) {
      view.unheard.push(news);
      return;
    }
    if (!isNews(news, { contact: contactOf(view.article), version: versionOf(view.article) })) return;
    if (news.change === 'Note added' && view.ownNotes > 0) view.ownNotes -= 1;
    else if (/^Note /.test(news.change)) view.isNoted = true;
    this.#reading.isOfMany = news.type.startsWith('many_');
    this.refresh();
  }

  #loseStream(failed, why) {
    const { view } = this;
    const isAway = why instanceof Error && failed >= FAILED;
    if (view && (isAway || why instanceof SignedOut)) this.failed(view, why, () => this.refresh());
    // Why it is refused is said where the enquiry itself is read.
    else if (why === 403 && failed === 1) this.refresh();
  }

  #attend(view) {
    const { state, contact } = view.article.dataset;
    if (state === 'known' && !this.document.hidden) this.#attendance.attend(view.enquiry, contact);
    else this.#attendance.leave();
  }

  #hearPeople({ contact, people }) {
    const { view } = this;
    if (!contact || contactOf(view?.article) !== contact) return;
    view.people = people;
    this.#showPeople(view);
  }

  #hearNobody() {
    this.#hearPeople({ contact: contactOf(this.view?.article), people: [] });
  }

  #showPeople(view) {
    const place = view.article.querySelector('.presence');
    if (place) showPeople(place, linesOf(view.people, this.words, json(view.article.dataset.fields)));
  }

  #listen() {
    const { document, root, window } = this;
    const typed = ({ target, isComposing }) => this.view && this.editor.type(this.view, target, isComposing);
    root.addEventListener('click', (event) => this.#click(event));
    root.addEventListener('submit', (event) => this.#submit(event));
    root.addEventListener('input', typed);
    root.addEventListener('compositionstart', ({ target }) => this.editor.compose(target));
    root.addEventListener('compositionend', ({ target }) => {
      this.editor.compose();
      typed({ target });
    });
    document.addEventListener('keydown', (event) => this.#press(event));
    window.addEventListener('beforeunload', (event) => {
      if (!this.#isTyped()) return;
      event.preventDefault();
      event.returnValue = true;
    });
    const sleep = () => this.#sleep();
    const wake = () => this.#wake();
    followAttention(window, { sleep, wake });
    window.addEventListener('online', () => {
      this.#stream.close();
      wake();
    });
  }

  #sleep() {
    this.#stream.close();
    this.#attendance.leave();
    this.#hearNobody();
  }

  #wake() {
    if (!this.view || this.document.hidden) return;
    this.refresh();
    this.#follow(this.view);
  }

  #click(event) {
    const { view } = this;
    const pressed = event.target.closest('a[href], button');
    const { dataset } = pressed ?? {};
    if (dataset?.do === 'retry') {
      this.clearNotice();
      this.#sayings.tryAgain();
    } else if (!view || !pressed) return;
    else if (pressed.nodeName === 'A') this.#dial(event, pressed);
    else if (pressed.matches('[role="tab"]')) void this.#sections.open(view, pressed);
    else if (dataset.do === 'cancel') this.editor.cancel(view);
    else if (['find', 'edit', 'create'].includes(dataset.do)) void this.editor.open(view, dataset.do, pressed);
    else if (dataset.ask) void this.editor.open(view, dataset.ask, pressed);
    else if (dataset.add) this.editor.addRow(view, pressed);
    else if (dataset.remove !== undefined) this.editor.removeRow(view, pressed);
    else if (dataset.older) void this.#sections.addOlder(view, pressed);
  }

  // The host calls and texts.
  #dial(event, link) {
    const [, kind, number] = link.getAttribute('href').match(/^(tel|sms):(.+)$/) ?? [];
    if (!kind) return;
    event.preventDefault();
    const contact = link.closest('[data-contact]')?.dataset.contact;
    this.send(kind === 'tel' ? 'call' : 'sms', { number, contact });
  }

  #submit(event) {
    event.preventDefault();
    const { target: form } = event;
    if (!this.view) return;
    if (form.matches('[data-find]')) this.editor.search(this.view, form, 0);
    else if (form.dataset.form) void this.editor.submit(this.view, form);
  }

  #press(event) {
    const { key, target, isComposing, ctrlKey, metaKey, altKey, shiftKey } = event;
    const { view } = this;
    if (!view?.article || isComposing || altKey || shiftKey) return;
    const isWithControl = ctrlKey || metaKey;
    const isDone =
      isWithControl ? key.toLowerCase() === 's' && this.editor.save(view, target)
      : key === 'Escape' ? this.editor.escape(view)
      : this.#sections.walk(view, event);
    if (isDone) event.preventDefault();
  }
}

async function start(window) {
  const { document } = window;
  const isFramed = window.parent !== window;
  const words = wordsOf(document);
  sayIn(document.getElementById('place'), isFramed ? words.connecting : words.no_enquiry);
  if (!isFramed) return;
  const origins = hostsOf(document.querySelector('meta[name="embed-origins"]')?.content ?? '');
  new Panel(window, await greet(window, origins, message('hello'), isConnect)).begin();
}

void start(globalThis);
