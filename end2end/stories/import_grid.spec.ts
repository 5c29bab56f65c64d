// A file is mended on the page: cell by cell by keyboard, a block from a spreadsheet at once, on a small screen in forms.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../story';
import { cell, csv, fiveBad, grid, header, judge, nextProblem, overwrite, verdict } from '../workbench';

test.use({ chapter: 'import_grid', permissions: ['clipboard-read', 'clipboard-write'] });

/** The same with one who is ready and whom nobody has imported yet: only there the choice stands at the foot. */
const ofNobody = fiveBad.replace('+85251001001', '+85259001001').replace('chan@', 'nobody@');

test('five cells are mended by keyboard alone, and all is imported', async ({ page, axe }) => {
  await judge(page, 'five-bad.csv', fiveBad);
  await expect(verdict(page)).toContainText('5 need you');
  await expect(grid(page)).toBeVisible();
  await axe(page);

  // Next problem, and F2 from wherever the focus is.
  await nextProblem(page, 'lee(at)example.com');
  await expect(page.getByText('1 of 5', { exact: true })).toBeVisible();
  await page.keyboard.press('F2');
  const email = page.getByRole('textbox', { name: 'Email, line 3' });
  await expect(email).toBeFocused();
  await expect(email).toHaveValue('lee(at)example.com');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription(/is not a valid email address/);
  await axe(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('lee@example.com');
  await expect(email).not.toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription('');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('4 need you');
  // It stays in sight, and the focus went on below.
  await expect(cell(page, 'lee@example.com')).toBeVisible();
  await expect(cell(page, 'ho@example.com')).toBeFocused();

  await page.keyboard.press('Alt+ArrowDown');
  await expect(cell(page, '5100 1003')).toBeFocused();
  await expect(cell(page, '5100 1003')).toHaveAttribute('aria-invalid', 'true');
  await overwrite(page, '+85251001003');
  await expect(verdict(page)).toContainText('3 need you');

  await page.keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 'soon')).toBeFocused();
  // A day is typed as people write it.
  await overwrite(page, '14 Dec 1980');
  await expect(verdict(page)).toContainText('2 need you');

  await page.keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 'Atlantis')).toBeFocused();
  await page.keyboard.press('Enter');
  const country = page.getByRole('combobox', { name: 'Country, line 6' });
  await expect(country).toBeFocused();
  await country.selectOption('Hong Kong');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('1 needs you');

  await page.keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 'ng@')).toBeFocused();
  await overwrite(page, 'ng@example.com', 'Tab');
  await expect(verdict(page)).toContainText('6 ready');
  await expect(cell(page, '12/14/1980').last()).toBeFocused();
  await axe(page);

  // One stop of Tab: the next one leaves the grid.
  await page.keyboard.press('Tab');
  await expect(grid(page).locator(':focus')).toHaveCount(0);
  await page.getByRole('button', { name: 'Confirm' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '6 contacts were imported.' })).toBeVisible();
  await page.goto('/contacts?search=lee');
  await expect(page.getByText('lee@example.com')).toBeVisible();
});

test('the keys of a grid: ends, over the pages of rows, Esc leaves, Delete empties', async ({ page }) => {
  const lines = Array.from({ length: 120 }, (_, n) => `Family${n + 1},,person${n + 1}@example.com,,,Acme ${n + 1}`);
  await judge(page, 'many.csv', csv(header, ...lines));
  await expect(verdict(page)).toContainText('120 ready');
  await cell(page, 'Family1').click();
  await page.keyboard.press('End');
  await expect(cell(page, 'Acme 1')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cell(page, 'Family1')).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(cell(page, 'Acme 120')).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(cell(page, 'Family1')).toBeFocused();
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('PageDown');
  await expect(cell(page, 'Family50')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, 'Family51')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, 'Family50')).toBeFocused();

  await page.keyboard.press('F2');
  await page.keyboard.type(' and more');
  await page.keyboard.press('Escape');
  await expect(cell(page, 'Family50')).toBeFocused();
  // A name may begin with the letter of a shortcut.
  await overwrite(page, 'nora', 'Tab');
  await expect(cell(page, 'nora')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(cell(page, 'nora')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(cell(page, 'nora')).toHaveCount(0);
  await expect(verdict(page)).toContainText('120 ready, 1 of them with warnings');
});

