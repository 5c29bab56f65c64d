// At the desk: nothing that was typed is lost by any way out, keys belong to the page in front, the focus is never lost,
// and a session that ended goes on in place.

import type { Page } from '@playwright/test';
import { administrator, sql } from '../server.mjs';
import { alive, api, expect, seeded } from '../seeded';

const test = seeded(
  [
    'First name,Last name,Mobile,Email,Company,Contact Label',
    'Ann,Archer,+85291234501,ann@example.com,Acme,VIP',
    'Ben,Baker,+447700900123,ben@example.com,Bolt,',
    'Cho,Chan,+85291234503,cho@example.com,Crane,VIP',
    'Dee,Dunn,+85291234504,dee@example.com,Dome,',
    'Eve,East,+85291234505,eve@example.com,Elm,',
  ].join('\n'),
);

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const link = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const question = (page: Page) => page.getByRole('dialog', { name: 'Throw away what you typed?' });
const toast = (page: Page, text: string | RegExp) => page.locator('.toast').filter({ hasText: text });

async function list(page: Page) {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(rows(page).first()).toBeVisible();
}

/** Opens a record from the list, by keys alone. */
async function openRecord(page: Page, name: string) {
  await list(page);
  await link(page, name).focus();
  await page.keyboard.press('Enter');
  await expect(heading(page, name)).toBeFocused();
}

