// What an import will do is seen before anything is written.

import type { Page } from '@playwright/test';
import { alive, expect, test } from '../story';

test.use({ chapter: 'import-effect' });

const csv = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');
const header = 'First name,Last name,Mobile,Email,Company,Type';
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm' });
const effect = (page: Page) => page.getByRole('region', { name: 'What the import will do' });

async function open(page: Page) {
  await page.goto('/contacts/import');
  await alive(page);
}

async function browse(page: Page, name: string, content: string) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

type Found = { first_name: string; last_name: string; company: string; type: string };

async function contacts(page: Page, server: { url: string; token: string }, search: string): Promise<Found[]> {
  const headers = { authorization: `Bearer ${server.token}` };
  const answer = await page.request.get(`${server.url}/api/v1/contacts?search=${search}&limit=50`, { headers });
  return (await answer.json()).items;
}

async function imported(page: Page, heading: string) {
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: heading })).toBeVisible();
}

test('the same file again says what exists, and an update changes exactly the cells that it showed', async ({ page, axe, server }) => {
  const digests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/imports/effect/')) digests.push(request.postData() ?? '');
  });
  await open(page);
  const people = Array.from({ length: 20 }, (_, n) => `Given${n},Family${n},+8526100${1000 + n},person${n}@effect.example,Acme,Customer`);
  await browse(page, 'people.csv', csv(header, ...people));
  await expect(page.getByRole('button', { name: 'Confirm: create 20' })).toBeEnabled();
  await imported(page, '20 contacts were imported.');

  await browse(page, 'people.csv', csv(header, ...people));
  await expect(page.getByText('20 exist already')).toBeVisible();
  // Before anything else, with the choice beside it.
  const before = await page.evaluate(() => {
    const said = document.querySelector('.existing')!;
    const verdict = document.querySelector('.verdict')!;
    return said.compareDocumentPosition(verdict) & Node.DOCUMENT_POSITION_FOLLOWING && said.querySelectorAll('select').length;
  });
  expect(before).toBe(1);
  await axe(page);
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await expect(page.getByText('20 stay unchanged.')).toBeVisible();

  // Two say something else, one of them with blank cells; one is new; one comes twice.
  const changed = [
    'Given0,Family0,+85261001000,person0@effect.example,Nova,Customer',
    'Given1,,+85261001001,,Nova,',
    'New,One,+85261009999,,Fresh,',
    'New,Again,+85261009999,,Fresh,',
    ...people.slice(2),
  ];
  await browse(page, 'changed.csv', csv(header, ...changed));
  await expect(page.getByText('20 exist already')).toBeVisible();
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await expect(page.getByRole('button', { name: 'Confirm: create 1, update 3' })).toBeEnabled();
  await effect(page).getByRole('button', { name: 'Show: Changed' }).click();
  const rows = effect(page).getByRole('list', { name: 'Changed' });
  await expect(rows.getByText('Acme')).toHaveCount(2);
  await expect(rows.getByText('Nova')).toHaveCount(2);
  await expect(rows.getByText('Family1')).toHaveCount(0);
  await axe(page);
  expect(digests.length).toBeGreaterThan(0);
  for (const body of digests) expect(body, 'no cell leaves before Confirm').not.toMatch(/effect\.example|Nova|Given|\+8526100/);

  await confirm(page).click();
  await expect(page.getByRole('heading', { name: /contacts? (was|were) imported|updated/ }).first()).toBeVisible();
  const found = await contacts(page, server, 'effect.example');
  const three = found.filter(({ first_name }) => ['Given0', 'Given1', 'Given2'].includes(first_name));
  expect(three.map((one) => `${one.first_name} ${one.last_name} ${one.company} ${one.type}`).sort()).toEqual([
    'Given0 Family0 Nova Customer',
    'Given1 Family1 Nova Customer',
    'Given2 Family2 Acme Customer',
  ]);
});

test('one record is left out, and another becomes a contact of its own', async ({ page, server }) => {
  await open(page);
  const two = ['Ann,Lee,+85262001000,,Acme,', 'Ben,Ho,+85262001001,,Acme,'];
  await browse(page, 'two.csv', csv(header, ...two));
  await expect(page.getByRole('button', { name: 'Confirm: create 2' })).toBeEnabled();
  await imported(page, '2 contacts were imported.');
  await browse(page, 'two.csv', csv(header, ...two));
  await expect(page.getByText('2 exist already')).toBeVisible();
  await effect(page).getByLabel('What to do: Exist already').selectOption('skip');
  await expect(page.getByText('2 are skipped.')).toBeVisible();
  await effect(page).getByRole('button', { name: 'Show: Exist already' }).click();
  await effect(page).getByLabel('What to do: Ben Ho').selectOption('create');
  await expect(page.getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
  await imported(page, '1 contact was imported.');
  const names = (await contacts(page, server, '8526200100')).map(({ first_name }) => first_name);
  expect(names.sort()).toEqual(['Ann', 'Ben', 'Ben']);
});