test('a block is pasted from a spreadsheet, copied, taken back and typed again', async ({ page, axe }) => {
  await judge(page, 'block.csv', csv(header, 'Chan,,a@,,,One', 'Lee,,b@,,,Two', 'Ho,,c@,,,Three'));
  await expect(verdict(page)).toContainText('3 need you');
  await cell(page, 'a@').click();
  // As Excel puts it on the clipboard.
  await page.evaluate(() => navigator.clipboard.writeText('a@example.com\t12/01/1980\r\nb@example.com\t12/02/1980\r\nc@example.com\t12/03/1980\r\n'));
  await page.keyboard.press('Control+V');
  await expect(verdict(page)).toContainText('3 ready');
  await expect(cell(page, '12/03/1980')).toBeVisible();
  await expect(page.getByText('6 cells typed over')).toBeVisible();
  await axe(page);

  await page.keyboard.press('Control+Z');
  await expect(verdict(page)).toContainText('3 need you');
  await expect(cell(page, 'a@')).toBeFocused();
  await page.keyboard.press('Control+Y');
  await expect(verdict(page)).toContainText('3 ready');
  await expect(page.getByRole('button', { name: 'Type again' })).toBeDisabled();
  // By the buttons: where one has nothing left to do, the other has the focus.
  await page.getByRole('button', { name: 'Take back' }).focus();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('3 need you');
  await expect(page.getByRole('button', { name: 'Type again' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('3 ready');
  await expect(page.getByRole('button', { name: 'Take back' })).toBeFocused();

  await cell(page, 'b@example.com').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(grid(page).locator('[aria-selected=true]')).toHaveCount(4);
  await page.keyboard.press('Control+C');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('b@example.com\t12/02/1980\nc@example.com\t12/03/1980');
  await page.keyboard.press('Delete');
  await expect(cell(page, 'c@example.com')).toHaveCount(0);
  await page.keyboard.press('Control+Z');
  await expect(cell(page, 'c@example.com')).toBeVisible();
});

test('what no longer fits the file once it is read otherwise is named, and the rest stays', async ({ page, axe }) => {
  await judge(page, 'encoding.csv', csv('Last name,Company,City', 'Müller,Zürich AG,Zürich', 'Lee,Harbour,Kowloon'));
  await expect(verdict(page)).toContainText('2 ready');
  await cell(page, 'Zürich AG').click();
  await overwrite(page, 'Acme');
  await cell(page, 'Harbour').click();
  await overwrite(page, 'Harbour Asia');
  await expect(page.getByText('2 cells typed over')).toBeVisible();
  await page.getByText('How the file is read').click();
  await page.getByLabel('Encoding').selectOption('Windows-1252');
  await expect(page.getByText('no longer fits the file as it is read now')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Record 1, Company: Acme' })).toBeVisible();
  await expect(cell(page, 'Harbour Asia')).toBeVisible();
  await expect(cell(page, 'Acme')).toHaveCount(0);
  await axe(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('no longer fits the file as it is read now')).toHaveCount(0);
});

test('a cause leads to its column, and encoding and delimiter stay out of the way', async ({ page }) => {
  const wide = Array.from({ length: 30 }, (_, n) => `Column ${n + 1}`);
  await judge(page, 'wide.csv', csv(['Last name', ...wide, 'Email'].join(','), ['Chan', ...wide, 'nobody@'].join(',')));
  await expect(verdict(page)).toContainText('1 needs you');
  await expect(page.getByLabel('Encoding')).toBeHidden();
  await expect(cell(page, 'nobody@')).not.toBeInViewport({ ratio: 1 });
  await page.getByRole('region', { name: 'Problems by cause' }).getByRole('button', { name: /nobody@/ }).click();
  await expect(cell(page, 'nobody@')).toBeInViewport({ ratio: 1 });
  await expect(verdict(page)).toBeInViewport({ ratio: 1 });
});

/** How many lines the text of a part takes. */
const linesOf = (part: Locator) =>
  part.evaluate((element) => {
    const style = getComputedStyle(element);
    return (element.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)) / parseFloat(style.lineHeight);
  });

/** A bar reaches from edge to edge of what scrolls, so that its line does. */
async function isWhole(page: Page, bar: Locator) {
  const width = await page.locator('.page').evaluate((element) => element.clientWidth);
  expect(await bar.boundingBox()).toMatchObject({ x: 0, width });
}

test('at 360 px the bars at the head and at the foot are low, and reach from edge to edge', async ({ page, axe }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await judge(page, 'low.csv', ofNobody.replaceAll('@example.com', '@low.example').replaceAll('5100', '5191').replaceAll('5900', '5991'));
  await expect(page.getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
  const head = verdict(page).getByText('6 records').locator('..');
  await expect(head).toContainText('5 need you');
  expect(await linesOf(head)).toBeLessThan(2.5);
  await isWhole(page, head);

  const buttons = page.getByRole('button', { name: /^Confirm/ }).locator('..');
  await expect(buttons).toContainText('5 records stay out.');
  const [confirm, download] = await Promise.all(
    [/^Confirm/, 'Download ErrorDetail.csv'].map((name) => buttons.getByRole('button', { name }).boundingBox()),
  );
  // Side by side, below one line of text.
  expect(confirm!.y).toBe(download!.y);
  expect((await buttons.boundingBox())!.height).toBeLessThan(2 * confirm!.height);
  await isWhole(page, buttons);
  await axe(page);

  // Both stay in sight, whatever is scrolled to.
  await page.getByRole('list', { name: 'Records of the file' }).getByRole('button', { name: /^Line 7/ }).scrollIntoViewIfNeeded();
  await expect(head).toBeInViewport({ ratio: 1 });
  await expect(buttons).toBeInViewport({ ratio: 1 });
});

test('at 360 px each failing record has a form', async ({ page, axe }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  // People whom no other story has imported, so that the same stands in sight whichever ran before.
  await judge(page, 'small.csv', fiveBad.replaceAll('@example.com', '@small.example').replaceAll('5100', '5190'));
  await expect(verdict(page)).toContainText('5 need you');
  await expect(grid(page)).toHaveCount(0);
  const records = page.getByRole('list', { name: 'Records of the file' });
  const email = records.getByRole('textbox', { name: 'Email, line 3' });
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
  await email.fill('lee@small.example');
  await expect(email).not.toHaveAttribute('aria-invalid', 'true');
  await email.blur();
  await expect(verdict(page)).toContainText('4 need you');
  await expect(records.getByText('Nothing is wrong with this record any more.')).toBeVisible();
  await records.getByRole('button', { name: /^Line 6/ }).click();
  const country = records.getByRole('combobox', { name: 'Country, line 6' });
  await country.selectOption('Hong Kong');
  await country.blur();
  await expect(verdict(page)).toContainText('3 need you');
  await axe(page);
});

test('at 768 px the grid is worked with', async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await judge(page, 'tablet.csv', fiveBad, '/check');
  await expect(verdict(page)).toContainText('5 need you');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
  await cell(page, 'lee(at)example.com').dblclick();
  const email = page.getByRole('textbox', { name: 'Email, line 3' });
  await expect(email).toBeFocused();
  await email.fill('lee@example.com');
  await email.blur();
  await expect(verdict(page)).toContainText('4 need you');
});

test('what was typed is not thrown away by Cancel or another file without a question', async ({ page, axe }) => {
  await judge(page, 'typed.csv', fiveBad);
  await expect(verdict(page)).toContainText('5 need you');
  await nextProblem(page, 'lee(at)example.com');
  await expect(page.getByText('1 of 5', { exact: true })).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Email, line 3' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await overwrite(page, 'lee@example.com');
  await expect(verdict(page)).toContainText('4 need you');
  const question = page.getByRole('dialog', { name: 'Throw away what you typed?' });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await axe(page);
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(verdict(page)).toContainText('4 need you');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /another/i }).click();
  await (await chooser).setFiles({ name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(header, 'Lam,+85251001999,,,,')) });
  await question.getByRole('button', { name: 'Throw away' }).click();
  await expect(verdict(page)).toContainText('1 ready');
});

