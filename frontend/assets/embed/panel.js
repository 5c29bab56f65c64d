// The web component by which another product shows the side panel: `<external-contact-panel server="https://contacts…"
// enquiry="E-1">`. It frames /embed/panel, offers it a port, passes tickets on and tells what it hears. It keeps nothing, and
// styles nothing of the page around it.

import { isHello, isToFrame, isToHost, message } from './messages.js';

// What the frame is called, in the languages of the panel.
const TITLES = { en: 'Contact', 'zh-Hant': '聯絡人', 'zh-Hans': '联系人' };
const THEMES = ['light', 'dark'];

// In milliseconds: until a frame that says nothing is given up, until getTicket has to be set, and until the frame has to say
// whether the page may be left.
const REACHED = 15_000;
const GIVEN = 10_000;
const ANSWERED = 2_000;

// So many heights one after the other, each within this time of the one before, are taken as they come.
const SWINGS = 30;
const QUIET = 500;

const LONGEST_NAME = 200;
const LONGEST_REASON = 2000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { display: block; inline-size: 100%; block-size: 12rem; max-block-size: 100%; border: 0; }
`);

const reasonOf = (error) => {
  try {
    return String(error?.message ?? error).slice(0, LONGEST_REASON);
  } catch {
    return 'getTicket failed.';
  }
};

/** `<external-contact-panel>`: its attributes, properties and events are told in panel.d.ts. */
export class ExternalContactPanel extends HTMLElement {
  static observedAttributes = ['server', 'enquiry', 'language', 'theme', 'max-height', 'hint-name'];

  #frame = null;
  #origin = '';
  #address = '';
  // The port that the frame has taken, and those that it was offered.
  #port = null;
  #offered = [];
  #patience;
  // What the frame is told, and a hint that is not told yet.
  #told = { enquiry: null };
  #hint;
  #settling = false;
  #getTicket = null;
  #waiting = [];
  // The enquiries beside which something is unsaved.
  #unsaved = new Set();
  #asked = 0;
  #leaving = new Map();
  #height = null;
  #sizedAt = 0;
  #swings = 0;

  constructor() {
    super();
    this.attachShadow({ mode: 'open', delegatesFocus: true }).adoptedStyleSheets = [sheet];
  }

  get enquiry() {
    return this.getAttribute('enquiry') || null;
  }

  set enquiry(enquiry) {
    if (enquiry === null || enquiry === undefined || enquiry === '') this.removeAttribute('enquiry');
    else this.setAttribute('enquiry', enquiry);
  }

  get hint() {
    return this.#hint ?? this.#told.hint ?? null;
  }

  set hint(hint) {
    const name = hint?.name;
    this.#hint = typeof name === 'string' && name ? { name: [...name].slice(0, LONGEST_NAME).join('') } : undefined;
    this.#settle();
  }

  get getTicket() {
    return this.#getTicket;
  }

  set getTicket(getTicket) {
    this.#getTicket = typeof getTicket === 'function' ? getTicket : null;
    if (this.#getTicket) this.#waiting.splice(0).forEach((given) => given());
  }

  mayLeave() {
    const port = this.#port;
    if (!port) return Promise.resolve(true);
    const id = ++this.#asked;
    return new Promise((resolve) => {
      const answer = (may) => {
        clearTimeout(late);
        this.#leaving.delete(id);
        resolve(may);
      };
      const late = setTimeout(() => answer(this.#unsaved.size === 0), ANSWERED);
      this.#leaving.set(id, answer);
      port.postMessage(message('may-leave', { id }));
    });
  }

  connectedCallback() {
    // What was set before this script came stands in front of the properties.
    for (const name of ['getTicket', 'enquiry', 'hint']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    window.addEventListener('message', this.#hear);
    this.#settle();
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.#hear);
    this.#close();
  }

  // A browser that can move an element keeps its frame; without this it would say that it was removed.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, value) {
    if (name === 'max-height') this.#fit();
    else if (name === 'hint-name') this.hint = { name: value };
    else this.#settle();
  }

  // What is set at once counts together: a hint belongs to the enquiry that comes with it, and to no later one.
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      const { enquiry } = this;
      const hint = this.#hint;
      this.#hint = undefined;
      if (enquiry !== this.#told.enquiry) {
        this.#told = { enquiry, hint };
        this.#tell();
      } else if (hint && !this.#port) {
        this.#told.hint = hint;
      }
      this.#load();
    });
  }

  #tell() {
    if (!this.#port) return;
    const said = message('enquiry', this.#told);
    const isGood = isToFrame(said);
    this.#port.postMessage(isGood ? said : message('enquiry', { enquiry: null }));
    if (!isGood) this.#refuse('bad_enquiry', 'The id of an enquiry has 1 to 200 characters.');
  }

  // Where the panel is; nothing where `server` is no address.
  #panel() {
    try {
      const panel = new URL('/embed/panel', new URL(this.getAttribute('server') || import.meta.url, document.baseURI));
      if (!/^https?:$/.test(panel.protocol)) return null;
      const [language, theme] = ['language', 'theme'].map((name) => this.getAttribute(name));
      if (Object.hasOwn(TITLES, language)) panel.searchParams.set('language', language);
      if (THEMES.includes(theme)) panel.searchParams.set('theme', theme);
      return panel;
    } catch {
      return null;
    }
  }

  // Frames what is not framed yet. Another language or theme is another document, so it waits for what is unsaved.
  #load() {
    if (!this.isConnected) return;
    const panel = this.#panel();
    const address = panel?.href ?? '';
    if (this.#frame && (address === this.#address || (panel?.origin === this.#origin && this.#unsaved.size))) return;
    this.#close();
    if (!panel) return this.#refuse('no_server', `“${this.getAttribute('server')}” is not the address of a server.`);
    const frame = document.createElement('iframe');
    frame.title = TITLES[panel.searchParams.get('language') ?? 'en'];
    frame.allow = '';
    frame.referrerPolicy = 'origin';
    frame.src = address;
    this.#frame = frame;
    this.#address = address;
    this.#origin = panel.origin;
    this.#patience = setTimeout(() => this.#refuse('unreachable', `The panel at ${this.#origin} does not answer this page.`), REACHED);
    this.shadowRoot.replaceChildren(frame);
  }

  #close() {
    clearTimeout(this.#patience);
    this.#forget();
    this.#port = null;
    this.#frame?.remove();
    this.#frame = null;
    this.#height = null;
  }

  // The document in the frame is gone, and what was typed in it.
  #forget(port) {
    for (const other of [this.#port, ...this.#offered]) if (other !== port) other?.close();
    this.#offered = [];
    for (const answer of [...this.#leaving.values()]) answer(true);
    const unsaved = [...this.#unsaved];
    this.#unsaved.clear();
    for (const enquiry of unsaved) this.#fire('dirty', { enquiry, dirty: false });
  }

  // A document in the frame asks until it has been answered, and takes the first port that it is offered: whichever it takes is
  // the one. A document that is new begins anew.
  #hear = ({ source, origin, data }) => {
    const frame = this.#frame?.contentWindow;
    if (!frame || source !== frame || origin !== this.#origin || !isHello(data)) return;
    const { port1, port2 } = new MessageChannel();
    this.#offered.push(port1);
    port1.onmessage = (event) => isToHost(event.data) && this.#take(port1, event.data);
    frame.postMessage(message('connect'), origin, [port2]);
  };

  #take(port, said) {
    if (port === this.#port) return this.#follow(said);
    if (said.type !== 'connected') return;
    clearTimeout(this.#patience);
    this.#forget(port);
    this.#port = port;
    this.#tell();
  }

  #follow({ 'external-contacts': _, type, ...detail }) {
    if (type === 'ticket-wanted') this.#passTicket(detail, this.#port);
    else if (type === 'may-leave') this.#leaving.get(detail.id)?.(detail.may);
    else if (type === 'resize') this.#resize(detail.height);
    else if (type !== 'connected') this.#fire(type, detail);
    if (type !== 'dirty') return;
    if (detail.dirty) this.#unsaved.add(detail.enquiry);
    else this.#unsaved.delete(detail.enquiry);
    this.#settle();
  }

  async #passTicket({ id, enquiry }, port) {
    let said;
    try {
      await this.#given();
      const ticket = await this.#getTicket(enquiry);
      said = message('ticket', { id, ticket: typeof ticket === 'string' ? ticket.trim() : '' });
      if (!isToFrame(said)) throw new TypeError('getTicket gave no ticket: a JSON Web Token is wanted, as a string.');
    } catch (error) {
      said = message('ticket', { id, ticket: null });
      this.#refuse('no_ticket', reasonOf(error), enquiry);
    }
    if (port === this.#port) port.postMessage(said);
  }

  // The page may set getTicket later than the frame needs it.
  #given() {
    if (this.#getTicket) return undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      setTimeout(() => reject(new TypeError('getTicket is not set.')), GIVEN);
    });
  }

  // Where what stands around makes the width follow from the height, heights would go to and fro for ever: then only what is
  // higher counts, until it has been quiet.
  #resize(height) {
    const now = performance.now();
    this.#swings = now - this.#sizedAt < QUIET ? this.#swings + 1 : 0;
    this.#sizedAt = now;
    if (height === this.#height || (this.#swings > SWINGS && height < this.#height)) return;
    this.#height = height;
    this.#fit();
    this.#fire('resize', { height });
  }

  #fit() {
    if (!this.#frame || this.#height === null) return;
    const most = Number.parseFloat(this.getAttribute('max-height'));
    this.#frame.style.height = `${most > 0 ? Math.min(this.#height, most) : this.#height}px`;
  }

  #refuse(code, reason, enquiry = this.#told.enquiry) {
    this.#fire('refused', { enquiry, reason, code });
  }

  // A resize of the panel is none of the window.
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail: Object.freeze(detail), bubbles: type !== 'resize', composed: true }));
  }
}

if (!customElements.get('external-contact-panel')) customElements.define('external-contact-panel', ExternalContactPanel);
