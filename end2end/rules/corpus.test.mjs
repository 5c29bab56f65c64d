// The same corpus, the same verdicts: what `app/contact/tests/corpus.rs` says natively, the worker's wasm says too, and
// what leaves the worker is what was promised.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startWorker } from './worker.mjs';

const corpus = join(fileURLToPath(import.meta.url), '../../../app/contact/tests/corpus');
const worker = await startWorker();

const fileOf = (name) => new File([readFileSync(join(corpus, name))], name);
const settingsOf = (name) => {
  const path = join(corpus, `${name}.json`);
  const rules = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return { rules: { today: '2026-11-22', ...rules } };
};

async function allRows(show = 'all') {
  const rows = [];
  for (;;) {
    const { content } = await worker.rows(show, rows.length, 100);
    rows.push(...content.rows);
    if (rows.length >= content.total) return rows;
  }
}

for (const name of readdirSync(corpus).filter((name) => !/\.(golden|json)$|^\./.test(name))) {
  test(`${name} gets its verdicts in wasm`, async () => {
    const golden = readFileSync(join(corpus, `${name}.golden`), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const { kind, content } = await worker.judge(fileOf(name), settingsOf(name));
    if (golden[0].refused) {
      assert.equal(kind, 'refused');
      assert.deepEqual({ code: content.code, message: content.message }, { code: golden[0].refused.code, message: golden[0].refused.message });
      return;
    }
    assert.equal(kind, 'judged', JSON.stringify(content));
    const { summary } = golden.pop();
    assert.deepEqual(content.counts, summary.counts);
    assert.equal(content.reading.delimiter, summary.delimiter);
    const verdict = ({ line, record, outcome, problems }) => ({ line, record, outcome, problems: problems.map(({ code, message }) => ({ code, message })) });
    assert.deepEqual((await allRows()).map(verdict), golden.map(verdict));
    assert.deepEqual((await allRows('failed')).map(verdict), golden.map(verdict).filter(({ outcome }) => outcome === 'failed'));
  });
}

test('only accepted records leave the worker, and they are good as they are', async () => {
  const { content } = await worker.judge(fileOf('two-bad-of-ten.csv'), settingsOf('two-bad-of-ten.csv'));
  assert.equal(content.counts.ready, 8);
  const part = await worker.part(1);
  assert.deepEqual([part.content.records, part.content.last], [8, true]);
  const { content: again } = await worker.judge(new File([part.attached], 'part.csv'), settingsOf(''));
  assert.deepEqual(again.counts, { records: 8, ready: 8, warning: 0, failed: 0, skipped: 0 });
});

test('ErrorDetail.csv holds the failed records with the error in column AZ', async () => {
  await worker.judge(fileOf('two-bad-of-ten.csv'), settingsOf(''));
  const { content, attached } = await worker.errorDetail();
  assert.deepEqual(content, { records: 2, column: 'AZ' });
  const text = await attached.text();
  assert.match(text, /^First name,Last name,Mobile,.*,Error Message\r\n/);
  assert.equal(text.trim().split('\r\n').length, 3);
  const { content: again } = await worker.judge(new File([text], 'ErrorDetail.csv'), settingsOf(''));
  assert.deepEqual(again.counts, { records: 2, ready: 0, warning: 0, failed: 2, skipped: 0 });
});

test('records that the server refused stand in the same ErrorDetail.csv, in the order of the file', async () => {
  const file = new File(['Last name,Email,Shoe\r\nOne,nobody@,\r\nTwo,two@x.co,\r\nThree,three@x.co,43\r\nFour,@x.co,\r\n'], 'mixed.csv');
  const { content } = await worker.judge(file, settingsOf(''));
  assert.equal(content.counts.ready + content.counts.warning, 2);
  const { content: told, attached } = await worker.errorDetail([[2, 'This contact was deleted.']]);
  assert.equal(told.records, 3);
  const lines = (await attached.text()).trim().split('\r\n');
  assert.deepEqual(lines.slice(1).map((line) => line.split(',')[1]), ['One', 'Three', 'Four']);
  assert.match(lines[0], /,Shoe,/, 'text of theirs that no field holds is kept too');
  assert.match(lines[2], /,43,.*This contact was deleted\.$/);
});

test('one click turns a whole column of dates, and says how many read both ways', async () => {
  const file = new File(['Last name,Birthdate\r\nChan,03/04/1985\r\nLee,14/12/1980\r\nHo,05/06/1990\r\n'], 'dates.csv');
  const { content } = await worker.judge(file, settingsOf(''));
  assert.equal(content.counts.failed, 3);
  for (const code of ['E05', 'E21']) {
    const { key, repair } = content.groups.find(({ key }) => key.code === code);
    assert.deepEqual([repair.records, repair.both_ways, repair.made], [3, 2, false]);
    const turned = await worker.judge(null, { ...settingsOf(''), repairs: [key] });
    assert.equal(turned.content.counts.ready, 3, code);
    const made = turned.content.groups.find(({ key }) => key.code === code).repair;
    assert.deepEqual([made.records, made.both_ways, made.made], [3, 2, true]);
    const { attached } = await worker.part(1);
    const text = new TextDecoder().decode(attached);
    for (const date of ['04/03/1985', '12/14/1980', '06/05/1990']) assert.match(text, new RegExp(date));
  }
  const mixed = new File(['Last name,Birthdate\r\nChan,03/04/1985\r\nLee,14/12/1980\r\nHo,12/31/1990\r\n'], 'dates.csv');
  const { content: unsure } = await worker.judge(mixed, settingsOf(''));
  assert.deepEqual([unsure.counts.failed, unsure.groups.filter(({ repair }) => repair).length], [2, 0]);
});

test('a file refused for its header comes with its columns and their values, to be matched by hand', async () => {
  const file = new File(['Customers\r\nSurname,Phone,Mobile\r\nChan,+85221234567,+85291234567\r\n'], 'header.csv');
  const { kind, content } = await worker.judge(file, settingsOf(''));
  assert.deepEqual([kind, content.code], ['refused', 'F05']);
  assert.deepEqual(content.columns, [
    { header: 'Surname', guess: null, lost: null, matched: 'ignored', samples: ['Chan'] },
    { header: 'Phone', guess: null, lost: null, matched: { alias: 'Mobile' }, samples: ['+85221234567'] },
    { header: 'Mobile', guess: null, lost: null, matched: { again: 'Mobile' }, samples: ['+85291234567'] },
  ]);
  const named = { ...settingsOf(''), columns: { 0: 'Last name' } };
  assert.equal((await worker.judge(null, named)).content.code, 'F06');
  const chosen = await worker.judge(null, { ...named, columns: { ...named.columns, 1: 'Work' } });
  assert.equal(chosen.kind, 'judged');
  assert.equal(chosen.content.counts.ready, 1);
  assert.deepEqual(chosen.content.notes, ['The header was found on line 2. The lines above it were left out']);
});

test('a repair mends the records of its group and is taken back by judging without it', async () => {
  const file = fileOf('e01-phones.csv');
  const { content } = await worker.judge(file, settingsOf(''));
  const [group] = content.groups;
  assert.deepEqual(group.key, { code: 'E01', column: 'Mobile' });
  assert.equal(group.repair.before, '+852 1234 5678');
  assert.equal(group.repair.after, '+85212345678');
  const mended = await worker.judge(null, { ...settingsOf(''), repairs: [group.key] });
  assert.equal(mended.content.counts.failed, content.counts.failed - group.repair.records + 1, 'one of them now lacks its country code');
  assert.equal(mended.content.groups.find(({ key }) => key.code === 'E01').repair.made, true);
  const back = await worker.judge(null, settingsOf(''));
  assert.deepEqual(back.content.counts, content.counts);
});

test('rows far apart in a large Big5 file are read again as they were', async () => {
  const row = readFileSync(join(corpus, 'big5.csv'));
  const start = row.indexOf('\r\n') + 2;
  const record = row.subarray(start, row.indexOf('\r\n', start) + 2);
  const many = Buffer.concat([row.subarray(0, start), ...Array(60_000).fill(record), Buffer.from('Z,Bad,1,,\r\n')]);
  let first;
  const { content } = await worker.judge(new File([many], 'many.csv'), settingsOf(''), ({ kind, content }) => {
    if (kind === 'began') first = content;
  });
  assert.equal(first.rows[0].cells[1], '陳');
  assert.deepEqual(content.counts, { records: 60_001, ready: 60_000, warning: 0, failed: 1, skipped: 0 });
  const { content: window } = await worker.rows('all', 45_000, 3);
  assert.deepEqual(window.rows.map(({ record, line, cells }) => [record, line, cells[0]]), [[45_001, 45_002, '大文'], [45_002, 45_003, '大文'], [45_003, 45_004, '大文']]);
  const { content: failed } = await worker.rows('failed', 0, 10);
  assert.equal(failed.rows[0].record, 60_001);
  let number = 0;
  let records = 0;
  for (;;) {
    const part = await worker.part(++number);
    assert.ok(part.attached.byteLength <= 4 * 1024 * 1024);
    records += part.content.records;
    if (part.content.last) break;
  }
  assert.equal(records, 60_000);
});

test('another encoding is a new judgement of the same file', async () => {
  const { content } = await worker.judge(fileOf('big5.csv'), settingsOf(''));
  assert.equal(content.reading.encoding, 'big5');
  assert.equal(content.reading.encoding_evidence, 'guess');
  const { content: other } = await worker.judge(null, { ...settingsOf(''), encoding: 'windows1252' });
  assert.equal(other.reading.encoding_evidence, 'chosen');
  assert.ok(other.reading.readings.some(([encoding, text]) => encoding === 'big5' && text.includes('陳')));
});

test('rows with fewer values are one group, however many, and can be left out', async () => {
  const rows = 'Chan,Rice\n'.repeat(100_000);
  const { content } = await worker.judge(new File([`Last name,Company,City\nLee,Tea,Kowloon\n${rows}`], 'short.csv'), settingsOf(''));
  assert.deepEqual(content.groups.map(({ key, records }) => [key.code, records]), [['W07', 100_000]]);
  const [group] = content.groups;
  assert.equal(group.message, 'This row has 2 values where the file has 3 columns. If a comma is missing, its text has moved');
  assert.equal(group.repair.fix, 'leave_out_short');
  const { content: without } = await worker.judge(null, { ...settingsOf(''), repairs: [group.key] });
  assert.deepEqual(without.counts, { records: 100_001, ready: 1, warning: 0, failed: 0, skipped: 100_000 });
  assert.equal(without.groups[0].repair.made, true);
  const { content: part } = await worker.part(1);
  assert.equal(part.records, 1, 'what is left out is not sent');
});

test('as many blank values at the end of every row are ignored by one repair, text among them by none', async () => {
  const file = (rows) => new File([`Last name,Company\n${rows}`], 'surplus.csv');
  const { content } = await worker.judge(file('Lee,Tea,,\nChan,Rice,,\n'), settingsOf(''));
  assert.equal(content.counts.failed, 2);
  const [group] = content.groups;
  assert.equal(group.key.code, 'E12');
  const { content: mended } = await worker.judge(null, { ...settingsOf(''), repairs: [group.key] });
  assert.deepEqual(mended.counts, { records: 2, ready: 2, warning: 0, failed: 0, skipped: 0 });
  assert.equal(mended.groups[0].repair.made, true);
  const { content: back } = await worker.judge(null, settingsOf(''));
  assert.deepEqual(back.counts, content.counts);
  for (const rows of ['Lee,Tea,,\nChan,Rice,\n', 'Lee,Tea,,\nChan,Rice,x,\n', 'Lee,Tea,,\nChan,Rice\n']) {
    const { content: other } = await worker.judge(file(rows), settingsOf(''));
    assert.equal(other.groups[0].repair, null, rows);
  }
});

test('an encoding that is a guess is told with the other readings beside it', async () => {
  const bytes = Buffer.concat([Buffer.from('Last name\r\n'), Buffer.from([0xde]), Buffer.from('ahin\r\n')]);
  const { content } = await worker.judge(new File([bytes], 'turkish.csv'), settingsOf(''));
  assert.equal(content.reading.encoding_evidence, 'doubt');
  assert.ok(content.reading.readings.some(([, text]) => text === 'Şahin'));
});
