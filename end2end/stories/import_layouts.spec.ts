// Exports of other programs: recognised by their header, and put into the template's columns without a click.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { alive, expect, test } from '../story';
import { verdict } from '../workbench';

test.use({ chapter: 'import_layouts' });

const layouts = '../app/contact/tests/layouts';
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm' });

async function browse(page: Page, what: string | { name: string; mimeType: string; buffer: Buffer }) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles(what);
}

async function open(page: Page) {
  await page.goto('/contacts/import');
  await alive(page);
}

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a Google export lands right without a click, and can be read as it is', async ({ page, axe }) => {
  await open(page);
  await browse(page, `${layouts}/google-new.csv`);
  await expect(verdict(page)).toContainText('3 records');
  await expect(verdict(page)).toContainText('3 ready, 2 of them with warnings');
  await expect(page.getByText('This is an export of Google Contacts.')).toBeVisible();
  await page.getByText('What became of the columns').click();
  await expect(page.getByText('First Name + Middle Name + Name Prefix')).toBeVisible();
  await axe(page);

  await page.getByRole('button', { name: 'Read the file as it is (3 records)', exact: true }).click();
  await expect(page.getByText('The file is read as it is')).toBeVisible();
  await expect(verdict(page)).toContainText('no phone number and no email address is read');
  await page.getByRole('button', { name: 'Recognise exports of other programs' }).click();
  await expect(page.getByText('This is an export of Google Contacts.')).toBeVisible();

  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '3 contacts were imported.' })).toBeVisible();
  await page.goto('/contacts?search=mei@example.test');
  await expect(page.getByText('Kwok').first()).toBeVisible();
});

test('an Outlook export in another encoding and language lands right without a click', async ({ page }) => {
  await open(page);
  const german = readFileSync(`${layouts}/outlook-german.csv`);
  await browse(page, { name: 'Kontakte.csv', mimeType: 'text/csv', buffer: german });
  await expect(page.getByText('This is an export of Outlook.')).toBeVisible();
  await expect(verdict(page)).toContainText('semicolon');
  await expect(page.getByRole('gridcell', { name: 'Müller', exact: true })).toBeVisible();
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '1 contact was imported.' })).toBeVisible();
});

test('a full name is split where somebody says so, and the split is taken back', async ({ page, axe }) => {
  await open(page);
  await browse(page, csv('names.csv', 'Full name,Mobile\r\nMei Kwok,+85251004001\r\n陳大文,+85251004002\r\n'));
  await expect(page.getByRole('alert').filter({ hasText: 'names.csv' })).toContainText('Last name');
  await page.getByRole('button', { name: 'Split “Full name”' }).click();
  await expect(verdict(page)).toContainText('2 ready');
  await expect(page.getByRole('gridcell', { name: '大文', exact: true })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Do not split the names' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'names.csv' })).toBeVisible();
});

test('what was done with the columns is not thrown away by another reading without a question', async ({ page, axe }) => {
  await open(page);
  await browse(page, csv('mended.csv', 'Full name,Mobile,Company\r\nMei Kwok,+852 5100 4005,Acme\r\n'));
  await page.getByRole('button', { name: 'Split “Full name”' }).click();
  await expect(verdict(page)).toContainText('1 needs you');
  await page.getByRole('button', { name: 'Remove spaces, hyphens and parentheses' }).click();
  await expect(verdict(page)).toContainText('1 ready');
  await page.getByRole('gridcell', { name: 'Acme', exact: true }).click();
  await page.keyboard.type('Acme Asia');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 cell typed over')).toBeVisible();

  const whole = page.getByRole('button', { name: 'Do not split the names' });
  const question = page.getByRole('dialog', { name: 'Throw away what you changed?' });
  await whole.click();
  await expect(question).toContainText('Cells typed over: 1');
  await expect(question).toContainText('Repairs by cause: 1');
  await axe(page);
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(whole).toBeFocused();
  await expect(page.getByRole('gridcell', { name: 'Acme Asia', exact: true })).toBeVisible();
  await expect(verdict(page)).toContainText('1 ready');

  // A list shows what the file is read by until it is answered.
  await page.getByText('How the file is read').click();
  const delimiter = page.getByLabel('Delimiter');
  await delimiter.selectOption(';');
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(delimiter).toHaveValue(',');
  await expect(page.getByRole('gridcell', { name: 'Acme Asia', exact: true })).toBeVisible();

  await whole.click();
  await question.getByRole('button', { name: 'Throw away' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'mended.csv' })).toBeVisible();
});

test('by keyboard the focus goes from a reading of the file to the button that takes it back', async ({ page }) => {
  await page.goto('/check');
  await alive(page);
  await browse(page, csv('names.csv', 'Full name,Mobile\r\nMei Kwok,+85251004003\r\n'));
  const split = page.getByRole('button', { name: 'Split “Full name”' });
  const whole = page.getByRole('button', { name: 'Do not split the names' });
  await split.focus();
  for (const next of [whole, split, whole]) {
    await page.keyboard.press('Enter');
    await expect(next).toBeFocused();
  }
  await browse(page, `${layouts}/google-new.csv`);
  const asItIs = page.getByRole('button', { name: 'Read the file as it is' });
  const found = page.getByRole('button', { name: 'Recognise exports of other programs' });
  await asItIs.focus();
  for (const next of [found, asItIs]) {
    await page.keyboard.press('Enter');
    await expect(next).toBeFocused();
  }
});

test('a column that nobody knows is offered by what it holds, and a line of totals is skipped', async ({ page }) => {
  await open(page);
  await browse(page, csv('house.csv', 'First name,Last name,Reach\r\nMei,Kwok,mei2@example.test\r\nHo,Leung,ho2@example.test\r\nTotal,2,\r\n'));
  await expect(verdict(page)).toContainText('no phone number and no email address is read');
  await expect(verdict(page)).toContainText('1 skipped');
  await page.getByRole('button', { name: 'Looks like Email: use it' }).focus();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('2 ready');
  await expect(verdict(page)).not.toContainText('no phone number');
  // The offer is gone: its column has the focus, and so has one that is opened.
  await expect(page.getByRole('combobox', { name: 'Reach' })).toBeFocused();
  await page.getByText('Columns matched by their name').click();
  const sure = page.getByRole('listitem').filter({ hasText: 'First name' }).getByRole('button', { name: 'Change', exact: true });
  await sure.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'First name' })).toBeFocused();
});
