// What is done in the panel: its forms, the search for a contact and the question before a merge. They lie over the body of
// an article, one over the other, and what lies under them comes back. Nothing typed is lost by anything that others do.

import { typed } from './stream.js';
import { focusIn, nodesOf, patch } from './shown.js';

// How long it is waited before it is searched, and before a form in which somebody types is brought up to date again.
const SEARCHED = 200;
const TAKEN_IN = 300;
// So much is more than can be searched for, and no more than an address takes.
const SEARCHABLE = 1000;
// No word takes longer to compose.
const COMPOSED = 10_000;
// What a form sends besides fields of the contact.
const NO_FIELDS = ['contact', 'version', 'base', 'key', 'other', 'text'];
const LISTS = { phone: 'phones', email: 'emails', social: 'socials' };
const NOTE = 'form[data-form="note"] textarea';
const CHANGES = { save: 'saved', create: 'created', note: 'noted' };
// What the focus goes to where a form is opened, and where it came back.
const FIRST = 'input:not([type="hidden"], [readonly]), select, textarea';
const WRONG = '[aria-invalid="true"]:not([type="hidden"]), .contested input';

/** The field that the change log names where the input of this name is changed; nothing where it is none of a contact. */
export function fieldOf(name) {
  if (NO_FIELDS.includes(name) || /^(choice|seen)\./.test(name)) return undefined;
  if (name === 'label') return 'labels';
  const list = name.match(/^(phone|email|social)_/);
  return list ? LISTS[list[1]] : name;
}

/** What is typed by the names of the inputs, of each all values in their order; from pairs, as FormData has them. */
export function grouped(pairs) {
  const groups = new Map();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), String(value)]);
  return new Map([...groups].map(([name, values]) => [name, JSON.stringify(values)]));
}

/** The names of the inputs that hold something else than they did. */
export function changedNames(before, now) {
  const names = new Set([...before.keys(), ...now.keys()]);
  return [...names].filter((name) => before.get(name) !== now.get(name));
}

/** What a form starts from once it took something in: what came to inputs that nobody had touched is not typed. */
export function rebased(start, sent, now) {
  const rebase = new Map(start);
  for (const name of changedNames(sent, now)) {
    if (start.get(name) !== sent.get(name)) continue;
    if (now.has(name)) rebase.set(name, now.get(name));
    else rebase.delete(name);
  }
  return rebase;
}

/** The number of the next row of a list, by the ids that there are. */
export function nextRow(ids, list) {
  const numbers = ids.map((id) => id.match(/^([a-z]+)-(\d+)/)).filter((found) => found?.[1] === list);
  return Math.max(-1, ...numbers.map(([, , number]) => Number(number))) + 1;
}

/** Whether a form is to be brought up to date: its contact is another by now or was saved, or it may not be written or was refused. */
export function isBehind({ elements: { contact, version } }, { dataset: shown }, isRefused) {
  const isOther = contact?.value !== shown.contact || Number(version?.value ?? 0) < Number(shown.version ?? 0);
  return isRefused || isOther || shown.mayEdit === undefined;
}

const serialized = (form) => new URLSearchParams(new FormData(form)).toString();
const groupsOf = (text) => grouped(new URLSearchParams(text));
// Everything else is the question about the contact of this id.
const isQuestion = (name) => !['edit', 'create', 'find'].includes(name);
const bodyOf = (view) => view.article?.querySelector('[data-place="body"]');
const isHtml = (answer) => (answer.headers.get('Content-Type') ?? '').startsWith('text/html');
const submitsOf = (form) => form.querySelectorAll('button[type="submit"]');
const searchedIn = (form) => form.querySelector('input[type="search"]').value.trim().slice(0, SEARCHABLE).toWellFormed();
const after = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Carries out what is done in the articles of a panel. */
export class Editor {
  #panel;
  #sending = new WeakSet();
  #composing;
  #search;

  constructor(panel) {
    this.#panel = panel;
  }

  // What lies uppermost over the body of an article.
  over(view) {
    return view.layers.at(-1);
  }

