// Merging contacts: the guide's story, by mouse and by keyboard alone, and taking it back.

import { alive, expect, painted, test } from '../story';
import type { APIRequestContext, Page } from '@playwright/test';

test.use({ chapter: 'merge' });

let next = 0;

/** Two contacts that look like one person; the number is theirs alone. */
async function pair(request: APIRequestContext, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  next += 1;
  const number = `+8529${String(Date.now()).slice(-5)}${String(next).padStart(3, '0')}`;
  const name = `Chan${number.slice(-6)}`;
  const make = async (data: object) => (await (await request.post('/api/v1/contacts', { headers, data })).json()).id as string;
  const master = await make({ first_name: 'Tai Man', last_name: name, company: 'Harbour Trading', phones: [{ type: 'Mobile', number }], labels: ['VIP'] });
  const other = await make({ first_name: 'David', last_name: name, company: 'Harbour Trading Ltd', job_title: 'Buyer', phones: [{ type: 'Work', number }], emails: [{ type: 'Work', address: `david${number}@example.com` }] });
  await request.post(`/api/v1/contacts/${other}/notes`, { headers, data: { text: 'Prefers to be called after lunch' } });
  return { master, other, name, number, headers };
}

async function open(page: Page, address: string) {
  await page.goto(address);
  await alive(page);
}

test('from the Profile tab: choose the second contact, compare, merge, undo', async ({ page, request, server, axe }) => {
  const { master, other, name, headers } = await pair(request, server.token);
  await open(page, `/contacts/${master}`);
  await page.getByRole('link', { name: 'Merge Contact' }).click();

  // Suggestions come first, each with the reason, and never the contact itself.
  await expect(page.getByRole('heading', { name: `Who is the same person as Tai Man ${name}?` })).toBeVisible();
  const candidates = page.getByRole('radiogroup', { name: 'Contacts that could be merged' });
  await expect(candidates.getByRole('radio')).toHaveCount(1);
  await expect(candidates).toContainText('Suggested');
  await expect(candidates).toContainText('Same phone');
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await axe(page);
  await candidates.getByRole('radio').check();
  await page.getByRole('button', { name: 'Next' }).click();

  // The opened one is the master, at the left; what differs is asked, the result is shown.
  await expect(page).toHaveURL(new RegExp(`/contacts/${master}\\?merge=${other}$`));
  await expect(page.getByText('Master Contact', { exact: true })).toBeVisible();
  const first = page.getByRole('radiogroup', { name: 'First Name' });
  await expect(first.getByRole('radio', { name: 'Tai Man' })).toBeChecked();
  const job = page.getByRole('radiogroup', { name: 'Job title' });
  await expect(job.getByRole('radio', { name: 'Buyer' })).toBeChecked();
  const result = page.getByRole('complementary', { name: 'The result' });
  await expect(result).toContainText(`Tai Man ${name}`);
  await expect(result).toContainText('Buyer');
  await expect(result).toContainText('1 note');
  await first.getByRole('radio', { name: 'Keep both' }).check();
  await expect(result).toContainText('David');
  await page.getByRole('radiogroup', { name: 'Company' }).getByRole('radio', { name: 'Harbour Trading Ltd' }).check();
  await expect(result).toContainText('Harbour Trading Ltd');
  const vip = page.getByRole('group', { name: 'Contact Label' }).getByRole('checkbox', { name: 'VIP' });
  await vip.uncheck();
  await expect(result).not.toContainText('VIP');
  await vip.check();
  await axe(page);

  await page.getByRole('button', { name: 'Merge Contact', exact: true }).click();
  const toast = page.getByRole('status').filter({ hasText: 'Merge Contact successfully' });
  await expect(toast.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/contacts/${master}$`));
  await expect(page.locator('.record')).toContainText('David');
  await expect(page.locator('.record')).toContainText('Buyer');

  // The second's old address leads to the master.
  const second = await page.context().newPage();
  await second.goto(`/contacts/${other}`);
  await expect(second).toHaveURL(new RegExp(`/contacts/${master}$`));
  await second.close();

  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Merge undone', { exact: true })).toBeVisible();
  await expect(page.locator('.record')).not.toContainText('Buyer');
  const back = await (await request.get(`/api/v1/contacts/${other}`, { headers })).json();
  expect(back).toMatchObject({ first_name: 'David', job_title: 'Buyer' });
});

test('a merge can be undone from its entry in the Change Log', async ({ page, request, server, axe }) => {
  const { master, other, headers } = await pair(request, server.token);
  await request.post(`/api/v1/contacts/${master}/merge`, { headers, data: { other } });
  await open(page, `/contacts/${master}?tab=log`);
  await expect(page.locator('.log')).toContainText('David');
  await axe(page);
  await page.getByRole('button', { name: 'Undo this merge' }).click();
  await expect(page.getByText('Merge undone', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo this merge' })).toHaveCount(0);
  expect((await request.get(`/api/v1/contacts/${other}`, { headers, maxRedirects: 0 })).status()).toBe(200);
});

test('somebody else saves meanwhile: both are read anew and the choices stay', async ({ page, request, server }) => {
  const { master, other, headers } = await pair(request, server.token);
  await open(page, `/contacts/${master}?merge=${other}`);
  const first = page.getByRole('radiogroup', { name: 'First Name' });
  await first.getByRole('radio', { name: 'David' }).check();
  await request.patch(`/api/v1/contacts/${other}`, { headers: { ...headers, 'if-match': '"1"' }, data: { team: 'North' } });
  await page.getByRole('button', { name: 'Merge Contact', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody saved one of the two' })).toBeVisible();
  await expect(first.getByRole('radio', { name: 'David' })).toBeChecked();
  await expect(page.getByRole('complementary', { name: 'The result' })).toContainText('North');
  await page.getByRole('button', { name: 'Merge Contact', exact: true }).click();
  await expect(page.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
});

test('the master is swapped by one click', async ({ page, request, server }) => {
  const { master, other, name } = await pair(request, server.token);
  await open(page, `/contacts/${master}?merge=${other}`);
  await page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio', { name: 'David' }).check();
  await page.getByRole('button', { name: `Make David ${name} the Master Contact` }).click();
  const result = page.getByRole('complementary', { name: 'The result' });
  await expect(result).toContainText(`David ${name}`);
  await page.getByRole('button', { name: 'Merge Contact', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts/${other}$`));
});

