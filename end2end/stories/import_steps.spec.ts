// A column as a whole: values that mean the same, words of another product, find and replace, and steps that are undone in
// any order.

import type { Page } from '@playwright/test';
import { Api } from '../people';
import { expect, fits, test } from '../story';
import { csv, judge, verdict } from '../workbench';

test.use({ chapter: 'import_steps' });

const header = 'First name,Last name,Mobile,Company,Type,Country,Team';

const mending = (page: Page) => page.getByRole('region', { name: 'Change a whole column' });
const steps = (page: Page) => mending(page).getByRole('list', { name: 'Steps' }).getByRole('listitem');

/** Chooses a column and what to do with it. */
async function look(page: Page, column: string, way: string) {
  await mending(page).getByLabel('Column to change').selectOption(column);
  await mending(page).getByRole('radio', { name: way }).check({ force: true });
}

/** Has the step say what it would do, and makes it. */
async function make(page: Page, says: string, records: string) {
  await mending(page).getByRole('button', { name: 'See what it does' }).click();
  await expect(mending(page).getByText(says)).toBeVisible();
  await mending(page).getByRole('button', { name: `Change ${records}`, exact: true }).click();
}

const cells = (page: Page, text: string) => page.getByLabel('Records of the file').getByText(text, { exact: true });

const person = (n: number, company: string, rest = 'Customer,,') => `Given${n},Family${n},+8525200${1000 + n},${company},${rest}`;

test('full names are split where the other name is blank, and put back by their own undo', async ({ page, axe }) => {
  await judge(page, 'names.csv', csv(header, ',Mei Kwok,+85252009001,Acme,,,', 'Ann,Lee,+85252009002,Acme,,,', ',陳大文,+85252009003,Acme,,,'));
  await expect(verdict(page)).toContainText('3 ready');
  await look(page, 'Last name', 'Split full names');
  await make(page, 'Would change 2 records:', '2 records');
  await expect(steps(page)).toContainText('Last name: full names become first and last name');
  await expect(steps(page)).toContainText('Changed 2 records');
  await expect(cells(page, 'Mei')).toBeVisible();
  await expect(cells(page, 'Kwok')).toBeVisible();
  await expect(cells(page, '大文')).toBeVisible();
  await axe(page);
  await steps(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(cells(page, 'Mei Kwok')).toBeVisible();
  await expect(steps(page)).toHaveCount(0);
});

test('companies that mean the same get one spelling, and the import has it', async ({ page, request, server, axe }) => {
  const names = ['Harbour Trading Ltd', 'Harbour Trading Ltd', 'HARBOUR TRADING LTD.', 'harbour-trading ltd', 'Peak Tours', '香港銀行', '香 港 銀 行'];
  await judge(page, 'companies.csv', csv(header, ...names.map((name, n) => person(n, name))));
  await expect(verdict(page)).toContainText('7 ready');
  await look(page, 'Company', 'Same meaning');
  const clusters = mending(page).getByRole('list', { name: 'Same meaning' }).getByRole('listitem');
  await expect(clusters).toHaveCount(2);
  await expect(clusters.first()).toContainText('HARBOUR TRADING LTD.');
  await expect(clusters.first()).not.toContainText('Peak');
  await expect(clusters.first()).toContainText('2 records would get this spelling');
  await expect(mending(page).getByLabel('Spelling for Harbour Trading Ltd')).toHaveValue('Harbour Trading Ltd');
  await expect(mending(page).getByRole('button', { name: 'See what it does' })).toBeDisabled();
  await expect(mending(page).getByText('Tick the groups that are to get one spelling.')).toBeVisible();
  await clusters.first().getByRole('checkbox').check();
  await axe(page);
  await make(page, 'Would change 2 records:', '2 records');
  await expect(steps(page)).toHaveCount(1);
  await expect(steps(page)).toContainText('Changed 2 records');
  await expect(clusters).toHaveCount(1);
  await expect(cells(page, 'Harbour Trading Ltd')).toHaveCount(4);
  await fits(page, axe);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: '7 contacts were imported.' })).toBeVisible();
  const headers = { authorization: `Bearer ${server.token}` };
  const found = await (await request.get('/api/v1/contacts?search=Harbour', { headers })).json();
  expect(found.items.map(({ company }: { company: string }) => company)).toEqual(Array(4).fill('Harbour Trading Ltd'));
});

