// The history of imports: paused and found again, opened, taken back while somebody looks or not.

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { alive, expect, fits, test } from '../story';

test.use({ chapter: 'import_history' });

const header = 'First name,Last name,Mobile,Email,Company,Contact Label';
const people = (count: number, prefix: string, label = 'Fair') =>
  Array.from({ length: count }, (_, n) => `${prefix}${n},Story,+8527${prefix.charCodeAt(0)}${String(n).padStart(7, '0')},${prefix.toLowerCase()}${n}@example.com,Acme,${label}`);
const csv = (lines: string[]) => Buffer.from(`${[header, ...lines].join('\r\n')}\r\n`);

async function open(page: Page, address: string) {
  await page.goto(address);
  await alive(page);
}

/** Chooses a file by `Browse` and confirms it. */
async function bring(page: Page, name: string, lines: string[]) {
  await open(page, '/contacts/import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: csv(lines) });
  await page.getByRole('button', { name: 'Confirm' }).click();
}

/** What a row of figures says of one of them. */
const figure = (page: Page, what: string) =>
  page.locator('.opened .ledger > div').filter({ has: page.getByText(what, { exact: true }) }).locator('dd');

test('an import is paused, its tab is closed, and whoever comes back finds it and lets it go on', async ({ page, context, request, server }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  // The records are held on their way until the import is paused: nobody has to be quick.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/transfer/imports/*/parts/*', async (route) => {
    await held;
    await route.continue();
  });
  await bring(page, 'paused.csv', people(12_000, 'Pause'));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  release();
  await expect(page.locator('.importing').getByText('Paused', { exact: true })).toBeVisible();
  await page.close();

  const { items } = await (await request.get('/api/v1/imports', { headers })).json();
  expect(items[0]).toMatchObject({ file_name: 'paused.csv', status: 'running', paused: true });

  const again = await context.newPage();
  await open(again, '/contacts/import');
  await expect(again.getByRole('heading', { name: /Importing.*paused\.csv/ })).toBeVisible();
  await expect(again.getByText('Paused', { exact: true }).first()).toBeVisible();
  await open(again, '/imports');
  await again.getByRole('link', { name: 'paused.csv' }).click();
  await expect(again).toHaveURL(/\/imports\?open=/);
  const opened = again.getByRole('region', { name: 'paused.csv' });
  await opened.getByRole('button', { name: 'Resume' }).click();
  await expect(figure(again, 'Created')).toHaveText('12,000', { timeout: 90_000 });
  await expect(opened.getByText('Done', { exact: true })).toBeVisible();
  await expect(opened.getByRole('link', { name: 'Fair' })).toBeVisible();
});

