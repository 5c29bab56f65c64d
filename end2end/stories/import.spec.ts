// Importing Contacts, and Handling Failed Records.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { administrator, sql } from '../server.mjs';
import { alive, expect, test } from '../story';
import { takesKeys } from '../workbench';

test.use({ chapter: 'import' });

const failed = (n: number) =>
  n === 1
    ? 'There is 1 record that failed to import. Download the file with the error log. Please follow the Contact Format Guidelines to fix the records and try again.'
    : `There are ${n} records that failed to import. Download the file with the error log. Please follow the Contact Format Guidelines to fix the records and try again.`;

const text = async (download: Download) => readFileSync((await download.path())!, 'utf8');

/** The cells of a CSV as a standard reader sees them. */
function rows(text: string) {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') cell += text[(at += 1)];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) {
      rows.at(-1)!.push(cell);
      cell = '';
      if (c === '\n') rows.push([]);
    } else if (quoted || c !== '\r') cell += c;
  }
  return rows.filter((row) => row.length);
}

const csv = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');
const file = (name: string, content: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** Drops a file on the page, as by mouse. */
async function drop(page: Page, { name, mimeType, buffer }: ReturnType<typeof file>) {
  const data = await page.evaluateHandle(
    ([name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    [name, mimeType, buffer.toString('base64')] as const,
  );
  await page.locator('.import').dispatchEvent('drop', { dataTransfer: data });
}

/** Chooses a file by `Browse`. */
async function browse(page: Page, what: ReturnType<typeof file> | string) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles(what);
}

async function open(page: Page, address = '/contacts/import') {
  await page.goto(address);
  await alive(page);
}

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm' });

const header = 'First name,Last name,Mobile,Email,Company';
const good = (n: number, mobile = `+8525100${1000 + n}`) => `Given${n},Family${n},${mobile},person${n}@example.com,Acme ${n}`;
const twoBadOfTen = csv(
  header,
  ...[1, 2, 3, 4].map((n) => good(n, `5100 ${1000 + n}`.replace(' ', ''))),
  'Bad,Email,+85251001005,not-an-address,Acme 5',
  ...[6, 7, 8, 9].map((n) => good(n)),
  'Bad,Phone,+852 5100 1010,person10@example.com,Acme 10',
);

test('the guide: template, verdicts, country code, the message, ErrorDetail.csv, corrected, all in', async ({ page, axe }) => {
  await open(page);
  await expect(page.getByRole('heading', { name: 'Contact Format Guidelines' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Last name/ })).toBeVisible();
  await axe(page);

  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download template.csv' }).click();
  expect((await template).suggestedFilename()).toBe('template.csv');
  expect(await text(await template)).toMatch(/^\ufeffFirst name,Last name,Mobile,Work,Home,Other Phone,Email,/);

  const sent: string[] = [];
  page.on('request', (request) => {
    // Keyed digests may go, to find out which contacts exist (B6).
    const digests = request.url().includes('/api/imports/effect/');
    // What every page asks for Administrators holds nothing of the file either.
    const alarm = request.url().endsWith('/api/webhooks/disabled_unseen');
    if (request.method() !== 'GET' && !digests && !alarm) sent.push(`${request.method()} ${request.url()}`);
  });

  await drop(page, file('two-bad-of-ten.csv', twoBadOfTen));
  await expect(verdict(page)).toContainText('10 records');
  await expect(verdict(page)).toContainText('UTF-8 · comma');
  await expect(page.getByRole('gridcell', { name: 'not-an-address', exact: true })).toBeVisible();
  await expect(page.getByText('Email: "not-an-address" is not a valid email address').first()).toBeVisible();
  await axe(page);

  await expect(confirm(page)).toBeEnabled();
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: 'Add country codes to the phone numbers automatically?' })).toBeFocused();
  await expect(confirm(page)).toBeDisabled();
  await page.getByLabel('Yes').check();
  await page.getByLabel('Country code', { exact: true }).selectOption({ label: 'Hong Kong (+852)' });
  await expect(page.getByText('Imports 8 contacts.')).toBeVisible();
  await page.getByText('Numbers that are rewritten: 4').click();
  await expect(page.getByText('+85251001001').first()).toBeVisible();
  await axe(page);
  expect(sent, 'nothing is sent before the last Confirm').toEqual([]);

  await confirm(page).click();
  await expect(page.getByText(failed(2), { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: '8 contacts were imported.' })).toBeVisible();
  expect(sent.length).toBeGreaterThan(0);
  await axe(page);

  const errors = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  expect((await errors).suggestedFilename()).toBe('ErrorDetail.csv');
  const detail = await text(await errors);
  const [headers, ...records] = rows(detail.replace(/^\ufeff/, ''));
  expect(headers[51], 'column AZ').toBe('Error Message');
  expect(records.map((record) => record[51])).toEqual([
    expect.stringContaining('Email: "not-an-address" is not a valid email address'),
    expect.stringContaining('Mobile: "+852 5100 1010" must be + followed by 8 to 20 digits'),
  ]);

  // The text of the cells is corrected, the rest stays, the error column too.
  const corrected = detail.replace('not-an-address', 'person5@example.com').replace('+852 5100 1010', '+85251001010');
  await drop(page, file('ErrorDetail.csv', corrected));
  await expect(verdict(page)).toContainText('2 records');
  await expect(page.getByText('Imports 2 contacts.')).toBeVisible();
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  await expect(page.getByText('that failed to import')).toHaveCount(0);

  await page.goto('/contacts?search=person5');
  await expect(page.getByText('person5@example.com')).toBeVisible();
  await page.goto('/imports');
  await expect(page.getByRole('row', { name: /two-bad-of-ten\.csv/ })).toContainText('10');
  await axe(page);
});

