// Makes the client of JavaScript and its types from the description of the API.
//
//   external-contacts openapi > target/openapi.json
//   node docs/api/generate.mjs target/openapi.json            writes external-contacts.js, external-contacts.d.ts, schema.d.ts
//   node docs/api/generate.mjs target/openapi.json --check    says which of them are not what it would write, and exits 1
//
// What the shapes are is written by openapi-typescript, which end2end/ brings; a client needs neither.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [source, ...flags] = process.argv.slice(2);
if (!source) throw new Error('name the file with the description, such as target/openapi.json');
const document = JSON.parse(readFileSync(source, 'utf8'));

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Every call, by the name that the client has for it. */
function calls() {
  const found = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const said = item[method];
      if (!said) continue;
      const [room, does] = said.operationId.split('.');
      if (!/^\w+$/.test(room) || !/^\w+$/.test(does ?? '')) throw new Error(`${method} ${path}: "${said.operationId}" is no name for a call`);
      const parameters = said.parameters ?? [];
      const kinds = Object.keys(said.requestBody?.content ?? {});
      const answers = Object.entries(said.responses).filter(([status]) => status.startsWith('2'));
      found.push({
        name: said.operationId,
        room,
        does,
        method: method.toUpperCase(),
        path,
        summary: said.summary ?? '',
        scope: said.security?.[0]?.token?.[0] ?? '',
        deprecated: said.deprecated === true,
        inPath: parameters.filter((one) => one.in === 'path').map((one) => one.name),
        inQuery: parameters.filter((one) => one.in === 'query').map((one) => one.name),
        queryNeeded: parameters.some((one) => one.in === 'query' && one.required),
        takesVersion: parameters.some((one) => one.name === 'If-Match'),
        sends: kinds[0] ?? null,
        bodyNeeded: said.requestBody?.required === true,
        answers: Object.keys(answers[0]?.[1]?.content ?? {})[0] ?? null,
        status: answers[0]?.[0] ?? '200',
        isList: parameters.some((one) => one.in === 'query' && one.name === 'cursor'),
      });
    }
  }
  const names = new Set();
  for (const { name } of found) {
    if (names.has(name)) throw new Error(`two calls are named ${name}`);
    names.add(name);
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The calls of each kind of thing. */
function rooms() {
  const rooms = new Map();
  for (const call of calls()) rooms.set(call.room, [...(rooms.get(call.room) ?? []), call]);
  return rooms;
}

const about = ({ summary, method, path, scope }) => `${summary}. ${method} ${path}${scope ? `, scope ${scope}` : ''}`.replaceAll('*/', '* /');

function script() {
  const lines = [];
  for (const [room, calls] of rooms()) {
    lines.push(`    ${room}: {`);
    for (const call of calls) {
      const how = {
        method: call.method,
        path: call.path,
        query: call.inQuery,
        ...(call.sends ? { sends: call.sends } : {}),
        ...(call.takesVersion ? { takesVersion: true } : {}),
        ...(call.answers && !call.answers.includes('json') ? { answers: 'stream' } : {}),
      };
      lines.push(`      /** ${about(call)} */`, `      ${call.does}: (asked = {}) => send(${JSON.stringify(how)}, asked),`);
    }
    lines.push('    },');
  }
  const template = readFileSync(join(here, 'client.template.js'), 'utf8');
  return template.replace('    // The calls.\n', () => `${lines.join('\n')}\n`);
}

function types() {
  const lines = [];
  for (const [room, calls] of rooms()) {
    lines.push(`  readonly ${room}: {`);
    for (const call of calls) {
      const operation = `operations[${JSON.stringify(call.name)}]`;
      const parts = [];
      for (const name of call.inPath) parts.push(`${JSON.stringify(name)}: string | number`);
      if (call.inQuery.length) parts.push(`query${call.queryNeeded ? '' : '?'}: ${operation}['parameters']['query']`);
      if (call.takesVersion) parts.push('version: number');
      if (call.sends === 'application/json') parts.push(`body${call.bodyNeeded ? '' : '?'}: Body<${operation}>`);
      else if (call.sends) parts.push('body: BodyInit');
      parts.push('key?: string', 'signal?: AbortSignal');
      const needed = call.inPath.length > 0 || call.queryNeeded || call.takesVersion || (call.sends && call.bodyNeeded);
      const answer = !call.answers ? 'void' : call.answers.includes('json') ? `Answer<${operation}>` : 'Response';
      lines.push(`    /** ${about(call)} */`, `    ${call.does}(asked${needed ? '' : '?'}: { ${parts.join('; ')} }): Promise<${answer}>;`);
    }
    lines.push('  };');
  }
  const template = readFileSync(join(here, 'client.template.d.ts'), 'utf8');
  return template.replace('  // The calls.\n', () => `${lines.join('\n')}\n`);
}

/** The shapes, as openapi-typescript writes them. */
async function shapes() {
  const require = createRequire(join(here, '../../end2end/package.json'));
  const at = dirname(require.resolve('openapi-typescript/package.json'));
  const { exports } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const entry = exports['.'].import?.default ?? exports['.'].import ?? exports['.'].default;
  const { default: openapiTS, astToString } = await import(pathToFileURL(join(at, entry)));
  // What has a default may be left out of a body, and is left out of answers.
  const types = await openapiTS(document, { defaultNonNullable: false });
  return `// Made of the description by docs/api/generate.mjs: change the handlers, not this.\n${astToString(types)}`;
}

const made = { 'external-contacts.js': script(), 'external-contacts.d.ts': types(), 'schema.d.ts': await shapes() };
if (!flags.includes('--check')) {
  for (const [name, text] of Object.entries(made)) writeFileSync(join(here, name), text);
} else {
  const read = (name) => {
    try {
      return readFileSync(join(here, name), 'utf8');
    } catch {
      return '';
    }
  };
  const stale = Object.entries(made).filter(([name, text]) => read(name) !== text);
  for (const [name] of stale) console.error(`docs/api/${name} is not what the description says: run \`make api\` and commit it`);
  if (stale.length) process.exit(1);
}