test('the words of another product are mapped once for all rows that have them', async ({ page }) => {
  const types = ['Client', 'Client', 'CLIENT', 'Lead', 'Partner'];
  await judge(page, 'types.csv', csv(header, ...types.map((type, n) => person(10 + n, 'Acme', `${type},,`))));
  await expect(verdict(page)).toContainText('4 need you');
  await look(page, 'Type', 'Values');
  const values = mending(page).getByRole('list', { name: 'Values' }).getByRole('listitem');
  await expect(values).toHaveCount(4);
  await expect(values.filter({ hasText: 'Not accepted' })).toHaveCount(3);
  await mending(page).getByLabel('Client', { exact: true }).fill('Customer');
  await make(page, 'Would change 3 records:', '3 records');
  await expect(verdict(page)).toContainText('1 needs you');
  await expect(steps(page)).toContainText('“client” becomes “Customer”');
  // The values are counted anew before the next one is written.
  await expect(values.filter({ hasText: 'Not accepted' })).toHaveCount(1);
  await mending(page).getByLabel('Partner', { exact: true }).fill('Others');
  await make(page, 'Would change 1 record:', '1 record');
  await expect(verdict(page)).not.toContainText(/needs? you/);
});

test('text is found and replaced in one column, in any case', async ({ page }) => {
  await judge(page, 'replace.csv', csv(header, person(20, 'Acme Limited'), person(21, 'Peak LIMITED'), 'Limited,Person,+85252001022,Quay,Customer,,'));
  await look(page, 'Company', 'Find and replace');
  await expect(mending(page).getByText('Write what is to be found.')).toBeVisible();
  await mending(page).getByLabel('Find', { exact: true }).fill('limited');
  await mending(page).getByLabel('Replace with').fill('Ltd');
  await make(page, 'Would change 2 records:', '2 records');
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(cells(page, 'Peak Ltd')).toBeVisible();
  await expect(cells(page, 'Limited')).toBeVisible();
  await mending(page).getByLabel('Find', { exact: true }).fill('nowhere');
  await mending(page).getByRole('button', { name: 'See what it does' }).click();
  await expect(mending(page).getByText('Nothing would change.')).toBeVisible();
});

test('of three steps the first is undone, and the later one of its column is made anew and named', async ({ page, axe }) => {
  await judge(page, 'three.csv', csv(header, person(30, ''), person(31, ''), person(32, 'Acme Limited')));
  await look(page, 'Company', 'Fill blanks');
  await mending(page).getByLabel('Fill blank cells with').fill('Quay Limited');
  await make(page, 'Would change 2 records:', '2 records');
  await look(page, 'Company', 'Find and replace');
  await mending(page).getByLabel('Find', { exact: true }).fill('Limited');
  await mending(page).getByLabel('Replace with').fill('Ltd');
  await make(page, 'Would change 3 records:', '3 records');
  await look(page, 'Team', 'Fill blanks');
  await mending(page).getByLabel('Fill blank cells with').fill('Asia');
  await make(page, 'Would change 3 records:', '3 records');
  await expect(steps(page)).toHaveCount(3);
  await expect(steps(page).first()).toContainText('Undoing it makes these anew: Company: “Limited” is replaced with “Ltd”');
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(cells(page, 'Quay Ltd')).toHaveCount(2);
  await axe(page);

  await steps(page).first().getByRole('button', { name: /^Undo/ }).click();
  await expect(steps(page)).toHaveCount(2);
  await expect(cells(page, 'Quay Ltd')).toHaveCount(0);
  await expect(cells(page, 'Acme Ltd')).toBeVisible();
  await expect(cells(page, 'Asia')).toHaveCount(3);
  await expect(mending(page).getByText('Made anew: Company: “Limited” is replaced with “Ltd”. Records changed: 1, before 3.')).toBeVisible();
});

