// Starts the page's wasm and hands the page over to it. A file of its own, so that the content security policy needs no inline script.
import init, { hydrate } from './external-contacts.js';

await init({ module_or_path: new URL('./external-contacts.wasm', import.meta.url) });

// Taking over sets each field to what the page knows of it; what was typed before that is put back, and told.
const typed = [...document.querySelectorAll('input:not([type=file]), textarea')]
  .filter((field) => field.value !== field.defaultValue)
  .map((field) => [field, field.value]);
hydrate();
for (const [field, value] of typed) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
document.documentElement.dataset.alive = '';
