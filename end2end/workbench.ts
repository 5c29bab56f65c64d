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
