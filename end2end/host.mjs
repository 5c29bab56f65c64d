// A product that shows the side panel beside its conversations: a small server on an origin of its own, whose pages frame the
// panel and whose tickets are signed as any host signs them. Stories and the bench stand on it.

import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { administrator } from './server.mjs';

/** What host and server share. */
export const secret = 'a secret of the panel with more than 32 bytes';

/** A JSON Web Token of these claims, by HS256. */
export function sign(claims, key = secret, header = { alg: 'HS256', typ: 'JWT' }) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** What a good ticket says; `more` says it otherwise. */
export function claims(enquiry, more = {}) {
  const iat = Math.floor(Date.now() / 1000);
  return { sub: administrator.email, enquiry, iat, exp: iat + 60, jti: randomUUID(), ...more };
}

/** A good ticket for one member of staff to one enquiry. */
export const ticketFor = (enquiry, sub = administrator.email) => sign(claims(enquiry, { sub }));

/** The settings of a server that lets these origins show its panel. */
export const settingsFor = (...origins) => ({ EMBED_SECRET: secret, EMBED_ORIGINS: origins.join(',') });

const document = (title, body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;

/** The page of a host as its README tells to write it; all that it hears stands in `heard`. */
const elementPage = (server, enquiry) => document('Conversation', `
<external-contact-panel server="${server}" enquiry="${enquiry}"></external-contact-panel>
<script type="module" src="${server}/embed/panel.js"></script>
<script type="module">
  const panel = document.querySelector('external-contact-panel');
  panel.getTicket = async (enquiry = panel.enquiry) => (await fetch('/ticket?enquiry=' + encodeURIComponent(enquiry))).text();
  globalThis.heard = [];
  for (const type of ['ready', 'contact-changed', 'dirty', 'resize', 'call', 'sms', 'refused']) {
    panel.addEventListener(type, ({ detail }) => heard.push({ type, ...detail }));
  }
</script>`);

/** A page that frames the panel and speaks to it by hand: what its windows and its port say stands in `said` and `heard`. */
const bareFrame = (server) => document('By hand', `
<iframe title="Contact" src="${server}/embed/panel" style="width: 360px; height: 600px"></iframe>
<script>
  const said = [], heard = [];
  let port;
  const send = (type, fields, ...more) => port.postMessage({ 'external-contacts': 1, type, ...fields }, ...more);
  const shake = (target) => {
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = async ({ data }) => {
      heard.push(data);
      if (data.type !== 'ticket-wanted') return;
      const ticket = await (await fetch('/ticket?enquiry=' + encodeURIComponent(data.enquiry))).text();
      send('ticket', { id: data.id, ticket });
    };
    frames[0].postMessage({ 'external-contacts': 1, type: 'connect' }, target, [channel.port2]);
  };
  addEventListener('message', ({ data, origin }) => said.push({ data, origin }));
</script>`);

/** The page of the host itself, in a frame that has no origin. */
const sandboxed = () => document('Without an origin', '<iframe title="Host" sandbox="allow-scripts" src="/by-hand"></iframe>');

/** A host at an origin. */
class Host {
  /** The address of External Contacts. */
  server = '';
  /** What whoever asks for a ticket is given. */
  tickets = (enquiry) => ticketFor(enquiry);
  /** The enquiries for which it was asked for tickets. */
  asked = [];

  constructor(listener, port) {
    this.url = `http://localhost:${port}`;
    this.listener = listener;
    listener.on('request', (request, response) => this.answer(request, response));
  }

  answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const enquiry = searchParams.get('enquiry') ?? '';
    const send = (type, text) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    if (pathname === '/ticket') {
      this.asked.push(enquiry);
      return send('text/plain', this.tickets(enquiry));
    }
    const pages = { '/': () => elementPage(this.server, enquiry), '/by-hand': () => bareFrame(this.server), '/sandboxed': sandboxed };
    const page = pages[pathname];
    return page ? send('text/html', page()) : response.writeHead(204).end();
  }

  stop() {
    this.listener.closeAllConnections();
    return new Promise((resolve) => this.listener.close(resolve));
  }
}

/** Listens on a port, or on any; gives nothing where it is taken. */
const listen = (port) =>
  new Promise((resolve) => {
    const listener = createServer();
    listener.once('error', () => resolve(undefined));
    listener.listen(port, '127.0.0.1', () => resolve(listener));
  });

/** A host on any port. */
export async function startHost() {
  const listener = await listen(0);
  return new Host(listener, listener.address().port);
}

/** Two hosts: the address of the first is what that of the second begins with. */
export async function startHosts() {
  for (let tried = 0; tried < 200; tried += 1) {
    // Browsers refuse some ports; none of those is between these.
    const port = 2100 + Math.floor(Math.random() * 1500);
    const longer = port * 10 + Math.floor(Math.random() * 10);
    const listeners = [await listen(port), await listen(longer)];
    if (listeners.every(Boolean)) return [new Host(listeners[0], port), new Host(listeners[1], longer)];
    for (const listener of listeners) listener?.close();
  }
  throw new Error('no two ports are free of which one is the beginning of the other');
}
