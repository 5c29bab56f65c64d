// The side panel follows what others do to its contact, and they follow it: what is saved on either side stands on the other
// without a reload, both see each other before they save the same, and nothing that is typed is lost.

import type { Page } from '@playwright/test';
import { article, button, expect, field, frameOf, heard, me, panel, press, said, show, test, turn } from '../host';
import { alive, pageOf } from '../story';

test.use({ chapter: 'panel_live' });

const mei = { name: 'Mei Chan', email: 'mei.chan@example.com', password: 'a few long words here' };

/** The contact's own page, as a colleague has it open. */
async function open(page: Page, id: string) {
  await page.goto(`/contacts/${id}`);
  await alive(page);
}

/** On the contact's own page. */
const pressHere = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Opens the part of the form in which the team and the group stand. */
const openPart = (page: Page) => panel(page).locator('summary').filter({ hasText: 'Other Information' }).click();

/** Saves these fields on the contact's own page. */
async function change(page: Page, fields: Record<string, string>) {
  await pressHere(page, 'Edit');
  for (const [name, text] of Object.entries(fields)) await box(page, name).fill(text);
  await pressHere(page, 'Save');
  await expect(page.getByText('Contact saved')).toBeVisible();
}

test('what is saved in the panel stands on the open page of the contact, and the reverse, without a reload', async ({ page, browser, request, server, host, centre, axe }) => {
  const { contact } = await centre.call('L-1');
  const other = await pageOf(mei, browser, request, server);
  await open(other, contact.id);
  await show(page, host, 'L-1');
  await press(page, button(page, 'Edit'));
  await field(page, 'Company').fill('Said in the panel');
  await press(page, button(page, 'Save'));
  await expect(said(page)).toContainText('Saved');
  await expect(other.locator('.identity')).toContainText('Said in the panel');

  await panel(page).getByLabel('New note').fill('Half a note');
  await change(other, { Company: 'Said on the page', Team: 'North' });
  await expect(article(page, 'L-1')).toContainText('Said on the page');
  await expect(article(page, 'L-1')).toContainText('North');
  await expect(panel(page).getByLabel('New note')).toHaveValue('Half a note');
  await expect
    .poll(async () => (await heard(page, 'contact-changed')).map(({ change, version }) => [change, version]))
    .toEqual([['saved', contact.version + 1], ['elsewhere', contact.version + 2]]);
  await axe(page);
  await other.context().close();
});

test('who looks at the contact sees the panel beside the conversation, and the reverse, until either has left', async ({ page, browser, request, server, host, centre, axe }) => {
  const { contact } = await centre.call('L-2');
  await centre.call('L-3', 'ongoing', { company: 'Bolt' });
  const other = await pageOf(mei, browser, request, server);
  await show(page, host, 'L-2');
  await open(other, contact.id);
  const there = panel(page).locator('.presence');
  const here = other.getByRole('status').filter({ hasText: /is looking at this contact|is changing/ });
  await expect(there).toContainText('Mei Chan is looking at this contact');
  await expect(here).toContainText('ada is looking at this contact');

  await press(page, button(page, 'Edit'));
  await field(page, 'Company').fill('Half typed');
  await expect(here).toContainText('ada is changing Company');
  await pressHere(other, 'Edit');
  await box(other, 'Team').fill('Night shift');
  await expect(there).toContainText('Mei Chan is changing Team');
  await axe(page);
  // Only the names of the fields have left her page.
  await expect(panel(page).getByText('Night shift')).toHaveCount(0);

  // Beside another conversation nobody looks at this one any more; what is typed waits there all the same.
  await turn(page, 'L-3');
  await expect(article(page, 'L-3')).toBeVisible();
  await expect(here).toHaveCount(0);
  await turn(page, 'L-2');
  await expect(here).toContainText('ada is');
  await other.context().close();
  await expect(there).toBeEmpty();
});

test('while one edits, what another saves comes into the form, and saving keeps both', async ({ page, browser, request, server, host, centre, axe }) => {
  const { contact } = await centre.call('L-4');
  const other = await pageOf(mei, browser, request, server);
  await show(page, host, 'L-4');
  await press(page, button(page, 'Edit'));
  await openPart(page);
  await field(page, 'Group').click();
  await page.keyboard.type('My gr');
  await open(other, contact.id);
  await change(other, { Team: 'Their team' });
  await expect(field(page, 'Team')).toHaveValue('Their team');
  await expect(panel(page).locator('[data-told]')).toContainText('Mei Chan changed Team');
  await expect(field(page, 'Group')).toBeFocused();
  await page.keyboard.type('oup');
  await axe(page);
  await page.keyboard.press('Control+s');
  await expect(said(page)).toContainText('Saved');
  expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme', team: 'Their team', group: 'My group' });
  await other.context().close();
});

