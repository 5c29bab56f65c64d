// Filtering the list, alone and together with a search.

import type { Page } from '@playwright/test';
import { alive, api, expect, seeded } from '../seeded';

const test = seeded(
  [
    'First name,Last name,Mobile,Email,Company,Type,Level,Team,Country,Contact Label',
    'Ann,Archer,+85291234501,ann@example.com,Acme,Customer,Primary,North,HK,VIP;Partner',
    'Ben,Baker,+85291234502,ben@example.com,Acme,Lead,Secondary,North,HK,VIP',
    'Cho,Chan,,cho@example.com,Bolt,Lead,Primary,South,GB,Partner',
    'Dan,Archer,+85291234504,,Bolt,Prospect,Primary,South,GB,Newsletter',
    'Eve,Evans,,,Acme,Customer,Tertiary,,HK,',
    'Fay,Archer,+85291234506,fay@example.com,Crane,Lead,Primary,North,HK,VIP;Partner;Newsletter',
  ].join('\n'),
);

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search contacts' });
const chip = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true });

async function open(page: Page) {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Filter contacts' });
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeVisible();
  return dialog;
}

async function names(page: Page, ...wanted: string[]) {
  await expect(rows(page)).toHaveCount(wanted.length);
  const found = () => rows(page).locator('th :not(.call) > bdi').allInnerTexts();
  await expect.poll(async () => (await found()).sort()).toEqual(wanted.sort());
}

test.beforeEach(async ({ page }) => {
  await page.goto('/contacts');
  await alive(page);
  await expect(rows(page)).toHaveCount(6);
});

