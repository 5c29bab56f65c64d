// Somebody who is told what happens by webhooks: answers the challenge, verifies what arrives as npm's standardwebhooks does,
// and keeps in which order it came.

import { createServer } from 'node:http';
import * as standard from 'standardwebhooks';

const Webhook = standard.Webhook ?? standard.default.Webhook;

export class Receiver {
  /** Letters in the order in which they came: id, type, contact and number of the position. */
  letters = [];
  /** Each id once. */
  ids = new Set();
  /** What no secret of ours had signed. */
  unsigned = 0;
  secrets = [];
  /** Which status a letter is answered with. */
  answer = () => 200;

  async start() {
    this.server = createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => this.hear(request, Buffer.concat(parts).toString(), response));
    });
    this.server.keepAliveTimeout = 60_000;
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}/hook`;
    return this;
  }

  hear(request, text, response) {
    const body = JSON.parse(text);
    if (body.type === 'webhook.challenge') return response.end(text);
    const verified = this.secrets.some((secret) => {
      try {
        new Webhook(secret).verify(text, request.headers);
        return true;
      } catch {
        return false;
      }
    });
    if (!verified) this.unsigned += 1;
    const id = request.headers['webhook-id'];
    const status = this.answer(body);
    this.letters.push({ id, status, type: body.type, subject: body.data.id, number: Number(body.position.split('.')[1]) });
    if (status < 300) this.ids.add(id);
    response.statusCode = status;
    response.end();
  }

  /** The contacts of which something arrived behind what happened later. */
  disordered() {
    const last = new Map();
    const wrong = new Set();
    for (const { subject, number } of this.letters) {
      if (number < (last.get(subject) ?? 0)) wrong.add(subject);
      last.set(subject, number);
    }
    return [...wrong];
  }

  /** What was told under more than one id. */
  doubled() {
    const ids = new Map();
    for (const { id, subject, number } of this.letters) {
      const known = ids.get(`${number} ${subject}`) ?? new Set();
      ids.set(`${number} ${subject}`, known.add(id));
    }
    return [...ids].filter(([, known]) => known.size > 1).map(([event]) => event);
  }

  /** Waits until so many ids have arrived. */
  async hears(count, seconds = 120) {
    for (const until = Date.now() + seconds * 1000; this.ids.size < count; ) {
      if (Date.now() > until) throw new Error(`${this.ids.size} of ${count} arrived`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Registers a receiver by the API; its id. */
export async function register(ask, receiver, draft) {
  const made = await ask('POST', '/webhooks', { url: receiver.url, ...draft });
  const { id, secret } = await made.json();
  if (!secret) throw new Error(`the webhook was not registered: ${made.status}`);
  receiver.secrets.push(secret);
  return id;
}
