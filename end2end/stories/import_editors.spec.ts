// A cell of the grid is typed by what its column holds: a day by the calendar, what is in a list by its list, labels as labels.

import { Api } from '../people';
import { expect, test } from '../story';
import { cell, csv, grid, judge, verdict } from '../workbench';

test.use({ chapter: 'import_editors' });

test('a day by the calendar, what is in a list by its list, options by their boxes, each by keyboard', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/fields', { name: 'Plan', type: 'dropdown_single', options: ['Basic', 'Gold', 'Platinum'] });
  await api.post('/fields', { name: 'Drinks', type: 'dropdown_multiple', options: ['Tea', 'Coffee', 'Water'] });
  const header = 'Last name,Mobile,Birthdate,Language,Type,Level,Plan,Drinks';
  await judge(page, 'editors.csv', csv(header, 'Chan,+85265001000,12/14/1980,klingon,Client,First,Silver,Tea'));
  await expect(verdict(page)).toContainText('1 needs you');

  await cell(page, '12/14/1980').click();
  await page.keyboard.press('Enter');
  const day = page.getByRole('textbox', { name: 'Birthdate, line 2' });
  await expect(day).toBeFocused();
  // The browser's own calendar, on the day that stands there.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('.cell-editor input[type=date]:open')).toHaveValue('1980-12-14');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(day).toHaveValue('12/15/1980');
  await expect(day).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(cell(page, '12/15/1980')).toBeVisible();

  for (const [name, said, letters, value, words] of [
    ['Language', 'klingon', 'fr', 'fr', 'French'],
    ['Type', 'Client', 'cu', 'Customer', 'Customer'],
    ['Level', 'First', 'sec', 'Secondary', 'Secondary'],
    ['Plan', 'Silver', 'pl', 'Platinum', 'Platinum'],
  ]) {
    await expect(cell(page, said)).toBeFocused();
    await page.keyboard.press('Enter');
    const list = page.getByRole('combobox', { name: `${name}, line 2` });
    await expect(list).toBeFocused();
    // What stands in the file is a choice until another is made.
    await expect(list).toHaveValue(said);
    await expect(list).toHaveAttribute('aria-invalid', 'true');
    await expect(list).toHaveAccessibleDescription(new RegExp(said));
    if (name === 'Language') await axe(page);
    await page.keyboard.type(letters);
    await expect(list.getByRole('option', { selected: true })).toHaveText(words);
    await expect(list).not.toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Tab');
    await expect(cell(page, value)).toBeVisible();
  }

  await expect(cell(page, 'Tea')).toBeFocused();
  await page.keyboard.press('Enter');
  const boxes = page.getByRole('group', { name: 'Drinks, line 2' });
  await expect(boxes.getByRole('checkbox', { name: 'Tea' })).toBeFocused();
  await expect(boxes.getByRole('checkbox', { name: 'Tea' })).toBeChecked();
  await axe(page);
  // Tab goes from box to box.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(boxes.getByRole('checkbox', { name: 'Water' })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Tea;Water')).toBeVisible();
  await expect(verdict(page)).toContainText('1 ready');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: '1 contact was imported.' })).toBeVisible();
  const { items } = await api.get('/contacts?search=85265001000');
  expect(items).toEqual([
    expect.objectContaining({ birth_date: '1980-12-15', language: 'fr', type: 'Customer', level: 'Secondary', custom: { cf_plan: 'Platinum', cf_drinks: ['Tea', 'Water'] } }),
  ]);
});

test('of several options the one that the field does not know has a box, and is taken out', async ({ page, request, server, axe }) => {
  await new Api(request, server).post('/fields', { name: 'Fruit', type: 'dropdown_multiple', options: ['Apple', 'Pear', 'Plum'] });
  await judge(page, 'fruit.csv', csv('Last name,Fruit', 'Chan,plum; Brick'));
  await expect(verdict(page)).toContainText('1 needs you');
  await cell(page, 'plum; Brick').click();
  await page.keyboard.press('Enter');
  const boxes = page.getByRole('group', { name: 'Fruit, line 2' });
  await expect(boxes).toHaveAccessibleDescription(/Brick/);
  await expect(boxes.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(boxes.getByRole('checkbox', { name: 'Plum' })).toBeChecked();
  await expect(boxes.getByRole('checkbox', { name: 'Brick' })).toBeFocused();
  await axe(page);
  await page.keyboard.press('Space');
  await expect(boxes).toHaveAccessibleDescription('');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Plum;Apple')).toBeVisible();
  await expect(verdict(page)).toContainText('1 ready');
});

test('labels in a cell are found by a few letters, and taken away', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/labels', { name: 'Newsletter' });
  await judge(page, 'labels.csv', csv('Last name,Contact Label', 'Chan,Old', 'Lee,'));
  await expect(verdict(page)).toContainText('2 ready');
  await cell(page, 'Old').click();
  await page.keyboard.press('Enter');
  const labels = page.getByRole('combobox', { name: 'Contact Label' });
  await expect(labels).toBeFocused();
  // A label that is new is told of, and is no error.
  await expect(labels).toHaveAccessibleDescription(/new label\(s\) will be created: Old/);
  await expect(labels).not.toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.type('news');
  await expect(page.getByRole('option', { name: 'Newsletter' })).toHaveAttribute('aria-selected', 'true');
  await axe(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Newsletter' })).toBeVisible();
  await expect(labels).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Remove Old' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Old' })).toHaveCount(0);
  await expect(labels).toBeFocused();
  await expect(labels).not.toHaveAccessibleDescription(/will be created/);
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Newsletter')).toBeVisible();
  await expect(grid(page).getByRole('row', { name: /Lee/ }).getByRole('gridcell').last()).toBeFocused();
  await expect(page.getByText('New labels:')).toHaveCount(0);
});