  // What lies there where it is a form in which a contact is typed.
  #open(view) {
    const layer = this.over(view);
    return layer?.form && layer;
  }

  #layer(view, form) {
    return [...view.layers, view.draft].find((layer) => layer?.form === form);
  }

  isDirty(view) {
    const open = this.#open(view);
    return view.note.trim() !== '' || Boolean(view.draft) || Boolean(open && this.#isChanged(open));
  }

  #isChanged({ cameBack, start, form }) {
    return cameBack || changedNames(start, groupsOf(serialized(form))).length > 0;
  }

  // The names of the fields that are changed now.
  fields(view) {
    const open = view && this.#open(view);
    if (!open) return [];
    const names = changedNames(open.start, groupsOf(serialized(open.form)));
    return [...new Set(names.map(fieldOf).filter(Boolean))].sort();
  }

  // Hears into what an input method begins to compose a word, or that it is done.
  compose(element) {
    this.#composing?.resolve();
    this.#composing = element && { element, ...Promise.withResolvers() };
  }

  // Waits for the end of that word, as what is put in place now would break it off. Of what is out of sight no end is told.
  composed() {
    const { element, promise } = this.#composing ?? {};
    return element && element === document.activeElement ? Promise.race([promise, after(COMPOSED)]) : undefined;
  }

  // Hears that something was typed.
  type(view, target, isComposing) {
    if (target.matches(NOTE)) Object.assign(view, { note: target.value, noteForm: target.form });
    const search = target.closest('form[data-find]');
    if (search && !isComposing) this.search(view, search, SEARCHED);
    this.#panel.changed(view);
  }

  // Opens what lies over the body: `edit`, `create`, `find`, or the question about a contact of this id.
  async open(view, name, button) {
    if (button.ariaBusy === 'true') return;
    const isForm = name === 'edit' || name === 'create';
    if (view.draft && isForm) {
      this.#bringBack(view, name);
      return;
    }
    const address = isForm ? '/embed/form' : isQuestion(name) ? `/embed/question?contact=${encodeURIComponent(name)}` : '/embed/find';
    const under = this.over(view);
    button.ariaBusy = 'true';
    const nodes = await this.#panel.read(view, address, () => this.open(view, name, button));
    button.ariaBusy = null;
    // Meanwhile something else may have been opened or closed.
    if (nodes && bodyOf(view) && this.over(view) === under) this.#lay(view, name, nodes);
  }

  #lay(view, name, nodes) {
    // What was found waits under the question about it.
    if (!isQuestion(name) || this.over(view)?.name !== 'find') this.#clear(view);
    const form = nodes.querySelector('form[data-form="save"], form[data-form="create"]') ?? undefined;
    const layer = { name, nodes, form, start: form && groupsOf(serialized(form)), cameBack: false };
    this.#cover(view, layer);
    this.#focus(view, layer);
  }

  #cover(view, layer) {
    const body = bodyOf(view);
    const nodes = document.createDocumentFragment();
    nodes.append(...body.childNodes);
    const under = this.over(view);
    if (under) under.nodes = nodes;
    else view.under = nodes;
    body.append(layer.nodes);
    view.layers.push(layer);
    this.#panel.changed(view);
  }

  #uncover(view) {
    const layer = view.layers.pop();
    const body = bodyOf(view);
    layer.nodes = document.createDocumentFragment();
    layer.nodes.append(...body.childNodes);
    body.append(this.over(view)?.nodes ?? view.under);
    if (!view.layers.length) view.under = undefined;
    return layer;
  }

  // Takes everything off the body; what is typed into a form is kept.
  #clear(view) {
    while (view.layers.length) this.#leave(view);
  }

  #leave(view, isCancelled = false) {
    const open = this.#open(view);
    // Whoever looked at it once more and cancels it again wants it no more.
    const isUnwanted = isCancelled && open && open.broughtBack === serialized(open.form);
    const isKept = open && this.#isChanged(open) && !isUnwanted;
    const left = this.#uncover(view);
    if (open) view.draft = isKept ? left : undefined;
    this.mark(view, bodyOf(view));
    this.#panel.changed(view);
    return left;
  }

  #bringBack(view, name) {
    const { draft } = view;
    this.#clear(view);
    view.draft = undefined;
    draft.name = name;
    draft.broughtBack = serialized(draft.form);
    this.#cover(view, draft);
    this.#focus(view, draft);
    void this.takeIn(view);
  }

  // Says where the buttons are that something typed waits. It is brought back also where nothing may be written any more.
  mark(view, body) {
    body?.querySelector('.kept-draft')?.remove();
    const place = view.draft && body?.querySelector(':scope > .buttons, :scope > .empty');
    if (!place) return;
    const mark = document.createElement('button');
    Object.assign(mark, { type: 'button', className: 'button plain small kept-draft', textContent: this.#panel.words.leave });
    mark.dataset.do = view.draft.name;
    place.append(mark);
  }

  cancel(view) {
    const layer = this.over(view);
    if (!layer || (layer.form && this.#sending.has(layer.form))) return;
    const { name } = this.#leave(view, true);
    const doing = `[data-do="${CSS.escape(name)}"], [data-ask="${CSS.escape(name)}"]`;
    this.#panel.focus(view, view.article.querySelector(doing));
    this.resume(view);
    // Of an enquiry that may be seen no more nothing else stands there: why is said anew.
    if (!view.article.querySelector('h1')) void this.#panel.refresh();
  }

  // The key Escape: nothing that is typed goes out of sight by it.
  escape(view) {
    const open = this.#open(view);
    if (!this.over(view) || (open && this.#isChanged(open))) return false;
    this.cancel(view);
    return true;
  }

  // The key that saves: the form that it was pressed in, or else the one that is open. A question is answered by its button alone.
  save(view, target) {
    const form = target.closest?.('form[data-form]') ?? bodyOf(view)?.querySelector('form[data-form]:not([data-form="note"])');
    if (form && form.dataset.form !== 'merge') form.requestSubmit();
    return Boolean(form);
  }

  #focus(view, layer) {
    const place = bodyOf(view);
    this.#panel.focus(view, place.querySelector(isQuestion(layer.name) ? 'h2[tabindex]' : FIRST));
  }

  addRow(view, button) {
    const rows = button.closest('[data-list]');
    const template = rows.querySelector('template[data-row]');
    const ids = [...rows.querySelectorAll('[id]')].map(({ id }) => id);
    const row = nodesOf(template.innerHTML.replaceAll('{key}', nextRow(ids, button.dataset.add))).firstElementChild;
    template.before(row);
    row.querySelector('input:not([type="hidden"])')?.focus();
    this.#panel.changed(view);
  }

  removeRow(view, button) {
    const row = button.closest('[data-row]');
    const rows = [...row.parentElement.querySelectorAll('[data-row]:not(template)')];
    const at = rows.indexOf(row);
    const neighbour = rows[at + 1] ?? rows[at - 1];
    const add = row.closest('[data-list]').querySelector('[data-add]');
    row.remove();
    (neighbour?.querySelector('input:not([type="hidden"])') ?? add)?.focus();
    this.#panel.changed(view);
  }

  // Searches what is typed by now, unless more is typed meanwhile.
  search(view, form, wait) {
    clearTimeout(this.#search);
    const number = (view.searches += 1);
    this.#search = setTimeout(async () => {
      // It was closed, or is out of sight.
      if (!form.isConnected) return;
      const text = searchedIn(form);
      const place = bodyOf(view).querySelector('[data-place="found"]');
      place.ariaBusy = 'true';
      const address = `/embed/find?search=${encodeURIComponent(text)}`;
      const nodes = text ? await this.#panel.read(view, address, () => this.search(view, form, 0)) : nodesOf('');
      if (number !== view.searches) return;
      place.ariaBusy = null;
      if (!nodes) return;
      place.replaceChildren(nodes);
      place.dataset.found = text;
    }, wait);
  }

  // Goes on with a search that was broken off when it went out of sight.
  resume(view) {
    const form = bodyOf(view)?.querySelector('form[data-find]');
    const place = form && bodyOf(view).querySelector('[data-place="found"]');
    if (place && (place.dataset.found ?? '') !== searchedIn(form)) this.search(view, form, 0);
  }

  // Sends a form, once at a time.
  async submit(view, form) {
    const buttons = [...submitsOf(form)];
    if (this.#sending.has(form) || buttons.some((button) => button.disabled)) return;
    const sent = { name: form.dataset.form, text: serialized(form), note: view.note };
    const focused = document.activeElement;
    // Whatever comes of it is said anew, also where it is the same as before.
    form.querySelector('[data-place="trouble"]')?.replaceChildren();
    this.#panel.clearNotice();
    this.#sending.add(form);
    // While a form is sent nobody types into it; into a note they may.
    form.inert = sent.name !== 'note';
    for (const button of buttons) Object.assign(button, { disabled: true, ariaBusy: 'true' });
    view.writing += 1;
    let outcome;
    try {
      outcome = await this.#answered(view, form, sent, await this.#panel.ask(view, `/embed/${sent.name}`, typed(sent.text)));
    } catch (error) {
      const detail = this.#panel.failed(view, error, () => this.submit(view, form));
      // Whoever comes back to it sees that it was not sent.
      if (detail && view !== this.#panel.view) this.#trouble(view, form, { detail }, false);
    }
    view.writing -= 1;
    view.writes += 1;
    this.#sending.delete(form);
    form.inert = false;
    for (const button of buttons) Object.assign(button, { disabled: outcome === 'refused', ariaBusy: null });
    this.#settle(view, focused, outcome === 'back' ? form.querySelector(WRONG) : null);
    this.#panel.changed(view);
    this.#panel.written(view);
  }

  // Shows what came of a form: it was written, came back, or was refused for good.
  async #answered(view, form, sent, answer) {
    if (answer.ok) {
      const wasUnknown = !view.article?.dataset.contact;
      const fresh = this.#panel.articleOf(view, await answer.text());
      this.#empty(view, form, sent);
      this.#panel.take(view, fresh, CHANGES[sent.name] ?? (wasUnknown ? 'attached' : 'merged'));
      return 'written';
    }
    if ([409, 422].includes(answer.status) && isHtml(answer)) {
      this.#putInPlace(view, form, await answer.text(), sent.text);
      const layer = this.#layer(view, form);
      if (layer) Object.assign(layer, { cameBack: true, broughtBack: undefined });
      return 'back';
    }
    const problem = await this.#panel.problemOf(answer);
    const isFinal = problem.code === 'not_permitted';
    this.#trouble(view, form, problem, isFinal);
    return isFinal ? 'refused' : 'failed';
  }

  // The focus goes to what is wrong, or, where it was lost, back to where it was, or to the name of the contact.
  #settle(view, focused, wrong) {
    const active = document.activeElement;
    const isLost = !active || active === document.body;
    const back = focused && focused !== document.body && focused.isConnected ? focused : undefined;
    if (wrong || isLost) this.#panel.focus(view, wrong ?? back);
  }

  // What was typed is written.
  #empty(view, form, sent) {
    if (sent.name !== 'note') {
      if (view.draft?.form === form) view.draft = undefined;
      // Something else may have been opened meanwhile.
      if (bodyOf(view)?.contains(form)) while (view.layers.length) this.#uncover(view);
      return;
    }
    // More may have been typed since.
    if (view.note !== sent.note) return;
    view.note = '';
    // Its section may have come anew since.
    for (const area of [form.elements.text, this.#note(view)]) if (area) area.value = '';
  }

  // Puts the answer of the server in the place of a form that sent this.
  #putInPlace(view, form, html, sent) {
    const fresh = nodesOf(html).querySelector(`form[data-form="${form.dataset.form}"]`);
    if (!fresh) throw new Error('no form came back');
    // What was told before was perhaps not read yet.
    const told = !fresh.querySelector('[data-told]') && form.querySelector('[data-told]');
    if (told) fresh.querySelector('[data-place="trouble"]')?.after(told.cloneNode(true));
    this.#panel.prepare(fresh);
    const restore = focusIn(form, FIRST);
    patch(form, fresh, { isForm: true });
    restore();
    const layer = this.#layer(view, form);
    if (layer) layer.start = rebased(layer.start, groupsOf(sent), groupsOf(serialized(form)));
    this.#panel.changed(view);
  }

  // Says why something was not done, and where that is final lets it be done no more.
  #trouble(view, form, problem, isFinal) {
    const place = form.querySelector('[data-place="trouble"]');
    const isNew = place?.textContent !== problem.detail;
    if (place && isNew) place.textContent = problem.detail;
    if (!isFinal) return;
    for (const button of submitsOf(form)) button.disabled = true;
    if (isNew) this.#panel.refused(view, problem);
  }

  // An enquiry may be seen no more: what is typed stays, to be copied, and nothing else. Whether there is anything.
  refuse(view, problem) {
    const body = bodyOf(view);
    if (!body) return false;
    if (view.draft) this.#bringBack(view, view.draft.name);
    const open = this.#open(view);
    const isTyped = Boolean(open && this.#isChanged(open));
    const note = view.note.trim() ? view.noteForm : undefined;
    if (!isTyped && !note) return false;
    const restore = focusIn(body, FIRST);
    for (const node of [...view.article.childNodes]) if (node !== body) node.remove();
    if (isTyped) {
      view.under = document.createDocumentFragment();
      if (note) view.under.append(note);
      // Whoever cancels it has copied what they need.
      open.broughtBack = serialized(open.form);
    } else {
      this.#clear(view);
      if (body.firstChild !== note) body.replaceChildren(note);
    }
    for (const form of [isTyped && open.form, note]) if (form) this.#trouble(view, form, problem, true);
    restore();
    return true;
  }

  // Takes into an open form what others saved meanwhile. What is typed while it is asked makes the answer out of date.
  async takeIn(view) {
    const layer = this.#open(view);
    const form = layer?.form;
    const isRefused = form && [...submitsOf(form)].some((button) => button.disabled);
    if (!form || !isBehind(form, view.article, isRefused)) return;
    const { signal } = this.#panel;
    layer.isAsked = true;
    if (layer.asking === signal) return;
    layer.asking = signal;
    const stands = () => this.over(view) === layer && !this.#sending.has(form) && !signal.aborted;
    try {
      while (layer.isAsked && stands()) {
        layer.isAsked = false;
        const sent = serialized(form);
        const answer = await this.#panel.ask(view, '/embed/form', typed(sent, signal));
        const said = answer.ok ? await answer.text() : await this.#panel.problemOf(answer);
        await this.composed();
        if (!stands()) break;
        if (!answer.ok) this.#trouble(view, form, said, answer.status === 403);
        else if (serialized(form) === sent) this.#tookIn(view, layer, said, sent);
        else {
          await after(TAKEN_IN);
          layer.isAsked = true;
        }
      }
    } catch (error) {
      if (!signal.aborted) this.#panel.failed(view, error, () => this.takeIn(view));
    }
    if (layer.asking === signal) layer.asking = undefined;
  }

  #tookIn(view, layer, html, sent) {
    const toldOf = () => layer.form.querySelector('[data-told]')?.textContent;
    const before = toldOf();
    this.#putInPlace(view, layer.form, html, sent);
    if (layer.broughtBack === sent) layer.broughtBack = serialized(layer.form);
    const told = toldOf();
    if (told && told !== before) this.#panel.say(told);
  }

  #note(view) {
    return view.article?.querySelector(NOTE) ?? view.under?.querySelector(NOTE);
  }

  // What is typed as a note stays where there can be none any more, to be copied: `nodes` are about to be shown.
  keepNote(view, nodes) {
    if (!view.note.trim() || nodes.querySelector(NOTE)) return;
    const place = nodes.querySelector('.notes') ?? nodes.querySelector('.profile, [data-place="body"]:not(:has([role="tabpanel"]))');
    if (!place) return;
    const form = view.noteForm.cloneNode(true);
    for (const button of submitsOf(form)) button.disabled = true;
    place.querySelector('p:has(> button:disabled)')?.remove();
    place.append(form);
  }

  // Puts back the note that is typed, where its section came anew.
  restoreNote(view) {
    const area = this.#note(view);
    if (area && view.note && area.value !== view.note) area.value = view.note;
  }
}
