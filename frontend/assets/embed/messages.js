// The messages between a host and the side panel: made, and checked against what messages.schema.json says of them. Both
// sides drop what it does not know, whoever sent it. `schema.js` is that file as the build makes it a module.

import { schema } from './schema.js';

/** The version of the messages. */
export const VERSION = schema.$defs.version.const;

/** Makes a message; a field that is undefined is left out. */
export const message = (type, fields = {}) => ({
  'external-contacts': VERSION,
  type,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
});

const TYPES = {
  // Whatever else crosses a port (a map, a date, a buffer) has another prototype.
  object: (value) => typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value)),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
};

// No character has more than two units: what is far too long is not counted.
const hasAtMost = (text, most) => text.length <= 2 * most && [...text].length <= most;

// What a keyword makes of its value: a check. They are asked in this order, so that a pattern reads no text that is
// too long, and only of a message of the right type all fields are looked at.
const KEYWORDS = {
  $ref: (name, root) => compile(root.$defs[name.replace('#/$defs/', '')], root),
  type: (name) => TYPES[name],
  const: (one) => (value) => value === one,
  enum: (all) => (value) => all.includes(value),
  minimum: (least) => (value) => !TYPES.integer(value) || value >= least,
  maximum: (most) => (value) => !TYPES.integer(value) || value <= most,
  minLength: (least) => (value) => !TYPES.string(value) || value.length >= 2 * least || [...value].length >= least,
  maxLength: (most) => (value) => !TYPES.string(value) || hasAtMost(value, most),
  pattern: (pattern) => {
    const expression = new RegExp(pattern, 'u');
    return (value) => !TYPES.string(value) || expression.test(value);
  },
  required: (names) => (value) => !TYPES.object(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (all, root) => {
    const checks = Object.entries(all).map(([name, one]) => [name, compile(one, root)]);
    return (value) => !TYPES.object(value) || checks.every(([name, check]) => !Object.hasOwn(value, name) || check(value[name]));
  },
  additionalProperties: (allowed, root, { properties = {} }) => {
    if (allowed !== false) throw new TypeError('additionalProperties is false, or is not there');
    return (value) => !TYPES.object(value) || Reflect.ownKeys(value).every((name) => Object.hasOwn(properties, name));
  },
  oneOf: (all, root) => {
    const checks = all.map((one) => compile(one, root));
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
};

// What says nothing about a value.
const SILENT = ['$schema', '$defs', 'title', 'description'];

function compile(part, root) {
  const unknown = Object.keys(part).find((name) => !Object.hasOwn(KEYWORDS, name) && !SILENT.includes(name));
  if (unknown) throw new TypeError(`${unknown} is no keyword that is known here`);
  const checks = Object.entries(KEYWORDS).filter(([name]) => Object.hasOwn(part, name)).map(([name, make]) => make(part[name], root, part));
  if (!checks.every((check) => typeof check === 'function')) throw new TypeError(`no such type: ${part.type}`);
  return (value) => checks.every((check) => check(value));
}

/** Makes a check of a schema, or of one of its parts; throws where that says something which is not known here. */
export const checker = (root, part = root) => compile(part, root);

const definition = (name) => checker(schema, schema.$defs[name]);

/** Whether it is a message from the host to the frame, on the port. */
export const isToFrame = definition('toFrame');

/** Whether it is a message from the frame to the host, on the port. */
export const isToHost = definition('toHost');

/** Whether a frame says that it waits for a host. */
export const isHello = definition('hello');

/** Whether a host offers a port. */
export const isConnect = definition('connect');
