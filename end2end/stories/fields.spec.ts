// Contact Field Management.

import { Api } from '../people';
import { alive, expect, test } from '../story';

test.use({ chapter: 'fields' });

// What is refused, is refused under its true status.
test.use({ expected: [/status of 4(09|22)/] });

const FIELDS = [
  ['Nickname', 'Text', []],
  ['Score', 'Number', []],
  ['Member since', 'Date', []],
  ['Shirt size', 'Dropdown (single)', ['S', 'M', 'L']],
  ['Interests', 'Dropdown (multiple)', ['Golf', 'Wine']],
  ['Newsletter', 'Checkbox', []],
] as const;

test.afterEach(async ({ server, request }) => {
  const api = new Api(request, server);
  for (const { id } of (await api.get('/fields')).items) await api.delete(`/fields/${id}`);
});

test('a custom field of each type is created, ordered, renamed and deleted with a warning', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  await page.goto('/fields');
  await alive(page);
  await expect(page.getByRole('heading', { name: 'Contact Field Management' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Custom' })).toHaveAttribute('aria-selected', 'true');
  const create = page.getByRole('dialog', { name: 'Create New Field' });
  for (const [name, kind, options] of FIELDS) {
    await page.getByRole('button', { name: 'Create New Field' }).click();
    await create.getByLabel('Name').fill(name);
    await create.getByLabel('Type').selectOption({ label: kind });
    if (options.length) await create.getByLabel('Options').fill(options.join('\n'));
    await create.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText(kind);
  }
  await axe(page);
  await expect(page.getByText('6 of 20 custom fields')).toBeVisible();
  expect((await api.get('/fields')).items.map(({ name, type }) => [name, type])).toEqual([
    ['Nickname', 'text'],
    ['Score', 'number'],
    ['Member since', 'date'],
    ['Shirt size', 'dropdown_single'],
    ['Interests', 'dropdown_multiple'],
    ['Newsletter', 'checkbox'],
  ]);

  // What is wrong is said at the field; a header of the template is taken.
  await page.getByRole('button', { name: 'Create New Field' }).click();
  await create.getByLabel('Name').fill('Last name');
  await create.getByLabel('Type').selectOption({ label: 'Dropdown (single)' });
  await page.keyboard.press('Tab');
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByLabel('Name')).toHaveAccessibleDescription(/is a column of the template/);
  await create.getByLabel('Name').fill('Tier');
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByLabel('Options')).toHaveAccessibleDescription(/needs at least one/);
  await axe(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Throw away' }).getByRole('button', { name: 'Throw away' }).click();

  const [nickname, score, , , , newsletter] = (await api.get('/fields')).items.map(({ id }) => id);
  const custom = { [nickname]: 'Jo', [score]: 7, [newsletter]: true };
  const contact = await api.post('/contacts', { last_name: 'Chan', custom });
  await page.getByRole('button', { name: 'Move Score up' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('Score');
  await page.getByRole('button', { name: 'Edit Score' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit field' });
  await expect(edit.getByLabel('Type')).toBeDisabled();
  await expect(edit.getByLabel('Field ID')).toHaveAttribute('readonly');
  await edit.getByLabel('Name').fill('Points');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'Points' })).toContainText(score);
  expect((await api.get(`/contacts/${contact.id}`)).custom).toEqual(custom);

  await page.getByRole('button', { name: 'Delete Points' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the field “Points”?' });
  await expect(question).toContainText('1 contact holds a value of it');
  await question.getByRole('button', { name: 'Delete field' }).click();
  await expect(page.getByText('5 of 20 custom fields')).toBeVisible();
  expect((await api.get(`/contacts/${contact.id}`)).custom).toEqual({ [nickname]: 'Jo', [newsletter]: true });
});

test('the 21st field is refused with the reason', async ({ page, server, request }) => {
  const api = new Api(request, server);
  for (let at = (await api.get('/fields')).total; at < 20; at++) await api.post('/fields', { name: `Field ${at}`, type: 'text' });
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/fields');
  await alive(page);
  await page.getByRole('button', { name: 'Create New Field' }).click();
  const create = page.getByRole('dialog', { name: 'Create New Field' });
  await create.getByLabel('Name').fill('One too many');
  await page.keyboard.press('Enter');
  await expect(create.getByRole('alert')).toHaveText('There are already 20 custom fields. Delete one before you create another.');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
