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
    bin: {
      /** Erases a contact in the bin for good: its values, notes and activity, and the values in its log. DELETE /bin/{id}, scope administration */
      erase: (asked = {}) => send({"method":"DELETE","path":"/bin/{id}","query":[]}, asked),
      /** Lists the bin, what was deleted last first. GET /bin, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/bin","query":["search","limit","cursor"]}, asked),
      /** Takes contacts out of the bin; those that are not in it are passed over. POST /bin/restore, scope contacts:write */
      restore: (asked = {}) => send({"method":"POST","path":"/bin/restore","query":[],"sends":"application/json"}, asked),
    },
    bulk: {
      /** How far a bulk action is. GET /contacts/bulk/{id}, scope contacts:read */
      get: (asked = {}) => send({"method":"GET","path":"/contacts/bulk/{id}","query":[]}, asked),
      /** Changes many contacts at once: labels, Type, Level, Group, Team, or into the bin. POST /contacts/bulk, scope contacts:write */
      start: (asked = {}) => send({"method":"POST","path":"/contacts/bulk","query":[],"sends":"application/json"}, asked),
      /** Takes a bulk action back, also while it runs; what somebody has changed since is left alone and counted as kept. POST /contacts/bulk/{id}/undo, scope contacts:write */
      undo: (asked = {}) => send({"method":"POST","path":"/contacts/bulk/{id}/undo","query":[]}, asked),
    },
    contacts: {
      /** What the contact centre reported about a contact: enquiries, calls and messages, pages visited, the newest first. GET /contacts/{id}/activity, scope contacts:read */
      activity: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/activity","query":["kind","cursor"]}, asked),
      /** Adds a note about a contact. POST /contacts/{id}/notes, scope contacts:write */
      addNote: (asked = {}) => send({"method":"POST","path":"/contacts/{id}/notes","query":[],"sends":"application/json"}, asked),
      /** Changes fields of a contact: a JSON merge patch (RFC 7396), where null empties a field and a list is replaced whole. PATCH /contacts/{id}, scope contacts:write */
      change: (asked = {}) => send({"method":"PATCH","path":"/contacts/{id}","query":[],"sends":"application/json","takesVersion":true}, asked),
      /** Completes a number that was written without a country code, by the numbering plan of its country. GET /phones/complete, scope contacts:read */
      completePhone: (asked = {}) => send({"method":"GET","path":"/phones/complete","query":["number","country"]}, asked),
      /** Counts the contacts that a search and filters find, exactly. GET /contacts/count, scope contacts:read */
      count: (asked = {}) => send({"method":"GET","path":"/contacts/count","query":["search","label","match","company","type","level","team","group","language","country","has_phone","has_email","created_from","created_before","updated_from","updated_before","import","updated_by_import","sort"]}, asked),
      /** Creates a contact. POST /contacts, scope contacts:write */
      create: (asked = {}) => send({"method":"POST","path":"/contacts","query":[],"sends":"application/json"}, asked),
      /** Puts a contact into the bin. DELETE /contacts/{id}, scope contacts:write */
      delete: (asked = {}) => send({"method":"DELETE","path":"/contacts/{id}","query":[]}, asked),
      /** Deletes a note: its author or an Administrator may. DELETE /contacts/{id}/notes/{note}, scope contacts:write */
      deleteNote: (asked = {}) => send({"method":"DELETE","path":"/contacts/{id}/notes/{note}","query":[]}, asked),
      /** Writes down that a contact is called or texted now. What the contact centre knows of calls comes by `POST /engagements`. POST /contacts/{id}/engagements, scope contacts:write */
      engage: (asked = {}) => send({"method":"POST","path":"/contacts/{id}/engagements","query":[],"sends":"application/json"}, asked),
      /** Downloads Contact.csv: all contacts, or those that a search and filters find. GET /contacts/export, scope contacts:export */
      export: (asked = {}) => send({"method":"GET","path":"/contacts/export","query":["search","label","match","company","type","level","team","group","language","country","has_phone","has_email","created_from","created_before","updated_from","updated_before","import","updated_by_import","sort"],"answers":"stream"}, asked),
      /** One contact. GET /contacts/{id}, scope contacts:read */
      get: (asked = {}) => send({"method":"GET","path":"/contacts/{id}","query":[]}, asked),
      /** Finds contacts by search and filters, page by page. GET /contacts, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/contacts","query":["search","label","match","company","type","level","team","group","language","country","has_phone","has_email","created_from","created_before","updated_from","updated_before","import","updated_by_import","sort","limit","cursor"]}, asked),
      /** The notes about a contact, the newest first. GET /contacts/{id}/notes, scope contacts:read */
      listNotes: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/notes","query":["limit","cursor"]}, asked),
      /** The change log of a contact, the newest save first. GET /contacts/{id}/changes, scope contacts:read */
      log: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/changes","query":["limit","cursor"]}, asked),
      /** A contact as it was after one entry of its change log, or one that was merged into it; the version is that of now. GET /contacts/{id}/changes/{number}, scope contacts:read */
      past: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/changes/{number}","query":[]}, asked),
      /** Takes a contact out of the bin. POST /contacts/{id}/restore, scope contacts:write */
      restore: (asked = {}) => send({"method":"POST","path":"/contacts/{id}/restore","query":[]}, asked),
      /** Puts the value back that a field had before one entry of the change log; that is a save of its own. POST /contacts/{id}/changes/{number}/restore, scope contacts:write */
      restoreValue: (asked = {}) => send({"method":"POST","path":"/contacts/{id}/changes/{number}/restore","query":[],"sends":"application/json"}, asked),
    },
    destinations: {
      /** One destination, by the id that it has in the contact centre. GET /destinations/{external_id}, scope enquiries:read */
      get: (asked = {}) => send({"method":"GET","path":"/destinations/{external_id}","query":[]}, asked),
      /** Lists the destinations, where enquiries are routed to, by the ids that they have in the contact centre. GET /destinations, scope enquiries:read */
      list: (asked = {}) => send({"method":"GET","path":"/destinations","query":["limit","cursor"]}, asked),
      /** Reports a destination, where enquiries are routed to. PUT /destinations/{external_id}, scope ingest */
      report: (asked = {}) => send({"method":"PUT","path":"/destinations/{external_id}","query":[],"sends":"application/json"}, asked),
    },
    duplicates: {
      /** Remembers that two contacts are not the same person, or forgets it. POST /duplicates/differ, scope contacts:write */
      differ: (asked = {}) => send({"method":"POST","path":"/duplicates/differ","query":[],"sends":"application/json"}, asked),
      /** All suspected duplicates as the last search found them, group by group, the likeliest first. GET /duplicates, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/duplicates","query":["cursor"]}, asked),
      /** Asks for a new search for duplicates; it begins within seconds. POST /duplicates/look, scope contacts:write */
      look: (asked = {}) => send({"method":"POST","path":"/duplicates/look","query":[]}, asked),
    },
    enquiries: {
      /** Reports messages of an enquiry: one, or up to 500. POST /enquiries/{external_id}/messages, scope ingest */
      addMessages: (asked = {}) => send({"method":"POST","path":"/enquiries/{external_id}/messages","query":[],"sends":"application/json"}, asked),
      /** One enquiry, by the id that it has in the contact centre. GET /enquiries/{external_id}, scope enquiries:read */
      get: (asked = {}) => send({"method":"GET","path":"/enquiries/{external_id}","query":[]}, asked),
      /** Lists enquiries, those that were opened last first. GET /enquiries, scope enquiries:read */
      list: (asked = {}) => send({"method":"GET","path":"/enquiries","query":["status","contact","limit","cursor"]}, asked),
      /** The messages of an enquiry, the oldest first. GET /enquiries/{external_id}/messages, scope enquiries:read */
      messages: (asked = {}) => send({"method":"GET","path":"/enquiries/{external_id}/messages","query":["limit","cursor"]}, asked),
      /** Reports an enquiry, or what is new about it; telling it twice keeps it once. PUT /enquiries/{external_id}, scope ingest */
      report: (asked = {}) => send({"method":"PUT","path":"/enquiries/{external_id}","query":[],"sends":"application/json"}, asked),
      /** Reports calls and text messages from staff: one, or up to 500. POST /engagements, scope ingest */
      reportEngagements: (asked = {}) => send({"method":"POST","path":"/engagements","query":[],"sends":"application/json"}, asked),
      /** Reports pages that were visited: one, or up to 500. POST /visits, scope ingest */
      reportVisits: (asked = {}) => send({"method":"POST","path":"/visits","query":[],"sends":"application/json"}, asked),
    },
    events: {
      /** What happened, the oldest first: every change in the order in which it could first be read, in the bodies of the webhooks. GET /events, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/events","query":["after","limit"]}, asked),
    },
    fields: {
      /** Renames a field, changes its options or its place. PATCH /fields/{id}, scope administration */
      change: (asked = {}) => send({"method":"PATCH","path":"/fields/{id}","query":[],"sends":"application/json"}, asked),
      /** Creates a field; its Field ID and type never change. POST /fields, scope administration */
      create: (asked = {}) => send({"method":"POST","path":"/fields","query":[],"sends":"application/json"}, asked),
      /** Deletes a field: its values are no longer shown. DELETE /fields/{id}, scope administration */
      delete: (asked = {}) => send({"method":"DELETE","path":"/fields/{id}","query":[]}, asked),
      /** Lists the active fields in their order. GET /fields, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/fields","query":["limit","cursor"]}, asked),
      /** Lists the fields that were deleted and can come back, the latest first. GET /fields/deleted, scope contacts:read */
      listDeleted: (asked = {}) => send({"method":"GET","path":"/fields/deleted","query":["limit","cursor"]}, asked),
      /** Brings a field back, with the values that contacts had. POST /fields/{id}/restore, scope administration */
      restore: (asked = {}) => send({"method":"POST","path":"/fields/{id}/restore","query":[]}, asked),
      /** Counts the contacts that hold a value of a field: what its deletion hides. GET /fields/{id}/usage, scope contacts:read */
      usage: (asked = {}) => send({"method":"GET","path":"/fields/{id}/usage","query":[]}, asked),
    },
    imports: {
      /** Ends an import early; what it has written stays, and can be undone. POST /imports/{id}/cancel, scope contacts:write */
      cancel: (asked = {}) => send({"method":"POST","path":"/imports/{id}/cancel","query":[]}, asked),
      /** ErrorDetail.csv: the records that failed, each with its reasons in column AZ. GET /imports/{id}/errors, scope contacts:write */
      errors: (asked = {}) => send({"method":"GET","path":"/imports/{id}/errors","query":["language"],"answers":"stream"}, asked),
      /** Lists the records that failed, in the order of the file; the total is that of the ledger. GET /imports/{id}/failures, scope contacts:write */
      failures: (asked = {}) => send({"method":"GET","path":"/imports/{id}/failures","query":["limit","cursor"]}, asked),
      /** How far an import is, and what became of its records. GET /imports/{id}, scope contacts:write */
      get: (asked = {}) => send({"method":"GET","path":"/imports/{id}","query":[]}, asked),
      /** Lists imports, newest first. GET /imports, scope contacts:write */
      list: (asked = {}) => send({"method":"GET","path":"/imports","query":["limit","cursor"]}, asked),
      /** Lets an import rest, or go on. PATCH /imports/{id}, scope contacts:write */
      pause: (asked = {}) => send({"method":"PATCH","path":"/imports/{id}","query":[],"sends":"application/json"}, asked),
      /** Downloads template.csv, the columns of an import with an example. GET /imports/template, scope contacts:read */
      template: (asked = {}) => send({"method":"GET","path":"/imports/template","query":[],"answers":"stream"}, asked),
      /** Takes an import back: what it created is deleted, what it changed gets its old values. POST /imports/{id}/undo, scope contacts:write */
      undo: (asked = {}) => send({"method":"POST","path":"/imports/{id}/undo","query":["edited"]}, asked),
      /** What an undo of this import would do now. GET /imports/{id}/undo, scope contacts:write */
      undoForeseen: (asked = {}) => send({"method":"GET","path":"/imports/{id}/undo","query":[]}, asked),
      /** Imports a file. POST /imports, scope contacts:write */
      upload: (asked = {}) => send({"method":"POST","path":"/imports","query":["country","plus_missing","duplicates","match","encoding","sheet","recipe","language","file_name"],"sends":"text/csv"}, asked),
    },
    labels: {
      /** Renames or recolours a label. PATCH /labels/{id}, scope contacts:write */
      change: (asked = {}) => send({"method":"PATCH","path":"/labels/{id}","query":[],"sends":"application/json"}, asked),
      /** Creates a label. POST /labels, scope contacts:write */
      create: (asked = {}) => send({"method":"POST","path":"/labels","query":[],"sends":"application/json"}, asked),
      /** Deletes a label, from every contact too. DELETE /labels/{id}, scope contacts:write */
      delete: (asked = {}) => send({"method":"DELETE","path":"/labels/{id}","query":[]}, asked),
      /** Lists all labels by name. GET /labels, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/labels","query":["limit","cursor"]}, asked),
      /** Lists the labels that were deleted and can come back, the latest first. GET /labels/deleted, scope contacts:read */
      listDeleted: (asked = {}) => send({"method":"GET","path":"/labels/deleted","query":["limit","cursor"]}, asked),
      /** Counts the contacts of every label, by the ids of the labels. GET /labels/usages, scope contacts:read */
      listUsages: (asked = {}) => send({"method":"GET","path":"/labels/usages","query":["limit","cursor"]}, asked),
      /** Brings a label back, to every contact that had it. POST /labels/{id}/restore, scope contacts:write */
      restore: (asked = {}) => send({"method":"POST","path":"/labels/{id}/restore","query":[]}, asked),
      /** Counts the contacts that wear a label: what its deletion takes it from. GET /labels/{id}/usage, scope contacts:read */
      usage: (asked = {}) => send({"method":"GET","path":"/labels/{id}/usage","query":[]}, asked),
    },
    merging: {
      /** Merges another contact into this one. Its id then leads here. POST /contacts/{id}/merge, scope contacts:write */
      merge: (asked = {}) => send({"method":"POST","path":"/contacts/{id}/merge","query":[],"sends":"application/json"}, asked),
      /** Lists who may be the same person as a contact, the likeliest first, each with the reasons. GET /contacts/{id}/suggestions, scope contacts:read */
      suggest: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/suggestions","query":["limit","cursor"]}, asked),
      /** Takes a merge back: both contacts come back with what was theirs. What was edited since stays. POST /merges/{id}/undo, scope contacts:write */
      undo: (asked = {}) => send({"method":"POST","path":"/merges/{id}/undo","query":[]}, asked),
    },
    permissions: {
      /** Withholds something from a role, or gives it back; it counts from the next request on. PUT /permissions/{role}/{permission}, scope administration */
      change: (asked = {}) => send({"method":"PUT","path":"/permissions/{role}/{permission}","query":[],"sends":"application/json"}, asked),
      /** Lists what can be withheld from each role that has it otherwise, and whether it is. GET /permissions, scope administration */
      list: (asked = {}) => send({"method":"GET","path":"/permissions","query":["limit","cursor"]}, asked),
    },
    proposals: {
      /** Accepts a proposal: its values are saved beside what others saved meanwhile, and the log names both. POST /proposals/{id}/accept, scope contacts:write */
      accept: (asked = {}) => send({"method":"POST","path":"/proposals/{id}/accept","query":[],"sends":"application/json"}, asked),
      /** Drops a proposal. POST /proposals/{id}/drop, scope contacts:write */
      drop: (asked = {}) => send({"method":"POST","path":"/proposals/{id}/drop","query":[],"sends":"application/json"}, asked),
      /** Lists the edits that wait on a contact, and those that were decided on, the newest first. GET /contacts/{id}/proposals, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/contacts/{id}/proposals","query":["limit","cursor"]}, asked),
    },
    recipes: {
      /** Forgets a layout; what was imported by it stays as it is. DELETE /imports/recipes/{id}, scope contacts:write */
      forget: (asked = {}) => send({"method":"DELETE","path":"/imports/recipes/{id}","query":[]}, asked),
      /** Saves a layout under a name, for everybody. POST /imports/recipes, scope contacts:write */
      keep: (asked = {}) => send({"method":"POST","path":"/imports/recipes","query":[],"sends":"application/json"}, asked),
      /** Lists the recipes that an import may name: the layouts that were saved, for everybody. GET /imports/recipes, scope contacts:write */
      list: (asked = {}) => send({"method":"GET","path":"/imports/recipes","query":["limit","cursor"]}, asked),
    },
    settings: {
      /** Changes what is given; the rest stays. PATCH /settings, scope administration */
      change: (asked = {}) => send({"method":"PATCH","path":"/settings","query":[],"sends":"application/json"}, asked),
      /** Ends the secrets before the present one at once. DELETE /settings/panel-secret/old, scope administration */
      endOldSecrets: (asked = {}) => send({"method":"DELETE","path":"/settings/panel-secret/old","query":[]}, asked),
      /** Tells what is in force, and what of it was set. GET /settings, scope administration */
      get: (asked = {}) => send({"method":"GET","path":"/settings","query":[]}, asked),
      /** Makes another secret for the side panel; the one before is good for a day more. POST /settings/panel-secret, scope administration */
      renewSecret: (asked = {}) => send({"method":"POST","path":"/settings/panel-secret","query":[]}, asked),
      /** Reads the security log, the newest first. GET /security-log, scope administration */
      securityLog: (asked = {}) => send({"method":"GET","path":"/security-log","query":["event","who","limit","cursor"]}, asked),
    },
    staff: {
      /** Adds a member of staff. POST /staff, scope administration */
      add: (asked = {}) => send({"method":"POST","path":"/staff","query":[],"sends":"application/json"}, asked),
      /** Changes a member of staff; a new role or password signs them out everywhere. PATCH /staff/{id}, scope administration */
      change: (asked = {}) => send({"method":"PATCH","path":"/staff/{id}","query":[],"sends":"application/json"}, asked),
      /** Closes an account: the name stays in every log, signing in is over. DELETE /staff/{id}, scope administration */
      close: (asked = {}) => send({"method":"DELETE","path":"/staff/{id}","query":[]}, asked),
      /** Lists the people who work here, by name. GET /colleagues, scope administration */
      colleagues: (asked = {}) => send({"method":"GET","path":"/colleagues","query":["search","limit","cursor"]}, asked),
      /** One member of staff, as the list has them. GET /staff/{id}, scope administration */
      get: (asked = {}) => send({"method":"GET","path":"/staff/{id}","query":[]}, asked),
      /** Adds a member of staff without a password, and makes the link by which they come in within seven days. POST /staff/invitations, scope administration */
      invite: (asked = {}) => send({"method":"POST","path":"/staff/invitations","query":[],"sends":"application/json"}, asked),
      /** Makes another link for somebody who has not come in yet; the one before ends. POST /staff/{id}/invitation, scope administration */
      inviteAgain: (asked = {}) => send({"method":"POST","path":"/staff/{id}/invitation","query":[]}, asked),
      /** Lists staff by name, those who left last. GET /staff, scope administration */
      list: (asked = {}) => send({"method":"GET","path":"/staff","query":["search","role","state","limit","cursor"]}, asked),
      /** Reports a member of staff by email address. PUT /staff/by-email/{email}, scope administration */
      report: (asked = {}) => send({"method":"PUT","path":"/staff/by-email/{email}","query":[],"sends":"application/json"}, asked),
      /** Takes a password away at once, with all sessions, and makes the link to set another. POST /staff/{id}/reset, scope administration */
      reset: (asked = {}) => send({"method":"POST","path":"/staff/{id}/reset","query":[]}, asked),
      /** Lists where a member of staff is signed in, where they were last first. GET /staff/{id}/sessions, scope administration */
      sessionsOf: (asked = {}) => send({"method":"GET","path":"/staff/{id}/sessions","query":["limit","cursor"]}, asked),
      /** Signs a member of staff out everywhere. DELETE /staff/{id}/sessions, scope administration */
      signOut: (asked = {}) => send({"method":"DELETE","path":"/staff/{id}/sessions","query":[]}, asked),
    },
    tokens: {
      /** Makes a token. POST /tokens, scope administration */
      create: (asked = {}) => send({"method":"POST","path":"/tokens","query":[],"sends":"application/json"}, asked),
      /** Makes a token useless at once. DELETE /tokens/{id}, scope administration */
      delete: (asked = {}) => send({"method":"DELETE","path":"/tokens/{id}","query":[]}, asked),
      /** Lists all tokens, newest first. GET /tokens, scope administration */
      list: (asked = {}) => send({"method":"GET","path":"/tokens","query":["limit","cursor"]}, asked),
    },
    views: {
      /** Renames a view, changes what it finds or its columns. PATCH /views/{id}, scope contacts:write */
      change: (asked = {}) => send({"method":"PATCH","path":"/views/{id}","query":[],"sends":"application/json"}, asked),
      /** Keeps a view for everybody. POST /views, scope contacts:write */
      create: (asked = {}) => send({"method":"POST","path":"/views","query":[],"sends":"application/json"}, asked),
      /** Deletes a view; the contacts in it stay as they are. DELETE /views/{id}, scope contacts:write */
      delete: (asked = {}) => send({"method":"DELETE","path":"/views/{id}","query":[]}, asked),
      /** One view. GET /views/{id}, scope contacts:read */
      get: (asked = {}) => send({"method":"GET","path":"/views/{id}","query":[]}, asked),
      /** Lists the views that everybody sees, by name. GET /views, scope contacts:read */
      list: (asked = {}) => send({"method":"GET","path":"/views","query":["limit","cursor"]}, asked),
    },
    webhooks: {
      /** Changes an endpoint, pauses it or lets it go on. Another address, and one that was disabled, is challenged again. PATCH /webhooks/{id}, scope administration */
      change: (asked = {}) => send({"method":"PATCH","path":"/webhooks/{id}","query":[],"sends":"application/json"}, asked),
      /** Deletes an endpoint and all that was to be told to it. DELETE /webhooks/{id}, scope administration */
      delete: (asked = {}) => send({"method":"DELETE","path":"/webhooks/{id}","query":[]}, asked),
      /** Lists what was sent to an endpoint in the last thirty days, the newest first. GET /webhooks/{id}/deliveries, scope administration */
      deliveries: (asked = {}) => send({"method":"GET","path":"/webhooks/{id}/deliveries","query":["state","limit","cursor"]}, asked),
      /** Reads an endpoint. GET /webhooks/{id}, scope administration */
      get: (asked = {}) => send({"method":"GET","path":"/webhooks/{id}","query":[]}, asked),
      /** Lists all endpoints, the oldest first. GET /webhooks, scope administration */
      list: (asked = {}) => send({"method":"GET","path":"/webhooks","query":["limit","cursor"]}, asked),
      /** Registers an endpoint, after its address has answered a challenge. The secret is shown this once. POST /webhooks, scope administration */
      register: (asked = {}) => send({"method":"POST","path":"/webhooks","query":[],"sends":"application/json"}, asked),
      /** Makes a new secret and shows it, this once. The one before signs along for a day. POST /webhooks/{id}/secret, scope administration */
      renewSecret: (asked = {}) => send({"method":"POST","path":"/webhooks/{id}/secret","query":[]}, asked),
      /** Sends one delivery once more, or all that happened from a time on: under the ids that they had. POST /webhooks/{id}/replay, scope administration */
      replay: (asked = {}) => send({"method":"POST","path":"/webhooks/{id}/replay","query":[],"sends":"application/json"}, asked),
    },
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
