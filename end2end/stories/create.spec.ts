// Creating contacts: two in one window, More Details, a field of every type, by keyboard alone, and nothing lost unasked.

import { administrator, sql } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'create' });

const api = (token: string) => ({ authorization: `Bearer ${token}` });

/** The contacts with this last name, as programs read them. */
async function named(request: any, token: string, name: string) {
  const found = await request.get(`/api/v1/contacts?search=${encodeURIComponent(name)}`, { headers: api(token) });
  return (await found.json()).items.filter((contact: any) => contact.last_name === name);
}

async function openWindow(page: any) {
  await page.goto('/contacts');
  await alive(page);
  await page.getByRole('button', { name: 'Create Contact' }).first().click();
  const window = page.getByRole('dialog', { name: 'Create Contact' });
  await expect(window).toBeVisible();
  return window;
}

test('two contacts are created in one window', async ({ page, request, server, axe }) => {
  const window = await openWindow(page);
  await expect(window.getByLabel('First Name')).toBeFocused();
  await expect(window.locator('label').filter({ hasNotText: '+' })).toContainText(['First Name', 'Last Name (Required)', 'Contact Label', 'Type', 'Mobile', 'Email']);
  await expect(window.getByLabel('Type')).toHaveValue('Lead');
  await axe(page);
  await window.getByLabel('First Name').fill('Tai Man');
  await window.getByLabel('Last Name').fill('Twofold');
  await window.getByLabel('Contact Label').fill('Walk-in');
  await window.getByLabel('Contact Label').press('Enter');
  await window.getByLabel('Country/region of the number').selectOption('HK');
  await window.getByLabel('Mobile', { exact: true }).fill('91234567');
  await window.getByLabel('Email', { exact: true }).fill('tai.man@example.com');
  await window.getByRole('button', { name: 'Save and create new' }).click();
  await expect(page.getByText('Contact created')).toBeVisible();
  await expect(window.getByLabel('First Name')).toBeFocused();
  for (const field of ['First Name', 'Last Name', 'Contact Label', 'Email']) await expect(window.getByLabel(field, { exact: field === 'Email' })).toHaveValue('');
  await expect(window.getByRole('button', { name: 'Remove Walk-in' })).toHaveCount(0);
  await window.getByLabel('Last Name').fill('Twofold');
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'Twofold' })).toHaveCount(2);
  const [second, first] = await named(request, server.token, 'Twofold');
  expect(first).toMatchObject({ first_name: 'Tai Man', labels: ['Walk-in'], phones: [{ type: 'Mobile', number: '+85291234567' }] });
  expect(first.emails).toEqual([{ type: 'Work', address: 'tai.man@example.com' }]);
  expect(second.first_name).toBeUndefined();
});

