// What is typed in the side panel, and where the focus is, by what the panel decides about them: in a page without a screen, of
// which only so much is there as is asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Editor, isBehind } from '../../frontend/assets/embed/editor.js';
import { Sections, View, focusIn, put } from '../../frontend/assets/embed/shown.js';

// Node 20 has none of its own.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((...both) => ([made.resolve, made.reject] = both));
  return made;
};

const { setTimeout } = globalThis;

/** All that is on its way has arrived: that is promises only, and all of them come before an immediate. */
const settled = () => new Promise(setImmediate);

// What takes seconds is waited for by nobody here.
globalThis.setTimeout = (act, time) => (time < 1000 ? setTimeout(act, time) : undefined);

class Place {
  childNodes = [];

  append(...nodes) {
    for (const node of nodes.flatMap((node) => (node.isFragment ? node.childNodes : [node]))) {
      if (node.parent) node.parent.childNodes = node.parent.childNodes.filter((other) => other !== node);
      this.childNodes = [...this.childNodes, Object.assign(node, { parent: this })];
    }
  }

  querySelector() {
    return null;
  }
}

const fragment = (...nodes) => {
  const made = Object.assign(new Place(), { isFragment: true });
  made.append(...nodes);
  return made;
};

const page = { activeElement: null, hasFocus: () => true, createDocumentFragment: () => fragment() };
globalThis.document = page;
globalThis.CSS = { escape: String };
globalThis.FormData = class {
  constructor(form) {
    return form.pairs;
  }
};

test('what is put in place waits for the end of a word that is being composed, but not of one that is out of sight', async () => {
  const editor = new Editor({});
  const [note, other] = [{}, {}];
  assert.equal(editor.composed(), undefined);
  page.activeElement = note;
  editor.compose(note);
  let isOver = false;
  const waited = editor.composed().then(() => (isOver = true));
  await settled();
  assert.equal(isOver, false);
  editor.compose();
  await waited;
  assert.equal(editor.composed(), undefined);
  // Its end is told to nobody where the host leads to another conversation meanwhile.
  editor.compose(note);
  page.activeElement = other;
  assert.equal(editor.composed(), undefined);
});

test('a form is asked about only where it may not stand any more', () => {
  const contact = { value: 'c' };
  const form = (version) => ({ elements: { contact, version: { value: String(version) } } });
  const shown = (more) => ({ dataset: { contact: 'c', version: '3', mayEdit: '', ...more } });
  assert.equal(isBehind(form(3), shown(), false), false);
  // What was joined with the newest version is ahead of what is shown.
  assert.equal(isBehind(form(4), shown(), false), false);
  assert.equal(isBehind(form(2), shown(), false), true);
  assert.equal(isBehind(form(9), shown({ version: '10' }), false), true);
  assert.equal(isBehind(form(3), shown({ contact: 'd' }), false), true);
  assert.equal(isBehind(form(3), shown({ mayEdit: undefined }), false), true);
  assert.equal(isBehind(form(3), shown(), true), true);
  const visitor = { elements: {} };
  assert.equal(isBehind(visitor, { dataset: { mayEdit: '' } }, false), false);
  assert.equal(isBehind(visitor, { dataset: {} }, false), true);
  assert.equal(isBehind(visitor, shown(), false), true);
});

/** A panel that shows the contact of an enquiry; what it is given to read is a form, or a question. */
function opened() {
  const body = new Place();
  body.append({ name: 'the contact' });
  const dataset = { contact: 'c', version: '1', mayEdit: '' };
  const article = { dataset, querySelector: (which) => (/data-place/.test(which) ? body : {}) };
  const view = Object.assign(new View('E-1'), { article });
  const form = { pairs: [['company', 'Acme']], elements: { contact: { value: 'c' }, version: { value: '1' } }, querySelectorAll: () => [] };
  const read = async (_, path) => Object.assign(fragment({ path }), { querySelector: () => (path === '/embed/form' ? form : null) });
  const editor = new Editor({ view, read, changed: () => {}, focus: () => {} });
  const open = (name) => editor.open(view, name, {});
  const shown = () => body.childNodes.map(({ name, path }) => name ?? path);
  return { editor, view, form, open, shown };
}

test('what is typed into a form is thrown away by no other button than the one that cancels it unchanged', async () => {
  const { editor, view, form, open, shown } = opened();
  await open('edit');
  form.pairs = [['company', 'Typed']];
  editor.cancel(view);
  assert.deepEqual([shown(), editor.isDirty(view)], [['the contact'], true]);
  await open('edit');
  // The question about somebody else lies in the place of the form, and not over it.
  await open('7');
  assert.deepEqual([shown(), editor.isDirty(view)], [['/embed/question?contact=7'], true]);
  editor.cancel(view);
  await open('edit');
  assert.deepEqual([shown(), editor.isDirty(view)], [['/embed/form'], true]);
  editor.cancel(view);
  assert.deepEqual([shown(), editor.isDirty(view)], [['the contact'], false]);
});

test('whoever had the focus in what is replaced has it at the beginning of the next, and nobody else has', () => {
  const focused = [];
  const held = {};
  const place = {
    contains: (element) => element === held,
    replaceChildren: () => (page.activeElement = null),
    querySelector: () => ({ focus: () => focused.push('beginning') }),
  };
  for (const [element, hasFocus, times] of [[held, true, 1], [held, false, 1], [{}, true, 1]]) {
    Object.assign(page, { activeElement: element, hasFocus: () => hasFocus });
    put(place);
    assert.equal(focused.length, times);
  }
});

test('the focus stays where it was; from a button that is switched off it goes to the beginning, and from the host it is not taken', () => {
  const focused = [];
  const button = { isConnected: true, isOff: false, matches: () => button.isOff, name: '', value: '' };
  const place = { contains: () => true, querySelectorAll: () => [], querySelector: (which) => ({ focus: () => focused.push(which) }) };
  const changes = (hasFocus, isOff) => {
    Object.assign(page, { activeElement: button, hasFocus: () => hasFocus });
    button.isOff = false;
    const restore = focusIn(place, 'h1');
    button.isOff = isOff;
    restore();
    return focused.splice(0);
  };
  assert.deepEqual([changes(true, false), changes(true, true), changes(false, true)], [[], ['h1'], []]);
});

test('older entries are added only to the list that they follow on', async () => {
  const added = [];
  const list = { append: (...entries) => added.push(...entries) };
  const paragraph = { isConnected: true, parentElement: { querySelector: () => null }, previousElementSibling: list, remove: () => {} };
  const button = { dataset: { kind: 'journey', older: 'a' }, closest: () => paragraph };
  const nodes = () => ({ children: [{ nodeName: 'LI' }], querySelector: () => null });
  let meanwhile = () => {};
  const read = async () => {
    meanwhile();
    return nodes();
  };
  const sections = new Sections({ read, focus: () => {} });
  const view = new View('E-1');
  meanwhile = () => (button.dataset.older = 'b');
  await sections.addOlder(view, button);
  assert.deepEqual([added.length, view.pages], [0, 0]);
  meanwhile = () => {};
  await sections.addOlder(view, button);
  assert.deepEqual([added.length, view.pages], [1, 1]);
});
