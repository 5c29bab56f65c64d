// What is done to a file, one thing after the other: the worker's wasm says of its records what `app/preview/tests/edits/golden.rs`
// says natively, after each of them, and sends the same text.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWorker } from './worker.mjs';

const golden = join(fileURLToPath(import.meta.url), '../../../app/preview/tests/edits/sequences.json');
const worker = await startWorker();

const shown = ({ record, line, outcome, cells, problems }) => ({
  record, line, outcome, cells, problems: problems.map(({ code, message }) => [code, message]),
});

for (const [at, { file, settings, deeds, counts, records, part }] of JSON.parse(readFileSync(golden, 'utf8')).entries()) {
  test(`sequence ${at + 1} gets its verdicts in wasm`, async () => {
    const said = [await worker.judge(new File([Buffer.from(file, 'latin1')], 'sequence.csv'), settings)];
    for (const { edit, ...chosen } of deeds) {
      said.push(edit ? await worker.edit(edit) : await worker.judge(null, { ...settings, ...chosen }));
    }
    assert.deepEqual(said.map(({ content }) => content.counts), counts);
    const { content } = await worker.rows('all', 0, 100);
    assert.deepEqual(content.rows.map(shown), records.map(({ contact, ...record }) => record));
    const { attached } = await worker.part(1);
    assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(attached), part);
  });
}