test('More Details takes three phones, two of one type, and keeps what was typed', async ({ page, request, server, axe }) => {
  const window = await openWindow(page);
  await window.getByLabel('Last Name').fill('Detailed');
  await window.getByLabel('Mobile', { exact: true }).fill('+85291110001');
  await window.getByRole('button', { name: 'More Details' }).click();
  await expect(window.getByLabel('Last Name')).toHaveValue('Detailed');
  await expect(window.getByRole('heading', { level: 3 })).toHaveText([
    'Personal Information', 'Phone number', 'Email address', 'Other Information', 'Mailing Address', 'Custom field', 'Social Messaging',
  ]);
  const add = window.getByRole('button', { name: 'Add new phone number' });
  const types = window.locator('select[id^=phone-kind]');
  for (const [place, type, number] of [[0, 'Mobile', '+85291110002'], [1, 'Work', '+85291110003'], [2, 'Home', '+85291110004']] as const) {
    await add.click();
    await expect(window.getByLabel('Phone number', { exact: true }).nth(place)).toBeFocused();
    await types.nth(place).selectOption(type);
    await window.getByLabel('Phone number', { exact: true }).nth(place).fill(number);
  }
  await window.getByRole('button', { name: 'Remove +85291110004' }).click();
  await expect(window.getByLabel('Phone number', { exact: true })).toHaveCount(2);
  await window.getByRole('button', { name: 'Add New Social Media' }).click();
  await expect(window.locator('select[id^=social-kind] option')).toHaveText([
    'Messenger', 'WhatsApp', 'WeChat', 'LINE', 'Twitter', 'LinkedIn', 'WOZTELL (WhatsApp Cloud)', 'WOZTELL (Facebook)', 'WOZTELL (Instagram)',
  ]);
  await window.locator('select[id^=social-kind]').selectOption('line');
  await window.getByLabel('User Name/ID').fill('detailed');
  await window.getByLabel('Language').selectOption({ label: 'Chinese' });
  await window.getByLabel('Birth Date').fill('1980-12-14');
  await window.getByLabel('Country', { exact: true }).selectOption('HK');
  await axe(page);
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window).toBeHidden();
  const [contact] = await named(request, server.token, 'Detailed');
  expect(contact.phones.map(({ type, number }: any) => `${type} ${number}`)).toEqual(['Mobile +85291110001', 'Mobile +85291110002', 'Work +85291110003']);
  expect(contact).toMatchObject({ language: 'zh', birth_date: '1980-12-14', address: { country: 'HK' }, socials: [{ network: 'line', id: 'detailed' }] });
});

test('a problem stands at its field once it was left, and goes when it is put right', async ({ page }) => {
  const window = await openWindow(page);
  const email = window.getByLabel('Email', { exact: true });
  await email.fill('a b@c.d');
  await expect(window.getByText('is not a valid email address')).toBeHidden();
  await window.getByLabel('Last Name').focus();
  await expect(window.getByText('"a b@c.d" is not a valid email address')).toBeVisible();
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await email.fill('a@c.de');
  await expect(window.getByText('is not a valid email address')).toBeHidden();
  await window.getByLabel('Last Name').fill('  ');
  await window.getByLabel('Mobile', { exact: true }).fill('1234');
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  // Both are listed with links that lead to them.
  await expect(window.getByText('2 things need you')).toBeVisible();
  await window.getByRole('link', { name: 'Last name is required' }).click();
  await expect(window.getByLabel('Last Name')).toBeFocused();
  await expect(page).toHaveURL(/\/contacts$/);
});

test('a number is understood as it is shown, and Enter saves', async ({ page, request, server }) => {
  const window = await openWindow(page);
  await window.getByLabel('Last Name').fill('Pasted');
  await window.getByLabel('Mobile', { exact: true }).fill('+852 9123-4567');
  await window.getByLabel('Email', { exact: true }).fill('pasted@example.com');
  await window.getByLabel('Email', { exact: true }).press('Enter');
  await expect(window).toBeHidden();
  const [contact] = await named(request, server.token, 'Pasted');
  expect(contact.phones).toMatchObject([{ type: 'Mobile', number: '+85291234567' }]);
});

test('a day is written so that nobody can mistake it', async ({ page, request, server }) => {
  const window = await openWindow(page);
  await window.getByLabel('Last Name').fill('Born');
  await window.getByRole('button', { name: 'More Details' }).click();
  const born = window.getByLabel('Birth Date');
  await born.fill('14/12/1980');
  await born.blur();
  await expect(born).toHaveValue('14 Dec 1980');
  await born.fill('03/04/1985');
  await born.blur();
  await expect(window.getByText('can be 4 Mar 1985 or 3 Apr 1985')).toBeVisible();
  await born.fill('3 April 1985');
  await born.press('Enter');
  await expect(window).toBeHidden();
  const [contact] = await named(request, server.token, 'Born');
  expect(contact.birth_date).toBe('1985-04-03');
});

