// The messages between a host and the side panel: `frontend/assets/embed/messages.js`, and what the schema and the docs say.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const read = (path) => readFileSync(join(fileURLToPath(import.meta.url), '../../..', path), 'utf8');
const module = (text) => `data:text/javascript,${encodeURIComponent(text)}`;

const schema = JSON.parse(read('frontend/assets/embed/messages.schema.json'));
// As the build makes it, a module of its own.
const schemaModule = module(`export const schema = ${JSON.stringify(schema)};`);
const script = read('frontend/assets/embed/messages.js').replace("'./schema.js'", JSON.stringify(schemaModule));
const { VERSION, checker, isConnect, isHello, isToFrame, isToHost, message } = await import(module(script));

const CONTACT = '0190d1f2-7a3b-7c4d-8e5f-00a1b2c3d4e5';
const TICKET = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZUBleGFtcGxlLm9yZyJ9.c2lnbmVk_-';

const checks = { hello: isHello, connect: isConnect, toFrame: isToFrame, toHost: isToHost };

// Each message in all its forms, by where it goes. The first of a type has all fields.
const good = {
  hello: [message('hello')],
  connect: [message('connect')],
  toFrame: [
    message('enquiry', { enquiry: 'E-1', hint: { name: 'Mei Chan' } }),
    message('enquiry', { enquiry: 'E-1', hint: {} }),
    message('enquiry', { enquiry: '查詢 1' }),
    message('enquiry', { enquiry: null }),
    message('ticket', { id: 1, ticket: TICKET }),
    message('ticket', { id: 0, ticket: null }),
    message('may-leave', { id: 2 }),
  ],
  toHost: [
    message('connected'),
    message('ticket-wanted', { id: 1, enquiry: 'E-1' }),
    message('ready', { enquiry: 'E-1' }),
    ...['saved', 'created', 'merged', 'attached', 'noted', 'elsewhere'].map((change) =>
      message('contact-changed', { enquiry: 'E-1', contact: CONTACT, version: 3, change }),
    ),
    message('dirty', { enquiry: 'E-1', dirty: true }),
    message('dirty', { enquiry: 'E-1', dirty: false }),
    message('resize', { height: 640 }),
    message('call', { number: '+85291234567', contact: CONTACT }),
    message('call', { number: '+85291234567' }),
    message('sms', { number: '+85291234567', contact: CONTACT }),
    message('sms', { number: '+85291234567' }),
    message('refused', { enquiry: 'E-1', reason: 'This enquiry is closed.', code: 'not_permitted' }),
    message('refused', { enquiry: null, reason: '', code: '' }),
    message('may-leave', { id: 2, may: false }),
  ],
};

const forms = Object.entries(good).flatMap(([kind, all]) => all.map((one) => [kind, one]));
const isOptional = (one, name) => name === 'hint' || (name === 'contact' && one.type !== 'contact-changed');

/** Asserts that no check takes a value. */
function refused(value, why) {
  for (const [kind, check] of Object.entries(checks)) assert.equal(check(value), false, `${kind} takes ${why}`);
}

test('each message is taken by the one check that it is for, also when it has crossed a port', () => {
  for (const [kind, one] of forms) {
    for (const value of [one, structuredClone(one), JSON.parse(JSON.stringify(one))]) {
      for (const [other, check] of Object.entries(checks)) {
        assert.equal(check(value), other === kind, `${other}: ${JSON.stringify(one)}`);
      }
    }
  }
});

test('all together the schema takes each of them as well', () => {
  const all = checker(schema);
  for (const [, one] of forms) assert.ok(all(one), JSON.stringify(one));
  assert.equal(all({ ...message('hello'), more: 1 }), false);
});

test('a field more is refused, also in a hint', () => {
  for (const [, one] of forms) {
    refused({ ...one, more: 1 }, `${one.type} with a field more`);
    refused({ ...one, [Symbol('more')]: 1 }, `${one.type} with a symbol`);
    refused(Object.defineProperty({ ...one }, 'more', { value: 1 }), `${one.type} with a hidden field`);
  }
  refused(message('enquiry', { enquiry: 'E-1', hint: { name: 'Mei', phone: '1' } }), 'a hint with more');
});

test('a field less is refused, unless it may be left out', () => {
  for (const [kind, one] of forms) {
    for (const name of Object.keys(one)) {
      const { [name]: _, ...less } = one;
      assert.equal(checks[kind](less), isOptional(one, name), `${one.type} without ${name}`);
    }
  }
});