test('any, all and none of the labels combine with a search, and clearing one keeps the other', async ({ page }) => {
  let dialog = await open(page);
  await expect(dialog.getByRole('radio', { name: 'Matches any labels' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'VIP' }).check();
  await dialog.getByRole('checkbox', { name: 'Partner' }).check();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await names(page, 'Ann Archer', 'Ben Baker', 'Cho Chan', 'Fay Archer');
  await expect(page.getByText('4 of 6')).toBeVisible();
  await expect(chip(page, 'Any of the labels: Partner, VIP')).toBeVisible();

  dialog = await open(page);
  await dialog.getByRole('radio', { name: 'Matches all labels' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await names(page, 'Ann Archer', 'Fay Archer');

  await search(page).fill('ann');
  await names(page, 'Ann Archer');
  await expect(page.getByText('1 of 6')).toBeVisible();
  await expect(page).toHaveURL(/search=ann/);
  await expect(page).toHaveURL(/label=VIP/);
  await expect(page).toHaveURL(/match=all/);
  await page.reload();
  await alive(page);
  await names(page, 'Ann Archer');

  await search(page).fill('');
  await names(page, 'Ann Archer', 'Fay Archer');
  await search(page).fill('archer');
  await names(page, 'Ann Archer', 'Fay Archer');
  await page.getByRole('button', { name: 'Remove the filter All of the labels: Partner, VIP' }).click();
  await names(page, 'Ann Archer', 'Dan Archer', 'Fay Archer');
  await expect(search(page)).toHaveValue('archer');

  await search(page).fill('');
  dialog = await open(page);
  await dialog.getByRole('checkbox', { name: 'Newsletter' }).check();
  await dialog.getByRole('radio', { name: 'Matches none of the labels' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await names(page, 'Ann Archer', 'Ben Baker', 'Cho Chan', 'Eve Evans');
});

test('every filter becomes a chip, survives a reload, and goes by its button', async ({ page, axe }) => {
  const dialog = await open(page);
  await axe(page);
  await dialog.getByLabel('Company').fill('acm');
  await dialog.getByRole('checkbox', { name: 'Customer' }).check();
  await dialog.getByRole('checkbox', { name: 'Lead' }).check();
  await dialog.getByRole('checkbox', { name: 'Primary' }).check();
  await dialog.getByLabel('Team').fill('north; east');
  await dialog.getByLabel('Country').selectOption('Hong Kong');
  await dialog.getByLabel('Phone').selectOption('With');
  await dialog.getByLabel('Email').selectOption('With');
  await dialog.getByRole('group', { name: 'Created' }).getByLabel('From').fill('31 Jan 2020');
  await dialog.getByRole('group', { name: 'Updated' }).getByLabel('To').fill('Dec 31, 2099');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await names(page, 'Ann Archer');
  const chips = [
    'Company: acm',
    'Type: Lead, Customer',
    'Level: Primary',
    'Team: north, east',
    'Country: Hong Kong',
    'Phone: With',
    'Email: With',
    'Created: since 31 Jan 2020',
    'Updated: until 31 Dec 2099',
  ];
  for (const words of chips) await expect(chip(page, words)).toBeVisible();
  await axe(page);
  await page.reload();
  await alive(page);
  for (const words of chips) await expect(chip(page, words)).toBeVisible();
  // The days stand in the form again as they were given.
  const again = await open(page);
  await expect(again.getByRole('group', { name: 'Created' }).getByLabel('From')).toHaveValue('31 Jan 2020');
  await expect(again.getByRole('group', { name: 'Updated' }).getByLabel('To')).toHaveValue('31 Dec 2099');
  await expect(again.getByLabel('Team')).toHaveValue('north; east');
  await page.keyboard.press('Escape');
  for (const words of chips) {
    await page.getByRole('button', { name: `Remove the filter ${words}` }).click();
    await expect(chip(page, words)).toBeHidden();
  }
  await expect(rows(page)).toHaveCount(6);
  await expect(page).toHaveURL(/\/contacts$/);
});

test('a day that reads as two is not filtered by, and Chinese days are', async ({ page, server }) => {
  const dialog = await open(page);
  const from = dialog.getByRole('group', { name: 'Created' }).getByLabel('From');
  await from.fill('03/04/2020');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/“03\/04\/2020” can be 4 Mar 2020 or 3 Apr 2020/);
  await expect(from).toBeFocused();
  await expect(page).toHaveURL(/\/contacts$/);
  await from.fill('3 Apr 2020');
  await from.press('Enter');
  await expect(chip(page, 'Created: since 3 Apr 2020')).toBeVisible();

  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  await page.reload();
  await alive(page);
  await page.getByRole('button', { name: /^篩選/ }).first().click();
  const days = page.getByRole('dialog').locator('input[name="created_from"]');
  await expect(days).toHaveValue('2020年4月3日');
  await expect(page.getByRole('dialog').locator('input[type="date"]:not([aria-hidden])')).toHaveCount(0);
  await days.fill('2020年1月31日');
  await days.press('Enter');
  await expect(page).toHaveURL(/created_from=2020-01-30T16/);
});

test('nothing found names the search and the filters, and offers to clear either', async ({ page, axe }) => {
  await page.goto('/contacts?search=evans&company=crane');
  await alive(page);
  await expect(page.getByRole('heading', { name: 'No contact matches “evans”' })).toBeVisible();
  await expect(page.getByRole('main').getByText('Company: crane').last()).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await names(page, 'Eve Evans');
  await page.goto('/contacts?search=evans&company=crane');
  await alive(page);
  await page.getByRole('link', { name: 'Clear the search' }).click();
  await names(page, 'Fay Archer');
});

test('custom fields are filtered by their type', async ({ page, request, server }) => {
  const { post } = api(request, server);
  const size = await post('/fields', { name: 'Size', type: 'dropdown_single', options: ['Small', 'Large'] });
  const score = await post('/fields', { name: 'Score', type: 'number' });
  const due = await post('/fields', { name: 'Due', type: 'date' });
  const member = await post('/fields', { name: 'Member', type: 'checkbox' });
  await post('/contacts', { last_name: 'Custom', custom: { [size.id]: 'Large', [score.id]: 3, [member.id]: true, [due.id]: '2026-04-03' } });
  await post('/contacts', { last_name: 'Custommade', custom: { [size.id]: 'Small', [score.id]: 4, [member.id]: false } });
  await page.goto('/contacts');
  await alive(page);
  for (const [fill, words] of [
    [(dialog) => dialog.getByRole('checkbox', { name: 'Large' }).check(), 'Size: Large'],
    [(dialog) => dialog.getByLabel('Score').fill('3.0'), 'Score: 3'],
    [(dialog) => dialog.getByLabel('Due').fill('3 April 2026'), 'Due: 2026-04-03'],
    [(dialog) => dialog.getByLabel('Member').selectOption('Yes'), 'Member: Yes'],
  ] as [(dialog: import('@playwright/test').Locator) => Promise<unknown>, string][]) {
    const dialog = await open(page);
    await fill(dialog);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(chip(page, words)).toBeVisible();
    await names(page, 'Custom');
    await page.getByRole('button', { name: `Remove the filter ${words}` }).click();
    await expect(rows(page)).toHaveCount(8);
  }
  const { items } = await api(request, server).get('/contacts?search=custom');
  for (const { id } of items) {
    await request.delete(`/api/v1/contacts/${id}`, { headers: { authorization: `Bearer ${server.token}` } });
  }
});

test('the bar and the filters fit a small screen', async ({ page, axe }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/contacts?label=VIP&company=a&type=Lead&has_phone=true');
  await alive(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(360);
  const dialog = await open(page);
  expect(await wide()).toBeLessThanOrEqual(360);
  await axe(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(rows(page)).toHaveCount(2);
});