test('screen readers hear where a cell stands, under which column, and what is wrong with it', async ({ page, axe }) => {
  const lines = Array.from({ length: 120 }, (_, n) => `Family${n + 1},,${n === 109 ? 'nobody@' : `person${n + 1}@example.com`},,,`);
  await judge(page, 'heard.csv', csv(header, ...lines));
  await expect(verdict(page)).toContainText('1 needs you');
  await expect(grid(page)).toHaveAccessibleDescription(/Enter, F2 or a double click types into a cell/);
  await expect(grid(page)).toHaveAttribute('aria-multiselectable', 'true');
  // Of those that fail there is one, below the head.
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  const bad = cell(page, 'nobody@');
  await expect(bad).toHaveAttribute('aria-invalid', 'true');
  await expect(bad).toHaveAccessibleDescription('Email: "nobody@" is not a valid email address');
  await expect(grid(page).getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2');

  // All columns are in the document, each with its header: a cell of every row stands below each of them.
  const names = ['Line', 'Problem', ...header.split(',')];
  await expect(grid(page).getByRole('columnheader')).toHaveText(names);
  const row = grid(page).getByRole('row', { name: /Family110/ });
  await expect(row.getByRole('rowheader')).toHaveText('111');
  await expect(row.getByRole('gridcell')).toHaveCount(names.length - 1);

  // One stop of Tab, wherever it is; nothing else in the grid is one.
  const stops = grid(page).locator('[tabindex="0"], a, button, input, select, textarea');
  await expect(stops).toHaveCount(1);
  await bad.click();
  await expect(stops).toHaveCount(1);
  await expect(stops).toBeFocused();
  await overwrite(page, 'person110@example.com');
  await expect(verdict(page)).toContainText('120 ready');
  await expect(cell(page, 'person110@example.com')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(cell(page, 'person110@example.com')).not.toHaveAccessibleDescription(/valid email address/);

  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '121');
  await cell(page, 'Family1').click();
  await expect(grid(page).getByRole('row', { name: /Family1 / })).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('Control+End');
  await expect(grid(page).getByRole('row', { name: /Family120/ })).toHaveAttribute('aria-rowindex', '121');
  await expect(stops).toHaveCount(1);
  await expect(stops).toBeFocused();
  await axe(page);
});

test('a block is cut, and pasted elsewhere', async ({ page }) => {
  await judge(page, 'cut.csv', csv(header, 'Chan,,a@example.com,12/01/1980,,One', 'Lee,,b@example.com,12/02/1980,,Two', 'Ho,,,,,', 'Ng,,,,,'));
  await expect(verdict(page)).toContainText('4 ready');
  await cell(page, 'a@example.com').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+X');
  await expect(cell(page, 'a@example.com')).toHaveCount(0);
  await expect(cell(page, '12/02/1980')).toHaveCount(0);
  await expect(page.getByText('4 cells typed over')).toBeVisible();
  await expect(cell(page, 'Two')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('a@example.com\t12/01/1980\nb@example.com\t12/02/1980');

  await cell(page, 'Ho').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+V');
  await expect(grid(page).getByRole('row', { name: /Ho a@example.com 12\/01\/1980/ })).toBeVisible();
  await expect(grid(page).getByRole('row', { name: /Ng b@example.com 12\/02\/1980/ })).toBeVisible();
  await page.keyboard.press('Control+Z');
  await page.keyboard.press('Control+Z');
  await expect(grid(page).getByRole('row', { name: /Chan a@example.com 12\/01\/1980 One/ })).toBeVisible();
  await expect(grid(page).getByRole('row', { name: /Lee b@example.com 12\/02\/1980 Two/ })).toBeVisible();
});

const foot = (page: Page) => page.getByRole('region', { name: 'Next step' });

/** The foot is no higher than one line of its button, with room around it. */
async function takesOneLine(page: Page) {
  const height = async (part: Locator) => (await part.boundingBox())!.height;
  const line = await height(foot(page).getByRole('button', { name: /^Confirm/ }));
  expect(await height(foot(page))).toBeLessThan(2 * line);
}

test('the foot takes one line, and at 768 px nothing reaches beyond the page', async ({ page, axe }) => {
  await judge(page, 'foot.csv', ofNobody);
  await expect(foot(page).getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
  await expect(foot(page).getByRole('button', { name: 'Download ErrorDetail.csv' })).toBeVisible();
  await expect(foot(page).getByLabel('Contacts that exist already')).toBeVisible();
  await takesOneLine(page);

  await page.setViewportSize({ width: 768, height: 1024 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
  await axe(page);
  await cell(page, 'lee(at)example.com').dblclick();
  await expect(page.getByRole('textbox', { name: 'Email, line 3' })).toBeFocused();
  await axe(page);
});

test('the foot takes one line also where contacts that exist are to be updated', async ({ page }) => {
  await judge(page, 'foot-of-update.csv', ofNobody);
  await expect(foot(page).getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
  for (const choice of ['Update', 'Skip']) {
    await foot(page).getByLabel('Contacts that exist already').selectOption({ label: choice });
    await expect(foot(page).getByLabel('Same if they share')).toBeVisible();
    // The button says how many; what stays out is left to be said.
    await expect(foot(page).getByText('5 records stay out.', { exact: true })).toBeVisible();
    await expect(foot(page).getByRole('button', { name: 'Confirm: create 1' })).toBeEnabled();
    await takesOneLine(page);
  }
});
