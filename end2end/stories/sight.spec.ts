// What can be seen at a glance, by everybody: whole phone numbers, the page and the row one is at, how far something is.

import type { Locator, Page } from '@playwright/test';
import { sql } from '../server.mjs';
import { alive, api, expect, seeded } from '../seeded';

const LONG = '+12345678901234567890';
const test = seeded(
  [
    'First name,Last name,Mobile,Email,Company',
    `Ann,Archer,${LONG},ann@example.com,Acme`,
    'Ben,Baker,+447700900123,ben@example.com,Bolt',
    ...Array.from({ length: 1_498 }, (_, n) => `Many,Number ${n},+8525${String(n).padStart(7, '0')},,Multitude`),
  ].join('\n'),
);

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');

/** How something is drawn, as far as it may tell that one is there. */
const drawn = (place: Locator) =>
  place.evaluate((element) => {
    const style = getComputedStyle(element);
    const parts = ['backgroundColor', 'boxShadow', 'outlineStyle', 'outlineColor', 'borderBlockEndColor', 'borderBlockEndWidth'] as const;
    return parts.map((part) => style[part]).join(' | ');
  });

/** What is drawn of something that stays there without colours of one's own. */
const forced = (place: Locator) =>
  place.evaluate((element) => {
    const { outlineStyle, outlineWidth, borderBlockEndColor, borderBlockEndWidth, borderBlockEndStyle } = getComputedStyle(element);
    const outline = outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth}`;
    return `${outline} | ${borderBlockEndStyle} ${borderBlockEndWidth} ${borderBlockEndColor}`;
  });

for (const width of [1280, 1440, 1920]) {
  test(`at ${width} pixels the longest number is shown whole`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/contacts?search=example.com&sort=name');
    await alive(page);
    await expect(rows(page)).toHaveCount(2);
    const numbers = page.locator('tbody td a[href^="tel:"]');
    await expect(numbers).toHaveCount(2);
    for (const at of [0, 1]) {
      const cut = await numbers.nth(at).evaluate((number) => {
        const cell = number.closest('td')!;
        const text = document.createRange();
        text.selectNodeContents(number);
        return text.getBoundingClientRect().right > cell.getBoundingClientRect().right || number.scrollWidth > number.clientWidth + 1;
      });
      expect(cut, await numbers.nth(at).innerText()).toBe(false);
    }
  });
}

for (const [look, width, forcedColors] of [
  ['the wide rail', 1440, 'none'],
  ['the collapsed rail', 900, 'none'],
  ['the bar of a small screen', 400, 'none'],
  ['the wide rail in forced colours', 1440, 'active'],
  ['the collapsed rail in forced colours', 900, 'active'],
  ['the bar of a small screen in forced colours', 400, 'active'],
] as const) {
  test(`${look} shows where one is, and so do tabs and rows`, async ({ page }) => {
    const seen = forcedColors === 'active' ? forced : drawn;
    await page.emulateMedia({ forcedColors });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/contacts?search=example.com&sort=name');
    await alive(page);
    const rail = page.getByRole('navigation', { name: 'Main' });
    const [here, elsewhere] = ['External Contacts', 'Duplicates'].map((name) => rail.getByRole('listitem').getByRole('link', { name }));
    await expect(here).toHaveAttribute('aria-current', 'page');
    await expect(here).toBeVisible();
    expect(await seen(here)).not.toBe(await seen(elsewhere));

    await expect(rows(page)).toHaveCount(2);
    await rows(page).nth(0).getByRole('checkbox').check();
    await page.getByRole('heading', { level: 1 }).focus();
    const cells = [0, 1].map((at) => rows(page).nth(at).getByRole('cell').nth(1));
    expect(await seen(cells[0])).not.toBe(await seen(cells[1]));

    await rows(page).nth(0).getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ann Archer' })).toBeVisible();
    const tabs = page.locator('.tabs > *');
    const current = page.locator('.tabs > [aria-current="page"]');
    await expect(current).toHaveCount(1);
    expect(await seen(current)).not.toBe(await seen(tabs.last()));
  });
}

test('a pinned view that is looked at is told from the others in forced colours', async ({ page, request, server }) => {
  for (const [name, company] of [['Acme people', 'acme'], ['Bolt people', 'bolt']]) {
    await page.goto(`/contacts?company=${company}`);
    await alive(page);
    await page.getByRole('button', { name: /Views/ }).click();
    await page.getByRole('menuitem', { name: /Save/ }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Name').fill(name);
    await window.getByRole('checkbox', { name: /Pin/ }).check();
    await window.getByRole('button', { name: 'Save' }).click();
    await expect(window).toBeHidden();
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('heading', { level: 1 }).focus();
  const here = page.locator('.pinned [aria-current]');
  await expect(here).toHaveText('Bolt people');
  expect(await forced(here)).not.toBe(await forced(page.locator('.pinned').getByText('Acme people')));
});

/** Looks at a bar and at the words beside it until the bar has gone; answers all pairs that were seen. */
async function pairs(page: Page, words: string) {
  await page.evaluate((words) => {
    const seen: [number, string][] = [];
    Object.assign(window, { seen });
    const look = () => {
      const bar = document.querySelector('progress');
      const text = bar && [...bar.parentElement!.querySelectorAll('p')].map((it) => it.textContent).find((it) => it!.includes(words));
      if (bar && text) seen.push([bar.value, text]);
      requestAnimationFrame(look);
    };
    look();
  }, words);
  return async () => {
    const seen = await page.evaluate(() => (window as unknown as { seen: [number, string][] }).seen);
    return [...new Map(seen.map((pair) => [pair.join(), pair])).values()];
  };
}

const told = (text: string) => {
  const [done, all] = text.match(/([\d,]+) of ([\d,]+)/)!.slice(1).map((number) => Number(number.replaceAll(',', '')));
  return done / all;
};

test('the bar of a bulk action and its words show one measure', async ({ page, server }) => {
  sql(server, `create function slowly() returns trigger language plpgsql as 'begin perform pg_sleep(1); return new; end';
    create trigger slowly before update of position on bulk for each row execute function slowly()`);
  await page.goto('/contacts?company=multitude');
  await alive(page);
  await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).check();
  await page.getByRole('button', { name: /all 1,498/ }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Set Team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change 1,498 contacts' });
  await dialog.getByLabel('Team').fill('North');
  const seen = await pairs(page, ' of ');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Contacts changed: 1,498.')).toBeVisible({ timeout: 60_000 });
  sql(server, 'drop trigger slowly on bulk');
  const all = await seen();
  expect(all.some(([bar]) => bar > 0 && bar < 1), JSON.stringify(all)).toBe(true);
  for (const [bar, text] of all) expect(bar, text).toBeCloseTo(told(text), 2);
});

test('the bar of an import and its words show one measure', async ({ page, server }) => {
  sql(server, 'create trigger slowly before update of position on import for each row execute function slowly()');
  await page.goto('/contacts/import');
  await alive(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  const lines = Array.from({ length: 12_000 }, (_, n) => `Brought,Number ${n},Cargo`);
  const buffer = Buffer.from(['First name,Last name,Company', ...lines].join('\n'));
  await (await chooser).setFiles({ name: 'cargo.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByRole('button', { name: 'Confirm' })).toBeEnabled();
  const seen = await pairs(page, ' of ');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: '12,000 contacts were imported.' })).toBeVisible({ timeout: 60_000 });
  sql(server, 'drop trigger slowly on import; drop function slowly');
  const all = await seen();
  expect(all.some(([bar, text]) => bar > 0 && bar < 1 && text.includes('records done')), JSON.stringify(all)).toBe(true);
  for (const [bar, text] of all) expect(bar, text).toBeCloseTo(told(text), 2);
});
