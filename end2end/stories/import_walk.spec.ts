// Whoever mends a file goes from problem to problem, by keys or by a press, and types only where they mean to.

import { expect, test } from '../story';
import { cell, csv, fiveBad, grid, judge, nextProblem, overwrite, verdict } from '../workbench';

test.use({ chapter: 'import_walk' });

test('n and p walk on from the cells that they come to; after another key they are letters like any', async ({ page, axe }) => {
  await judge(page, 'walk.csv', fiveBad, '/check');
  await expect(verdict(page)).toContainText('5 need you');
  await expect(grid(page)).toBeVisible();
  const typed = page.getByRole('textbox', { name: /, line \d/ });
  const how = page.getByText('n and p go on to the next and the previous problem;');
  await expect(how).toHaveCount(0);
  await page.getByRole('heading', { name: 'Check a contacts file' }).click();
  await page.keyboard.press('n');
  // The focus comes along, so that the problem is heard.
  await expect(cell(page, 'lee(at)example.com')).toBeFocused();
  await expect(cell(page, 'lee(at)example.com')).toHaveAccessibleDescription(/is not a valid email address/);
  await expect(how).toBeVisible();
  await axe(page);
  await page.keyboard.press('n');
  await expect(cell(page, '5100 1003')).toBeFocused();
  await page.keyboard.press('n');
  await expect(cell(page, 'soon')).toBeFocused();
  await page.keyboard.press('p');
  await expect(cell(page, '5100 1003')).toBeFocused();
  await expect(typed).toHaveCount(0);

  await page.keyboard.press('Escape');
  await expect(how).toHaveCount(0);
  await expect(cell(page, '5100 1003')).toBeFocused();
  await page.keyboard.press('n');
  await expect(typed).toBeFocused();
  await expect(typed).toHaveValue('n');
  await page.keyboard.press('Escape');
  await expect(cell(page, '5100 1003')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 'soon')).toBeFocused();
  await page.keyboard.press('p');
  await expect(typed).toHaveValue('p');
  await page.keyboard.press('Escape');

  // From outside it goes on from there, and at the last one it stays.
  await page.getByRole('button', { name: /^Next problem/ }).focus();
  for (const problem of ['Atlantis', 'ng@', 'ng@']) {
    await page.keyboard.press('n');
    await expect(cell(page, problem)).toBeFocused();
  }
  await expect(typed).toHaveCount(0);
  // A word would lose its n and p on the way: nothing is typed over a cell that was come to.
  await page.keyboard.type('nancy@home');
  await expect(typed).toHaveCount(0);
  await expect(cell(page, 'ng@')).toBeFocused();
  await expect(verdict(page)).toContainText('5 need you');
});

test('a walk goes on once a value was taken: n, F2, what is typed, Enter, n', async ({ page }) => {
  await judge(page, 'walk-on.csv', fiveBad, '/check');
  await expect(verdict(page)).toContainText('5 need you');
  const typed = page.getByRole('textbox', { name: /, line \d/ });
  const how = page.getByText('n and p go on to the next and the previous problem;');
  await page.getByRole('heading', { name: 'Check a contacts file' }).click();
  await nextProblem(page, 'lee(at)example.com');
  await expect(cell(page, 'lee(at)example.com')).toBeFocused();
  await page.keyboard.press('F2');
  await expect(typed).toBeFocused();
  await page.keyboard.press('Control+A');
  await overwrite(page, 'lee@example.com');
  await expect(verdict(page)).toContainText('4 need you');
  await expect(cell(page, 'ho@example.com')).toBeFocused();
  await expect(how).toBeVisible();
  await page.keyboard.press('n');
  await expect(cell(page, '5100 1003')).toBeFocused();
  await expect(typed).toHaveCount(0);
  await expect(cell(page, 'ho@example.com')).toBeVisible();

  // So it does where the value was taken with Tab.
  await page.keyboard.press('Enter');
  await expect(typed).toBeFocused();
  await page.keyboard.press('Control+A');
  await overwrite(page, '+85251001003', 'Tab');
  await expect(verdict(page)).toContainText('3 need you');
  await page.keyboard.press('n');
  await expect(cell(page, 'soon')).toBeFocused();

  // A letter in the cell that Enter led to is typed there, and ends the walk.
  await page.keyboard.press('F2');
  await expect(typed).toBeFocused();
  await page.keyboard.press('Control+A');
  await overwrite(page, '14 Dec 1980');
  await expect(verdict(page)).toContainText('2 need you');
  await page.keyboard.press('x');
  await expect(typed).toHaveValue('x');
  await expect(how).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(typed).toHaveValue('n');
  await page.keyboard.press('Escape');
});

test('a press on the sentence of a problem chooses the cell that it speaks of, and one about a whole record chooses none', async ({ page }) => {
  await judge(page, 'sentences.csv', csv('First name,Last name,Email', 'Ann,Chan,nobody@', 'Ben,Lee,ben@example.com,too,many'), '/check');
  await expect(verdict(page)).toContainText('2 need you');
  const row = (name: RegExp) => grid(page).getByRole('row', { name });
  const typed = page.getByRole('textbox', { name: /, line \d/ });
  await row(/Chan/).getByRole('listitem').click();
  await expect(cell(page, 'nobody@')).toBeFocused();
  await overwrite(page, 'ann@example.com');
  await expect(cell(page, 'ann@example.com')).toBeVisible();
  await expect(cell(page, 'Ann')).toBeVisible();

  // Neither a sentence about the whole record, nor the number of its line, nor the head: nothing is typed by what follows.
  await cell(page, 'Chan').click();
  await expect(cell(page, 'Chan')).toBeFocused();
  for (const place of [
    row(/Lee/).getByRole('listitem').first(),
    row(/Lee/).getByRole('rowheader'),
    grid(page).getByRole('columnheader', { name: 'First name' }),
  ]) {
    await place.click();
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press('x');
    await page.keyboard.press('Delete');
    await expect(typed).toHaveCount(0);
  }
  for (const text of ['Ann', 'Chan', 'Ben', 'Lee']) await expect(cell(page, text)).toBeVisible();
  // … though the keys of the walk and the arrows lead on from the cell before.
  await page.keyboard.press('ArrowLeft');
  await expect(cell(page, 'Ann')).toBeFocused();
});