test('numbers get the country code of the country in their own record', async ({ page }) => {
  const lines = ['Ana,Soto,612345678,,Customer,Spain,', 'Tai Man,Chan,91234567,,Customer,Hong Kong,', 'No,Country,91234568,,Customer,,'];
  await judge(page, 'countries.csv', csv(header, ...lines));
  await expect(verdict(page)).toContainText('3 need you');
  await look(page, 'Mobile', 'Country codes');
  await make(page, 'Would change 2 records:', '2 records');
  await expect(verdict(page)).toContainText('1 needs you');
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(cells(page, '+34612345678')).toBeVisible();
  await expect(cells(page, '+85291234567')).toBeVisible();
  await steps(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(verdict(page)).toContainText('3 need you');
});

test('a word of another language becomes an option of a dropdown field', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/fields', { name: 'Salutation', type: 'dropdown_single', options: ['Ms', 'Mr'] });
  const words = ['Femme', 'Femme', 'femme', 'Homme', 'Ms'];
  await judge(page, 'salutations.csv', csv('Last name,Mobile,Salutation', ...words.map((word, n) => `Family${n},+8525201${1000 + n},${word}`)));
  await expect(verdict(page)).toContainText('4 need you');
  await look(page, 'Salutation', 'Values');
  const values = mending(page).getByRole('list', { name: 'Values' }).getByRole('listitem');
  await expect(values.filter({ hasText: 'Not accepted' })).toHaveCount(3);
  // What the field takes is offered while one types.
  const femme = mending(page).getByLabel('Femme', { exact: true });
  expect(await femme.evaluate((input: HTMLInputElement) => [...input.list!.options].map(({ value }) => value))).toEqual(['Ms', 'Mr']);
  await femme.fill('Ms');
  await mending(page).getByLabel('Homme', { exact: true }).fill('Mr');
  await axe(page);
  await make(page, 'Would change 4 records:', '4 records');
  await expect(verdict(page)).toContainText('5 ready');
  await expect(steps(page)).toContainText('Salutation: 2 values get another spelling');
  await page.getByRole('button', { name: 'Confirm: create 5' }).click();
  await expect(page.getByRole('heading', { name: '5 contacts were imported.' })).toBeVisible();
  const { items } = await api.get('/contacts?search=8525201100');
  expect(items.map(({ custom }: { custom: object }) => custom)).toEqual(expect.arrayContaining([{ cf_salutation: 'Ms' }, { cf_salutation: 'Mr' }]));
  expect(items.filter(({ custom }: { custom: { cf_salutation: string } }) => custom.cf_salutation === 'Ms')).toHaveLength(4);
});

test('spellings of one option of a dropdown field are one cluster', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/fields', { name: 'Region', type: 'dropdown_single', options: ['Hong Kong', 'Macau'] });
  const words = ['Hong-Kong', 'Hong-Kong', 'HONG KONG', 'Kong Hong', 'Macau', 'Hong Kong'];
  await judge(page, 'regions.csv', csv('Last name,Mobile,Region', ...words.map((word, n) => `Family${n},+8525202${1000 + n},${word}`)));
  await expect(verdict(page)).toContainText('3 need you');
  await look(page, 'Region', 'Same meaning');
  const clusters = mending(page).getByRole('list', { name: 'Same meaning' }).getByRole('listitem');
  await expect(clusters).toHaveCount(1);
  for (const word of ['Hong-Kong', 'HONG KONG', 'Kong Hong', 'Hong Kong']) await expect(clusters.getByText(word, { exact: true })).toBeVisible();
  await expect(clusters).not.toContainText('Macau');
  // The option is what they are to be called, not what the file says most often.
  await expect(mending(page).getByLabel('Spelling for Hong Kong')).toHaveValue('Hong Kong');
  await clusters.getByRole('checkbox').check();
  await axe(page);
  await make(page, 'Would change 4 records:', '4 records');
  await expect(verdict(page)).toContainText('6 ready');
  await expect(mending(page).getByText('No two values of this column seem to mean the same.')).toBeVisible();
  await steps(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(verdict(page)).toContainText('3 need you');
  await expect(clusters).toHaveCount(1);
});

test('by keyboard the focus goes from a step that is made to the column, and from one that is undone to the next one', async ({ page }) => {
  await judge(page, 'hands.csv', csv(header, person(40, ''), person(41, 'Acme Limited')), '/check');
  const column = mending(page).getByLabel('Column to change');
  for (const [name, text] of [['Company', 'Quay Limited'], ['Team', 'Asia']]) {
    await look(page, name, 'Fill blanks');
    await mending(page).getByLabel('Fill blank cells with').fill(text);
    await mending(page).getByRole('button', { name: 'See what it does' }).click();
    await mending(page).getByRole('button', { name: /^Change \d+ record/ }).focus();
    await page.keyboard.press('Enter');
    await expect(column).toBeFocused();
  }
  await expect(steps(page)).toHaveCount(2);
  await steps(page).first().getByRole('button', { name: /^Undo/ }).focus();
  await page.keyboard.press('Enter');
  await expect(steps(page)).toHaveCount(1);
  await expect(steps(page)).toContainText('Team');
  await expect(steps(page).getByRole('button', { name: /^Undo/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(steps(page)).toHaveCount(0);
  await expect(column).toBeFocused();
});
