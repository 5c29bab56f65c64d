// Staff: a colleague is invited and comes in, is closed while they have a form open, and two Administrators remove each other.

import { Api } from '../people';
import { alive, expect, fits, pageOf, test } from '../story';
import { administrator, signIn } from '../server.mjs';

// What is refused, is refused under its true status.
test.use({ chapter: 'staff', expected: [/status of (401|422)/] });

const PASSWORD = 'seven purple otters waltz';

test('a colleague is invited by a link, sets a password and is in', async ({ browser, page, server, axe }) => {
  await page.goto('/staff');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Staff' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: administrator.email })).toContainText('Active');
  await axe(page);

  // By the keyboard alone.
  await page.getByRole('button', { name: 'Invite' }).press('Enter');
  const invite = page.getByRole('dialog', { name: 'Invite a colleague' });
  await expect(invite.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Mei Chan');
  await page.keyboard.press('Tab');
  await page.keyboard.type('mei');
  await page.keyboard.press('Enter');
  await expect(invite.getByLabel('Email')).toHaveAccessibleDescription(/mei/);
  await invite.getByLabel('Email').fill('mei@example.com');
  await axe(page);
  await page.keyboard.press('Enter');
  const link = invite.getByLabel('Link', { exact: true });
  await expect(link).toBeFocused();
  await expect(invite.getByRole('button', { name: 'Copy the link' })).toBeVisible();
  const address = await link.inputValue();
  expect(address).toContain(`${server.url}/sign-in?invited=`);
  await axe(page);
  await invite.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'mei@example.com' })).toContainText('Invited');

  const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const mei = await context.newPage();
  await mei.goto(address);
  await alive(mei);
  await expect(mei.getByText('mei@example.com')).toBeVisible();
  await expect(mei.getByLabel('Name')).toHaveValue('Mei Chan');
  await axe(mei);
  await mei.getByLabel('Password').fill('password1234');
  await mei.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(mei.getByText(/Enter a password of 12 to 200 characters/)).toBeVisible();
  await mei.getByLabel('Password').fill(PASSWORD);
  await mei.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(mei).toHaveURL(/\/contacts$/);
  await alive(mei);
  await expect(mei.getByRole('button', { name: 'Account and settings' })).toContainText('Mei Chan');

  // Once: whoever finds the link later is told nothing of whose it was.
  await mei.goto(address);
  await expect(mei.getByText(/This link opens nothing any more/)).toBeVisible();
  await expect(mei.getByText('mei@example.com')).toHaveCount(0);
  await context.close();

  await page.reload();
  await alive(page);
  await expect(page.getByRole('row').filter({ hasText: 'mei@example.com' })).toContainText('Active');
});

