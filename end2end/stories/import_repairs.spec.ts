// Thousands of records mended by cause: three clicks, of which any one is taken back by itself.

import type { Page } from '@playwright/test';
import { expect, test } from '../story';
import { cell, csv, grid, judge, verdict } from '../workbench';

test.use({ chapter: 'import_repairs' });

const causes = (page: Page) => page.getByRole('region', { name: 'Problems by cause' });
/** The line of a cause, by its column. */
const cause = (page: Page, column: string) => causes(page).getByRole('listitem').filter({ hasText: `${column}:` });

test('3,000 records are mended by three causes, and the second of them is taken back', async ({ page, axe }) => {
  // Every number has spaces; of three records two have an address with a space, and one a day before its month.
  const lines = Array.from({ length: 3_000 }, (_, n) => {
    const rest = n % 3 ? `person${n} @example.com,` : `person${n}@example.com,14/12/1980`;
    return `Family${n},+852 5100 ${1000 + n},${rest}`;
  });
  await judge(page, 'thousands.csv', csv('Last name,Mobile,Email,Birthdate', ...lines));
  await expect(verdict(page)).toContainText('3,000 records');
  await expect(verdict(page)).toContainText('0 ready');
  await expect(verdict(page).locator('.good'), 'nothing is good about it').toHaveCount(0);
  await expect(verdict(page)).toContainText('3,000 need you');

  // The count and an example stand beside the click, and beside what it did.
  await expect(cause(page, 'Mobile')).toContainText('One click repairs 3,000 records: +852 5100 1000 → +85251001000');
  await cause(page, 'Mobile').getByRole('button', { name: 'Remove spaces, hyphens and parentheses' }).click();
  await expect(cause(page, 'Mobile')).toContainText('3,000 records repaired');
  await expect(verdict(page)).toContainText('3,000 need you');
  await expect(cause(page, 'Email')).toContainText('One click repairs 2,000 records: person1 @example.com → person1@example.com');
  await cause(page, 'Email').getByRole('button', { name: 'Remove spaces' }).click();
  await expect(cause(page, 'Email')).toContainText('2,000 records repaired');
  await expect(verdict(page)).toContainText('2,000 ready');
  await expect(verdict(page)).toContainText('1,000 need you');
  await cause(page, 'Birthdate').getByRole('button', { name: 'Read the column as DD/MM/YYYY' }).click();
  await expect(cause(page, 'Birthdate')).toContainText('1,000 records repaired');
  await expect(verdict(page)).toContainText('3,000 ready');
  await expect(verdict(page)).not.toContainText(/needs? you/);
  await axe(page);

  // The second alone is taken back: those before and after it stay made.
  await cause(page, 'Email').getByRole('button', { name: 'Undo' }).click();
  await expect(verdict(page)).toContainText('1,000 ready');
  await expect(verdict(page)).toContainText('2,000 need you');
  await expect(cause(page, 'Email')).toContainText('One click repairs 2,000 records:');
  await expect(cause(page, 'Mobile')).toContainText('3,000 records repaired');
  await expect(cause(page, 'Birthdate')).toContainText('1,000 records repaired');
  await expect(page.getByRole('radio', { name: 'Only failing 2,000' })).toBeVisible();
  await expect(cell(page, 'person1 @example.com')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Confirm: create 1,000' })).toBeEnabled();

  await cause(page, 'Email').getByRole('button', { name: 'Remove spaces' }).click();
  await expect(verdict(page)).toContainText('3,000 ready');
  await expect(page.getByRole('button', { name: 'Confirm: create 3,000' })).toBeEnabled();
});

test('by keyboard a repair and its undo are one button, and what is unfolded stays open while a cause shrinks', async ({ page, axe }) => {
  const rows = ['Chan,+852 5100 2001,chan@', 'Lee,+852 5100 2002,lee@', 'Ho,+85251002003,ho@'];
  await judge(page, 'keys.csv', csv('Last name,Mobile,Email', ...rows), '/check');
  await expect(verdict(page)).toContainText('3 need you');
  const code = cause(page, 'Email').getByText(/^Code E\d\d$/);
  await cause(page, 'Email').getByText('Details', { exact: true }).click();
  await expect(code).toBeVisible();

  const mend = cause(page, 'Mobile').getByRole('button', { name: 'Remove spaces, hyphens and parentheses' });
  const undo = cause(page, 'Mobile').getByRole('button', { name: 'Undo' });
  await mend.focus();
  for (const [here, there] of [[mend, undo], [undo, mend], [mend, undo]]) {
    await expect(here).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(there).toBeFocused();
  }
  await expect(cause(page, 'Mobile')).toContainText('2 records repaired');
  await expect(code).toBeVisible();

  // The first of its cells is mended by hand: its count and its example are others, and it is the same line.
  await cell(page, 'chan@').click();
  await page.keyboard.type('chan@example.com');
  await page.keyboard.press('Enter');
  await expect(cause(page, 'Email')).toContainText('2 records');
  await expect(cause(page, 'Email')).toContainText('lee@');
  await expect(code).toBeVisible();
  await axe(page);
});

test('what a repair makes of a cell is what is shown of it: in the grid, among the values, and in a form', async ({ page, axe }) => {
  const rows = ['Chan,+852 5100 3001', 'Lee,5100 3002', 'Ho,+85251003003'];
  await judge(page, 'shown.csv', csv('Last name,Mobile', ...rows));
  await cause(page, 'Mobile').getByRole('button', { name: 'Remove spaces, hyphens and parentheses' }).first().click();
  await expect(verdict(page)).toContainText('2 ready');
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(cell(page, '+85251003001')).toHaveAttribute('title', 'In the file: +852 5100 3001');
  await expect(cell(page, '51003002')).toHaveAttribute('aria-invalid', 'true');

  // Only what the field does not take as it is repaired is not accepted.
  const mending = page.getByRole('region', { name: 'Change a whole column' });
  await mending.getByLabel('Column to change').selectOption('Mobile');
  await mending.getByRole('radio', { name: 'Values' }).check({ force: true });
  const values = mending.getByRole('list', { name: 'Values' }).getByRole('listitem');
  await expect(values).toHaveCount(3);
  await expect(values.filter({ hasText: 'Not accepted' })).toHaveCount(1);
  await expect(values.filter({ hasText: 'Not accepted' })).toContainText('5100 3002 → 51003002');
  await axe(page);

  // The form says one thing of the number: that it has no country code.
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(grid(page)).toHaveCount(0);
  const records = page.getByRole('list', { name: 'Records of the file' });
  const failing = records.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Line 3/ }) });
  await failing.getByRole('button', { name: /^Line 3/ }).click();
  await expect(failing.getByRole('textbox', { name: 'Mobile, line 3' })).toHaveValue('51003002');
  await expect(failing.getByText('the number has no country code').first()).toBeVisible();
  await expect(failing).not.toContainText('without spaces');
  await axe(page);
});
