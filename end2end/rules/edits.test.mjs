// Cells that are typed over in the worker: their records are judged anew, everything else follows, and what leaves the worker
// carries what was typed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWorker } from './worker.mjs';

const corpus = join(fileURLToPath(import.meta.url), '../../../app/contact/tests/corpus');
const worker = await startWorker();
const sent = async () => new TextDecoder().decode((await worker.part(1)).attached);
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

test('what is typed over a workbook is judged in its row, also after a repair and a step', async () => {
  const file = new File([readFileSync(join(corpus, 'workbook-sheets.xlsx'))], 'sheets.xlsx');
  const { content } = await worker.judge(file, settings);
  assert.deepEqual([counted(content), content.reading.format], [[1, 0, 2], 'xlsx']);
  assert.deepEqual(content.sheets, [['How to', 0], ['Customers', 3], ['Old customers', 2]]);
  const { content: edited } = await worker.edit([cell(2, 2, '+85298765432'), cell(2, 3, '九龍, "Kowloon"'), cell(3, 3, 'Oslo')]);
  assert.deepEqual([counted(edited), edited.typed], [[2, 0, 1], 3]);
  const { content: shown } = await worker.rows('all', 0, 3);
  assert.deepEqual(shown.rows.map(({ record, line }) => [record, line]), [[1, 2], [2, 4], [3, 5]]);
  assert.deepEqual(shown.rows[1].cells, ['美玲', '黃', '+85298765432', '九龍, "Kowloon"']);
  assert.deepEqual(shown.rows[1].changed, [[2, '12'], [3, '九龍']]);
  // A row of a workbook ends where nothing stands any more.
  assert.deepEqual(shown.rows[2].changed, [[3, '']]);
  assert.match(await sent(), /美玲,黃,\+85298765432,.*"九龍, ""Kowloon"""/);
  assert.match(await (await worker.errorDetail()).attached.text(), /Ho,'\+852 1234 5679,.*Oslo/);
  // By a repair, and by a step that the typed cell is newer than.
  const repairs = [{ code: 'E01', column: 'Mobile' }];
  const steps = [{ number: 1, mend: { fill: { column: 'City', value: 'Bergen' } } }];
  const { content: mended } = await worker.judge(null, { ...settings, repairs, steps });
  assert.deepEqual([counted(mended), mended.steps[0].records], [[3, 0, 0], 0]);
  const { content: emptied } = await worker.edit([cell(3, 3, '', 1)]);
  assert.deepEqual([emptied.steps[0].records, emptied.typed], [0, 3], 'who empties a cell after a step means it');
});

test('what is typed over one sheet stays away from another one', async () => {
  const file = new File([readFileSync(join(corpus, 'workbook-sheets.xlsx'))], 'sheets.xlsx');
  await worker.judge(file, settings);
  await worker.edit([cell(2, 2, '+85298765432')]);
  const { content } = await worker.judge(null, { ...settings, sheet: 'Old customers' });
  assert.deepEqual([counted(content), content.typed], [[1, 0, 1], 0]);
  const { content: edited } = await worker.edit([cell(2, 1, 'au@example.test')]);
  assert.deepEqual([counted(edited), edited.typed], [[2, 0, 0], 1]);
  assert.match(await sent(), /Au,.*au@example\.test/);
});

test('what is typed over a Big5 file may be written in letters that Big5 has not, far into it', async () => {
  const row = readFileSync(join(corpus, 'big5.csv'));
  const start = row.indexOf('\r\n') + 2;
  const record = row.subarray(start, row.indexOf('\r\n', start) + 2);
  const many = Buffer.concat([row.subarray(0, start), ...Array(60_000).fill(record), row.subarray(start + record.length)]);
  const { content } = await worker.judge(new File([many], 'many.csv'), settings);
  assert.deepEqual([counted(content), content.reading.encoding], [[60_000, 0, 1], 'big5']);
  const typed = [cell(45_001, 4, 'Zürich 😀'), cell(60_001, 2, '+85298765432'), cell(60_001, 0, '')];
  const { content: edited } = await worker.edit(typed);
  assert.deepEqual([counted(edited), edited.typed, edited.dropped], [[60_001, 0, 0], 3, []]);
  const { content: window } = await worker.rows('all', 44_999, 3);
  assert.deepEqual(window.rows.map(({ cells }) => cells[4]), ['香港', 'Zürich 😀', '香港']);
  assert.deepEqual(window.rows[1].changed, [[4, '香港']]);
  const { content: last } = await worker.rows('all', 60_000, 1);
  assert.deepEqual([last.rows[0].cells, last.rows[0].changed], [['', '黃', '+85298765432', '', '九龍'], [[0, '美玲'], [2, '+852 9876']]]);
  // A step goes over all of it, in Chinese; the cell that was typed before it too.
  const steps = [{ number: 1, mend: { values: { column: 'City', into: { 香港: 'Hong Kong', 'zürich 😀': 'Zürich' } } } }];
  const { content: stepped } = await worker.judge(null, { ...settings, steps });
  assert.deepEqual([counted(stepped), stepped.typed, stepped.steps[0].records], [[60_001, 0, 0], 3, 60_000]);
  const { content: after } = await worker.rows('all', 45_000, 1);
  assert.equal(after.rows[0].cells[4], 'Zürich');
  assert.match(await sent(), /大文,陳,\+85212345678,.*香港電訊,.*Hong Kong/);
  const { content: back } = await worker.edit(typed.map(({ record, column }) => cell(record, column, null)));
  assert.deepEqual([counted(back), back.typed], [[60_000, 0, 1], 0]);
});

test('values of a dropdown are clustered as its options, and words of another product mapped to them at once', async () => {
  const gender = { id: 'cf_gender', name: 'Gender', type: 'dropdown_single', options: ['Female', 'Male'] };
  const rules = { ...settings.rules, custom_fields: [gender] };
  const rows = ['Fe-male', 'fe male', 'Femme', 'FEMME', 'Homme', 'Male'].map((value, n) => `Chan ${n},${value}`);
  const { content } = await worker.judge(fileOf(`Last name,Gender\r\n${rows.join('\r\n')}\r\n`), { rules });
  assert.deepEqual(counted(content), [1, 0, 5]);
  const { content: found } = await worker.ask({ clusters: { column: 1 } }, null, ['clusters']);
  const clusters = found.clusters.map(({ suggestion, values }) => [suggestion, values.map(({ value }) => value).sort()]);
  assert.deepEqual(clusters.sort(), [['Female', ['Fe-male', 'fe male']], ['Femme', ['FEMME', 'Femme']]]);
  const into = { 'fe-male': 'Female', 'fe male': 'Female', femme: 'Female', homme: 'Male' };
  const { content: tried } = await worker.ask({ try: { mend: { values: { column: 'Gender', into } } } }, null, ['tried']);
  assert.deepEqual([tried.records, tried.before, tried.after], [5, 'Fe-male', 'Female']);
  const steps = [{ number: 1, mend: { values: { column: 'Gender', into } } }];
  const { content: mapped } = await worker.judge(null, { rules, steps });
  assert.deepEqual([counted(mapped), mapped.steps[0].records], [[6, 0, 0], 5]);
});