test('somebody is found, changed, reset, closed and reopened, and the last Administrator stays', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/staff', { name: 'Ben Sales', email: 'ben@example.com', role: 'agent', department: 'Sales', password: PASSWORD });
  await page.goto('/staff');
  await alive(page);
  await page.getByRole('searchbox', { name: 'Search staff' }).fill('sales');
  await expect(page).toHaveURL(/\/staff\?search=sales$/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: 'Ben Sales' }).click();
  const ben = page.getByRole('dialog', { name: 'Ben Sales' });
  await expect(page).toHaveURL(/person=/);
  await ben.getByLabel('Role').selectOption({ label: 'Supervisor' });
  await ben.getByLabel('Time zone').fill('Mars/Olympus');
  await axe(page);

  // What is typed is not lost by the way.
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Throw away' });
  await question.getByRole('button', { name: 'Keep' }).click();
  await ben.getByRole('button', { name: 'Save' }).click();
  await expect(ben.getByLabel('Time zone')).toHaveAccessibleDescription(/Mars\/Olympus/);
  await ben.getByLabel('Time zone').fill('Asia/Hong_Kong');
  await ben.getByRole('button', { name: 'Save' }).click();
  await expect(ben).toBeHidden();
  await expect(page).toHaveURL(/\/staff\?search=sales$/);
  await expect(page.getByRole('row').nth(1)).toContainText('Supervisor');

  await page.getByRole('link', { name: 'Ben Sales' }).click();
  await ben.getByRole('button', { name: 'Reset password' }).click();
  await page.getByRole('dialog', { name: 'Reset the password?' }).getByRole('button', { name: 'Reset password' }).click();
  await expect(ben.getByLabel('Link', { exact: true })).toHaveValue(/invited=/);
  await ben.getByRole('button', { name: 'Close account' }).click();
  await expect(ben.getByRole('button', { name: 'Reopen account' })).toBeVisible();
  await expect(ben.getByLabel('Link', { exact: true })).toHaveCount(0);
  await ben.getByRole('button', { name: 'Reopen account' }).click();
  await expect(ben.getByRole('button', { name: 'Close account' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ben).toBeHidden();

  await page.goto('/staff?role=administrator&state=active');
  await alive(page);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('row').nth(1).getByRole('link').click();
  const own = page.getByRole('dialog');
  await expect(own.getByRole('button', { name: 'Close account' })).toBeDisabled();
  await expect(own.getByLabel('Role')).toBeDisabled();
  await expect(own.getByText(/the last Administrator/).first()).toBeVisible();
  await expect(own.getByText('This browser')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await fits(page, axe);
});

test('whoever is closed while they have a form open keeps what they typed and is told', async ({ browser, page, request, server, axe }) => {
  const mei = { name: 'Tai Man', email: 'tai@example.com', password: PASSWORD };
  const theirs = await pageOf(mei, browser, request, server);
  await theirs.goto('/contacts/new');
  await alive(theirs);
  await theirs.getByLabel('Last name').fill('Curie');

  await page.goto('/staff?search=tai');
  await alive(page);
  await page.getByRole('link', { name: 'Tai Man' }).click();
  const window = page.getByRole('dialog', { name: 'Tai Man' });
  await expect(window.getByRole('listitem')).toHaveCount(1);
  await window.getByRole('button', { name: 'Close account' }).click();
  await expect(window.getByText('Nowhere just now.')).toBeVisible();

  await theirs.keyboard.press('Control+s');
  const again = theirs.getByRole('dialog', { name: 'Your session has ended' });
  await expect(again.getByLabel('Password')).toBeFocused();
  await theirs.keyboard.type(PASSWORD);
  await theirs.keyboard.press('Enter');
  await expect(again.getByText(/if your account was closed/)).toBeVisible();
  await axe(theirs);
  await theirs.keyboard.press('Escape');
  await expect(theirs.getByLabel('Last name')).toHaveValue('Curie');

  // Reopened, they go on where they were.
  await window.getByRole('button', { name: 'Reopen account' }).click();
  await expect(window.getByRole('button', { name: 'Close account' })).toBeVisible();
  await theirs.getByLabel('Last name').focus();
  await theirs.keyboard.press('Control+s');
  await again.getByLabel('Password').fill(PASSWORD);
  await theirs.keyboard.press('Enter');
  await expect(again).toBeHidden();
  await expect(theirs.getByLabel('Last name')).toHaveValue('Curie');
  await theirs.context().close();
});

test('two Administrators remove each other at once, and one of them stays', async ({ browser, emptyServer }) => {
  const open = async (account: { email: string; password: string }) => {
    const context = await browser.newContext({ baseURL: emptyServer.url, storageState: { cookies: [], origins: [] } });
    const page = await context.newPage();
    await signIn(page, account);
    return page;
  };
  const ada = await open(administrator);
  const headers = { authorization: `Bearer ${emptyServer.token}` };
  const grace = { name: 'Grace Hopper', email: 'grace@example.com', role: 'administrator', password: PASSWORD };
  expect((await ada.request.post(`${emptyServer.url}/api/v1/staff`, { headers, data: grace })).status()).toBe(201);
  const other = await open(grace);
  const windows = [];
  for (const [page, email] of [[ada, grace.email], [other, administrator.email]] as const) {
    await page.goto(`/staff?search=${encodeURIComponent(email)}`);
    await alive(page);
    await page.getByRole('row').filter({ hasText: email }).getByRole('link').click();
    const window = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close account' }) });
    await expect(window.getByRole('button', { name: 'Close account' })).toBeEnabled();
    windows.push(window);
  }
  await Promise.all(windows.map((window) => window.getByRole('button', { name: 'Close account' }).click()));
  const left = async () => {
    const answer = await ada.request.get(`${emptyServer.url}/api/v1/staff?role=administrator&state=active`, { headers });
    return (await answer.json()).total;
  };
  await expect.poll(left).toBe(1);
  await ada.context().close();
  await other.context().close();
});

test('the page speaks Traditional Chinese', async ({ page, server, axe }) => {
  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  await page.goto('/staff');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: '職員' })).toBeVisible();
  await page.getByRole('button', { name: '邀請' }).click();
  await expect(page.getByRole('dialog', { name: '邀請同事' })).toBeVisible();
  await axe(page);
});

test('one changes name, time zone and availability on the account page', async ({ browser, request, server, axe }) => {
  const page = await pageOf({ name: 'Old Name', email: 'own@example.com', password: PASSWORD }, browser, request, server);
  await page.goto('/account');
  await alive(page);
  await page.getByRole('textbox', { name: /^Name/ }).fill('New Name');
  await page.getByLabel('Time zone').fill('Asia/Hong_Kong');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your account is saved.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account and settings' })).toContainText('New Name');
  await page.getByLabel('Availability').selectOption({ label: 'Busy' });
  await expect(page.getByText('You are shown as Busy')).toBeVisible();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await axe(page);
  await page.getByRole('radio', { name: '繁體中文' }).check();
  await expect(page.getByRole('heading', { level: 1, name: '你的帳戶' })).toBeVisible();
  await page.reload();
  await alive(page);
  await expect(page.getByLabel('姓名')).toHaveValue('New Name');
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.context().close();
});
