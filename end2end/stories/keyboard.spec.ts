// The list by keyboard alone: going about, a look at a contact, selecting, the palette.

import type { Page } from '@playwright/test';
import { alive, expect, seeded } from '../seeded';

const test = seeded(
  [
    'First name,Last name,Mobile,Email,Company',
    'Ann,Archer,+85291234501,ann@example.com,Acme',
    'Ben,Baker,+85291234502,ben@example.com,Bolt',
    'Cho,Chan,+85291234503,cho@example.com,Crane',
  ].join('\n'),
);

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const link = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name });

test.beforeEach(async ({ page }) => {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(rows(page)).toHaveCount(3);
});

test('the first key leads past the navigation into the page', async ({ page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('Space looks at a contact, j and k move on, Escape comes back', async ({ page, axe }) => {
  await page.keyboard.press('j');
  await expect(link(page, 'Ann Archer')).toBeFocused();
  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: 'Contact at a glance' });
  await expect(peek.getByRole('heading', { name: 'Ann Archer' })).toBeVisible();
  await expect(peek.getByText('ann@example.com')).toBeVisible();
  await axe(page);
  await page.keyboard.press('j');
  await expect(peek.getByRole('heading', { name: 'Ben Baker' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(peek.getByRole('heading', { name: 'Ann Archer' })).toBeVisible();
  await expect(page).toHaveURL(/\/contacts\?sort=name$/);
  await page.keyboard.press('Escape');
  await expect(peek).toHaveCount(0);
  await expect(link(page, 'Ann Archer')).toBeFocused();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.keyboard.press('Space');
  await expect(peek).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('Enter opens, and Alt with an arrow goes to the neighbour of the list', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ann Archer' }).first()).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Ben Baker' }).first()).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Cho Chan' }).first()).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: 'Ben Baker' }).first()).toBeVisible();
});

test('x selects, m asks for two, and the bar says what is selected', async ({ page, axe }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected contacts' });
  await expect(bar.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByText('Select two contacts to merge them.')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar.getByText('2 selected')).toBeVisible();
  await axe(page);
  await expect(bar.getByRole('link', { name: /Ann Archer \+ Ben Baker/ })).toHaveAttribute('href', /\/contacts\/[0-9a-f-]{36}\?merge=[0-9a-f-]{36}/);
  await bar.getByRole('button', { name: 'Clear the selection' }).click();
  await expect(bar).toHaveCount(0);
});

test('keys are silent where one types, and can be switched off', async ({ page }) => {
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search contacts' });
  await expect(search).toBeFocused();
  await page.keyboard.type('jxc?');
  await expect(search).toHaveValue('jxc?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
  await search.fill('');
  await expect(rows(page)).toHaveCount(3);
  await search.blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitemradio', { name: 'Single-key shortcuts' }).click();
  await page.getByRole('heading', { name: 'External Contacts' }).click();
  await page.keyboard.press('?');
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitemradio', { name: 'Single-key shortcuts' }).click();
  await page.getByRole('heading', { name: 'External Contacts' }).click();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Create Contact' })).toBeVisible();
});

test('the palette leaves Enter to whoever composes a character, and shows what Enter goes to', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 360 });
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go anywhere' });
  const input = palette.getByRole('combobox');
  await input.fill('imports');
  await input.evaluate((field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
  await input.fill('');
  await page.keyboard.press('ArrowUp');
  const last = palette.getByRole('option').last();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).toBeInViewport();
  await input.fill('labels');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/labels$/);
});

test('the palette goes to pages and finds contacts as one types', async ({ page, axe }) => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go anywhere' });
  const input = palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await axe(page);
  await input.fill('imports');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/imports$/);
  await page.keyboard.press('Control+k');
  await input.fill('chan');
  await expect(palette.getByRole('option', { name: /Cho Chan/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Cho Chan' }).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await input.fill('nothing is called like this');
  await expect(palette.getByText('Nothing is called that.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});
