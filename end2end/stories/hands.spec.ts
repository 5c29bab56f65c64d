// A morning's work by keyboard alone, in English and Chinese: find by phone, open, fix the number, label, note, back, merge a
// pair, import a faulty file. No mouse, and after every key something holds the focus.

import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { alive, expect, listed, seeded } from '../seeded';

const test = seeded(
  [
    'First name,Last name,Mobile,Email,Company,Contact Label',
    'Ann,Archer,+85291234501,ann@example.com,Acme,VIP',
    'Ben,Baker,+85291234502,ben@example.com,Bolt,',
    'Benny,Baker,+85291234503,benny@example.com,Bolt,',
    'Cho,Chan,+85291234504,cho@example.com,Crane,',
  ].join('\n'),
);

const words = (language: string, page: string) => JSON.parse(readFileSync(`../app/locales/${language}/${page}.json`, 'utf8'));

/** A person who only has keys. */
class Hands {
  constructor(private page: Page) {}

  /** Presses a key; afterwards something holds the focus. */
  async press(key: string) {
    await this.page.keyboard.press(key);
    await expect.poll(() => this.page.evaluate(() => document.activeElement?.tagName), { message: `after ${key}` }).not.toBe('BODY');
  }

  /** Goes on with Tab, or back, until that has the focus. */
  async to(place: Locator, key = 'Tab') {
    for (let step = 0; step < 80; step += 1) {
      if (await place.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await this.page.keyboard.press(key);
    }
    await expect(place).toBeFocused();
  }

  /** Writes over what stands in the field. */
  async write(text: string) {
    await this.press('Control+a');
    await this.page.keyboard.type(text);
  }
}

for (const [language, locale, name, number] of [['en', 'en-GB', 'Ann Archer', '91234501'], ['zh-Hant', 'zh-HK', 'Cho Chan', '91234504']]) {
  test.describe(language, () => {
    test.use({ locale });

    test('by keyboard alone', async ({ page }) => {
      test.slow();
      // Choosers are caught from now on: a key opens one sooner than the browser hears that it is to be caught.
      page.on('filechooser', () => {});
      const [contacts, contact, record, merge, frame, imports] = ['contacts', 'contact', 'record', 'merge', 'frame', 'import'].map((part) => words(language, part));
      const hands = new Hands(page);
      const title = page.getByRole('heading', { level: 1 });
      const said = (text: string) => page.locator('.toast').filter({ hasText: text });
      const link = (name: string) => page.getByRole('table').getByRole('link', { name, exact: true });

      // Find by phone, and open: the only hit.
      await page.goto('/contacts');
      await alive(page);
      await listed(page);
      await page.keyboard.press('/');
      await expect(page.getByRole('searchbox', { name: contacts.search })).toBeFocused();
      await page.keyboard.type(number);
      await hands.press('Enter');
      await expect(title).toHaveText(name);
      await expect(title).toBeFocused();

      // Fix the number, and add a label.
      await hands.press('e');
      // Chinese forms begin with the family name.
      await expect(page.getByLabel(language === 'en' ? contact.first_name : contact.last_name)).toBeFocused();
      await hands.to(page.getByLabel(contact.phone_number, { exact: true }));
      await hands.write(`+852${number.replace('912', '977')}`);
      await hands.to(page.getByRole('combobox', { name: contact.contact_label }));
      await page.keyboard.type('VIP');
      await hands.press('Enter');
      await hands.press('Control+s');
      await expect(said(record.saved)).toBeVisible();
      await expect(title).toBeFocused();

      // A note, and back to the row.
      await hands.press('n');
      await expect(page.getByLabel(record.new_note)).toBeFocused();
      await page.keyboard.type('Called back');
      await hands.to(page.getByRole('button', { name: record.add_note }));
      await hands.press('Enter');
      await expect(said(record.note_added)).toBeVisible();
      await hands.to(page.getByRole('link', { name: contact.back }), 'Shift+Tab');
      await hands.press('Enter');
      await expect(title).toHaveText(contacts.title);
      // The number that was searched for is another one now.
      await expect(title).toBeFocused();

      // Merge a pair.
      await listed(page);
      await page.keyboard.press('/');
      await expect(page.getByRole('searchbox', { name: contacts.search })).toBeFocused();
      await hands.write('baker');
      await expect(link('Benny Baker')).toBeVisible();
      await hands.press('ArrowDown');
      await expect(page.locator('.contacts tbody th a').first()).toBeFocused();
      await hands.press('x');
      await hands.press('j');
      await hands.press('x');
      await hands.press('m');
      await expect(page).toHaveURL(/merge=/);
      await expect(title).toBeFocused();
      await hands.to(page.getByRole('button', { name: merge.title, exact: true }));
      await hands.press('Enter');
      await expect(said(merge.done)).toBeVisible();
      await expect(title).toHaveText(/Ben/);
      await expect(title).toBeFocused();
      await hands.to(said(merge.done).getByRole('button', { name: contact.undo }));
      await hands.press('Enter');
      await expect(said(merge.undone)).toBeVisible();

      // Import a faulty file.
      await hands.press('Control+k');
      await page.keyboard.type(frame.import_contacts);
      await hands.press('Enter');
      await expect(page).toHaveURL(/\/contacts\/import$/);
      await expect(title).toBeFocused();
      await hands.to(page.getByRole('button', { name: new RegExp(`^${imports.browse}`) }));
      const chooser = page.waitForEvent('filechooser');
      await hands.press('Enter');
      const rows = ['First name,Last name,Mobile,Email', `Flo,Fine ${language},+85251000001,flo@example.com`, 'Gus,Gone,+85251000002,not-an-address'];
      await (await chooser).setFiles({ name: 'faulty.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
      const confirm = page.getByRole('button', { name: imports.confirm });
      await expect(confirm).toBeEnabled();
      await hands.to(confirm);
      await hands.press('Enter');
      const download = page.getByRole('button', { name: imports.download, exact: true });
      await expect(download).toBeVisible();
      await hands.to(download);
      const saved = page.waitForEvent('download');
      await hands.press('Enter');
      expect((await saved).suggestedFilename()).toBe('ErrorDetail.csv');
    });
  });
}
