// The side panel in another product's page: the contact beside its conversation, what may be done there and why not, a
// visitor who is nobody's contact yet, and what the product hears of it.

import { ago, article, button, expect, field, heard, me, number, panel, press, said, show, tab, tabTo, test, turn } from '../host';
import { alive, pageOf } from '../story';

test.use({ chapter: 'panel' });

const mei = { name: 'Mei Chan', email: 'mei.chan@example.com', password: 'a few long words here' };
const heading = (page: Parameters<typeof panel>[0]) => panel(page).getByRole('heading', { level: 1 });

test('the contact of a conversation stands in four sections, beside it on a page of another origin', async ({ page, host, server, request, centre, axe }) => {
  const { contact } = await centre.call('P-1', 'ongoing', { first_name: 'Mei', last_name: 'Chan' });
  await centre.report('P-1', { visitor: { device: { os: 'iOS', browser: 'Safari' } } });
  const visit = { external_id: 'V-1', at: ago(2), title: 'Delivery', address: 'https://example.com/delivery', contact: contact.id };
  const told = await request.post('/api/v1/visits', { headers: { authorization: `Bearer ${server.token}` }, data: visit });
  expect(told.ok(), await told.text()).toBe(true);
  await show(page, host, 'P-1');
  await expect(heading(page)).toHaveText('Mei Chan');
  await expect(article(page, 'P-1')).toContainText('Ongoing');
  await expect(tab(page, 'Profile')).toHaveAttribute('aria-selected', 'true');
  await expect(panel(page).getByRole('tabpanel')).toContainText('Acme');
  await axe(page);
  for (const [name, holds] of [['Activity', 'No other enquiries'], ['Journey', 'Delivery'], ['Device', 'Safari'], ['Profile', 'Acme']]) {
    await tab(page, name).click();
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
    await expect(panel(page).getByRole('tabpanel', { name })).toContainText(holds);
    await axe(page);
  }
  // As tabs are: the arrow keys lead from one to the next, round the end.
  await tab(page, 'Profile').press('ArrowLeft');
  await expect(tab(page, 'Device')).toBeFocused();
  await expect(panel(page).getByRole('tabpanel', { name: 'Device' })).toContainText('Safari');
  await expect(panel(page).getByRole('link', { name: 'Open contact' })).toHaveAttribute('href', `/contacts/${contact.id}`);
  await expect(panel(page).getByRole('link', { name: 'Open contact' })).toHaveAttribute('target', '_blank');
  await expect.poll(() => heard(page, 'ready')).toEqual([{ type: 'ready', enquiry: 'P-1' }]);
});

test('who is in the room edits the contact in its place, and the host hears of it', async ({ page, host, centre, axe }) => {
  const { contact } = await centre.call('P-2');
  await show(page, host, 'P-2');
  await press(page, button(page, 'Edit'));
  await expect(field(page, 'Company')).toHaveValue('Acme');
  await axe(page);
  await field(page, 'Company').fill('Acme in the panel');
  await press(page, button(page, 'Save'));
  await expect(said(page)).toContainText('Saved');
  await expect(panel(page).getByRole('tabpanel')).toContainText('Acme in the panel');
  await expect(button(page, 'Edit')).toBeVisible();
  await expect.poll(() => heard(page, 'contact-changed')).toEqual([
    { type: 'contact-changed', enquiry: 'P-2', contact: contact.id, version: contact.version + 1, change: 'saved' },
  ]);
  expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme in the panel', version: contact.version + 1 });
  const log = await centre.api.get(`/contacts/${contact.id}/changes`);
  expect(log.items[0]).toMatchObject({ source: 'panel' });

  // What is put away half typed waits, until it is looked at once more and wanted no more.
  await press(page, button(page, 'Edit'));
  await field(page, 'Company').fill('Never mind');
  await press(page, button(page, 'Cancel'));
  await expect(panel(page).getByText('Unsaved changes')).toBeVisible();
  await press(page, button(page, 'Edit'));
  await expect(field(page, 'Company')).toHaveValue('Never mind');
  await press(page, button(page, 'Cancel'));
  await expect(panel(page).getByText('Unsaved changes')).toHaveCount(0);
  await press(page, button(page, 'Edit'));
  await expect(field(page, 'Company')).toHaveValue('Acme in the panel');
  expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ version: contact.version + 1 });
});