test('a field of another type is refused', () => {
  const numbers = [-1, 1.5, NaN, Infinity, 2 ** 60, 10n];
  const objects = [[], [1], { name: 1 }, new Date(), new Map(), new String('E-1'), /e/, new Uint8Array(3), () => {}];
  for (const [, one] of forms) {
    for (const name of Object.keys(one)) {
      for (const value of [undefined, ...numbers, ...objects]) {
        refused({ ...one, [name]: value }, `${one.type} with ${name} = ${String(value)}`);
      }
      if (name !== 'hint') refused({ ...one, [name]: {} }, `${one.type} with an empty ${name}`);
    }
  }
  for (const value of [true, 1, '']) refused(message('enquiry', { enquiry: value }), `an enquiry ${value}`);
  for (const dirty of ['true', 1, null]) refused(message('dirty', { enquiry: 'E-1', dirty }), `dirty ${dirty}`);
  refused(message('dirty', { enquiry: null, dirty: true }), 'dirt of no enquiry');
  refused(message('ready', { enquiry: null }), 'no enquiry that is ready');
});

test('another version, and another type, are refused', () => {
  for (const [, one] of forms) {
    for (const version of [0, 2, '1', true, null, [1]]) refused({ ...one, 'external-contacts': version }, `version ${version}`);
    for (const type of ['', 'Hello', 'enquiry ', 'toString', '__proto__', null, 1]) refused({ ...one, type }, `type ${type}`);
  }
});

test('text is as long as it may be, counted in characters, and no longer', () => {
  const fits = (kind, type, fields) => assert.ok(checks[kind](message(type, fields)), `${type} ${Object.keys(fields)}`);
  const enquiry = 'E'.repeat(200);
  fits('toFrame', 'enquiry', { enquiry, hint: { name: '𠮷'.repeat(200) } });
  refused(message('enquiry', { enquiry: `${enquiry}E` }), 'a long id');
  refused(message('enquiry', { enquiry: 'E-1', hint: { name: '𠮷'.repeat(201) } }), 'a long name');
  refused(message('enquiry', { enquiry: '' }), 'an empty id');
  fits('toFrame', 'ticket', { id: 1, ticket: `${'a'.repeat(4092)}.b.c` });
  refused(message('ticket', { id: 1, ticket: `${'a'.repeat(4093)}.b.c` }), 'a long ticket');
  for (const ticket of ['', 'a.b', 'a.b.c.d', 'a.b.c\n', ' a.b.c', '<!doctype html>', 'a.b.ç']) {
    refused(message('ticket', { id: 1, ticket }), `the ticket ${ticket}`);
  }
  fits('toHost', 'refused', { enquiry, reason: 'r'.repeat(2000), code: 'c'.repeat(100) });
  refused(message('refused', { enquiry, reason: 'r'.repeat(2001), code: '' }), 'a long reason');
  refused(message('refused', { enquiry, reason: '', code: 'c'.repeat(101) }), 'a long code');
  for (const type of ['call', 'sms']) {
    fits('toHost', type, { number: '1'.repeat(200) });
    refused(message(type, { number: '1'.repeat(201) }), 'a long number');
    refused(message(type, { number: '' }), 'no number');
    for (const contact of ['', CONTACT.toUpperCase(), `${CONTACT}0`, `${CONTACT}\n`, CONTACT.slice(1), `{${CONTACT}}`]) {
      refused(message(type, { number: '1', contact }), `the contact ${contact}`);
    }
  }
});

test('numbers are whole and within their bounds', () => {
  for (const height of [-1, 100_001, 0.5, '1', null]) refused(message('resize', { height }), `height ${height}`);
  for (const id of [-1, 2 ** 53, 0.5, '1', null]) {
    refused(message('may-leave', { id }), `id ${id}`);
    refused(message('ticket', { id, ticket: null }), `id ${id}`);
  }
  assert.ok(isToFrame(message('may-leave', { id: Number.MAX_SAFE_INTEGER })));
  for (const change of ['', 'Saved', 'deleted', null]) {
    refused(message('contact-changed', { enquiry: 'E-1', contact: CONTACT, version: 3, change }), `the change ${change}`);
  }
});

test('two megabytes are refused before anybody reads them, wherever they stand', () => {
  const long = 'a'.repeat(2_000_000);
  const crowd = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`field${n}`, n]));
  let deep = {};
  for (let n = 0; n < 100_000; n += 1) deep = { deep };
  const round = {};
  round.round = round;
  for (const huge of [long, crowd, deep, round, Array(200_000).fill(long)]) {
    refused(huge, 'something huge');
    for (const [, one] of forms) {
      for (const name of Object.keys(one)) refused({ ...one, [name]: huge }, `${one.type} with a huge ${name}`);
      refused({ ...one, huge }, `${one.type} with something huge beside`);
    }
  }
});

