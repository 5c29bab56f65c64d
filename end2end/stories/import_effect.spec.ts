// What an import will do is seen before anything is written.

import type { Page } from '@playwright/test';
import { alive, expect, test } from '../story';
import { browse, csv } from '../workbench';

test.use({ chapter: 'import-effect' });

const header = 'First name,Last name,Mobile,Email,Company,Type';
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm' });
const effect = (page: Page) => page.getByRole('region', { name: 'What the import will do' });

async function open(page: Page) {
  await page.goto('/contacts/import');
  await alive(page);
}

/** How many records are of a class. */
const count = (page: Page, name: string) => effect(page).locator('.classes').getByRole('listitem').filter({ hasText: name }).locator('.number');

/** The records of a list that is shown, and one of them. */
const rows = (page: Page, name: string) => effect(page).getByRole('list', { name }).getByRole('listitem');
const row = (page: Page, name: string, who: string) => rows(page, name).filter({ hasText: who });

/** What a choice says that it means as long as nothing else is chosen. */
const otherwise = (page: Page, name: string) => effect(page).getByLabel(`What to do: ${name}`).getByRole('option').first();

type Found = { version: number; updated_at: string; first_name: string; last_name: string; company: string; type: string };

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
  await expect(page.getByRole('button', { name: 'Confirm: change nothing' })).toBeEnabled();

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
  const shown = effect(page).getByRole('list', { name: 'Changed' });
  await expect(shown.getByText('Acme')).toHaveCount(2);
  await expect(shown.getByText('Nova')).toHaveCount(2);
  await expect(shown.getByRole('list').getByText('Family1')).toHaveCount(0);
  await expect(row(page, 'Changed', 'Line 3 Given1')).toContainText('Updates: Given1 Family1');
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

test('what is chosen for those that exist holds once it is known which of them change', async ({ page, server }) => {
  await open(page);
  const three = ['Ida,Kerr,+85262601000,,Acme,', 'Jon,Kerr,+85262601001,,Acme,', 'Kit,Kerr,+85262601002,,Acme,'];
  await browse(page, 'three.csv', csv(header, ...three));
  await imported(page, '3 contacts were imported.');

  await browse(page, 'three.csv', csv(header, three[0]!, three[1]!.replace('Acme', 'Nova'), three[2]!.replace('Acme', 'Nova')));
  await effect(page).getByLabel('What to do: Exist already').selectOption('update');
  await expect(effect(page).getByLabel('What to do: Changed')).toHaveValue('update');
  await expect(effect(page).getByLabel('What to do: Unchanged')).toHaveValue('update');
  await expect(page.getByRole('button', { name: 'Confirm: update 2' })).toBeEnabled();
  // … and what is chosen for some of them is no choice for the others.
  await effect(page).getByLabel('What to do: Unchanged').selectOption('skip');
  await expect(effect(page).getByLabel('What to do: Changed')).toHaveValue('update');
  await imported(page, '2 contacts were imported.');
  const found = await contacts(page, server, 'kerr');
  expect(found.map((one) => `${one.first_name} ${one.company} ${one.version}`).sort()).toEqual(['Ida Acme 1', 'Jon Nova 2', 'Kit Nova 2']);
});