test('the label field finds the best match, and makes a label only when that is chosen', async ({ page, request, server }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  for (const name of ['VIP', 'Previous']) await request.post('/api/v1/labels', { headers, data: { name } });
  const window = await openWindow(page);
  await window.getByLabel('Last Name').fill('Labelled');
  const field = window.getByRole('combobox', { name: 'Contact Label' });
  await field.fill('vi');
  const choices = window.getByRole('listbox', { name: 'Labels' }).getByRole('option');
  await expect(choices).toHaveText(['VIP', 'Previous', 'Create “vi”']);
  await expect(choices.first()).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(window.getByRole('button', { name: 'Remove VIP' })).toBeVisible();
  await field.fill('left over');
  await field.press('Escape');
  await expect(choices.first()).toBeHidden();
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window.getByText('"left over" is not chosen.')).toBeVisible();
  await field.fill('fresh');
  await field.press('Enter');
  await field.press('Enter');
  await expect(window).toBeHidden();
  const [contact] = await named(request, server.token, 'Labelled');
  expect(contact.labels).toEqual(['VIP', 'fresh']);
});

test('a half-filled window asks before it is thrown away', async ({ page, axe }) => {
  const window = await openWindow(page);
  await window.getByLabel('First Name').fill('Half');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Throw away what you typed?' });
  await expect(question).toBeVisible();
  await axe(page);
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(window.getByLabel('First Name')).toHaveValue('Half');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Throw away' }).click();
  await expect(window).toBeHidden();
});

test.describe('a reply that is lost', () => {
  test.use({ expected: [/net::ERR_FAILED/] });

  test('a double click creates one contact, and so does a second try after a lost reply', async ({ page, request, server }) => {
    let lost = 0;
    await page.route('**/api/contacts/create', async (route) => {
      await route.fetch();
      if (lost++ === 0) await route.abort();
      else await route.fallback();
    });
    const window = await openWindow(page);
    await window.getByLabel('Last Name').fill('Once');
    await window.getByRole('button', { name: 'Create', exact: true }).dblclick();
    await expect(window.getByText('The server cannot be reached')).toBeVisible();
    // What was corrected since is saved too, in the same contact.
    await window.getByLabel('First Name').fill('Only');
    await window.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(window).toBeHidden();
    const contacts = await named(request, server.token, 'Once');
    expect(contacts.map((contact: any) => contact.first_name)).toEqual(['Only']);
  });
});

test('a connection that is lost while a contact is created is said, and the save goes on once it is back', async ({ page, context, request, server, axe, expected }) => {
  expected.push(/net::ERR_INTERNET_DISCONNECTED/);
  await page.goto('/contacts/new');
  await alive(page);
  await page.getByLabel('Last Name').fill('Offline');
  await page.getByLabel('Mobile', { exact: true }).fill('+85291116666');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const form = page.getByRole('alert').filter({ hasText: 'Your text is still here.' });
  await expect(form).toBeVisible();
  const banner = page.getByRole('alert').filter({ hasText: 'This device is offline' });
  await expect(banner).toBeVisible();
  await axe(page);
  await context.setOffline(false);
  await expect(banner).toBeHidden();
  await expect(page.getByLabel('Last Name')).toHaveValue('Offline');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Offline' })).toBeVisible();
  const contacts = await named(request, server.token, 'Offline');
  expect(contacts.map((contact: any) => contact.phones)).toMatchObject([[{ number: '+85291116666' }]]);
});

test('a contact is created by keyboard alone', async ({ page, request, server }) => {
  await page.goto('/contacts');
  await alive(page);
  await page.getByRole('button', { name: 'Create Contact' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('First Name')).toBeFocused();
  await page.keyboard.type('Key');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Board');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Typed');
  await page.keyboard.press('Enter');
  // Past the button that removes the label, the type, the country, to the number.
  const mobile = page.getByLabel('Mobile', { exact: true });
  for (let presses = 0; presses < 6 && !(await mobile.evaluate((input) => input === document.activeElement)); presses++) await page.keyboard.press('Tab');
  await page.keyboard.type('+85291112222');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog', { name: 'Create Contact' })).toBeHidden();
  const [contact] = await named(request, server.token, 'Board');
  expect(contact).toMatchObject({ first_name: 'Key', labels: ['Typed'], phones: [{ number: '+85291112222' }] });
});