test('one failing record is spoken of in the singular', async ({ page }) => {
  await open(page);
  await browse(page, file('one.csv', csv(header, good(20), 'Bad,Email,,nobody@,')));
  await expect(verdict(page)).toContainText('1 needs you');
  await confirm(page).click();
  await expect(page.getByText(failed(1), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Contact Format Guidelines' })).toBeVisible();
});

for (const { answer, choose, result } of [
  { answer: 'Yes', choose: async (page: Page) => page.getByLabel('Country code', { exact: true }).selectOption('GB'), result: 'Imports 2 contacts.' },
  { answer: 'No', choose: async () => {}, result: 'Imports 1 contact. 1 record stays out.' },
  { answer: 'The numbers already include the country code, only the + is missing', choose: async () => {}, result: 'Imports 2 contacts.' },
]) {
  test(`the question about country codes answered by "${answer}"`, async ({ page }) => {
    await open(page);
    const number = answer === 'Yes' ? '07700900123' : '447700900123';
    await browse(page, file('codes.csv', csv(header, good(30), good(31, number))));
    await confirm(page).click();
    await page.getByLabel(answer).check();
    await choose(page);
    await expect(page.getByText(result, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByText('Next: the question about country codes.')).toBeVisible();
    // Who comes to it again finds the answer that was given.
    await confirm(page).click();
    await expect(page.getByLabel(answer)).toBeChecked();
    if (answer === 'Yes') await expect(page.getByLabel('Country code', { exact: true })).toHaveValue('GB');
    await expect(page.getByText(result, { exact: true })).toBeVisible();
  });
}

test('a Big5 file reads 陳大文, and the encoding can be changed with the rows changing at once', async ({ page, axe }) => {
  await open(page);
  const name = Buffer.from([0xb3, 0xaf, 0xa4, 0x6a, 0xa4, 0xe5]); // 陳大文
  const more = Buffer.from([0xad, 0xbb, 0xb4, 0xe4, 0xa4, 0xa4, 0xc0, 0xf4]); // 香港中環
  const body = Buffer.concat([Buffer.from('Last name,Mobile,City\r\n'), name, Buffer.from(',+85251001001,'), more, Buffer.from('\r\n')]);
  await browse(page, { name: 'big5.csv', mimeType: 'text/csv', buffer: body });
  await expect(verdict(page)).toContainText('Big5');
  await expect(page.getByRole('gridcell', { name: '陳大文' })).toBeVisible();
  await expect(page.getByText('The file does not say. Big5 is the likeliest')).toBeVisible();
  await axe(page);
  await page.getByLabel('Encoding').selectOption('Windows-1252');
  await expect(verdict(page)).toContainText('Windows-1252');
  await expect(page.getByRole('gridcell', { name: '陳大文' })).toHaveCount(0);
  await page.getByLabel('Encoding').selectOption('Big5');
  await expect(page.getByRole('gridcell', { name: '陳大文' })).toBeVisible();
});

for (const [name, delimiter] of [
  ['semicolon', ';'],
  ['tab', '\t'],
] as const) {
  test(`a file with the delimiter ${name} is read by itself`, async ({ page }) => {
    await open(page);
    await browse(page, file('export.csv', csv(header.replaceAll(',', delimiter), good(40).replaceAll(',', delimiter))));
    await expect(verdict(page)).toContainText(`1 record`);
    await expect(verdict(page)).toContainText(`UTF-8 · ${name}`);
    await expect(verdict(page)).toContainText('1 ready');
  });
}

test('an Excel file is judged and imported like a CSV', async ({ page }) => {
  await open(page);
  await browse(page, '../server/tests/fixtures/two.xlsx');
  await expect(verdict(page)).toContainText('2 ready');
  await expect(page.getByRole('gridcell', { name: '陳', exact: true })).toBeVisible();
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
});

test('a picture named .csv is refused in words, and the next file is taken', async ({ page, axe }) => {
  await open(page);
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  await browse(page, { name: 'holiday.csv', mimeType: 'text/csv', buffer: png });
  const refusal = page.getByRole('alert').filter({ hasText: 'holiday' });
  await expect(refusal).toContainText('holiday.csv cannot be imported. Nothing was sent.');
  // The code is for whoever looks closer.
  await expect(refusal).not.toContainText('F01');
  await expect(page.getByText('Code F01')).toBeHidden();
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByText('Code F01')).toBeVisible();
  await axe(page);
  await browse(page, file('good.csv', csv(header, good(50))));
  await expect(verdict(page)).toContainText('1 ready');
});

test('a workbook that is too much for the worker is refused in words, and the next file is judged', async ({ page, expected }) => {
  // The worker ends, and says so.
  expected.push(/unreachable|capacity overflow|memory allocation/);
  await open(page);
  await browse(page, '../server/tests/fixtures/room-for-strings.xlsx');
  const refusal = page.getByRole('alert').filter({ hasText: 'room-for-strings' });
  await expect(refusal).toContainText('takes more memory to read than a browser gives');
  await browse(page, '../server/tests/fixtures/two.xlsx');
  await expect(verdict(page)).toContainText('2 ready');
});

test('problems are grouped by cause, filtered, and walked through by keyboard', async ({ page }) => {
  await open(page);
  const bad = Array.from({ length: 60 }, (_, n) => `Bad,Email,,nobody${n}@,`);
  await browse(page, file('many.csv', csv(header, ...bad, 'Bad,Phone,12 34,a@example.com,', good(60))));
  await expect(verdict(page)).toContainText('61 need you');
  const groups = page.getByRole('region', { name: 'Problems by cause' });
  await expect(groups.getByRole('listitem')).toHaveCount(2);
  await groups.getByRole('button', { name: /Mobile: "12 34"/ }).click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('radio', { name: /Only failing/ }).check({ force: true });
  await expect(page.getByRole('gridcell', { name: 'nobody0@', exact: true })).toBeVisible();
  expect(await page.locator('tbody tr').count()).toBeLessThanOrEqual(100);
  await page.getByRole('heading', { name: 'Import', exact: true }).click();
  await takesKeys(page);
  await page.keyboard.press('n');
  await expect(page.getByText('1 of 61', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.locator('tbody tr.current')).toContainText('nobody1@');
  await page.keyboard.press('p');
  await expect(page.locator('tbody tr.current')).toContainText('nobody0@');
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await page.getByRole('navigation', { name: 'Pages of records' }).getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('gridcell', { name: 'person60@example.com' })).toBeVisible();
});

test('a row with more cells than the header shows them all', async ({ page }) => {
  await open(page);
  await browse(page, file('surplus.csv', csv('Last name,Company', 'Chan,Head of Marketing, Asia Division')));
  const surplus = page.getByRole('gridcell', { name: 'Asia Division', exact: true });
  await expect(surplus).toBeVisible();
  expect((await surplus.boundingBox())!.width).toBeGreaterThan(100);
});

test('a column that nobody knows is ignored by name and can be matched by hand', async ({ page }) => {
  await open(page);
  await browse(page, file('columns.csv', csv('Last name,Handy', 'Chan,+85251001001')));
  await expect(page.getByText('ignored: Handy')).toBeVisible();
  await page.getByRole('region', { name: 'Columns' }).getByLabel('Handy').selectOption('Mobile');
  await expect(page.getByText('ignored: Handy')).toHaveCount(0);
  await expect(page.getByText('2 of 2 matched')).toBeVisible();
});

test('200,000 records are judged, and the page holds at most a hundred of them', async ({ page }, testInfo) => {
  await open(page);
  const path = testInfo.outputPath('large.csv');
  const lines = Array.from({ length: 200_000 }, (_, n) => (n % 100 ? good(n, `+85251${100000 + n}`) : `Bad,Email,,nobody${n}@,`));
  writeFileSync(path, [header, ...lines, ''].join('\r\n'));
  await browse(page, path);
  await expect(verdict(page)).toContainText('200,000 records', { timeout: 60_000 });
  await expect(verdict(page)).toContainText('2,000 need you');
  expect(await page.locator('tbody tr').count()).toBeLessThanOrEqual(100);
});

test('Undo import says what it would do, answers with what it did, and names the contact that it kept', async ({ page, request, server, axe }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  await open(page);
  await browse(
    page,
    file('undo.csv', csv(header, 'Undone,Somebody,+85251009999,undo-me@example.com,Acme', 'Edited,Since,+85251009998,edited-since@example.com,Acme')),
  );
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  const found = await (await request.get('/api/v1/contacts?search=edited-since', { headers })).json();
  const [{ id, version }] = found.items;
  const edited = await request.patch(`/api/v1/contacts/${id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data: { company: 'Harbour' } });
  expect(edited.ok(), await edited.text()).toBe(true);

  const undo = page.getByRole('button', { name: 'Undo import' });
  await undo.click();
  const question = page.getByRole('dialog', { name: 'Take back the import of undo.csv?' });
  await expect(question.getByText('1 contact that this import created is deleted.')).toBeVisible();
  await expect(question.getByText(/^1 contact was edited since the import, .* It is kept as it is, unless you tick the box below:$/)).toBeVisible();
  await expect(question.getByRole('link', { name: 'Edited Since' })).toBeVisible();
  await expect(question.getByText('This cannot be undone')).toBeVisible();
  await axe(page);
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();

  // In the history it stands in a cell, of which it takes nothing over; also on a small screen its button is in sight.
  await open(page, '/imports');
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 780 });
    await expect(undo.first()).toBeInViewport({ ratio: 1 });
    await undo.first().click();
    await expect(question.getByText('This cannot be undone')).toBeInViewport({ ratio: 1 });
    expect(await question.locator('.body').evaluate((body) => body.scrollWidth <= body.clientWidth), `${width} px`).toBe(true);
    await page.keyboard.press('Escape');
  }
  await undo.first().click();
  await question.getByRole('button', { name: 'Undo import' }).click();
  const answer = page.getByRole('dialog', { name: 'The import of undo.csv was taken back' });
  await expect(answer.locator('footer').getByRole('button', { name: 'Close' })).toBeFocused();
  await expect(answer.getByText('1 contact that this import created was deleted.')).toBeVisible();
  await expect(answer.getByText(/^1 contact was kept, as it was edited since the import/)).toBeVisible();
  await expect(answer.getByRole('link', { name: 'Edited Since' })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /undo\.csv/ })).toContainText('Undone');
  await page.goto('/contacts?search=undo-me');
  await expect(page.getByText('undo-me@example.com')).toHaveCount(0);
  const bin = await (await request.get('/api/v1/bin?search=undo-me', { headers })).json();
  expect(bin.items, 'an undo does not fill the bin').toEqual([]);
});

test('a file of which every record fails has the message, Download and Cancel like any other', async ({ page }) => {
  await open(page);
  await browse(page, file('hopeless.csv', csv(header, 'Bad,One,,nobody1@,', 'Bad,Two,,nobody2@,')));
  await expect(page.getByText('Imports nothing. 2 records stay out.')).toBeVisible();
  await confirm(page).click();
  await expect(page.getByText(failed(2), { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No contact was imported.' })).toBeVisible();
  const errors = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  expect(rows((await text(await errors)).replace(/^\ufeff/, '')).length).toBe(3);
  // Corrected in part and failing again: the same message with the new number.
  await drop(page, file('ErrorDetail.csv', (await text(await errors)).replace('nobody1@', 'one@')));
  await confirm(page).click();
  await expect(page.getByText(failed(2), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Contact Format Guidelines' })).toBeVisible();
  await page.goto('/imports');
  await expect(page.getByRole('row', { name: /hopeless\.csv/ })).toContainText('2');
});

test('the country question answered with No leads a file of failing records to the message too', async ({ page }) => {
  await open(page);
  await browse(page, file('lacking.csv', csv(header, good(70, '12345678'))));
  await confirm(page).click();
  await page.getByLabel('No: these records stay out').check();
  await confirm(page).click();
  await expect(page.getByText(failed(1), { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Contact Format Guidelines' })).toBeVisible();
});

test('one ErrorDetail.csv holds what the browser and what the server refused, in the order of the file', async ({ page }) => {
  await open(page);
  await browse(page, file('two.csv', csv(header, good(81), good(82))));
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  // The third record has the number of one contact and the address of the other: only the server can know.
  const lines = ['Bad,One,,nobody1@,', good(83), 'Clash,Both,+85251001081,person82@example.com,', 'Bad,Two,,nobody2@,'];
  await drop(page, file('both.csv', csv(header, ...lines)));
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await confirm(page).click();
  await expect(page.getByText(failed(3), { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download', exact: true })).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Download', exact: true })).toHaveCount(0);
  const errors = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const [, ...records] = rows((await text(await errors)).replace(/^\ufeff/, ''));
  expect(records.map((record) => record[1])).toEqual(['One', 'Both', 'Two']);
  for (const record of records) expect(record[51]).not.toBe('');
});

test('Show these contacts lists those of the import, and no others', async ({ page }) => {
  await open(page);
  await browse(page, file('these.csv', csv(header, good(91), good(92))));
  await confirm(page).click();
  await page.getByRole('link', { name: 'Show these contacts' }).click();
  await expect(page).toHaveURL(/\/contacts\?import=/);
  await expect(page.getByText('person91@example.com')).toBeVisible();
  await expect(page.getByText('person92@example.com')).toBeVisible();
  await expect(page.locator('tbody').getByRole('checkbox')).toHaveCount(2);
});

test('the numbers of the verdict add up for a reader', async ({ page }) => {
  await open(page);
  await browse(page, file('sums.csv', csv(header, good(95), 'Nobody,,+85251001096,nobody96@example.com,', 'Bad,One,,nobody@,')));
  await expect(verdict(page)).toContainText('3 records');
  await expect(verdict(page)).toContainText('2 ready, 1 of them with warnings');
  await expect(verdict(page)).toContainText('1 needs you');
});

test('/check offers those who are signed in to go on with the same file', async ({ page }) => {
  await open(page, '/check');
  await browse(page, file('two-bad-of-ten.csv', twoBadOfTen));
  await page.getByRole('link', { name: 'Go on to import' }).click();
  await expect(page).toHaveURL('/contacts/import');
  await expect(verdict(page)).toContainText('10 records');
  await expect(confirm(page)).toBeEnabled();
});

test.describe('/check', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('judges a file without sign-in and without a network', async ({ page, context, axe, expected }) => {
    expected.push(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await open(page, '/check');
    await axe(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => {
      const names = await caches.keys();
      return names.length > 0 && (await (await caches.open(names[0])).match('/check')) !== undefined;
    });
    await context.setOffline(true);
    await page.reload();
    await alive(page);
    await drop(page, file('two-bad-of-ten.csv', twoBadOfTen));
    await expect(verdict(page)).toContainText('10 records');
    await expect(page.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
    const errors = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download ErrorDetail.csv' }).click();
    expect((await errors).suggestedFilename()).toBe('ErrorDetail.csv');
    await context.setOffline(false);
    await expect(page.getByRole('link', { name: 'Sign in to import' })).toBeVisible();
  });
});

test('a file that was refused for its header is matched by hand', async ({ page }) => {
  await open(page);
  await browse(page, file('header.csv', csv('Customers', 'Surname,Phone,Mobile', 'Kwok,+85221234567,+85291234567')));
  const refused = page.getByRole('alert').filter({ hasText: 'cannot be imported' });
  await expect(refused).toContainText('The header lacks Last name');
  const surname = page.getByLabel('Surname');
  await expect(surname.getByRole('option', { name: 'LINE', exact: true })).toBeAttached();
  await surname.selectOption('Last name');
  await expect(refused).toContainText('The columns "Phone" and "Mobile" mean the same: Mobile');
  await refused.getByRole('button', { name: 'Import “Mobile”' }).click();
  await expect(verdict(page)).toContainText('1 ready');
  await expect(verdict(page)).toContainText('The header was found on line 2');
  await expect(page.getByRole('row', { name: /Kwok/ })).toBeVisible();
});

test('one click turns a column of dates, and says what it changes', async ({ page }) => {
  await open(page);
  await browse(page, file('dates.csv', csv('Last name,Birthdate', 'Kwok,03/04/1985', 'Ho,14/12/1980')));
  await expect(page.getByText('Birthdate: "03/04/1985" reads as two dates').first()).toBeVisible();
  await expect(page.getByText('No date as MM/DD/YYYY: 1. Read both ways: 1.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Read the column as DD/MM/YYYY' }).first().click();
  await expect(verdict(page)).toContainText('2 ready');
  // Nobody can mistake the days that they become.
  const causes = page.getByRole('region', { name: 'Problems by cause' });
  await expect(causes.getByText(/^\d records? repaired$/).first()).toBeVisible();
  await expect(causes.locator('.repair code').last()).toHaveText(/^\d+ [A-Z][a-z]{2} 19\d\d$/);
  await expect(page.getByRole('gridcell', { name: '3 Apr 1985' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: '14 Dec 1980' })).toBeVisible();
  // What was repaired is not thrown away by other pages of ours, and is asked about before the document is left.
  await page.getByRole('link', { name: 'Labels' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Labels' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('gridcell', { name: '3 Apr 1985' })).toBeVisible();
  const asked = page.waitForEvent('dialog');
  void page.reload().catch(() => {});
  const native = await asked;
  expect(native.type()).toBe('beforeunload');
  await native.dismiss();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
});

test('columns that mean the same are chosen field by field', async ({ page }) => {
  await open(page);
  await browse(page, file('twice.csv', csv('Last name,Phone,Mobile,Title,Job Title', 'Kwok,+85221234567,+85291234567,Ms,Buyer')));
  const refused = page.getByRole('alert').filter({ hasText: 'cannot be imported' });
  await expect(page.getByText('1 of 5 matched')).toBeVisible();
  await expect(page.getByText('Another column means the same: choose one')).toHaveCount(4);
  await refused.getByRole('button', { name: 'Import “Job Title”' }).click();
  await refused.getByRole('button', { name: 'Import “Mobile”' }).click();
  await expect(verdict(page)).toContainText('1 ready');
});

test('after a repair the focus is on what is next, never nowhere', async ({ page }) => {
  await open(page);
  const lines = ['Kwok,14/12/1980,+852 5100 1001', 'Ho,15/12/1980,+852 5100 1002', 'Lee,16/12/1980,+852 5100 1003'];
  await browse(page, file('repairs.csv', csv('Last name,Birthdate,Mobile', ...lines)));
  await expect(verdict(page)).toContainText('3 need you');
  const causes = page.getByRole('region', { name: 'Problems by cause' });
  const inside = () => causes.evaluate((region) => region.contains(document.activeElement));
  const somewhere = () => page.evaluate(() => document.activeElement !== document.body);
  await causes.getByRole('button', { name: 'Read the column as DD/MM/YYYY' }).focus();
  await page.keyboard.press('Enter');
  await expect(causes.getByRole('button', { name: 'Read the column as DD/MM/YYYY' })).toHaveCount(0);
  await expect.poll(inside).toBe(true);
  await causes.getByRole('button', { name: /^Remove/ }).focus();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('3 ready');
  await expect.poll(somewhere).toBe(true);
  // Taking one back is no end either.
  await causes.getByRole('button', { name: 'Undo' }).last().focus();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('3 need you');
  await expect.poll(inside).toBe(true);
});

test('rows with fewer values are told in one line, and can be left out', async ({ page, axe }) => {
  await open(page);
  await browse(page, file('short.csv', csv('Last name,Company,City', 'Chan,Tea,Kowloon', 'Lee,Ice', 'Ho,Rice')));
  await expect(verdict(page)).toContainText('3 ready');
  const cause = page.getByRole('button', { name: /^2 records This row has 2 values where the file has 3 columns\./ });
  await expect(cause).toBeVisible();
  // No code is read out with it, nor seen before its details are opened.
  const line = page.getByRole('region', { name: 'Problems by cause' }).getByRole('listitem').filter({ has: cause });
  await expect(line.getByText('Code W07')).toBeHidden();
  await line.getByText('Details', { exact: true }).click();
  await expect(line.getByText('Code W07')).toBeVisible();
  await expect(line).toContainText('One click does it for 2 records.');
  await page.getByRole('button', { name: 'Leave these rows out' }).click();
  await expect(verdict(page)).toContainText('1 ready');
  await expect(verdict(page)).toContainText('2 skipped');
  await axe(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(verdict(page)).toContainText('3 ready');
});

test('a guess that may be wrong shows the other readings, and a column of phones that is ignored is told of', async ({ page, axe }) => {
  await open(page);
  const body = Buffer.concat([Buffer.from('Last name,Reach me\r\n'), Buffer.from([0xde]), Buffer.from('ahin,+905321234567\r\n')]);
  await browse(page, { name: 'turkish.csv', mimeType: 'text/csv', buffer: body });
  await expect(verdict(page)).toContainText('1 column ignored: phone numbers');
  const readings = page.getByRole('list', { name: 'Readings' });
  await expect(readings.getByText('Şahin')).toBeVisible();
  // The one that is taken stands among them, nothing is green yet, and there is a way out.
  await expect(readings.locator('strong')).toHaveCount(1);
  await expect(verdict(page).locator('.good')).toHaveCount(0);
  await expect(page.getByText('None is right?')).toBeVisible();
  await axe(page);
  await readings.getByRole('listitem').filter({ hasText: 'Şahin' }).getByRole('button').click();
  await expect(page.getByRole('gridcell', { name: 'Şahin' })).toBeVisible();
  await expect(readings).toHaveCount(0);
});

test.describe('what the server refuses is said, and what is lost is tried again', () => {
  test.use({ expected: [/Failed to load resource/] });

  const refusal = (page: Page, sentence: string) => page.getByRole('alert').filter({ hasText: sentence });
  const imported = (page: Page) => page.getByRole('heading', { name: '1 contact was imported.' });

  async function judge(page: Page, name: string) {
    await open(page);
    await browse(page, file(name, csv(header, good(1))));
    await expect(verdict(page)).toContainText('1 ready');
  }

  test('too many imports at once', async ({ page, server }) => {
    await judge(page, 'too-many.csv');
    sql(
      server,
      `insert into import (id, owner_id, staff_id, started_by, source, file_name, options)
       select gen_random_uuid(), id, id, name, 'page', 'waits.csv', '{}' from staff, generate_series(1, 20) where email = '${administrator.email}'`,
    );
    await confirm(page).click();
    await expect(refusal(page, '20 of your imports are still under way. Wait until one is done, or cancel one.')).toBeVisible();
    sql(server, "delete from import where file_name = 'waits.csv'");
    await confirm(page).click();
    await expect(imported(page)).toBeVisible();
  });

  for (const { refused, at, status, body, sentence } of [
    {
      refused: 'a part that makes no sense',
      at: '**/transfer/imports/*/parts/1',
      status: 400,
      body: JSON.stringify({ Refused: 'A part may be at most 4 MiB.' }),
      sentence: 'A part may be at most 4 MiB.',
    },
    {
      refused: 'a part that a proxy finds too large',
      at: '**/transfer/imports/*/parts/1',
      status: 413,
      body: '<html>Request Entity Too Large</html>',
      sentence: 'Something before the server does not let the file through (HTTP status 413). Tell your Administrator.',
    },
    {
      refused: 'a right that was taken away',
      at: '**/api/imports/seal',
      status: 403,
      body: JSON.stringify('Forbidden'),
      sentence: 'You may not do this. Ask an Administrator for the right.',
    },
    {
      refused: 'more changes than the server takes',
      at: '**/api/imports/start',
      status: 429,
      body: JSON.stringify({ TooMany: { seconds: 3 } }),
      sentence: 'Too many changes at once, so this one was not saved. Try again in 3 s.',
    },
  ]) {
    test(refused, async ({ page, axe }) => {
      await judge(page, 'refused.csv');
      let asked = 0;
      await page.route(at, (route) => {
        asked += 1;
        return route.fulfill({ status, body });
      });
      await confirm(page).click();
      await expect(refusal(page, sentence)).toBeVisible();
      await axe(page);
      expect(asked, 'it is asked once').toBe(1);
      await page.unroute(at);
      await confirm(page).click();
      await expect(imported(page)).toBeVisible();
      await expect(refusal(page, sentence)).toHaveCount(0);
      // What had come of the refused one does not count as under way.
      await page.goto('/imports');
      await expect(page.getByRole('row', { name: /refused\.csv/ }).first()).toContainText('Done');
      await expect(page.getByRole('row').filter({ hasText: 'Being sent' })).toHaveCount(0);
    });
  }

  test('an import that somebody cancels while it is sent', async ({ page, server }) => {
    await judge(page, 'cancelled.csv');
    await page.route('**/transfer/imports/*/parts/1', (route) => {
      sql(server, "update import set status = 'cancelled', finished_at = now(), file_removed_at = now() where file_name = 'cancelled.csv'");
      return route.continue();
    });
    await confirm(page).click();
    await expect(page.getByRole('heading', { name: 'The import was cancelled.' })).toBeVisible();
  });

  test('a part whose answer is lost', async ({ page }) => {
    await judge(page, 'lost.csv');
    let lost = 0;
    await page.route('**/transfer/imports/*/parts/1', async (route) => {
      if (lost++) return route.fallback();
      await route.fetch();
      return route.abort();
    });
    await confirm(page).click();
    await expect(refusal(page, 'The server cannot be reached.')).toBeVisible();
    await expect(imported(page)).toBeVisible();
  });
});

// The last one: it ends everybody's session.
test('a session that ends during an import goes on in place, and nothing is lost', async ({ page, server, expected }) => {
  expected.push(/401/);
  await open(page);
  await browse(page, file('ended.csv', csv(header, good(61), good(62), 'Bad,One,,nobody@,')));
  await expect(verdict(page)).toContainText('3 records');
  // What exists already was found out while there was a session.
  await expect(page.getByRole('button', { name: 'Confirm: create 2' })).toBeEnabled();
  sql(server, 'delete from session');
  await confirm(page).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(again.getByLabel('Password')).toBeFocused();
  await expect(again.getByLabel('Email')).toHaveValue(administrator.email);
  await page.keyboard.type(administrator.password);
  await page.keyboard.press('Enter');
  await expect(again).toBeHidden();
  await expect(page).toHaveURL('/contacts/import');
  // It goes on by itself.
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  await expect(page.getByText(failed(1), { exact: true })).toBeVisible();
  const errors = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  expect(await text(await errors)).toContain('nobody@');
});
