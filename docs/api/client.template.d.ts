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
  // The calls.
}

/** A client of one server, with a token of it. */
export function client(of: { server: string; token: string; fetch?: typeof fetch }): Client;

/** Everything in a list, page by page. */
export function pages<Item, Asked extends { query?: object }>(
  list: (asked: Asked) => Promise<{ items: Item[]; next_cursor?: string | number | null }>,
  asked?: Asked,
): AsyncGenerator<Item, void, undefined>;