test('one record is left out, and another becomes a second contact, and both are said so', async ({ page, axe, server }) => {
  await open(page);
  const two = ['Ann,Lee,+85262001000,,Acme,', 'Ben,Ho,+85262001001,,Acme,'];
  await browse(page, 'two.csv', csv(header, ...two));
  await expect(page.getByRole('button', { name: 'Confirm: create 2' })).toBeEnabled();
  await imported(page, '2 contacts were imported.');
  await browse(page, 'two.csv', csv(header, ...two));
  await expect(page.getByText('2 exist already')).toBeVisible();
  // What a choice means while nothing else is chosen goes with the choice for all.
  await expect(otherwise(page, 'Exist already')).toHaveText('As with all: Create again');
  await page.getByLabel('Contacts that exist already').selectOption('skip');
  await expect(otherwise(page, 'Exist already')).toHaveText('As with all: Skip');
  await page.getByLabel('Contacts that exist already').selectOption('create');
  await expect(otherwise(page, 'Exist already')).toHaveText('As with all: Create again');
  await expect(page.getByRole('button', { name: 'Confirm: create 2' })).toBeEnabled();

  await effect(page).getByRole('button', { name: 'Show: Exist already' }).click();
  await expect(row(page, 'Exist already', 'Line 2')).toContainText('Becomes a second contact beside: Ann Lee');
  await expect(effect(page).getByText('Changes nothing')).toHaveCount(0);
  await effect(page).getByLabel('What to do: Exist already').selectOption('skip');
  await expect(page.getByText('2 are skipped.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm: skip all 2' })).toBeEnabled();
  await expect(otherwise(page, 'Ben Ho')).toHaveText('As with these: Skip');
  await expect(row(page, 'Exist already', 'Line 3')).toContainText('Is skipped, because it fits: Ben Ho');

  await effect(page).getByLabel('What to do: Ben Ho').selectOption('create');
  await expect(row(page, 'Exist already', 'Line 3')).toContainText('Becomes a second contact beside: Ben Ho');
  await expect(row(page, 'Exist already', 'Line 3').getByRole('link', { name: 'Ben Ho' })).toHaveAttribute('href', /^\/contacts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
  await expect(page.getByText('1 is skipped.')).toBeVisible();

  // Who is skipped can be seen, whichever class they are of.
  await expect(count(page, 'Skipped')).toHaveText('1');
  await effect(page).getByRole('button', { name: 'Show: Skipped' }).click();
  await expect(rows(page, 'Skipped')).toHaveCount(1);
  await expect(rows(page, 'Skipped')).toContainText('Line 2 Ann Lee');
  await axe(page);
  await imported(page, '1 contact was imported.');
  const names = (await contacts(page, server, '8526200100')).map(({ first_name }) => first_name);
  expect(names.sort()).toEqual(['Ann', 'Ben', 'Ben']);
});

/** What the two say differently, but for when they were saved. */
function differences(before: Found, after: Found) {
  const [old, now] = [before, after].map(({ version: _version, updated_at: _updated, ...rest }) => rest as Record<string, unknown>);
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return Object.fromEntries(names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name])).map((name) => [name, now[name]]));
}

test('by email, whose phone belongs to somebody else is new, and exactly the cells that were shown change', async ({ page, axe, server }) => {
  await open(page);
  const three = ['Ann,Lee,+85263001000,ann', 'Ben,Ho,+85263001001,ben', 'Eve,Ng,+85263001002,eve'];
  await browse(page, 'three.csv', csv(header, ...three.map((line) => `${line}@by-email.example,Acme,Customer`)));
  await expect(page.getByRole('button', { name: 'Confirm: create 3' })).toBeEnabled();
  await imported(page, '3 contacts were imported.');
  const named = async (name: string) => (await contacts(page, server, 'by-email.example')).find(({ first_name }) => first_name === name)!;
  const before = { ann: await named('Ann'), ben: await named('Ben'), eve: await named('Eve') };

  // Ann has another company; Ben another type, and the number of Eve; somebody nobody knows has the number of Eve too.
  const changes = [
    'Ann,Lee,,ann@by-email.example,Nova,',
    ',Ho,+85263001002,ben@by-email.example,,Prospect',
    'Zoe,Yu,+85263001002,zoe@by-email.example,Fresh,Lead',
  ];
  await browse(page, 'changes.csv', csv(header, ...changes));
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await expect(page.getByLabel('Same if they share')).toHaveValue('any');
  await expect(page.getByRole('button', { name: 'Confirm: update 2' })).toBeEnabled();
  await page.getByLabel('Same if they share').selectOption({ label: 'an email address' });
  await expect(page.getByRole('button', { name: 'Confirm: create 1, update 2' })).toBeEnabled();
  await expect(count(page, 'New')).toHaveText('1');
  await effect(page).getByRole('button', { name: 'Show: Changed' }).click();
  const cells = (who: string) => row(page, 'Changed', who).getByRole('list').getByRole('listitem');
  await expect(cells('Ann Lee')).toHaveText(['Company Acme → Nova']);
  await expect(cells('Line 3 Ho')).toHaveText(['Mobile +85263001001 → +85263001002', 'Type Customer → Prospect']);
  await expect(row(page, 'Changed', 'Zoe')).toHaveCount(0);
  await axe(page);

  await imported(page, '3 contacts were imported.');
  const phones = [{ type: 'Mobile', number: '+85263001002', verified: false }];
  expect(differences(before.ann, await named('Ann'))).toEqual({ company: 'Nova' });
  expect(differences(before.ben, await named('Ben'))).toEqual({ phones, type: 'Prospect' });
  expect(differences(before.eve, await named('Eve'))).toEqual({});
  expect(await named('Zoe')).toMatchObject({ company: 'Fresh', version: 1, phones });
});