test('what comes from a prototype is no field, and no field is lent by one', () => {
  for (const [, one] of forms) {
    refused(Object.create(one), `the heir of ${one.type}`);
    refused(JSON.parse(`{"__proto__": ${JSON.stringify(one)}}`), `${one.type} as a prototype`);
    refused(JSON.parse(JSON.stringify(one).replace('{', '{"__proto__": {"more": 1}, ')), `${one.type} with a prototype`);
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) refused({ ...one, [name]: 1 }, `${one.type} with ${name}`);
    refused(Object.assign([], one), `${one.type} as a list`);
    refused(Object.assign(new Map(), one), `${one.type} as a map`);
    refused(Object.assign(() => {}, one), `${one.type} as a function`);
    refused([one], `a list of ${one.type}`);
    refused(JSON.stringify(one), `${one.type} as text`);
  }
  for (const value of [undefined, null, 0, '', true, NaN, 1n, Symbol('hello'), [], {}, () => {}]) refused(value, String(value));
  assert.ok(isHello(Object.assign(Object.create(null), message('hello'))));
});

test('a message that is made has its version and its type, and nothing that is undefined', () => {
  assert.equal(VERSION, 1);
  assert.deepEqual(message('enquiry', { enquiry: 'E-1', hint: undefined }), { 'external-contacts': 1, type: 'enquiry', enquiry: 'E-1' });
  assert.deepEqual(message('hello'), { 'external-contacts': 1, type: 'hello' });
});

test('a schema that says more than is checked is refused whole, and so is one that lets more in', () => {
  const base = { type: 'object', properties: {}, additionalProperties: false };
  assert.ok(checker(base)({}));
  const unknown = [{ format: 'uuid' }, { items: {} }, { anyOf: [] }, { maxProperties: 1 }, { toString: 1 }, { $ref: '#/$defs/none' }];
  for (const more of [...unknown, { additionalProperties: true }, { type: 'number' }]) {
    assert.throws(() => checker({ ...base, ...more }), TypeError, JSON.stringify(more));
  }
});

/** Every part of a schema that says what something is. */
function parts(part) {
  const below = [...Object.values(part.$defs ?? {}), ...Object.values(part.properties ?? {}), ...(part.oneOf ?? [])];
  return [part, ...below.flatMap(parts)];
}

test('in the schema every object is closed, every text and every number bounded', () => {
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  const all = parts(schema);
  assert.ok(all.length > 60);
  for (const part of all) {
    const said = JSON.stringify(part);
    if (part.type === 'object') assert.ok(part.additionalProperties === false && part.properties, said);
    if (part.type === 'string') assert.ok(Number.isInteger(part.maxLength), said);
    if (part.type === 'integer') assert.ok(Number.isSafeInteger(part.minimum) && Number.isSafeInteger(part.maximum), said);
  }
});

/** The types of the messages that a part of the schema names. */
const typesOf = (part) => (part.oneOf ?? [part]).map(({ properties }) => properties.type.const);

test('the messages of this test are all that the schema knows', () => {
  for (const [kind, all] of Object.entries(good)) {
    assert.deepEqual([...new Set(all.map(({ type }) => type))].sort(), typesOf(schema.$defs[kind]).sort());
  }
});

test('the table of the docs names the same messages, each with its fields', () => {
  const rows = read('docs/embedding.md').matchAll(/^\| `([a-z-]+)` \| (host|panel) → (?:host|panel) \| ([^|]*) \|/gm);
  const fieldsOf = (text) => [...text.matchAll(/`(\w+\??)`/g)].map(([, field]) => field).sort();
  const told = [...rows].map(([, type, from, fields]) => [from, type, fieldsOf(fields)]);
  const known = [];
  for (const [kind, from] of [['hello', 'panel'], ['connect', 'host'], ['toFrame', 'host'], ['toHost', 'panel']]) {
    for (const { properties, required } of schema.$defs[kind].oneOf ?? [schema.$defs[kind]]) {
      const { 'external-contacts': _, type, ...fields } = properties;
      const names = Object.keys(fields).map((name) => (required.includes(name) ? name : `${name}?`));
      known.push([from, type.const, names.sort()]);
    }
  }
  const sorted = (all) => all.map((one) => JSON.stringify(one)).sort();
  assert.deepEqual(sorted(told), sorted(known));
});

test('the types for hosts name every event, with its fields', () => {
  const types = read('frontend/assets/embed/panel.d.ts');
  const [, events] = types.match(/interface ExternalContactPanelEvents \{([^]*?)\n\}/);
  for (const { properties } of schema.$defs.toHost.oneOf) {
    const { 'external-contacts': _, type, ...fields } = properties;
    if (['connected', 'ticket-wanted', 'may-leave'].includes(type.const)) continue;
    const [, detail] = events.match(new RegExp(`'?${type.const}'?: CustomEvent<\\{([^}]*)\\}>`)) ?? assert.fail(type.const);
    assert.deepEqual([...detail.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name), Object.keys(fields), type.const);
  }
});