test.describe('what is wrong', () => {
  test.use({ expected: [/status of 422/] });

  test('with a number is said at its input, and all that was typed stays', async ({ page, host, centre, axe }) => {
    const { contact } = await centre.call('P-3');
    await show(page, host, 'P-3');
    await press(page, button(page, 'Edit'));
    await field(page, 'Company').fill('Typed');
    await press(page, button(page, 'Add new phone number'));
    const added = panel(page).locator('input[name=phone_text]').last();
    await expect(added).toBeFocused();
    await added.fill('1234');
    await press(page, button(page, 'Save'));
    await expect(added).toHaveAttribute('aria-invalid', 'true');
    await expect(added).toHaveAccessibleDescription(/1234|country code/);
    await expect(field(page, 'Company')).toHaveValue('Typed');
    await axe(page);
    // What happens to the enquiry meanwhile takes nothing of it away.
    await centre.report('P-3', { subject: 'Told anew' });
    await expect(article(page, 'P-3')).toContainText('Told anew');
    await expect(added).toHaveAttribute('aria-invalid', 'true');
    expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme', version: contact.version });
    await added.fill('+852 6123 4567');
    await press(page, button(page, 'Save'));
    await expect(said(page)).toContainText('Saved');
    const { phones } = await centre.api.get(`/contacts/${contact.id}`);
    expect(phones.map(({ number }: { number: string }) => number)).toContain('+85261234567');
  });
});

test('a visitor who is nobody yet becomes a contact that begins with what they told', async ({ page, host, centre, axe }) => {
  const phone = number();
  const form = { kind: 'pre_chat', values: { Company: 'Bolt', 'Shoe size': '44' } };
  await centre.chat('P-4', { first_name: 'Mei', last_name: 'Lee', phone, phone_verified: true, form });
  await show(page, host, 'P-4');
  await expect(article(page, 'P-4')).toContainText("This visitor is nobody's contact yet.");
  await expect(article(page, 'P-4')).toContainText('Shoe size');
  await axe(page);
  await press(page, button(page, 'Create contact'));
  await expect(field(page, 'First Name')).toHaveValue('Mei');
  await expect(panel(page).getByRole('textbox', { name: /^Last Name/ })).toHaveValue('Lee');
  await expect(field(page, 'Company')).toHaveValue('Bolt');
  await axe(page);
  await field(page, 'Job title').fill('Captain');
  await press(page, button(page, 'Create'));
  await expect(said(page)).toContainText('Contact created');
  await expect(heading(page)).toHaveText('Mei Lee');
  await expect(panel(page).getByRole('tabpanel')).toContainText('Captain');
  await expect(panel(page).getByRole('tabpanel')).toContainText('Verified');
  await expect.poll(() => heard(page, 'contact-changed')).toMatchObject([{ enquiry: 'P-4', change: 'created' }]);
  const [created] = await heard(page, 'contact-changed');
  expect(await centre.api.get(`/contacts/${created.contact}`)).toMatchObject({ first_name: 'Mei', job_title: 'Captain' });
});

test('a visitor is found among the contacts and attached, and another contact is merged into theirs after a question', async ({ page, host, centre, axe }) => {
  const found = await centre.api.post('/contacts', { first_name: 'Found', last_name: 'Bysearch' });
  await centre.api.post('/contacts', { first_name: 'Second', last_name: 'Bysearch', job_title: 'Pilot' });
  await centre.chat('P-5', { last_name: 'Lee' });
  await show(page, host, 'P-5');
  for (const [name, change] of [['Found Bysearch', 'attached'], ['Second Bysearch', 'merged']]) {
    await press(page, button(page, 'Find contact to merge'));
    const search = panel(page).getByRole('searchbox');
    await expect(search).toBeFocused();
    await search.fill(name);
    await panel(page).getByRole('button', { name: new RegExp(name) }).click();
    const question = panel(page).locator('form[data-form=merge]');
    await expect(question).toBeVisible();
    await axe(page);
    await question.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(said(page)).toContainText('Contact merged');
    await expect(heading(page)).toHaveText('Found Bysearch');
    await expect.poll(async () => (await heard(page, 'contact-changed')).map(({ change }) => change)).toContain(change);
  }
  await expect(panel(page).getByRole('tabpanel')).toContainText('Pilot');
  expect(await centre.api.total('search=Second Bysearch')).toBe(0);
  expect(await centre.api.get(`/contacts/${found.id}`)).toMatchObject({ job_title: 'Pilot' });
});

const question = (by: string) => `We identified contact with the same ${by} as this visitor. Do you want to merge them?`;