test.describe('where both change one field', () => {
  test.use({ expected: [/status of 409/] });

  test('it is said at the field who did, and one decides', async ({ page, browser, request, server, host, centre, axe }) => {
    const { contact } = await centre.call('L-5');
    const other = await pageOf(mei, browser, request, server);
    await show(page, host, 'L-5');
    await press(page, button(page, 'Edit'));
    await field(page, 'Company').fill('Acme Mine');
    await openPart(page);
    await open(other, contact.id);
    await change(other, { Company: 'Acme Theirs', Team: 'Their team' });
    const contested = panel(page).getByRole('group', { name: /Mei Chan made it “Acme Theirs”/ });
    await expect(contested).toBeVisible();
    await expect(field(page, 'Company')).toHaveValue('Acme Mine');
    await expect(field(page, 'Team')).toHaveValue('Their team');
    await axe(page);
    await contested.getByRole('radio', { name: /mine/i }).check();
    await press(page, button(page, 'Save'));
    await expect(said(page)).toContainText('Saved');
    expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme Mine', team: 'Their team' });
    await other.context().close();
  });
});

test('what the contact centre reports stands in the panel as it comes: another status, and then what may be done', async ({ page, host, centre }) => {
  await centre.call('L-6', 'open');
  await show(page, host, 'L-6');
  await expect(button(page, 'Edit')).toBeDisabled();
  await centre.report('L-6', { status: 'ongoing', staff: [me] });
  await expect(button(page, 'Edit')).toBeEnabled();
  await expect(article(page, 'L-6')).toContainText('Ongoing');
  await centre.report('L-6', { status: 'closed' });
  await expect(button(page, 'Edit')).toBeDisabled();
  await expect(article(page, 'L-6')).toContainText('Closed');
  await centre.report('L-6', { status: 'ongoing', staff: ['somebody@example.com'] });
  await expect(article(page, 'L-6')).toContainText('Ongoing');
});

test('a note stays under the hands of whoever types it where the enquiry closes, to be copied, until it may be added again', async ({ page, host, centre, axe }) => {
  await centre.call('L-10');
  await show(page, host, 'L-10');
  const note = panel(page).getByLabel('New note');
  await note.click();
  await page.keyboard.type('Half a n');
  await centre.report('L-10', { status: 'closed' });
  await expect(article(page, 'L-10')).toContainText('Closed');
  await expect(button(page, 'Add note')).toBeDisabled();
  await page.keyboard.type('ote');
  await expect(note).toHaveValue('Half a note');
  await axe(page);
  await panel(page).getByRole('tab', { name: 'Device' }).click();
  await expect(note).toHaveCount(0);
  await panel(page).getByRole('tab', { name: 'Profile' }).click();
  await expect(note).toHaveValue('Half a note');
  await centre.report('L-10', { status: 'ongoing', staff: [me] });
  await press(page, button(page, 'Add note'));
  await expect(said(page)).toContainText('Note added');
  await expect(note).toHaveValue('');
});

test('a contact that is merged away is followed to its master', async ({ page, browser, request, server, host, centre }) => {
  const { contact } = await centre.call('L-7');
  const master = await centre.api.post('/contacts', { first_name: 'Mastercontact', last_name: 'Stays' });
  const other = await pageOf(mei, browser, request, server);
  await show(page, host, 'L-7');
  await open(other, `${master.id}?merge=${contact.id}`);
  await pressHere(other, 'Merge Contact');
  await expect(other.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
  await expect(panel(page).getByRole('heading', { level: 1 })).toHaveText('Mastercontact Stays');
  await other.context().close();
});

test.describe('a server that is away', () => {
  test.use({ expected: [/ERR_|Failed to (fetch|load)|status of 50/] });

  test('is said, what is typed is kept, and the panel goes on once it is back', async ({ page, host, centre, axe }) => {
    const { contact } = await centre.call('L-8');
    await show(page, host, 'L-8');
    await press(page, button(page, 'Edit'));
    await field(page, 'Company').fill('Typed before');
    let away = true;
    await page.route(/\/embed\/(?!panel|.*\.(js|css)$)/, (route) => (away ? route.abort('connectionrefused') : route.continue()));
    await press(page, button(page, 'Save'));
    await expect(panel(page).getByText('The server cannot be reached. What you typed is kept.').first()).toBeVisible();
    await expect(field(page, 'Company')).toHaveValue('Typed before');
    await axe(page);
    away = false;
    await press(page, button(page, 'Save'));
    await expect(said(page)).toContainText('Saved');
    await expect(panel(page).getByText('The server cannot be reached.')).toHaveCount(0);
    expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Typed before' });
  });
});

test.describe('a session that has ended', () => {
  test.use({ expected: [/status of 401/] });

  test('is begun anew with another ticket, and nothing is lost', async ({ page, host, centre }) => {
    const { contact } = await centre.call('L-9');
    await show(page, host, 'L-9');
    await press(page, button(page, 'Edit'));
    await field(page, 'Company').fill('Typed long ago');
    const before = host.asked.filter((enquiry) => enquiry === 'L-9').length;
    let refused = 0;
    await page.route(/\/embed\/save/, async (route) => {
      refused += 1;
      if (refused > 1) return route.continue();
      const problem = { type: 'about:blank', code: 'signed_out', status: 401, detail: 'The session has ended.' };
      return route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(problem) });
    });
    await press(page, button(page, 'Save'));
    await expect(said(page)).toContainText('Saved');
    expect(host.asked.filter((enquiry) => enquiry === 'L-9').length).toBe(before + 1);
    expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Typed long ago' });
    expect(await (await frameOf(page)).evaluate(() => document.querySelectorAll('article').length)).toBe(1);
  });
});
