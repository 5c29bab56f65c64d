// The page of labels.

import { Api } from '../people';
import { alive, expect, test } from '../story';

test.use({ chapter: 'labels' });

// What is refused, is refused under its true status.
test.use({ expected: [/status of 4(09|22)/] });

test('a label is created, renamed, recoloured and deleted with a warning that says how many contacts it touches', async ({
  page,
  server,
  request,
  axe,
}) => {
  const api = new Api(request, server);
  const before = await api.total();
  await page.goto('/labels');
  await alive(page);
  await axe(page);
  await page.getByRole('button', { name: 'Create label' }).click();
  const create = page.getByRole('dialog', { name: 'Create label' });
  await create.getByLabel('Name').fill('Gold');
  await create.getByRole('radio', { name: 'Amber' }).check();
  await axe(page);
  await create.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Gold' });
  await expect(row).toBeVisible();
  await expect(row).toContainText('0');

  for (const last_name of ['Ames', 'Brown', 'Curie']) await api.post('/contacts', { last_name, labels: ['gold'] });
  await page.reload();
  await alive(page);
  await expect(row.getByRole('link', { name: '3' })).toBeVisible();

  // A name is taken in any case.
  await page.getByRole('button', { name: 'Create label' }).click();
  await create.getByLabel('Name').fill('GOLD');
  await page.keyboard.press('Enter');
  await expect(create.getByRole('alert')).toContainText('There is already a label called "GOLD".');
  await create.getByLabel('Name').fill('a;b');
  await page.keyboard.press('Enter');
  await expect(create.getByLabel('Name')).toHaveAccessibleDescription(/not a valid label name/);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Throw away' }).getByRole('button', { name: 'Throw away' }).click();

  await page.getByRole('button', { name: 'Edit Gold' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit label' });
  await edit.getByLabel('Name').fill('Platinum');
  await edit.getByRole('radio', { name: 'Teal' }).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Platinum' }).getByRole('link', { name: '3' })).toBeVisible();
  expect((await api.get('/labels')).items).toContainEqual(expect.objectContaining({ name: 'Platinum', colour: 'teal' }));
  expect(await api.total('label=platinum')).toBe(3);

  await page.getByRole('row').filter({ hasText: 'Platinum' }).getByRole('link', { name: '3' }).click();
  await expect(page.locator('tbody').getByRole('row')).toHaveCount(3);
  await page.goto('/labels');
  await alive(page);

  await page.getByRole('button', { name: 'Delete Platinum' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the label “Platinum”?' });
  await expect(question).toContainText('3 contacts have it.');
  await axe(page);
  await question.getByRole('button', { name: 'Delete label' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Platinum' })).toHaveCount(0);
  expect(await api.total('label=platinum')).toBe(0);
  expect(await api.total()).toBe(before + 3);
});

test('labels fit a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/labels');
  await alive(page);
  await page.getByRole('button', { name: 'Create label' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Small');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Small' })).toBeVisible();
});