test('a thousand are taken back, but for three that were edited since; then the file is as new', async ({ page, request, server, axe }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  await bring(page, 'thousand.csv', people(1_000, 'Undo', 'Autumn'));
  await expect(page.getByRole('heading', { name: '1,000 contacts were imported.' })).toBeVisible({ timeout: 30_000 });
  for (const n of [1, 500, 999]) {
    const { items } = await (await request.get(`/api/v1/contacts?search=undo${n}%40example.com`, { headers })).json();
    const [{ id, version }] = items;
    const edited = await request.patch(`/api/v1/contacts/${id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data: { company: 'Harbour' } });
    expect(edited.ok(), await edited.text()).toBe(true);
  }

  await open(page, '/imports');
  await page.getByRole('link', { name: 'thousand.csv' }).click();
  const opened = page.getByRole('region', { name: 'thousand.csv' });
  await expect(opened.getByRole('heading', { name: 'thousand.csv' })).toBeFocused();
  await expect(figure(page, 'Created')).toHaveText('1,000');
  await expect(opened.getByRole('link', { name: 'Autumn' })).toBeVisible();
  await axe(page);

  await opened.getByRole('button', { name: 'Undo import' }).click();
  const question = page.getByRole('dialog', { name: 'Take back the import of thousand.csv?' });
  await expect(question.getByText('997 contacts that this import created are deleted.')).toBeVisible();
  await expect(question.getByText(/^3 contacts were edited since the import, .* They are kept as they are, unless you tick the box below:$/)).toBeVisible();
  await question.getByRole('button', { name: 'Undo import' }).click();
  const answer = page.getByRole('dialog', { name: 'The import of thousand.csv was taken back' });
  await expect(answer.getByText('997 contacts that this import created were deleted.')).toBeVisible({ timeout: 30_000 });
  await expect(answer.getByText(/^3 contacts were kept, as they were edited since the import/)).toBeVisible();
  await expect(answer.getByRole('listitem')).toHaveCount(3);
  await axe(page);
  await page.keyboard.press('Escape');

  // The ledger of the undo adds up: what it removed, what it kept, and all.
  await expect(figure(page, 'Contacts')).toHaveText('1,000');
  await expect(figure(page, 'Removed')).toHaveText('997');
  await expect(figure(page, 'Kept: edited since')).toHaveText('3');
  await expect(opened.getByText('Undone', { exact: true })).toBeVisible();
  await fits(page, axe);

  // Who has taken it back is said, and what was kept can be looked at, and taken back as well once that is confirmed.
  const row = page.getByRole('row', { name: /thousand\.csv/ });
  await expect(row.getByText(/^Undone by /)).toBeVisible();
  await expect(row.getByRole('button', { name: 'Undo import' })).toHaveCount(0);
  await expect(opened.getByRole('button', { name: 'Undo import' })).toHaveCount(0);
  await opened.getByRole('button', { name: 'See what was kept (3)' }).click();
  const rest = page.getByRole('dialog', { name: 'Take back what was kept of thousand.csv?' });
  await expect(rest.getByRole('link')).toHaveCount(3);
  await expect(rest.getByRole('button', { name: 'Take back' })).toBeDisabled();
  await rest.getByLabel('Take back these 3 contacts too').check();
  await axe(page);
  await rest.getByRole('button', { name: 'Take back' }).click();
  await expect(answer.getByText('3 contacts that this import created were deleted.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opened.getByRole('button', { name: 'See what was kept' })).toHaveCount(0);
  await expect(opened.getByRole('button', { name: 'Undo import' })).toHaveCount(0);

  await bring(page, 'thousand.csv', people(1_000, 'Undo', 'Autumn'));
  await expect(page.getByRole('heading', { name: '1,000 contacts were imported.' })).toBeVisible({ timeout: 30_000 });
});

test('the contacts that an import created, and those that it updated, are listed apart', async ({ page }) => {
  await bring(page, 'first.csv', people(2, 'Known'));
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  await open(page, '/contacts/import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  const lines = people(3, 'Known').map((line) => line.replace('Acme', 'Nova'));
  await (await chooser).setFiles({ name: 'second.csv', mimeType: 'text/csv', buffer: csv(lines) });
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: '3 contacts were imported.' })).toBeVisible();

  await open(page, '/imports');
  await page.getByRole('link', { name: 'second.csv' }).click();
  const opened = page.getByRole('region', { name: 'second.csv' });
  await opened.getByRole('link', { name: 'Show the updated contacts' }).click();
  await expect(page).toHaveURL(/\/contacts\?updated_by_import=/);
  await expect(page.getByText('known0@example.com')).toBeVisible();
  await expect(page.getByText('known1@example.com')).toBeVisible();
  await expect(page.locator('tbody').getByRole('checkbox')).toHaveCount(2);
  await expect(page.getByRole('button', { name: /^Updated by import: second\.csv/ })).toBeVisible();
  await page.goBack();
  await opened.getByRole('link', { name: 'Show the created contacts' }).click();
  await expect(page.getByText('known2@example.com')).toBeVisible();
  await expect(page.locator('tbody').getByRole('checkbox')).toHaveCount(1);
});

test('what a program sent and could not be imported is had again, with who sent it and when', async ({ page, request, server, axe }) => {
  const lines = ['Ann,Story,+85270001000,ann@program.example,Acme,Fair', 'Bad,Story,,nobody@,Acme,Fair', 'Worse,Story,5100,,Acme,Fair'];
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'text/csv' };
  const sent = await request.post('/api/v1/imports?file_name=program.csv', { headers, data: csv(lines) });
  expect(sent.status(), await sent.text()).toBe(202);
  const { id } = await sent.json();
  await expect.poll(async () => (await request.get(`/api/v1/imports/${id}`, { headers })).json()).toMatchObject({ status: 'done', created: 1, failed: 2 });

  const { created_at } = await (await request.get(`/api/v1/imports/${id}`, { headers })).json();

  /** The file that a link gives. */
  const download = async (link: Locator) => {
    const started = page.waitForEvent('download');
    await link.click();
    const file = await started;
    expect(file.suggestedFilename()).toBe('ErrorDetail.csv');
    return readFileSync((await file.path())!, 'utf8');
  };
  // To the second, for whoever points at it and for programs.
  const when = created_at.replace(/\.\d+Z$/, 'Z');

  await open(page, '/imports');
  const row = page.getByRole('row', { name: /program\.csv/ });
  await expect(row.getByRole('cell', { name: 'API_TOKEN' })).toBeVisible();
  await expect(row.getByRole('time')).toHaveAttribute('datetime', when);
  await expect(row.getByRole('cell').filter({ hasText: /^\d+$/ })).toHaveText(['3', '1', '0', '0', '0', '2']);
  const detail = await download(row.getByRole('link', { name: 'ErrorDetail.csv' }));
  const [head, ...records] = detail.trim().split(/\r?\n/);
  expect(head).toContain('Error Message');
  expect(records).toEqual([
    expect.stringMatching(/^Bad,.*Email: ""nobody@"" is not a valid email address/),
    expect.stringMatching(/^Worse,.*Mobile: the number has no country code/),
  ]);

  await row.getByRole('link', { name: 'program.csv' }).click();
  const opened = page.getByRole('region', { name: 'program.csv' });
  await expect(opened.getByRole('heading', { name: 'program.csv' })).toBeFocused();
  await expect(opened.getByText('API_TOKEN')).toBeVisible();
  await expect(opened.getByRole('time')).toHaveAttribute('datetime', when);
  await expect(opened.getByRole('time')).toHaveAttribute('title', /^[A-Z][a-z]+day, \d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d$/);
  await expect(figure(page, 'Failed')).toHaveText('2');
  expect(await download(opened.getByRole('link', { name: 'Download' }))).toBe(detail);
  await axe(page);

  // Whoever comes back another day by the address has it too.
  await open(page, `/imports?open=${id}`);
  expect(await download(opened.getByRole('link', { name: 'Download' }))).toBe(detail);
});
