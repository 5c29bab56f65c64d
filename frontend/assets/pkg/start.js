// Starts the page's wasm and hands the page over to it. A file of its own, so that the content security policy needs no inline script.
import init, { hydrate } from './external-contacts.js';

await init({ module_or_path: new URL('./external-contacts.wasm', import.meta.url) });
hydrate();
document.documentElement.dataset.alive = '';
