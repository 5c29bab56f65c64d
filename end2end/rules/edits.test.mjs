// Cells that are typed over in the worker: their records are judged anew, everything else follows, and what leaves the worker
// carries what was typed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startWorker } from './worker.mjs';

const worker = await startWorker();
const settings = { rules: { today: '2026-11-22' } };
const fileOf = (text) => new File([text], 'typed.csv');
const cell = (record, column, text, since = 0) => ({ record, column, text, since });
const counted = ({ counts }) => [counts.ready, counts.warning, counts.failed];

test('a cell that is typed over mends its record, and is the file’s own again when it is taken back', async () => {
  const { content } = await worker.judge(fileOf('Last name,Email\r\nChan,nobody\r\nLee,lee@x.co\r\nHo,none\r\n'), settings);
  assert.deepEqual([...counted(content), content.typed], [1, 0, 2, 0]);
  assert.match(content.groups[0].message, /nobody/);
  const { content: edited } = await worker.edit([cell(1, 1, 'chan@x.co')]);
  assert.deepEqual([...counted(edited), edited.typed, edited.dropped], [2, 0, 1, 1, []]);
  assert.match(edited.groups[0].message, /none/, 'the next record stands for the cause');
  assert.equal(edited.groups[0].line, 4);
  const { content: shown } = await worker.rows('all', 0, 3);
  assert.deepEqual(shown.rows[0].cells, ['Chan', 'chan@x.co']);
  assert.deepEqual(shown.rows[0].changed, [[1, 'nobody']]);
  const { attached } = await worker.part(1);
  assert.match(new TextDecoder().decode(attached), /chan@x\.co/);
  const { content: back } = await worker.edit([cell(1, 1, null)]);
  assert.deepEqual({ ...back, milliseconds: 0 }, { ...content, milliseconds: 0 });
});

test('what is typed stays through other settings as far as it fits, and ErrorDetail.csv carries it', async () => {
  await worker.judge(fileOf('Last name,Email,City\r\nChan,nobody,Rome\r\nLee,lee@x.co,Oslo\r\n'), settings);
  await worker.edit([cell(1, 2, 'Athens'), cell(2, 2, 'Bergen, "Norway"')]);
  const { content } = await worker.judge(null, { ...settings, encoding: 'utf8' });
  assert.deepEqual([content.typed, content.dropped], [2, []]);
  const { attached } = await worker.errorDetail();
  assert.match(await attached.text(), /nobody,.*Athens/);
  // With other columns all of it goes, and the page, which knows the headers of before, names it.
  const { content: other } = await worker.judge(null, { ...settings, delimiter: ';', columns: { 0: 'Last name' } });
  assert.deepEqual([other.typed, other.dropped], [0, []]);
  const { content: after } = await worker.judge(null, settings);
  assert.deepEqual([after.typed, after.dropped], [0, []]);
  await worker.edit([cell(1, 2, 'Athens')]);
  const { content: next } = await worker.judge(fileOf('Last name,Email,City\r\nChan,nobody,Rome\r\n'), settings);
  assert.equal(next.typed, 0, 'another file is nobody’s yet');
  // Read in other letters, one of the cells is not the one that was typed over.
  await worker.judge(fileOf('Last name,Email,City\r\nChan,nobody,Zürich\r\nLee,lee@x.co,Oslo\r\n'), settings);
  await worker.edit([cell(1, 2, 'Athens'), cell(2, 2, 'Bergen')]);
  const { content: read } = await worker.judge(null, { ...settings, encoding: 'windows1252' });
  assert.deepEqual([read.typed, read.dropped.map(({ text }) => text)], [1, ['Athens']]);
});

test('a date that is typed over and tells how its column reads is judged with the whole column', async () => {
  const { content } = await worker.judge(fileOf('Last name,Birthdate\r\nChan,03/04/1985\r\nLee,12/14/1980\r\n'), settings);
  assert.deepEqual(counted(content), [2, 0, 0]);
  const { content: edited } = await worker.edit([cell(2, 1, '14/12/1980')]);
  assert.deepEqual(counted(edited), [0, 0, 2]);
  const { content: back } = await worker.edit([cell(2, 1, null)]);
  assert.deepEqual(counted(back), [2, 0, 0]);
});

test('cells that are typed one after the other are judged in their order, also while the file is judged', async () => {
  const judged = worker.judge(fileOf(`Last name,Email\r\n${'Chan,nobody\r\n'.repeat(50_000)}`), settings);
  const first = worker.edit([cell(50_000, 1, 'a@x.co')]);
  await judged;
  await first;
  const texts = ['b@x.co', 'c@x.co', null, 'd@x.co'];
  await new Promise((resolve) => {
    let heard = 0;
    const watch = ({ kind }) => {
      heard += kind === 'edited';
      if (heard === texts.length) resolve();
    };
    texts.forEach((text, at) => worker.ask({ edit: { cells: [cell(50_000, 1, text)] } }, null, [], at ? undefined : watch));
  });
  const { content } = await worker.rows('all', 49_999, 1);
  assert.deepEqual(content.rows[0].cells, ['Chan', 'd@x.co']);
});

test('a repair by cause judges its records alone, and says what judging the whole file says', async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `Chan,${n % 3 ? '+85291234567' : '+852 9123 4567'},${n % 5 ? 'a@x.co' : 'a @x.co'}`);
  const file = fileOf(`Last name,Mobile,Email\r\n${rows.join('\r\n')}\r\n`);
  const { content } = await worker.judge(file, settings);
  const keys = [{ code: 'E01', column: 'Mobile' }, { code: 'E04', column: 'Email' }];
  const told = ({ content }) => ({ ...content, milliseconds: 0 });
  for (const repairs of [[keys[0]], keys, [keys[1]], []]) {
    const alone = await worker.judge(null, { ...settings, repairs });
    const whole = await worker.judge(file, { ...settings, repairs });
    assert.deepEqual(told(alone), told(whole), JSON.stringify(repairs));
  }
  assert.equal(content.counts.failed, 1400);
});
