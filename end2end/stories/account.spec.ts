// One's own account: the password, and where one is signed in.

import { alive, expect, test } from '../story';

test.use({ chapter: 'account', storageState: { cookies: [], origins: [] }, expected: [/status of 422/] });

test('somebody changes their password and signs out everywhere else', async ({ browser, page, request, server, axe }) => {
  const mei = { name: 'Mei Chan', email: 'mei@example.com', role: 'agent', password: 'an orange bicycle at noon' };
  const headers = { authorization: `Bearer ${server.token}` };
  expect((await request.post('/api/v1/staff', { headers, data: mei })).status()).toBe(201);
  const signIn = async (where: typeof page, password: string) => {
    await where.goto('/sign-in');
    await where.getByLabel('Email').fill(mei.email);
    await where.getByLabel('Password').fill(password);
    await where.getByRole('button', { name: 'Sign in' }).click();
  };
  const elsewhere = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const phone = await elsewhere.newPage();
  await signIn(phone, mei.password);
  await expect(phone).toHaveURL(/\/contacts/);
  await signIn(page, mei.password);
  await expect(page).toHaveURL(/\/contacts/);
  await alive(page);

  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await expect(page.getByText(mei.email).first()).toBeVisible();
  const places = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
  await expect(places).toHaveCount(2);
  await expect(places.first()).toContainText('This browser');
  await axe(page);

  // A wrong one and a common one are told at the field, which has the focus.
  const [present, fresh] = [page.getByLabel('Present password'), page.getByLabel('New password')];
  await present.fill('not this one at all');
  await fresh.fill('a purple otter in the rain');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This is not your present password. Type it again.')).toBeVisible();
  await expect(present).toBeFocused();
  await present.fill(mei.password);
  await fresh.fill('password1234');
  await fresh.press('Enter');
  await expect(page.getByText(/This one is easy to guess/)).toBeVisible();
  await expect(fresh).toBeFocused();
  await axe(page);
  await fresh.fill('a purple otter in the rain');
  await fresh.press('Enter');
  await expect(page.getByText('Your password is changed, and you are signed out everywhere else.')).toBeVisible();
  await expect(present).toHaveValue('');
  await expect(places).toHaveCount(1);

  // Elsewhere the session is over, and the old password with it.
  await phone.goto('/contacts');
  await expect(phone).toHaveURL(/\/sign-in/);
  await signIn(phone, mei.password);
  await expect(phone.getByText('This email and password do not belong together.')).toBeVisible();
  await signIn(phone, 'a purple otter in the rain');
  await expect(phone).toHaveURL(/\/contacts/);

  await page.reload();
  await alive(page);
  await expect(places).toHaveCount(2);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(places).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeFocused();
  await phone.goto('/contacts');
  await expect(phone).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});