for (const [by, id, known, told] of [
  ['verified phone number', 'P-6', { phones: [{ number: '+85296660001' }] }, { phone: '+85296660001', phone_verified: true }],
  ['email address', 'P-7', { emails: [{ address: 'same@example.com' }] }, { email: 'same@example.com' }],
] as const) {
  test(`a contact with the same ${by} is offered in the words of the guide`, async ({ page, host, centre, axe }) => {
    await centre.api.post('/contacts', { first_name: 'Same', last_name: id, ...known });
    await centre.chat(id, { last_name: 'Lee', ...told });
    await show(page, host, id);
    await expect(article(page, id)).toContainText(question(by));
    await expect(article(page, id)).toContainText(`Same ${id}`);
    await axe(page);
    await press(page, button(page, 'Merge'));
    await panel(page).locator('form[data-form=merge]').getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(said(page)).toContainText('Contact merged');
    await expect(heading(page)).toHaveText(`Same ${id}`);
    await expect(article(page, id)).not.toContainText(question(by));
  });
}

test('two contacts whom a visitor may be are offered both, each with why', async ({ page, host, centre, axe }) => {
  await centre.api.post('/contacts', { first_name: 'First', last_name: 'Candidate', phones: [{ number: '+85296660002' }] });
  await centre.api.post('/contacts', { first_name: 'Second', last_name: 'Candidate', emails: [{ address: 'candidate@example.com' }] });
  await centre.chat('P-8', { last_name: 'Lee', phone: '+85296660002', phone_verified: true, email: 'candidate@example.com' });
  await show(page, host, 'P-8');
  const offered = (name: string) => panel(page).locator('.banner').filter({ hasText: name });
  await expect(offered('First Candidate')).toContainText(question('verified phone number'));
  await expect(offered('Second Candidate')).toContainText(question('email address'));
  await axe(page);
  await offered('Second Candidate').getByRole('button', { name: 'Merge' }).click();
  await panel(page).locator('form[data-form=merge]').getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(heading(page)).toHaveText('Second Candidate');
  // The other one is still offered, now to be merged into this one.
  await expect(offered('First Candidate')).toContainText(question('verified phone number'));
});

test('what may not be done is disabled, says why, and where it can be done', async ({ page, host, centre, axe }) => {
  const { contact } = await centre.call('P-9', 'closed');
  await show(page, host, 'P-9');
  await expect(button(page, 'Edit')).toBeDisabled();
  await expect(button(page, 'Find contact to merge')).toBeDisabled();
  const why = "This enquiry is closed: view only. The contact's own page can be edited by all staff.";
  await expect(panel(page).getByText(why).first()).toBeVisible();
  await expect(panel(page).getByRole('link', { name: "Edit it on the contact's own page" })).toHaveAttribute('href', `/contacts/${contact.id}`);
  await axe(page);
  await centre.chat('P-10', { first_name: 'Nobody', last_name: 'Yet' }, 'open');
  await turn(page, 'P-10');
  await expect(article(page, 'P-10')).toBeVisible();
  await expect(button(page, 'Create contact')).toBeDisabled();
  await expect(panel(page).getByText('This enquiry is open: view only.').first()).toBeVisible();
});

test('the first line says what others did since one last spoke with the contact', async ({ page, browser, request, server, host, centre, axe }) => {
  const other = await pageOf(mei, browser, request, server);
  const { contact, phone } = await centre.call('P-11', 'ongoing');
  await centre.report('P-11', { status: 'closed', closed_at: new Date().toISOString() });
  await other.goto(`/contacts/${contact.id}`);
  await alive(other);
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  await other.getByRole('textbox', { name: 'Company', exact: true }).fill('Acme HK');
  await other.getByRole('textbox', { name: 'Team', exact: true }).fill('North');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByText('Contact saved')).toBeVisible();
  await other.context().close();
  await centre.report('P-12', { channel: 'phone_call', status: 'ongoing', staff: [me], visitor: { phone } });
  await show(page, host, 'P-12');
  const since = article(page, 'P-12').locator('.since');
  await expect(since).toContainText('Mei Chan');
  await expect(since).toContainText('Company');
  await expect(since).toContainText('Team');
  expect(await article(page, 'P-12').evaluate((article) => article.firstElementChild!.className)).toContain('since');
  await axe(page);
});