test('a custom field of each type goes from the form to the profile', async ({ page, request, server, axe }) => {
  const fields = [
    { name: 'Remark', type: 'text' },
    { name: 'Size', type: 'number' },
    { name: 'Renewal', type: 'date' },
    { name: 'Plan', type: 'dropdown_single', options: ['Basic', 'Pro'] },
    { name: 'Interests', type: 'dropdown_multiple', options: ['Tea', 'Coffee', 'Cake'] },
    { name: 'Insured', type: 'checkbox' },
  ];
  for (const data of fields) expect((await request.post('/api/v1/fields', { headers: api(server.token), data })).status()).toBe(201);
  await page.goto('/contacts/new');
  await alive(page);
  await page.getByLabel('Last Name').fill('Customised');
  await page.getByRole('button', { name: 'More Details' }).click();
  await page.getByLabel('Remark').fill('Likes tea');
  await page.getByLabel('Size').fill('twelve');
  await page.getByLabel('Renewal').fill('2027-01-31');
  await expect(page.getByText('Size: "twelve" is not a number')).toBeVisible();
  await page.getByLabel('Size').fill('12.5');
  await page.getByLabel('Plan').selectOption('Pro');
  await page.getByRole('group', { name: 'Interests' }).getByLabel('Tea').check();
  await page.getByRole('group', { name: 'Interests' }).getByLabel('Cake').check();
  await page.getByLabel('Insured').check();
  await axe(page);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Custom field' }) });
  await expect(section.locator('dt')).toHaveText(['Remark', 'Size', 'Renewal', 'Plan', 'Interests', 'Insured']);
  await expect(section.locator('dd')).toHaveText(['Likes tea', '12.5', '31 Jan 2027', 'Pro', 'Tea, Cake', 'Yes']);
  const [contact] = await named(request, server.token, 'Customised');
  expect(contact.custom).toEqual({ cf_remark: 'Likes tea', cf_size: 12.5, cf_renewal: '2027-01-31', cf_plan: 'Pro', cf_interests: ['Tea', 'Cake'], cf_insured: true });
});

test('a page of 360 pixels holds the whole form without scrolling sideways', async ({ page, axe }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/contacts/new');
  await alive(page);
  await page.getByRole('button', { name: 'More Details' }).click();
  await page.getByRole('button', { name: 'Add new phone number' }).click();
  await page.getByRole('button', { name: 'Add New Social Media' }).click();
  expect(await page.evaluate(() => document.querySelector('.page')!.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
});

// The last one: it ends everybody's session.
test('a session that ends while a contact is created goes on in place', async ({ page, request, server, axe, expected }) => {
  expected.push(/401/);
  const window = await openWindow(page);
  await window.getByLabel('First Name').fill('Still');
  await window.getByLabel('Last Name').fill('Here');
  await window.getByLabel('Contact Label').fill('Walk-in');
  await window.getByLabel('Contact Label').press('Enter');
  await window.getByLabel('Mobile', { exact: true }).fill('+85291115555');
  sql(server, 'delete from session');
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(again.getByLabel('Password')).toBeFocused();
  await expect(again.getByLabel('Email')).toHaveValue(administrator.email);
  await axe(page);
  await page.keyboard.type(administrator.password);
  await page.keyboard.press('Enter');
  await expect(again).toBeHidden();
  // Nothing that was typed is lost, and nothing is left to be said.
  await expect(window.getByLabel('First Name')).toHaveValue('Still');
  await expect(window.getByLabel('Last Name')).toHaveValue('Here');
  await expect(window.getByRole('button', { name: 'Remove Walk-in' })).toBeVisible();
  await expect(page.getByText('You are not signed in')).toHaveCount(0);
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window).toBeHidden();
  const contacts = await named(request, server.token, 'Here');
  expect(contacts).toMatchObject([{ first_name: 'Still', labels: ['Walk-in'], phones: [{ number: '+85291115555' }] }]);
});
