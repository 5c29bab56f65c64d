// Contacts for a story, by the API: thousands by an import, one at a time, and what the API says of them.

import { expect, type APIRequestContext } from '@playwright/test';

export class Api {
  constructor(private request: APIRequestContext, private server: { token: string }) {}

  private headers(more = {}) {
    return { authorization: `Bearer ${this.server.token}`, ...more };
  }

  async get(path: string) {
    return (await this.request.get(`/api/v1${path}`, { headers: this.headers() })).json();
  }

  async post(path: string, data: object) {
    const answer = await this.request.post(`/api/v1${path}`, { headers: this.headers(), data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  async delete(path: string) {
    expect((await this.request.delete(`/api/v1${path}`, { headers: this.headers() })).status()).toBe(204);
  }

  /** How many contacts a query finds. */
  async total(query = '') {
    return (await this.get(`/contacts?${query}`)).total;
  }

  /** Imports so many contacts of a company. */
  async people(count: number, company: string) {
    const lines = ['First name,Last name,Company'];
    for (let number = 0; number < count; number++) lines.push(`Ada,Number ${number},${company}`);
    const sent = await this.request.post('/api/v1/imports', {
      headers: this.headers({ 'content-type': 'text/csv' }),
      data: lines.join('\n'),
    });
    expect(sent.status()).toBe(202);
    const { id } = await sent.json();
    await expect.poll(() => this.get(`/imports/${id}`), { timeout: 60_000 }).toMatchObject({ status: 'done', created: count });
  }
}