test('on a record the keys of the record work, and those of the list do not', async ({ page }) => {
  await openRecord(page, 'Ann Archer');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(heading(page, 'Ben Baker')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  // The one that is shown, not the one that the list stood at.
  await expect(page.getByLabel('Last Name')).toHaveValue('Baker');
  await expect(heading(page, 'Ben Baker')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.keyboard.press('n');
  await expect(page.getByLabel('New note')).toBeFocused();
  await heading(page, 'Ben Baker').focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Edit this contact')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/merge=/);
});

test('keys work on a record that was opened directly', async ({ page }) => {
  await openRecord(page, 'Cho Chan');
  await page.goto(page.url());
  await alive(page);
  await page.keyboard.press('e');
  await expect(page.getByLabel('First Name')).toBeFocused();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toBeFocused();
});

test('what is typed is asked about at every way out', async ({ page }) => {
  await openRecord(page, 'Ann Archer');
  await page.keyboard.press('e');
  await page.getByLabel('Company').fill('Typed');
  const stay = async () => {
    await expect(question(page)).toBeVisible();
    await expect(question(page).getByRole('button', { name: 'Keep typing' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(question(page)).toBeHidden();
    await expect(page.getByLabel('Company')).toHaveValue('Typed');
  };
  // In a form these are the form's own keys.
  await page.getByLabel('Company').press('Alt+ArrowDown');
  await expect(question(page)).toBeHidden();
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
  await heading(page, 'Ann Archer').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await stay();
  await page.getByRole('link', { name: 'Labels' }).first().click();
  await stay();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /contact's name/ }).fill('labels');
  await page.keyboard.press('Enter');
  await stay();
  await page.evaluate(() => history.back());
  await stay();
  const asked = page.waitForEvent('dialog');
  void page.reload().catch(() => {});
  const native = await asked;
  expect(native.type()).toBe('beforeunload');
  await native.dismiss();
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
});

test('Enter saves what stands in a field of a form', async ({ page }) => {
  await openRecord(page, 'Eve East');
  for (const [field, text] of [['Company', 'Elm and Oak'], ['Job title', 'Gardener']]) {
    await page.keyboard.press('e');
    await page.getByLabel(field, { exact: true }).fill(text);
    await page.keyboard.press('Enter');
    await expect(page.locator('.profile').getByText(text)).toBeVisible();
    await expect(heading(page, 'Eve East')).toBeFocused();
    // The news of the second save takes the place of the first's.
    await expect(toast(page, 'Contact saved')).toHaveCount(1);
  }
});

test('Alt and down on a list of choices open it, and do not leave the contact', async ({ page }) => {
  await openRecord(page, 'Ann Archer');
  const address = page.url();
  await page.keyboard.press('e');
  await page.getByLabel('Company').fill('Typed');
  const type = page.getByLabel('Type', { exact: true }).first();
  await type.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => type.evaluate((select) => select.matches(':open'))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeHidden();
  await expect(page).toHaveURL(address);
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
  await expect(heading(page, 'Ann Archer')).toBeVisible();
});

test('a custom field of a date refuses what reads as two days, and keeps what reads as one', async ({ page, request, server }) => {
  const field = await api(request, server).post('/fields', { name: 'Renewal', type: 'date' });
  await openRecord(page, 'Ann Archer');
  await page.keyboard.press('e');
  const renewal = page.getByLabel('Renewal', { exact: true });
  await renewal.fill('03/04/2026');
  await page.keyboard.press('Enter');
  await expect(renewal).toHaveAccessibleDescription(/“03\/04\/2026” can be 4 Mar 2026 or 3 Apr 2026\. Write the month in letters/);
  await expect(renewal).toHaveAttribute('aria-invalid', 'true');
  await expect(toast(page, 'Contact saved')).toHaveCount(0);
  await renewal.fill('the third of April');
  await renewal.blur();
  await expect(renewal).toHaveAccessibleDescription(/“the third of April” is not a date/);
  await renewal.fill('3 April 2026');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Contact saved')).toBeVisible();
  const { items } = await (await request.get(`${server.url}/api/v1/contacts?search=archer`, { headers: { authorization: `Bearer ${server.token}` } })).json();
  expect(items[0].custom[field.id]).toBe('2026-04-03');
});

test('an unsaved note is asked about too', async ({ page }) => {
  await openRecord(page, 'Ann Archer');
  // Whoever types on at once loses no letter.
  await page.keyboard.type('nCalled back');
  await page.getByRole('link', { name: 'Imports' }).click();
  await question(page).getByRole('button', { name: 'Keep typing' }).click();
  await expect(page.getByLabel('New note')).toHaveValue('Called back');
  // A tab of the same contact keeps it; its merge does not.
  await page.getByRole('link', { name: 'Change Log' }).click();
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByLabel('New note')).toHaveValue('Called back');
  await page.getByRole('link', { name: 'Merge' }).click();
  await question(page).getByRole('button', { name: 'Throw away' }).click();
  await expect(page).toHaveURL(/merge=/);
});

test('Cancel can be taken back, and ?edit leaves the address', async ({ page }) => {
  await openRecord(page, 'Dee Dunn');
  const address = page.url();
  await page.goto(`${address}?edit`);
  await alive(page);
  await page.getByLabel('Company').fill('Typed');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page).toHaveURL(address);
  await expect(heading(page, 'Dee Dunn')).toBeFocused();
  await toast(page, 'Your changes are dropped').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
});

test('Back to an address that asks for the form keeps what is typed in it', async ({ page }) => {
  await openRecord(page, 'Eve East');
  await page.goto(`${page.url()}?edit`);
  await alive(page);
  await page.getByLabel('Company').fill('Typed');
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page).toHaveURL(/tab=activity$/);
  await page.goBack();
  await expect(page).toHaveURL(/\?edit/);
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
});

test('from the search down goes into the rows, and Enter opens the only hit', async ({ page }) => {
  await list(page);
  await page.keyboard.press('/');
  await page.keyboard.type('a');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.contacts tbody th a').first()).toBeFocused();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search contacts' });
  await search.fill('example.com');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(5);
  await expect(page).toHaveURL(/search=example.com/);
  await search.fill('91234503');
  // Without waiting for the list.
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Cho Chan')).toBeFocused();
  // Back in the list one stands at the row.
  await page.getByRole('link', { name: 'Back to External Contacts' }).click();
  await expect(link(page, 'Cho Chan')).toBeFocused();
});

