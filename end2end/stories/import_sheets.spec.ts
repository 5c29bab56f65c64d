// A workbook of several sheets: which one is read is said, each with its records, and another can be chosen.

import type { Page } from '@playwright/test';
import { Api } from '../people';
import { alive, expect, test } from '../story';
import { cell, verdict } from '../workbench';

test.use({ chapter: 'import_sheets' });

/** Chooses the workbook with customers and suppliers on a sheet each, behind one of notes. */
async function drop(page: Page) {
  await page.goto('/contacts/import');
  await alive(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles('../server/tests/fixtures/two-sheets.xlsx');
}

test('the sheets of a workbook are listed with their records, and the one that is chosen is imported', async ({ page, request, server, axe }) => {
  await drop(page);
  // The first with a header of contacts is found by itself.
  await expect(verdict(page)).toContainText('3 records');
  await expect(verdict(page)).toContainText('3 ready');
  await expect(cell(page, 'Kwok')).toBeVisible();
  const sheet = page.getByLabel('Sheet of the workbook');
  await expect(sheet.getByRole('option', { selected: true })).toHaveText('The one with contacts');
  await expect(sheet.getByRole('option')).toHaveText(['The one with contacts', 'Read me (1 record)', 'Customers (3 records)', 'Suppliers (2 records)']);
  await axe(page);
  await expect(verdict(page)).toContainText('Only the sheet "Customers" was read. Contacts stand in "Suppliers" too');

  await sheet.selectOption({ label: 'Suppliers (2 records)' });
  await expect(verdict(page)).toContainText('2 records');
  await expect(verdict(page)).toContainText('2 ready');
  await expect(cell(page, 'ben@sheets.example')).toBeVisible();
  await expect(cell(page, 'Kwok')).toHaveCount(0);
  await expect(verdict(page)).toContainText('Only the sheet "Suppliers" was read. Contacts stand in "Customers" too');
  await expect(sheet.getByRole('option', { selected: true })).toHaveText('Suppliers (2 records)');

  // The one of notes holds no contacts: that is said, and the way back stays.
  await sheet.selectOption({ label: 'Read me (1 record)' });
  await expect(page.getByRole('alert').filter({ hasText: 'two-sheets.xlsx' })).toContainText('The header lacks Last name');
  await axe(page);
  await sheet.selectOption({ label: 'Suppliers (2 records)' });
  await expect(verdict(page)).toContainText('2 ready');
  await page.getByRole('button', { name: 'Confirm: create 2' }).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  const { items } = await new Api(request, server).get('/contacts');
  expect(items.map(({ last_name }: { last_name: string }) => last_name).sort()).toEqual(['Ho', 'Ng']);
});
