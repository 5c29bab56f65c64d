// Starts the page's wasm and hands the page over to it. A file of its own, so that the content security policy needs no inline script.
import init, { hydrate } from './external-contacts.js';

// A button that is pressed before the page is alive is pressed once it is: the last one, as people press again. What works
// without us (a form that is sent, a menu that the browser opens) is not pressed twice.
let pressed;
const press = ({ target }) => (pressed = target.closest?.('button[type=button]:not([popovertarget], form[method=post] *)') ?? pressed);
document.addEventListener('click', press, true);

await init({ module_or_path: new URL('./external-contacts.wasm', import.meta.url) });

// Where the program of the page stops, nothing of it can be relied on: links are the browser's own from then on, and what
// was typed is shown, to be copied before the page is loaded anew.
const edited = new Set();
const keep = (field) => field.matches('input:not([type=password], [type=file], [type=checkbox], [type=radio]), textarea') && edited.add(field);
document.addEventListener('input', ({ target }) => keep(target), true);
let broken = false;
const stop = () => {
  if (broken) return;
  broken = true;
  const banner = document.getElementById('broken');
  const label = (field) => field.labels?.[0]?.textContent.trim() || field.getAttribute('aria-label') || '';
  const lines = [...edited].filter((field) => field.value.trim()).map((field) => [label(field), field.value].filter(Boolean).join(': '));
  for (const window of document.querySelectorAll('dialog[open]')) window.close();
  banner.querySelector('textarea').value = lines.join('\n');
  // Where nothing was typed, nothing is said of it.
  banner.querySelector('.what-was-typed').hidden = lines.length === 0;
  const reload = banner.querySelector('button');
  reload.addEventListener('click', () => location.reload());
  banner.hidden = false;
  reload.focus();
};
const hearOf = (error) => error instanceof WebAssembly.RuntimeError && stop();
addEventListener('error', ({ error }) => hearOf(error));
addEventListener('unhandledrejection', ({ reason }) => hearOf(reason));
for (const name of ['click', 'keydown', 'beforeunload', 'popstate']) {
  addEventListener(name, (event) => broken && !event.target.closest?.('#broken') && event.stopImmediatePropagation(), true);
}

// Taking over sets each field to what the page knows of it; what was typed before that is put back, and told.
const typed = new Map();
const note = (field) => {
  if (!field.matches('input:not([type=file]), textarea') || field.value === field.defaultValue) return;
  typed.set(field, field.value);
  keep(field);
};
const hear = (event) => note(event.target);
document.querySelectorAll('input, textarea').forEach(note);
document.addEventListener('input', hear);
try {
  await hydrate();
} catch (error) {
  stop();
  throw error instanceof Error ? error : new Error(error);
}
document.removeEventListener('input', hear);
document.removeEventListener('click', press, true);
for (const [field, value] of typed) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
document.documentElement.dataset.alive = '';
// What happened meanwhile was kept for the page (live.js).
dispatchEvent(new Event('live-ready'));
if (pressed?.isConnected) pressed.click();

// The parts of the page that are not here yet are brought in while nothing else happens, so that nobody waits for them.
const rest = async () => {
  const parts = await (await fetch(new URL('./parts.json', import.meta.url), { priority: 'low' })).json();
  for (const part of parts) await (await fetch(new URL(part, import.meta.url), { priority: 'low' })).arrayBuffer();
};
// Safari knows no idle time. What does not come now is asked for when it is needed.
setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => rest().catch(() => {})), 2000);
