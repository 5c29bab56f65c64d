// A client of the External Contacts API, one function for each call. Made by docs/api/generate.mjs: change the handlers or
// the template, not this. It needs nothing but `fetch`: Node 18 or newer, Deno, or a browser whose host allows it.
//
//   import { client, pages } from './external-contacts.js';
//   const api = client({ server: 'https://contacts.example.com', token: process.env.TOKEN });
//   const contact = await api.contacts.create({ body: { last_name: 'Chan' } });
//   for await (const label of pages(api.labels.list)) console.log(label.name);

/** What the API answers when something cannot be done. */
export class ApiProblem extends Error {
  /** @param {{status?: number, code?: string, detail?: string, problems?: unknown[], current?: unknown}} problem */
  constructor(problem, status, headers) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.detail = problem.detail ?? '';
    this.problems = problem.problems ?? [];
    /** What is there now, where somebody else saved first. */
    this.current = problem.current;
    /** After so many seconds it may be tried again. */
    this.retryAfter = Number(headers?.get('retry-after') ?? 0) || undefined;
  }
}

/** A key that no other request has; it is no secret. */
function freshKey() {
  const part = () => Math.random().toString(36).slice(2);
  return globalThis.crypto?.randomUUID?.() ?? `${Date.now().toString(36)}-${part()}-${part()}`;
}

/**
 * A client of one server. Each call takes what stands in its path by name, `query`, `body`, `version` where an update names
 * one, `key` as its Idempotency-Key (made up for each POST where there is none), and `signal`.
 */
export function client({ server, token, fetch: via = globalThis.fetch }) {
  const base = `${String(server).replace(/\/+$/, '')}/api/v1`;

  async function send(how, { query = {}, body, version, key, signal, ...named }) {
    const path = how.path.replace(/\{(\w+)\}/g, (_, name) => {
      if (named[name] === undefined) throw new TypeError(`${how.method} ${how.path} needs ${name}`);
      return encodeURIComponent(named[name]);
    });
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) asked.append(name, String(one));
    }
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json, */*' };
    if (how.method === 'POST') headers['idempotency-key'] = key ?? freshKey();
    else if (key) headers['idempotency-key'] = key;
    if (how.takesVersion) headers['if-match'] = `"${version}"`;
    let sent;
    if (how.sends && body !== undefined) {
      headers['content-type'] = how.sends;
      sent = how.sends === 'application/json' ? JSON.stringify(body) : body;
    }
    const search = `${asked}` === '' ? '' : `?${asked}`;
    const answer = await via(`${base}${path}${search}`, { method: how.method, headers, body: sent, signal });
    if (!answer.ok) throw new ApiProblem(await answer.json().catch(() => ({})), answer.status, answer.headers);
    if (how.answers === 'stream') return answer;
    if (answer.status === 204 || answer.headers.get('content-length') === '0') return undefined;
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    // The calls.
  };
}

/** Everything in a list, page by page: `for await (const contact of pages(api.contacts.list, { query: { label: 'vip' } }))`. */
export async function* pages(list, asked = {}) {
  let cursor;
  do {
    const page = await list({ ...asked, query: { ...asked.query, ...(cursor === undefined ? {} : { cursor }) } });
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
