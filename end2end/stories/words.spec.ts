// What people who read Chinese see: their names of things, in their order.

import { alive, expect, test } from '../story';

test.use({ chapter: 'words' });

for (const { language, guideline, repair, country, lastName, firstName, more, french } of [
  {
    language: 'zh-Hant',
    guideline: '姓氏為必填欄位',
    repair: '移除空格、連字號和括號',
    country: '香港 (+852)',
    lastName: '姓氏 (必填)',
    firstName: '名字',
    more: '更多詳情',
    french: '法文',
  },
  {
    language: 'zh-Hans',
    guideline: '姓氏为必填字段',
    repair: '移除空格、连字符和括号',
    country: '香港 (+852)',
    lastName: '姓氏 (必填)',
    firstName: '名字',
    more: '更多详情',
    french: '法语',
  },
]) {
  test(`the guideline table, repairs, countries and languages are Chinese in ${language}`, async ({ page, request, server, axe }) => {
    await page.context().addCookies([{ name: 'language', value: language, url: server.url }]);
    await page.goto('/contacts/import');
    await alive(page);
    await expect(page.getByRole('cell', { name: guideline })).toBeVisible();
    await axe(page);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^(瀏覽|浏览)$/ }).click();
    const buffer = Buffer.from('Last name,Mobile\r\nChan,+852 9123 4567\r\nLee,91234567\r\n');
    await (await chooser).setFiles({ name: 'chinese.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('button', { name: repair })).toBeVisible();

    await page.goto('/contacts/new');
    await alive(page);
    const labels = page.locator('.form label');
    await expect(labels.nth(0)).toHaveText(lastName);
    await expect(labels.nth(1)).toHaveText(firstName);
    await expect(page.locator('.phone-input option').filter({ hasText: country })).toHaveCount(1);
    await page.getByRole('button', { name: more }).click();
    await expect(page.locator('#language option').filter({ hasText: new RegExp(`^${french}$`) })).toHaveCount(1);
    await page.locator('#birth-date').fill('14 Dec 1980');
    await page.locator('#birth-date').blur();
    await expect(page.locator('#birth-date')).toHaveValue('1980年12月14日');

    // Family name first: on the record, in its form, and in the window for a new one.
    const headers = { authorization: `Bearer ${server.token}` };
    const made = await request.post('/api/v1/contacts', { headers, data: { first_name: '大文', last_name: '陳' } });
    await page.goto(`/contacts/${(await made.json()).id}`);
    await alive(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('陳大文');
    const told = page.locator('.profile dt').filter({ hasText: /^(姓氏|名字)$/ });
    await expect(told).toHaveText(['姓氏', '名字']);
    await page.keyboard.press('e');
    await expect(page.locator('.form label').filter({ hasText: /^(姓氏|名字)/ })).toHaveText([lastName, firstName]);
    await page.keyboard.press('Escape');
    await page.goto('/contacts');
    await alive(page);
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog').locator('label').filter({ hasText: /^(姓氏|名字)/ })).toHaveText([lastName, firstName]);
  });
}

test('a country on a record is told in the language of its reader, whoever wrote the page first', async ({ page, server, request }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  const made = await request.post('/api/v1/contacts', { headers, data: { last_name: 'Abroad', language: 'fr', address: { country: 'FR' } } });
  const { id } = await made.json();
  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  await page.goto(`/contacts/${id}`);
  await alive(page);
  await expect(page.getByText('法國', { exact: true })).toBeVisible();
  await expect(page.getByText('法文', { exact: true })).toBeVisible();
  await expect(page.getByText('France')).toHaveCount(0);
});

test('what the server finds wrong is said in the language of the reader', async ({ page, server, request, expected }) => {
  expected.push(/status of 422/);
  const headers = { authorization: `Bearer ${server.token}` };
  const made = await request.post('/api/v1/contacts', { headers, data: { last_name: 'Noted' } });
  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  await page.goto(`/contacts/${(await made.json()).id}`);
  await alive(page);
  await page.getByRole('button', { name: '新增備註' }).click();
  await expect(page.locator('.notes').getByText(/必須填寫/)).toBeVisible();
});

test('countries stand in the order of the names that are shown', async ({ page }) => {
  await page.goto('/contacts/new');
  await alive(page);
  const names = async () => (await page.locator('.phone-input option').allTextContents()).slice(1);
  await expect.poll(async () => (await names())[0]).toMatch(/^Afghanistan/);
  const shown = await names();
  expect(shown).toEqual([...shown].sort(new Intl.Collator('en').compare));
});