test('a record that fits several contacts, and one that comes twice in the file, are told before they are imported', async ({ page, axe, server }) => {
  await open(page);
  await browse(page, 'couple.csv', csv(header, 'Ann,Lee,+85264001000,ann@several.example,Acme,', 'Ben,Ho,+85264001001,ben@several.example,Acme,'));
  await expect(page.getByRole('button', { name: 'Confirm: create 2' })).toBeEnabled();
  await imported(page, '2 contacts were imported.');

  const lines = [
    'New,One,+85264009999,new@several.example,Fresh,',
    'New,Again,+85264009999,,Fresher,',
    'Ann,Lee,+85264001000,,Nova,',
    'Both,Of,+85264001000,ben@several.example,Nova,',
  ];
  await browse(page, 'several.csv', csv(header, ...lines));
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await expect(count(page, 'Fit several contacts')).toHaveText('1');
  await expect(count(page, 'Twice in this file')).toHaveText('1');
  await expect(count(page, 'Changed')).toHaveText('1');
  await expect(page.getByText('1 fails because it fits several contacts.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm: create 1, update 2' })).toBeEnabled();

  await effect(page).getByRole('button', { name: 'Show: Fit several contacts' }).click();
  const several = rows(page, 'Fit several contacts');
  await expect(several).toHaveCount(1);
  await expect(several).toContainText('Line 5 Both Of');
  // No one contact is meant: all of them are named.
  await expect(several).toContainText('Fails, because it fits several contacts: Ann Lee, Ben Ho');
  await expect(several.getByRole('link')).toHaveCount(2);
  await expect(several.getByRole('link', { name: 'Ben Ho' })).toHaveAttribute('href', /^\/contacts\/[0-9a-f-]{36}$/);
  await axe(page);
  await effect(page).getByRole('button', { name: 'Show: Twice in this file' }).click();
  const twice = rows(page, 'Twice in this file');
  await expect(twice).toHaveCount(1);
  await expect(twice).toContainText('Line 3 New Again');
  await expect(twice).toContainText('Twice in this file: also on line 2.');
  await expect(twice).toContainText('Updates: the contact of line 2');
  await expect(several).toHaveCount(0);
  await axe(page);

  await effect(page).getByLabel('What to do: Fit several contacts').selectOption({ label: 'Create again' });
  await effect(page).getByLabel('What to do: New Again, line 3').selectOption({ label: 'Skip' });
  await expect(page.getByRole('button', { name: 'Confirm: create 2, update 1' })).toBeEnabled();
  await expect(twice).toContainText('Is skipped, because it fits: the contact of line 2');
  await expect(page.getByText('1 is skipped.')).toBeVisible();
  await imported(page, '3 contacts were imported.');
  const found = [...(await contacts(page, server, 'several.example')), ...(await contacts(page, server, 'Fresher'))];
  expect(found.map(({ first_name, company }) => `${first_name} ${company}`).sort()).toEqual(['Ann Nova', 'Ben Acme', 'Both Nova', 'New Fresh']);
});

test('of seven contacts that a record fits five are named, and that there are more', async ({ page, axe }) => {
  await open(page);
  const seven = Array.from({ length: 7 }, (_, n) => `Given,Seventh${n},+85265001000,,Acme,`);
  await browse(page, 'seven.csv', csv(header, ...seven));
  await expect(page.getByRole('button', { name: 'Confirm: create 7' })).toBeEnabled();
  await imported(page, '7 contacts were imported.');
  await browse(page, 'one.csv', csv(header, 'Given,Seventh0,+85265001000,,Nova,'));
  await page.getByLabel('Contacts that exist already').selectOption('update');
  await expect(page.getByRole('button', { name: 'Confirm: change nothing' })).toBeEnabled();
  await effect(page).getByRole('button', { name: 'Show: Fit several contacts' }).click();
  const links = rows(page, 'Fit several contacts').getByRole('link');
  await expect(links).toHaveCount(5);
  await expect(links).toHaveText(Array.from({ length: 5 }, () => /^Given Seventh\d$/));
  await expect(rows(page, 'Fit several contacts')).toContainText(', … more');
  await effect(page).getByLabel('What to do: Given Seventh0, line 2').selectOption('skip');
  await expect(page.getByRole('button', { name: 'Confirm: skip the record' })).toBeEnabled();
  await axe(page);
});