test('the focus goes to the next row after a delete, and back to the list after one on the record', async ({ page }) => {
  await list(page);
  await link(page, 'Ben Baker').focus();
  await rows(page).nth(1).getByRole('button', { name: /More/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'View' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const window = page.getByRole('dialog', { name: /Delete .Ben Baker/ });
  await expect(window.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(link(page, 'Ben Baker')).toHaveCount(0);
  await expect(link(page, 'Cho Chan')).toBeFocused();
  await toast(page, 'Contact deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(link(page, 'Ben Baker')).toHaveCount(1);

  await link(page, 'Ben Baker').focus();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Ben Baker')).toBeFocused();
  await page.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /Delete/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(link(page, 'Ben Baker')).toHaveCount(0);
  await expect(link(page, 'Cho Chan')).toBeFocused();
  await toast(page, 'Contact deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(link(page, 'Ben Baker')).toHaveCount(1);
});

test('what is selected is within reach of the keys, and its windows start at the field', async ({ page, axe }) => {
  await list(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected contacts' });
  await expect(bar).toBeVisible();
  // Before the rows for the keys, below them for the eye.
  expect(await bar.evaluate((bar) => bar.compareDocumentPosition(document.querySelector('.contacts')!) & 4)).toBe(4);
  expect((await bar.boundingBox())!.y).toBeGreaterThan((await page.locator('.contacts').boundingBox())!.y);
  await page.keyboard.press('b');
  await expect(bar.getByRole('button', { name: 'Label' })).toBeFocused();
  await axe(page);
  await page.keyboard.press('Enter');
  const window = page.getByRole('dialog', { name: /1 contact/ });
  const field = window.getByLabel('Contact Label');
  await expect(field).toBeFocused();
  await window.getByRole('button', { name: 'Apply' }).click();
  await expect(window.getByText('Choose a label')).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type('vi');
  // The whole list is seen, also in a small window.
  const choices = page.getByRole('listbox', { name: 'Labels' });
  await expect(choices).toBeInViewport({ ratio: 1 });
  expect(await choices.evaluate((list) => list.getBoundingClientRect().bottom <= list.closest('.body')!.getBoundingClientRect().bottom)).toBe(true);
  await page.keyboard.press('Enter');
  await expect(window.getByText('Choose a label')).toBeHidden();
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete 1 contact?' });
  const number = question.getByLabel('Type 1 to delete them');
  await number.fill('7');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(number).toHaveAccessibleDescription(/“7” is not their number, so nothing is deleted: type 1\./);
  await expect(number).toBeFocused();
  await page.keyboard.press('Escape');
});

test('a label that the contact has is not made again, and the list of labels stays in sight', async ({ page }) => {
  for (const [width, height] of [[1440, 900], [360, 780]]) {
    await page.setViewportSize({ width, height });
    await openRecord(page, 'Ann Archer');
    await page.keyboard.press('e');
    const field = page.getByLabel('Contact Label');
    await field.focus();
    await page.keyboard.type('vi');
    const choices = page.getByRole('listbox', { name: 'Labels' }).getByRole('option');
    await expect(choices.first()).toHaveText('VIP · already there');
    await expect(choices.first()).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('listbox', { name: 'Labels' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('');
    await expect(page.getByRole('button', { name: /Remove/ }).filter({ visible: true })).toHaveCount(3);
    await page.getByRole('button', { name: 'Remove VIP' }).click();
    await expect(field).toBeFocused();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  }
});

test('a label that is chosen before the labels have come is sent with all else, on a record and on many', async ({ page, request, server }) => {
  await api(request, server).post('/labels', { name: 'Regular' });
  /** Lets the labels wait until what this gives is called. */
  const hold = async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(/labels\/list/, async (route) => {
      await released;
      await route.continue();
    });
    return release;
  };
  const busy = (name: string) => expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-busy', 'true');
  await openRecord(page, 'Dee Dunn');
  const onRecord = await hold();
  await page.keyboard.press('e');
  await page.getByLabel('Contact Label').fill('reg');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await busy('Save');
  onRecord();
  await expect(toast(page, 'Contact saved')).toBeVisible();
  await expect(page.getByRole('main').getByText('Regular', { exact: true }).first()).toBeVisible();

  await list(page);
  const onMany = await hold();
  await rows(page).filter({ hasText: 'Eve East' }).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selected contacts' }).getByRole('button', { name: 'Label' }).click();
  const window = page.getByRole('dialog', { name: /1 contact/ });
  await window.getByLabel('Contact Label').fill('reg');
  await page.keyboard.press('Enter');
  await window.getByRole('button', { name: 'Apply' }).click();
  await busy('Apply');
  onMany();
  await expect(toast(page, 'Contacts changed: 1.')).toBeVisible();
  await expect(rows(page).filter({ hasText: 'Eve East' })).toContainText('Regular');
});

test('a draft is seen from every tab, and Ctrl-S saves it from wherever the focus is', async ({ page }) => {
  await openRecord(page, 'Cho Chan');
  await page.keyboard.press('e');
  await page.getByLabel('Company').fill('Crane Two');
  await heading(page, 'Cho Chan').focus();
  await page.keyboard.press('Control+s');
  await expect(toast(page, 'Contact saved')).toBeVisible();
  await page.keyboard.press('e');
  await page.getByLabel('Last Name').fill('');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByLabel('Last Name')).toBeFocused();
  await expect(page.getByLabel('Last Name')).toHaveAccessibleDescription(/required/);
  await page.getByRole('link', { name: 'Change Log' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  // Ctrl-Enter adds the note that is being written.
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await page.getByLabel('New note').fill('Called back');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.notes').getByText('Called back')).toBeVisible();
});

test('the windows of labels and fields, and the choices of a merge, ask before they are dropped', async ({ page, request, server }) => {
  await page.goto('/labels');
  await alive(page);
  await page.getByRole('button', { name: 'Create label' }).click();
  const create = page.getByRole('dialog', { name: 'Create label' });
  await page.keyboard.press('Escape');
  await expect(create).toBeHidden();
  await page.getByRole('button', { name: 'Create label' }).click();
  await create.getByLabel('Name').fill('Half a name');
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(create.getByLabel('Name')).toHaveValue('Half a name');
  await create.getByRole('button', { name: 'Cancel' }).click();
  await question(page).getByRole('button', { name: 'Throw away' }).click();
  await expect(create).toBeHidden();

  await page.goto('/fields');
  await alive(page);
  await page.getByRole('button', { name: 'Create New Field' }).click();
  await page.getByRole('dialog', { name: 'Create New Field' }).getByLabel('Name').fill('Half a field');
  await page.keyboard.press('Escape');
  await question(page).getByRole('button', { name: 'Throw away' }).click();

  const ids = (await api(request, server).get('/contacts?sort=name&limit=50')).items.map(({ id }: { id: string }) => id);
  await page.goto(`/contacts/${ids[0]}?merge=${ids[1]}`);
  await alive(page);
  await page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio').nth(1).check();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await question(page).getByRole('button', { name: 'Keep typing' }).click();
  await expect(page.getByRole('radiogroup', { name: 'First Name' }).getByRole('radio').nth(1)).toBeChecked();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await question(page).getByRole('button', { name: 'Throw away' }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts/${ids[0]}$`));
});

test('a bulk label asks for a label, and toasts stand in the window that is open', async ({ page, axe }) => {
  await list(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByRole('region', { name: 'Selected contacts' }).getByRole('button', { name: 'Label' }).click();
  const window = page.getByRole('dialog', { name: /1 contact/ });
  await window.getByRole('button', { name: 'Apply' }).click();
  await expect(window.getByText('Choose a label')).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create Contact' }).first().click();
  const create = page.getByRole('dialog', { name: 'Create Contact' });
  await create.getByLabel('Last Name').fill('Under a search');
  await create.getByRole('button', { name: 'Save and create new' }).click();
  const said = create.locator('.toast').filter({ hasText: 'Contact created' });
  await expect(said).toBeVisible();
  await said.getByRole('button', { name: 'Open contact' }).click();
  await expect(heading(page, 'Under a search')).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await page.getByRole('dialog', { name: /Delete/ }).getByRole('button', { name: /Delete/ }).click();
  await expect(rows(page)).toHaveCount(5);
});

test('after an action on many the focus stays where one works, also where their rows have gone', async ({ page, request, server }) => {
  for (const name of ['Xan', 'Yve', 'Zoe']) await api(request, server).post('/contacts', { first_name: 'Gone', last_name: name, team: 'Old' });
  await page.goto('/contacts?team=Old&sort=name');
  await alive(page);
  await expect(rows(page)).toHaveCount(3);
  const held = () => page.evaluate(() => document.activeElement!.closest('.contacts, .selection, header, main')?.className ?? document.activeElement!.tagName);
  const bar = page.getByRole('region', { name: 'Selected contacts' });
  // The list takes keys a moment after it is there to be read. The tick shows at once that it did; the bar is fetched first,
  // which may take long, and a second press would tick a second row meanwhile.
  const select = async () => {
    const first = rows(page).first().getByRole('checkbox');
    await expect(async () => {
      if (!(await first.isChecked())) {
        await page.keyboard.press('j');
        await page.keyboard.press('x');
      }
      await expect(first).toBeChecked({ timeout: 250 });
    }).toPass();
    await expect(bar).toBeVisible();
  };
  // A change after which all stay.
  await select();
  await bar.getByRole('button', { name: 'Label' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Contact Label').fill('Kept');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).focus();
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Contacts changed: 1.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await held()).not.toBe('BODY');
  // One after which the row belongs to the list no more.
  await page.reload();
  await alive(page);
  await select();
  await bar.getByRole('button', { name: 'Delete', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel(/Type 1/).fill('1');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Contacts deleted: 1.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await expect.poll(held).not.toBe('BODY');
  // And one that empties the list.
  await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).focus();
  await page.keyboard.press('Space');
  await bar.getByRole('button', { name: 'Delete', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel(/Type 2/).fill('2');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Contacts deleted: 2.')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect.poll(held).not.toBe('BODY');
});

test('a contact that is created under a search is led to', async ({ page }) => {
  await page.goto('/contacts?search=crane');
  await alive(page);
  await page.keyboard.press('c');
  const create = page.getByRole('dialog', { name: 'Create Contact' });
  await create.getByLabel('Last Name').fill('Elsewhere');
  await page.keyboard.press('Control+s');
  await expect(create).toBeHidden();
  await expect(rows(page)).toHaveCount(1);
  await toast(page, 'Contact created').getByRole('button', { name: 'Open contact' }).click();
  await expect(heading(page, 'Elsewhere')).toBeFocused();
  await expect(page.locator('.profile section').filter({ hasText: 'Device Information' })).toContainText('None yet');
});

test('numbers are grouped as their country does, in the list, after a search and on the record', async ({ page }) => {
  await list(page);
  await expect(page.getByRole('link', { name: '+44 7700 900123' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('bolt');
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('link', { name: '+44 7700 900123' })).toBeVisible();
  await link(page, 'Ben Baker').click();
  await expect(page.locator('.identity').getByRole('link', { name: '+44 7700 900123', exact: true })).toBeVisible();
  await expect(page.locator('.profile').getByText('+44 7700 900123').first()).toBeVisible();
});

test('a deleted label comes back from its toast and from the page', async ({ page, axe }) => {
  await page.goto('/labels');
  await alive(page);
  const remove = async () => {
    await page.getByRole('button', { name: 'Delete VIP' }).focus();
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: /VIP/ });
    await expect(window.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await window.getByRole('button', { name: 'Delete label' }).click();
    await expect(page.getByRole('button', { name: 'Delete VIP' })).toHaveCount(0);
    await expect(page.locator('body')).not.toBeFocused();
  };
  await remove();
  await toast(page, '“VIP” deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'VIP' })).toContainText('2');
  await remove();
  await page.getByText('Deleted labels (1)').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'VIP' })).toContainText('deleted by ada');
  await axe(page);
  await page.getByRole('button', { name: 'Restore VIP' }).click();
  await expect(toast(page, '“VIP” restored').last()).toBeVisible();
  await expect(toast(page, '“VIP” deleted'), 'its offer is over').toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'VIP' })).toContainText('2');
});

test('the log of a merge names fields and people as people do', async ({ page, request, server }) => {
  const made = async (data: object) => (await api(request, server).post('/contacts', data)).id as string;
  const master = await made({ last_name: 'Master', address: { city: 'Kowloon' } });
  const other = await made({ first_name: '大文', last_name: '陳', address: { city: 'Central' } });
  await api(request, server).post(`/contacts/${master}/merge`, { other });
  await page.goto(`/contacts/${master}?tab=log`);
  await alive(page);
  const entry = page.locator('.log > li').first();
  await expect(entry).toContainText('City: kept');
  await expect(entry).toContainText('陳大文');
  await expect(entry).not.toContainText('address.city');
});

test('the account button is called by the name that it shows', async ({ page }) => {
  await page.goto('/contacts');
  await expect(page.getByRole('button', { name: 'ada: Account and settings' })).toHaveText('ada');
});

// Every pair of pages, by the rail, the palette and Back, also from edit mode: any complaint of the console fails it.
const PLACES: [string, string | RegExp][] = [
  ['External Contacts', 'External Contacts'],
  ['Enquiries', 'Enquiry Overview'],
  ['Duplicates', /Duplicates|duplicates/],
  ['Imports', /Import/],
  ['Workspace', 'Contacts'],
  ['Labels', 'Labels'],
  ['Fields', 'Contact Field Management'],
  ['Bin', /Bin/],
];

test('every page leads to every other by the rail, the palette and Back, and nothing breaks', async ({ page }) => {
  test.slow();
  await list(page);
  const rail = page.getByRole('navigation', { name: 'Main' });
  const title = page.getByRole('heading', { level: 1 });
  for (const [from, there] of PLACES) {
    for (const [to, here] of PLACES) {
      if (from === to) continue;
      await rail.getByRole('link', { name: from }).first().click();
      await expect(title).toHaveText(there);
      await page.keyboard.press('Control+k');
      const input = page.getByRole('combobox', { name: /contact's name/ });
      await expect(input).toBeFocused();
      await input.fill(to);
      await page.keyboard.press('Enter');
      await expect(title).toHaveText(here);
      await expect(title).toBeFocused();
      await page.goBack();
      await expect(title).toHaveText(there);
    }
  }
});

test('from edit mode the palette, the rail and Back lead to every page', async ({ page }) => {
  test.slow();
  const title = page.getByRole('heading', { level: 1 });
  for (const [to, here] of PLACES) {
    for (const way of ['palette', 'rail', 'back']) {
      await openRecord(page, 'Ann Archer');
      await page.keyboard.press('e');
      await expect(page.getByLabel('First Name')).toBeFocused();
      if (way === 'palette') {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: /contact's name/ }).fill(to);
        await page.keyboard.press('Enter');
      } else if (way === 'rail') {
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: to }).first().click();
      } else {
        await page.goBack();
      }
      await expect(title).toHaveText(way === 'back' ? 'External Contacts' : here);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Go anywhere' })).toBeVisible();
      await page.keyboard.press('Escape');
      if (way === 'back') break;
    }
  }
});

test('where the page stops working, what was typed is shown, and links still lead on', async ({ page, expected }) => {
  expected.push(/unreachable|RuntimeError/);
  await openRecord(page, 'Eve East');
  await page.keyboard.press('n');
  await page.keyboard.type('Half a note');
  await page.evaluate(() => {
    // A module of its own whose only function stops as a panic does.
    const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    setTimeout(() => (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as any).f());
  });
  const banner = page.getByRole('alert').filter({ hasText: 'This page has stopped working' });
  await expect(banner).toBeVisible();
  await expect(banner.getByText('What you typed stands below, so that you can copy it.')).toBeVisible();
  await expect(banner.getByLabel('What you typed')).toHaveValue('New note: Half a note');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Labels' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Labels' })).toBeVisible();
  // A page that is left while its wasm is on its way complains of that.
  await alive(page);
  await page.goBack();
  await alive(page);
  await expect(banner).toBeHidden();
});

// The last one: it ends everybody's session.
test('a session that ends while somebody edits goes on in place', async ({ page, server, axe, expected }) => {
  expected.push(/401/);
  await openRecord(page, 'Dee Dunn');
  await page.keyboard.press('e');
  await page.getByLabel('Company').fill('Dome Two');
  sql(server, 'delete from session');
  await page.keyboard.press('Control+s');
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(again.getByLabel('Password')).toBeFocused();
  await expect(again.getByLabel('Email')).toHaveValue(administrator.email);
  await axe(page);
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(again.getByText(/do not belong together/)).toBeVisible();
  await again.getByLabel('Password').fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(again).toBeHidden();
  await expect(page.getByLabel('Company')).toHaveValue('Dome Two');
  await expect(page.getByText('You are not signed in')).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await expect(toast(page, 'Contact saved')).toBeVisible();
  await expect(page.getByText('Dome Two').first()).toBeVisible();
});
