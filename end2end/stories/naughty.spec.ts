// The Big List of Naughty Strings as contacts: the list and the records show each exactly as it was typed, and nothing of
// it runs. What the browser complains about, a broken rule of the content security policy too, fails the story.

import { readFileSync } from 'node:fs';
import { alive, expect, test } from '../story';

const naughty: string[] = JSON.parse(readFileSync('node_modules/big-list-of-naughty-strings/blns.json', 'utf8'));

test.use({ chapter: 'naughty' });

test('461 naughty strings are shown exactly in the list and on their records, and none of them runs', async ({ page, request, server }) => {
  test.setTimeout(180_000);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const headers = { authorization: `Bearer ${server.token}` };
  const stored = new Map<string, { id: string; text: string }>();
  for (const [number, text] of naughty.entries()) {
    const name = `Person ${String(number).padStart(3, '0')}`;
    const answer = await request.post('/api/v1/contacts', { headers, data: { last_name: name, company: text, job_title: text } });
    if (answer.status() === 201) {
      const { id, company = '' } = await answer.json();
      stored.set(name, { id, text: company });
      // Characters that nobody can see are taken out where no script needs them.
      const seen = (text: string) => text.replace(/[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu, '').trim();
      expect(seen(company)).toBe(seen(text));
    } else {
      expect(answer.status(), JSON.stringify(text)).toBe(422);
      expect((await answer.json()).problems.length).toBeGreaterThan(0);
    }
  }
  expect(stored.size).toBeGreaterThan(400);

  await page.goto('/contacts?sort=name');
  await alive(page);
  const seen = new Map<string, string>();
  const area = page.getByRole('region', { name: 'Contacts', exact: true });
  const company = (await page.getByRole('columnheader').allInnerTexts()).findIndex((header) => header.trim() === 'Company');
  await expect(async () => {
    const rows = await area.evaluate(
      (area, company) => {
        area.scrollBy(0, area.clientHeight / 2);
        return [...area.querySelectorAll('tbody tr[aria-rowindex]')].map((row) => [row.querySelector('th a bdi')?.textContent ?? '', row.children[company].querySelector('bdi')?.textContent ?? '']);
      },
      company,
    );
    for (const [name, text] of rows) seen.set(name.trim(), text);
    expect(seen.size).toBe(stored.size);
  }).toPass({ timeout: 60_000, intervals: [50] });
  // Leptos keeps a place for text that is empty by a space.
  for (const [name, { text }] of stored) expect(seen.get(name)?.replace(/^ $/, ''), name).toBe(text);

  for (const [place, { id, text }] of [...stored.values()].entries()) {
    if (place % 20 || !text) continue;
    await page.goto(`/contacts/${id}`);
    await alive(page);
    expect(await page.locator('.identity .company bdi').textContent()).toBe(text);
  }
  expect(dialogs).toEqual([]);
});

test('a name that is HTML names its pages, and sends nobody anywhere', async ({ page, request, server }) => {
  const breakers = [
    '</title><meta http-equiv=refresh content="0;url=/labels">',
    '</title><script>location = "/labels"</script>',
    '</title><img src=x onerror="location = \'/labels\'">',
    '<!--</title>',
    '&lt;/title&gt; & "quoted"',
  ];
  const headers = { authorization: `Bearer ${server.token}` };
  for (const last_name of breakers) {
    const made = await request.post('/api/v1/contacts', { headers, data: { last_name } });
    expect(made.status()).toBe(201);
    const { id } = await made.json();
    for (const address of [`/contacts/${id}`, `/contacts/${id}?tab=log`, `/contacts/${id}?edit=`, `/contacts/${id}?merge=`]) {
      await page.goto(address);
      await alive(page);
      // A refresh of 0 seconds would have come before the page was alive.
      expect(new URL(page.url()).pathname).toBe(`/contacts/${id}`);
      // The window of a merge is named after what it is for.
      if (!address.endsWith('?merge=')) {
        await expect(page).toHaveTitle(new RegExp(`${last_name.replace(/[^\w ]/g, '\\$&')}.* · External Contacts$`));
      }
      expect(await page.locator('meta[http-equiv]').count()).toBe(0);
    }
  }
});