test('two contacts are merged by the keyboard alone', async ({ page, request, server }) => {
  const { master, name } = await pair(request, server.token);
  await open(page, `/contacts/${master}`);
  const tabTo = async (target: ReturnType<Page['locator']>) => {
    for (let n = 0; n < 60; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('the keyboard does not get there');
  };
  await tabTo(page.getByRole('link', { name: 'Merge Contact' }));
  await page.keyboard.press('Enter');
  const candidate = page.getByRole('radio').first();
  await expect(candidate).toBeVisible();
  await tabTo(candidate);
  await page.keyboard.press('Space');
  await tabTo(page.getByRole('button', { name: 'Next' }));
  await page.keyboard.press('Enter');
  const kept = page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio', { name: 'Tai Man' });
  await expect(kept).toBeVisible();
  await tabTo(kept);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio', { name: 'David' })).toBeChecked();
  await tabTo(page.getByRole('button', { name: 'Merge Contact', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
  await expect(page.getByText(`David ${name}`).first()).toBeVisible();
});

test('suspected duplicates are listed, merged, or said to be different people', async ({ page, request, server, axe }) => {
  const { name, headers } = await pair(request, server.token);
  const second = await pair(request, server.token);
  await open(page, '/duplicates');
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/duplicates/look'));
  await page.getByRole('button', { name: 'Look again' }).click();
  await asked;
  const entry = (of: string) => page.getByRole('listitem').filter({ hasText: of });
  await expect(entry(name)).toContainText('Likely', { timeout: 30_000 });
  await expect(entry(name)).toContainText('Same phone');
  await axe(page);
  // The navigation counts along.
  const groups = page.getByRole('navigation').getByRole('link', { name: 'Duplicates' }).locator('.tally');
  // What earlier stories merged is no suspicion any more once the search has ended.
  const suspected = async () => (await request.get('/api/v1/duplicates', { headers })).json();
  await expect.poll(async () => (await suspected()).search.running).toBe(false);
  const count = Number((await suspected()).total);
  await expect(groups).toHaveText(String(count));
  const merge = page.getByRole('link', { name: new RegExp(`^Merge .*${second.name}`) });
  await entry(name).getByRole('button', { name: /not the same person/ }).click();
  await expect(page.getByText('Remembered: not the same person')).toBeVisible();
  await expect(entry(name)).toHaveCount(0);
  await expect(groups).toHaveText(String(count - 1));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(name)).toHaveCount(1, { timeout: 30_000 });
  await expect(groups).toHaveText(String(count));
  await merge.click();
  await expect(page.getByRole('link', { name: 'Back to Duplicates' })).toHaveAttribute('href', '/duplicates');
  await page.getByRole('button', { name: 'Merge Contact', exact: true }).click();
  await expect(page.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
  // Back at the list, one key away from the next pair.
  await expect(page).toHaveURL(/\/duplicates$/);
  await expect(entry(second.name)).toHaveCount(0);
  await expect(page.locator('.pair .buttons a').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/merge=.*from=duplicates/);
});

test('a record says quietly who else may be the same person, and why', async ({ page, request, server, axe }) => {
  const { master, other, name, headers } = await pair(request, server.token);
  const banner = page.locator('details').filter({ hasText: 'possible duplicate' });
  await open(page, `/contacts/${master}`);
  await expect(banner.locator('summary')).toContainText('1 possible duplicate');
  await expect(banner.locator('summary')).toContainText('Same phone +852');
  await axe(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await banner.locator('summary').click();
  const suspect = banner.getByRole('listitem');
  await expect(suspect).toContainText(`David ${name}`);
  await expect(suspect).toContainText('Same phone +852');
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  // Merging begins with the record as the master; back again, the other answer is remembered.
  await suspect.getByRole('link', { name: `Merge Tai Man ${name} and David ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts/${master}\\?merge=${other}$`));
  await expect(page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio', { name: 'Tai Man' })).toBeChecked();
  await page.getByRole('link', { name: 'Back to the contact' }).click();
  await banner.locator('summary').click();
  await suspect.getByRole('button', { name: /are not the same person/ }).click();
  await expect(page.getByText('Remembered: not the same person')).toBeVisible();
  await expect(banner).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(banner.locator('summary')).toContainText('1 possible duplicate');

  // A saved number that others have brings them in sight; without any suspicion there is no banner.
  const alone = await (await request.post('/api/v1/contacts', { headers, data: { last_name: 'Alone' } })).json();
  const looked = page.waitForResponse('**/api/merge/suggestions');
  await open(page, `/contacts/${alone.id}`);
  await looked;
  await painted(page);
  await expect(banner).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Add new email' }).click();
  const address = (await (await request.get(`/api/v1/contacts/${other}`, { headers })).json()).emails[0].address;
  await page.getByLabel('Email address').last().fill(address);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(banner.locator('summary')).toContainText(`Same email ${address}`);
});

test('the record is painted before anybody is suspected', async ({ page, request, server }) => {
  const { master, name } = await pair(request, server.token);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/merge/suggestions', async (route) => {
    await held;
    await route.continue();
  });
  await open(page, `/contacts/${master}`);
  await expect(page.getByRole('heading', { name: `Tai Man ${name}` }).first()).toBeVisible();
  const section = page.getByRole('heading', { name: 'Phone Numbers' });
  const before = (await section.boundingBox())!.y;
  answer();
  await expect(page.getByText('1 possible duplicate')).toBeVisible();
  expect((await section.boundingBox())!.y - before).toBeLessThanOrEqual(56);
});
