// The Import page's Web Worker: loads the second wasm, which judges the file. What is said before it is there is kept.
import init from './import-worker.js';

// What breaks in a promise breaks the worker: the page hears only of that.
onunhandledrejection = (event) => setTimeout(() => { throw event.reason; });
const early = [];
onmessage = (event) => early.push(event);
await init({ module_or_path: new URL('./import-worker.wasm', import.meta.url) });
for (const event of early) onmessage(event);
