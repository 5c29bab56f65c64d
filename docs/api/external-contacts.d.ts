// The types of external-contacts.js. Made by docs/api/generate.mjs: change the handlers or the template, not this.
import type { components, operations } from './schema.js';

/** The shapes of the API by their names: `Shapes['Contact']`. */
export type Shapes = components['schemas'];

type Body<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Sent } } } ? Sent : never;
type Json<Response> = Response extends { content: { 'application/json': infer Answered } } ? Answered : never;
type Answer<Operation> = Operation extends { responses: infer Responses } ? Json<Responses[keyof Responses & (200 | 201 | 202)]> : never;

/** What the API answers when something cannot be done. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** One sentence for people. */
  readonly detail: string;
  /** Each value to correct, where there are any. */
  readonly problems: Shapes['FieldProblem'][];
  /** What is there now, where somebody else saved first. */
  readonly current?: unknown;
  /** After so many seconds it may be tried again. */
  readonly retryAfter?: number;
}

export interface Client {
  readonly bin: {
    /** Erases a contact in the bin for good: its values, notes and activity, and the values in its log. DELETE /bin/{id}, scope administration */
    erase(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists the bin, what was deleted last first. GET /bin, scope contacts:read */
    list(asked?: { query?: operations["bin.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["bin.list"]>>;
    /** Takes contacts out of the bin; those that are not in it are passed over. POST /bin/restore, scope contacts:write */
    restore(asked: { body: Body<operations["bin.restore"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["bin.restore"]>>;
  };
  readonly bulk: {
    /** How far a bulk action is. GET /contacts/bulk/{id}, scope contacts:read */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["bulk.get"]>>;
    /** Changes many contacts at once: labels, Type, Level, Group, Team, or into the bin. POST /contacts/bulk, scope contacts:write */
    start(asked: { body: Body<operations["bulk.start"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["bulk.start"]>>;
    /** Takes a bulk action back, also while it runs; what somebody has changed since is left alone and counted as kept. POST /contacts/bulk/{id}/undo, scope contacts:write */
    undo(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["bulk.undo"]>>;
  };
  readonly contacts: {
    /** What the contact centre reported about a contact: enquiries, calls and messages, pages visited, the newest first. GET /contacts/{id}/activity, scope contacts:read */
    activity(asked: { "id": string | number; query?: operations["contacts.activity"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.activity"]>>;
    /** Adds a note about a contact. POST /contacts/{id}/notes, scope contacts:write */
    addNote(asked: { "id": string | number; body: Body<operations["contacts.addNote"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.addNote"]>>;
    /** Changes fields of a contact: a JSON merge patch (RFC 7396), where null empties a field and a list is replaced whole. PATCH /contacts/{id}, scope contacts:write */
    change(asked: { "id": string | number; version: number; body: Body<operations["contacts.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.change"]>>;
    /** Completes a number that was written without a country code, by the numbering plan of its country. GET /phones/complete, scope contacts:read */
    completePhone(asked: { query: operations["contacts.completePhone"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.completePhone"]>>;
    /** Counts the contacts that a search and filters find, exactly. GET /contacts/count, scope contacts:read */
    count(asked?: { query?: operations["contacts.count"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.count"]>>;
    /** Creates a contact. POST /contacts, scope contacts:write */
    create(asked: { body: Body<operations["contacts.create"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.create"]>>;
    /** Puts a contact into the bin. DELETE /contacts/{id}, scope contacts:write */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Deletes a note: its author or an Administrator may. DELETE /contacts/{id}/notes/{note}, scope contacts:write */
    deleteNote(asked: { "id": string | number; "note": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Writes down that a contact is called or texted now. What the contact centre knows of calls comes by `POST /engagements`. POST /contacts/{id}/engagements, scope contacts:write */
    engage(asked: { "id": string | number; body: Body<operations["contacts.engage"]>; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Downloads Contact.csv: all contacts, or those that a search and filters find. GET /contacts/export, scope contacts:export */
    export(asked?: { query?: operations["contacts.export"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Response>;
    /** One contact. GET /contacts/{id}, scope contacts:read */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.get"]>>;
    /** Finds contacts by search and filters, page by page. GET /contacts, scope contacts:read */
    list(asked?: { query?: operations["contacts.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.list"]>>;
    /** The notes about a contact, the newest first. GET /contacts/{id}/notes, scope contacts:read */
    listNotes(asked: { "id": string | number; query?: operations["contacts.listNotes"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.listNotes"]>>;
    /** The change log of a contact, the newest save first. GET /contacts/{id}/changes, scope contacts:read */
    log(asked: { "id": string | number; query?: operations["contacts.log"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.log"]>>;
    /** A contact as it was after one entry of its change log, or one that was merged into it; the version is that of now. GET /contacts/{id}/changes/{number}, scope contacts:read */
    past(asked: { "id": string | number; "number": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.past"]>>;
    /** Takes a contact out of the bin. POST /contacts/{id}/restore, scope contacts:write */
    restore(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.restore"]>>;
    /** Puts the value back that a field had before one entry of the change log; that is a save of its own. POST /contacts/{id}/changes/{number}/restore, scope contacts:write */
    restoreValue(asked: { "id": string | number; "number": string | number; body: Body<operations["contacts.restoreValue"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["contacts.restoreValue"]>>;
  };
  readonly destinations: {
    /** One destination, by the id that it has in the contact centre. GET /destinations/{external_id}, scope enquiries:read */
    get(asked: { "external_id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["destinations.get"]>>;
    /** Lists the destinations, where enquiries are routed to, by the ids that they have in the contact centre. GET /destinations, scope enquiries:read */
    list(asked?: { query?: operations["destinations.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["destinations.list"]>>;
    /** Reports a destination, where enquiries are routed to. PUT /destinations/{external_id}, scope ingest */
    report(asked: { "external_id": string | number; body: Body<operations["destinations.report"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["destinations.report"]>>;
  };
  readonly duplicates: {
    /** Remembers that two contacts are not the same person, or forgets it. POST /duplicates/differ, scope contacts:write */
    differ(asked: { body: Body<operations["duplicates.differ"]>; key?: string; signal?: AbortSignal }): Promise<void>;
    /** All suspected duplicates as the last search found them, group by group, the likeliest first. GET /duplicates, scope contacts:read */
    list(asked?: { query?: operations["duplicates.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["duplicates.list"]>>;
    /** Asks for a new search for duplicates; it begins within seconds. POST /duplicates/look, scope contacts:write */
    look(asked?: { key?: string; signal?: AbortSignal }): Promise<void>;
  };
  readonly enquiries: {
    /** Reports messages of an enquiry: one, or up to 500. POST /enquiries/{external_id}/messages, scope ingest */
    addMessages(asked: { "external_id": string | number; body: Body<operations["enquiries.addMessages"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.addMessages"]>>;
    /** One enquiry, by the id that it has in the contact centre. GET /enquiries/{external_id}, scope enquiries:read */
    get(asked: { "external_id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.get"]>>;
    /** Lists enquiries, those that were opened last first. GET /enquiries, scope enquiries:read */
    list(asked?: { query?: operations["enquiries.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.list"]>>;
    /** The messages of an enquiry, the oldest first. GET /enquiries/{external_id}/messages, scope enquiries:read */
    messages(asked: { "external_id": string | number; query?: operations["enquiries.messages"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.messages"]>>;
    /** Reports an enquiry, or what is new about it; telling it twice keeps it once. PUT /enquiries/{external_id}, scope ingest */
    report(asked: { "external_id": string | number; body: Body<operations["enquiries.report"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.report"]>>;
    /** Reports calls and text messages from staff: one, or up to 500. POST /engagements, scope ingest */
    reportEngagements(asked: { body: Body<operations["enquiries.reportEngagements"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.reportEngagements"]>>;
    /** Reports pages that were visited: one, or up to 500. POST /visits, scope ingest */
    reportVisits(asked: { body: Body<operations["enquiries.reportVisits"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["enquiries.reportVisits"]>>;
  };
  readonly events: {
    /** What happened, the oldest first: every change in the order in which it could first be read, in the bodies of the webhooks. GET /events, scope contacts:read */
    list(asked?: { query?: operations["events.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["events.list"]>>;
  };
  readonly fields: {
    /** Renames a field, changes its options or its place. PATCH /fields/{id}, scope administration */
    change(asked: { "id": string | number; body: Body<operations["fields.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.change"]>>;
    /** Creates a field; its Field ID and type never change. POST /fields, scope administration */
    create(asked: { body: Body<operations["fields.create"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.create"]>>;
    /** Deletes a field: its values are no longer shown. DELETE /fields/{id}, scope administration */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists the active fields in their order. GET /fields, scope contacts:read */
    list(asked?: { query?: operations["fields.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.list"]>>;
    /** Lists the fields that were deleted and can come back, the latest first. GET /fields/deleted, scope contacts:read */
    listDeleted(asked?: { query?: operations["fields.listDeleted"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.listDeleted"]>>;
    /** Brings a field back, with the values that contacts had. POST /fields/{id}/restore, scope administration */
    restore(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.restore"]>>;
    /** Counts the contacts that hold a value of a field: what its deletion hides. GET /fields/{id}/usage, scope contacts:read */
    usage(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["fields.usage"]>>;
  };
  readonly imports: {
    /** Ends an import early; what it has written stays, and can be undone. POST /imports/{id}/cancel, scope contacts:write */
    cancel(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.cancel"]>>;
    /** ErrorDetail.csv: the records that failed, each with its reasons in column AZ. GET /imports/{id}/errors, scope contacts:write */
    errors(asked: { "id": string | number; query?: operations["imports.errors"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Response>;
    /** Lists the records that failed, in the order of the file; the total is that of the ledger. GET /imports/{id}/failures, scope contacts:write */
    failures(asked: { "id": string | number; query?: operations["imports.failures"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.failures"]>>;
    /** How far an import is, and what became of its records. GET /imports/{id}, scope contacts:write */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.get"]>>;
    /** Lists imports, newest first. GET /imports, scope contacts:write */
    list(asked?: { query?: operations["imports.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.list"]>>;
    /** Lets an import rest, or go on. PATCH /imports/{id}, scope contacts:write */
    pause(asked: { "id": string | number; body: Body<operations["imports.pause"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.pause"]>>;
    /** Downloads template.csv, the columns of an import with an example. GET /imports/template, scope contacts:read */
    template(asked?: { key?: string; signal?: AbortSignal }): Promise<Response>;
    /** Takes an import back: what it created is deleted, what it changed gets its old values. POST /imports/{id}/undo, scope contacts:write */
    undo(asked: { "id": string | number; query?: operations["imports.undo"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.undo"]>>;
    /** What an undo of this import would do now. GET /imports/{id}/undo, scope contacts:write */
    undoForeseen(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.undoForeseen"]>>;
    /** Imports a file. POST /imports, scope contacts:write */
    upload(asked: { query?: operations["imports.upload"]['parameters']['query']; body: BodyInit; key?: string; signal?: AbortSignal }): Promise<Answer<operations["imports.upload"]>>;
  };
  readonly labels: {
    /** Renames or recolours a label. PATCH /labels/{id}, scope contacts:write */
    change(asked: { "id": string | number; body: Body<operations["labels.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.change"]>>;
    /** Creates a label. POST /labels, scope contacts:write */
    create(asked: { body: Body<operations["labels.create"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.create"]>>;
    /** Deletes a label, from every contact too. DELETE /labels/{id}, scope contacts:write */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists all labels by name. GET /labels, scope contacts:read */
    list(asked?: { query?: operations["labels.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.list"]>>;
    /** Lists the labels that were deleted and can come back, the latest first. GET /labels/deleted, scope contacts:read */
    listDeleted(asked?: { query?: operations["labels.listDeleted"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.listDeleted"]>>;
    /** Counts the contacts of every label, by the ids of the labels. GET /labels/usages, scope contacts:read */
    listUsages(asked?: { query?: operations["labels.listUsages"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.listUsages"]>>;
    /** Brings a label back, to every contact that had it. POST /labels/{id}/restore, scope contacts:write */
    restore(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.restore"]>>;
    /** Counts the contacts that wear a label: what its deletion takes it from. GET /labels/{id}/usage, scope contacts:read */
    usage(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["labels.usage"]>>;
  };
  readonly merging: {
    /** Merges another contact into this one. Its id then leads here. POST /contacts/{id}/merge, scope contacts:write */
    merge(asked: { "id": string | number; body: Body<operations["merging.merge"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["merging.merge"]>>;
    /** Lists who may be the same person as a contact, the likeliest first, each with the reasons. GET /contacts/{id}/suggestions, scope contacts:read */
    suggest(asked: { "id": string | number; query?: operations["merging.suggest"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["merging.suggest"]>>;
    /** Takes a merge back: both contacts come back with what was theirs. What was edited since stays. POST /merges/{id}/undo, scope contacts:write */
    undo(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["merging.undo"]>>;
  };
  readonly permissions: {
    /** Withholds something from a role, or gives it back; it counts from the next request on. PUT /permissions/{role}/{permission}, scope administration */
    change(asked: { "role": string | number; "permission": string | number; body: Body<operations["permissions.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["permissions.change"]>>;
    /** Lists what can be withheld from each role that has it otherwise, and whether it is. GET /permissions, scope administration */
    list(asked?: { query?: operations["permissions.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["permissions.list"]>>;
  };
  readonly proposals: {
    /** Accepts a proposal: its values are saved beside what others saved meanwhile, and the log names both. POST /proposals/{id}/accept, scope contacts:write */
    accept(asked: { "id": string | number; body?: Body<operations["proposals.accept"]>; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Drops a proposal. POST /proposals/{id}/drop, scope contacts:write */
    drop(asked: { "id": string | number; body?: Body<operations["proposals.drop"]>; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists the edits that wait on a contact, and those that were decided on, the newest first. GET /contacts/{id}/proposals, scope contacts:read */
    list(asked: { "id": string | number; query?: operations["proposals.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["proposals.list"]>>;
  };
  readonly recipes: {
    /** Forgets a layout; what was imported by it stays as it is. DELETE /imports/recipes/{id}, scope contacts:write */
    forget(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Saves a layout under a name, for everybody. POST /imports/recipes, scope contacts:write */
    keep(asked: { body: Body<operations["recipes.keep"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["recipes.keep"]>>;
    /** Lists the recipes that an import may name: the layouts that were saved, for everybody. GET /imports/recipes, scope contacts:write */
    list(asked?: { query?: operations["recipes.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["recipes.list"]>>;
  };
  readonly settings: {
    /** Changes what is given; the rest stays. PATCH /settings, scope administration */
    change(asked: { body: Body<operations["settings.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["settings.change"]>>;
    /** Ends the secrets before the present one at once. DELETE /settings/panel-secret/old, scope administration */
    endOldSecrets(asked?: { key?: string; signal?: AbortSignal }): Promise<void>;
    /** Tells what is in force, and what of it was set. GET /settings, scope administration */
    get(asked?: { key?: string; signal?: AbortSignal }): Promise<Answer<operations["settings.get"]>>;
    /** Makes another secret for the side panel; the one before is good for a day more. POST /settings/panel-secret, scope administration */
    renewSecret(asked?: { key?: string; signal?: AbortSignal }): Promise<Answer<operations["settings.renewSecret"]>>;
    /** Reads the security log, the newest first. GET /security-log, scope administration */
    securityLog(asked?: { query?: operations["settings.securityLog"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["settings.securityLog"]>>;
  };
  readonly staff: {
    /** Adds a member of staff. POST /staff, scope administration */
    add(asked: { body: Body<operations["staff.add"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.add"]>>;
    /** Changes a member of staff; a new role or password signs them out everywhere. PATCH /staff/{id}, scope administration */
    change(asked: { "id": string | number; body: Body<operations["staff.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.change"]>>;
    /** Closes an account: the name stays in every log, signing in is over. DELETE /staff/{id}, scope administration */
    close(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists the people who work here, by name. GET /colleagues, scope administration */
    colleagues(asked?: { query?: operations["staff.colleagues"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.colleagues"]>>;
    /** One member of staff, as the list has them. GET /staff/{id}, scope administration */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.get"]>>;
    /** Adds a member of staff without a password, and makes the link by which they come in within seven days. POST /staff/invitations, scope administration */
    invite(asked: { body: Body<operations["staff.invite"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.invite"]>>;
    /** Makes another link for somebody who has not come in yet; the one before ends. POST /staff/{id}/invitation, scope administration */
    inviteAgain(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.inviteAgain"]>>;
    /** Lists staff by name, those who left last. GET /staff, scope administration */
    list(asked?: { query?: operations["staff.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.list"]>>;
    /** Reports a member of staff by email address. PUT /staff/by-email/{email}, scope administration */
    report(asked: { "email": string | number; body: Body<operations["staff.report"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.report"]>>;
    /** Takes a password away at once, with all sessions, and makes the link to set another. POST /staff/{id}/reset, scope administration */
    reset(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.reset"]>>;
    /** Lists where a member of staff is signed in, where they were last first. GET /staff/{id}/sessions, scope administration */
    sessionsOf(asked: { "id": string | number; query?: operations["staff.sessionsOf"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["staff.sessionsOf"]>>;
    /** Signs a member of staff out everywhere. DELETE /staff/{id}/sessions, scope administration */
    signOut(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
  };
  readonly tokens: {
    /** Makes a token. POST /tokens, scope administration */
    create(asked: { body: Body<operations["tokens.create"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["tokens.create"]>>;
    /** Makes a token useless at once. DELETE /tokens/{id}, scope administration */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists all tokens, newest first. GET /tokens, scope administration */
    list(asked?: { query?: operations["tokens.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["tokens.list"]>>;
  };
  readonly views: {
    /** Renames a view, changes what it finds or its columns. PATCH /views/{id}, scope contacts:write */
    change(asked: { "id": string | number; body: Body<operations["views.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["views.change"]>>;
    /** Keeps a view for everybody. POST /views, scope contacts:write */
    create(asked: { body: Body<operations["views.create"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["views.create"]>>;
    /** Deletes a view; the contacts in it stay as they are. DELETE /views/{id}, scope contacts:write */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** One view. GET /views/{id}, scope contacts:read */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["views.get"]>>;
    /** Lists the views that everybody sees, by name. GET /views, scope contacts:read */
    list(asked?: { query?: operations["views.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["views.list"]>>;
  };
  readonly webhooks: {
    /** Changes an endpoint, pauses it or lets it go on. Another address, and one that was disabled, is challenged again. PATCH /webhooks/{id}, scope administration */
    change(asked: { "id": string | number; body: Body<operations["webhooks.change"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.change"]>>;
    /** Deletes an endpoint and all that was to be told to it. DELETE /webhooks/{id}, scope administration */
    delete(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<void>;
    /** Lists what was sent to an endpoint in the last thirty days, the newest first. GET /webhooks/{id}/deliveries, scope administration */
    deliveries(asked: { "id": string | number; query?: operations["webhooks.deliveries"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.deliveries"]>>;
    /** Reads an endpoint. GET /webhooks/{id}, scope administration */
    get(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.get"]>>;
    /** Lists all endpoints, the oldest first. GET /webhooks, scope administration */
    list(asked?: { query?: operations["webhooks.list"]['parameters']['query']; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.list"]>>;
    /** Registers an endpoint, after its address has answered a challenge. The secret is shown this once. POST /webhooks, scope administration */
    register(asked: { body: Body<operations["webhooks.register"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.register"]>>;
    /** Makes a new secret and shows it, this once. The one before signs along for a day. POST /webhooks/{id}/secret, scope administration */
    renewSecret(asked: { "id": string | number; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.renewSecret"]>>;
    /** Sends one delivery once more, or all that happened from a time on: under the ids that they had. POST /webhooks/{id}/replay, scope administration */
    replay(asked: { "id": string | number; body: Body<operations["webhooks.replay"]>; key?: string; signal?: AbortSignal }): Promise<Answer<operations["webhooks.replay"]>>;
  };
}

/** A client of one server, with a token of it. */
export function client(of: { server: string; token: string; fetch?: typeof fetch }): Client;

/** Everything in a list, page by page. */
export function pages<Item, Asked extends { query?: object }>(
  list: (asked: Asked) => Promise<{ items: Item[]; next_cursor?: string | number | null }>,
  asked?: Asked,
): AsyncGenerator<Item, void, undefined>;
