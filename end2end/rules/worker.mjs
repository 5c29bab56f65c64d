// The import worker outside a browser: Node has files, blobs and timers like one, so the very wasm of the page runs here.

import { File } from 'node:buffer';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Node 18, which Debian 12 brings, has files but does not say so to everybody.
globalThis.File ??= File;

const folder = process.env.WORKER_PKG ?? join(fileURLToPath(import.meta.url), '../../../target/site/pkg');

/** Starts the worker; `ask` sends what the page would send and gives the first answer that is `wanted`. */
export async function startWorker() {
  let listeners = [];
  globalThis.postMessage = (message) => {
    const [json, attached] = message;
    const [round, answer] = JSON.parse(json);
    const [kind, content] = typeof answer === 'string' ? [answer, {}] : Object.entries(answer)[0];
    for (const listener of listeners) listener({ round, kind, content, attached });
  };
  // … and by its name alone it takes the file for a module of the old kind.
  const script = join(mkdtempSync(join(tmpdir(), 'external-contacts-')), 'import-worker.mjs');
  copyFileSync(join(folder, 'import-worker.js'), script);
  const { default: init } = await import(pathToFileURL(script));
  await init({ module_or_path: readFileSync(join(folder, 'import-worker.wasm')) });
  const ask = (what, file, wanted, watch) =>
    new Promise((resolve) => {
      const listener = (answer) => {
        watch?.(answer);
        if (!wanted.includes(answer.kind)) return;
        listeners = listeners.filter((other) => other !== listener);
        resolve(answer);
      };
      listeners.push(listener);
      globalThis.onmessage({ data: [JSON.stringify(what), file ?? null] });
    });
  let round = 0;
  return {
    ask,
    judge: (file, settings, watch) => ask({ judge: { round: ++round, settings } }, file, ['judged', 'refused', 'lost'], watch),
    edit: (cells) => ask({ edit: { cells } }, null, ['edited', 'lost']),
    rows: (show, from, count) => ask({ rows: { show, from, count } }, null, ['rows', 'lost']),
    part: (number) => ask({ part: { number } }, null, ['part', 'lost']),
    errorDetail: (also = []) => ask({ error_detail: { also } }, null, ['error_detail', 'lost']),
  };
}
