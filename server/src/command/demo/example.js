// The desk of another product: its conversations, the one in front, and the panel of External Contacts beside it. What a host
// has to do for the panel stands first.

const panel = document.querySelector('external-contact-panel');

panel.getTicket = async (enquiry) => {
  const answer = await fetch(`/embed/example/ticket?enquiry=${encodeURIComponent(enquiry)}`);
  if (!answer.ok) throw new Error('No ticket for this conversation.');
  return answer.text();
};

const CHANNELS = {
  web_chat: 'Web chat',
  phone_call: 'Phone call',
  email: 'Email',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  wechat: 'WeChat',
  line: 'LINE',
  woztell: 'WOZTELL',
};
const EVENTS = ['ready', 'contact-changed', 'dirty', 'resize', 'call', 'sms', 'refused'];
// How many lines of what the panel said are kept, and after how many milliseconds it is asked again for conversations.
const LINES = 50;
const AGAIN = 2000;

const place = (id) => document.getElementById(id);

/** An element with a class and what is in it. */
const make = (name, className, ...inside) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
};

const time = (at) => at.toLocaleTimeString('en-GB');

/** A message as it is shown: who said it and when, and what. */
const bubble = ({ sender, name, text, at }, visitor) => {
  const by = name || (sender === 'visitor' ? visitor : '');
  return make('li', sender, make('p', 'by', [by, time(new Date(at)).slice(0, 5)].filter(Boolean).join(' · ')), make('p', '', text));
};

/** The desk leads to another conversation, or to none: that is all that the panel needs to know of it. */
const turn = (conversation) => {
  panel.enquiry = conversation?.enquiry ?? null;
  panel.hint = conversation?.name ? { name: conversation.name } : null;
  for (const button of place('conversations').querySelectorAll('button')) {
    if (button.dataset.enquiry === (conversation?.enquiry ?? '')) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  place('subject').textContent = conversation ? conversation.subject || conversation.enquiry : 'No conversation';
  place('channel').textContent = conversation ? `${CHANNELS[conversation.channel]} with ${conversation.name ?? 'a visitor'}` : '';
  const messages = (conversation?.messages ?? []).map((message) => bubble(message, conversation.name));
  place('messages').firstElementChild.replaceChildren(...messages);
  place('messages').scrollTop = place('messages').scrollHeight;
};

const entry = (conversation) => {
  const name = conversation ? conversation.name ?? 'A visitor' : 'Nobody';
  const about = conversation ? conversation.subject || CHANNELS[conversation.channel] : 'No conversation is in front';
  const button = make('button', '', make('b', '', name), make('span', '', about), make('i', ''));
  button.type = 'button';
  button.dataset.enquiry = conversation?.enquiry ?? '';
  button.addEventListener('click', () => turn(conversation));
  return make('li', '', button);
};

const ask = async () => {
  const waiting = place('waiting');
  try {
    const answer = await fetch('/embed/example/enquiries');
    const conversations = answer.ok ? await answer.json() : [];
    waiting.textContent = conversations.length ? '' : 'The enquiries of the demo are on their way.';
    if (conversations.length) {
      place('conversations').replaceChildren(...[...conversations, null].map(entry));
      return turn(conversations[0]);
    }
  } catch {
    waiting.textContent = 'The server does not answer. It is asked again.';
  }
  return setTimeout(ask, AGAIN);
};

const hear = (name, said) => {
  const lines = place('heard');
  const line = make('li', name, make('time', '', time(new Date())), make('b', '', name), make('code', '', JSON.stringify(said)));
  // Of heights one after the other only the last is of interest.
  if (name === 'resize' && lines.firstElementChild?.className === 'resize') lines.firstElementChild.remove();
  lines.prepend(line);
  while (lines.childElementCount > LINES) lines.lastElementChild.remove();
};

for (const name of EVENTS) panel.addEventListener(name, ({ detail }) => hear(name, detail));
panel.addEventListener('dirty', ({ detail: { enquiry, dirty } }) => {
  const buttons = [...place('conversations').querySelectorAll('button')];
  const button = buttons.find(({ dataset }) => dataset.enquiry === enquiry);
  if (button) button.querySelector('i').textContent = dirty ? 'Unsaved' : '';
});
place('ask').addEventListener('click', async () => hear('mayLeave', await panel.mayLeave()));

const settings = place('settings');
settings.addEventListener('input', () => {
  const { language, theme, width } = settings.elements;
  panel.setAttribute('language', language.value);
  for (const [element, name] of [[panel, 'theme'], [document.documentElement, 'data-theme']]) {
    if (theme.value) element.setAttribute(name, theme.value);
    else element.removeAttribute(name);
  }
  document.documentElement.style.setProperty('--panel', `${width.value}px`);
});

ask();
