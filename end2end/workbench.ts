// What stories of the Import page begin with: a file, the way in, and where they look.

import type { Page } from '@playwright/test';
import { alive, expect } from './story';

/** A file of these lines. */
export const csv = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');

/** Chooses a file by `Browse`. */
export async function browse(page: Page, name: string, content: string) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** Opens the page and chooses a file. */
export async function judge(page: Page, name: string, content: string, address = '/contacts/import') {
  await page.goto(address);
  await alive(page);
  await browse(page, name, content);
}

export const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
export const grid = (page: Page) => page.getByRole('grid', { name: 'Records of the file' });
export const cell = (page: Page, name: string) => grid(page).getByRole('gridcell', { name, exact: true });

/** Waits until the grid takes keys, wherever the focus is: then Tab leads to one of its cells. */
export const takesKeys = (page: Page) => expect(grid(page).locator('[tabindex="0"]')).toHaveCount(1);

/** Goes to the next problem by its key; the keys after it are for the cell that has it. */
export async function nextProblem(page: Page, at: string) {
  await takesKeys(page);
  await page.keyboard.press('n');
  await expect(cell(page, at)).toHaveAttribute('tabindex', '0');
}

/** Types into the cell that holds the focus, over what stands there. */
export async function overwrite(page: Page, text: string, accept = 'Enter') {
  await page.keyboard.type(text);
  await page.keyboard.press(accept);
}

export const header = 'Last name,Mobile,Email,Birthdate,Country,Company';
/** Six records, of which all but the first have one problem each. */
export const fiveBad = csv(
  header,
  'Chan,+85251001001,chan@example.com,12/14/1980,Hong Kong,Acme',
  'Lee,+85251001002,lee(at)example.com,12/14/1980,Hong Kong,Acme',
  'Ho,5100 1003,ho@example.com,12/14/1980,Hong Kong,Acme',
  'Kwok,+85251001004,kwok@example.com,soon,Hong Kong,Acme',
  'Wong,+85251001005,wong@example.com,12/14/1980,Atlantis,Acme',
  'Ng,+85251001006,ng@,12/14/1980,Hong Kong,Acme',
);