test('of a missed enquiry it says what one wants to know before calling back', async ({ page, request, server, host, centre, axe }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  await centre.report('P-13', {
    channel: 'phone_call', status: 'missed', opened_at: ago(60), visitor: { first_name: 'Mina', phone: '+85291230013', device: { time_zone: 'Asia/Hong_Kong' } },
  });
  await centre.api.post('/enquiries/P-13/messages', { external_id: 'M-1', at: ago(59), sender: 'visitor', text: 'Call me back at noon' });
  for (const n of [1, 2, 3, 4]) {
    const data = { external_id: `P13-${n}`, at: ago(n), title: `Page ${n}`, address: `https://example.org/${n}`, enquiry: 'P-13' };
    expect((await request.post('/api/v1/visits', { headers, data })).ok()).toBe(true);
  }
  await show(page, host, 'P-13');
  const brief = article(page, 'P-13').locator('.brief');
  await expect(brief.getByRole('link', { name: '+852 9123 0013', exact: true })).toHaveAttribute('href', 'tel:+85291230013');
  await expect(brief).toContainText(/\d\d:\d\d there/);
  await expect(brief).toContainText('Call me back at noon');
  await expect(brief).toContainText('https://example.org/3');
  await expect(brief).not.toContainText('https://example.org/4');
  await axe(page);
});

test('a number is called and texted by the host', async ({ page, host, centre }) => {
  const { contact, phone } = await centre.call('P-14');
  await show(page, host, 'P-14');
  await panel(page).locator(`a[href="tel:${phone}"]`).first().click();
  await panel(page).locator(`a[href="sms:${phone}"]`).first().click();
  await expect.poll(() => heard(page, 'sms')).toEqual([{ type: 'sms', number: phone, contact: contact.id }]);
  expect(await heard(page, 'call')).toEqual([{ type: 'call', number: phone, contact: contact.id }]);
});

test('what is typed waits while another conversation is looked at, and the host knows that it does', async ({ page, host, centre }) => {
  const { contact } = await centre.call('P-15');
  await centre.call('P-16', 'ongoing', { company: 'Bolt' });
  await show(page, host, 'P-15');
  const mayLeave = () => page.evaluate(() => (document.querySelector('external-contact-panel') as unknown as { mayLeave(): Promise<boolean> }).mayLeave());
  expect(await mayLeave()).toBe(true);
  await press(page, button(page, 'Edit'));
  await field(page, 'Company').fill('Half typed');
  await expect.poll(() => heard(page, 'dirty')).toEqual([{ type: 'dirty', enquiry: 'P-15', dirty: true }]);
  expect(await mayLeave()).toBe(false);

  await turn(page, 'P-16');
  await expect(article(page, 'P-16')).toContainText('Bolt');
  await expect(article(page, 'P-15')).toHaveCount(0);
  expect(await mayLeave()).toBe(false);
  await turn(page, 'P-15');
  await expect(field(page, 'Company')).toHaveValue('Half typed');
  await press(page, button(page, 'Save'));
  await expect(said(page)).toContainText('Saved');
  await expect.poll(async () => (await heard(page, 'dirty')).at(-1)).toEqual({ type: 'dirty', enquiry: 'P-15', dirty: false });
  expect(await mayLeave()).toBe(true);
  expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Half typed' });

  // Beside no conversation nobody is shown.
  await turn(page, null);
  await expect(panel(page).getByRole('article')).toHaveCount(0);
});

test('a note is added beside the conversation, and stands among the others', async ({ page, host, centre, axe }) => {
  const { contact } = await centre.call('P-17');
  await show(page, host, 'P-17');
  await panel(page).getByLabel('New note').fill('Likes tea');
  await press(page, button(page, 'Add note'));
  await expect(said(page)).toContainText('Note added');
  await expect(panel(page).locator('.notes')).toContainText('Likes tea');
  await expect(panel(page).getByLabel('New note')).toHaveValue('');
  await axe(page);
  await expect.poll(() => heard(page, 'contact-changed')).toMatchObject([{ enquiry: 'P-17', contact: contact.id, change: 'noted' }]);
});

test('one whole job takes no pointer', async ({ page, host, centre }) => {
  const { contact } = await centre.call('P-18');
  await show(page, host, 'P-18');
  await page.getByRole('heading', { name: 'Conversation' }).evaluate((heading) => ((heading.tabIndex = -1), heading.focus()));
  await tabTo(page, button(page, 'Edit'));
  await page.keyboard.press('Enter');
  await expect(field(page, 'Company')).toBeVisible();
  await tabTo(page, field(page, 'Company'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('By keys alone');
  await page.keyboard.press('Control+s');
  await expect(said(page)).toContainText('Saved');
  await expect(panel(page).getByRole('tabpanel')).toContainText('By keys alone');
  // Whoever goes on by the keyboard is where they were, and not at the beginning.
  expect(await panel(page).locator(':focus').count()).toBe(1);
  expect(await centre.api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'By keys alone' });
});
