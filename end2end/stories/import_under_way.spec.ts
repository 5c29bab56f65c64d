// Imports under way: several wait for each other, and whoever has a contact open that one of them will change is told.

import type { Page } from '@playwright/test';
import { Api } from '../people';
import { sql } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'import_under_way' });

const header = 'First name,Last name,Mobile,Email,Company';
const csv = (...lines: string[]) => Buffer.from([header, ...lines].map((line) => `${line}\r\n`).join(''));
const people = (count: number, name: string, first: number) =>
  Array.from({ length: count }, (_, n) => `${name}${n},Story,+8526${first + n},${name.toLowerCase()}${n}@way.example,Acme`);

async function open(page: Page, address: string) {
  await page.goto(address);
  await alive(page);
}

async function browse(page: Page, name: string, lines: string[]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Browse/ }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: csv(...lines) });
}

test('whoever has a contact open that an import will change is told for as long as it is under way', async ({ page, context, request, server, axe }) => {
  const api = new Api(request, server);
  const { id } = await api.post('/contacts', { first_name: 'Mei', last_name: 'Kwok', company: 'Acme', emails: [{ address: 'mei@way.example' }] });
  const { id: other } = await api.post('/contacts', { first_name: 'Ben', last_name: 'Ho', company: 'Acme', emails: [{ address: 'ben@way.example' }] });
  await open(page, `/contacts/${id}`);
  const beside = await context.newPage();
  await open(beside, `/contacts/${other}`);

  // The records are held on their way: nobody has to be quick.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const sender = await context.newPage();
  await sender.route('**/transfer/imports/*/parts/*', async (route) => {
    await held;
    await route.continue();
  });
  await open(sender, '/contacts/import');
  await browse(sender, 'coming.csv', ['Mei,Kwok,,mei@way.example,Nova']);
  await sender.getByLabel('Contacts that exist already').selectOption('update');
  await sender.getByRole('button', { name: 'Confirm: update 1' }).click();
  await expect(sender.getByRole('heading', { name: /Importing.*coming\.csv/ })).toBeVisible();

  const banner = (where: Page) => where.getByText(/is importing coming\.csv, which will change this contact/);
  await expect(banner(page)).toBeVisible();
  await axe(page);
  // Who opens it meanwhile is told too; of another contact nothing is said.
  await expect(banner(beside)).toHaveCount(0);
  await open(beside, `/contacts/${id}`);
  await expect(banner(beside)).toBeVisible();

  release();
  await expect(sender.getByRole('heading', { name: '1 contact was imported.' })).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await expect(banner(beside)).toHaveCount(0);
  await expect(page.getByText('Nova').first()).toBeVisible();
});

test('of several imports one is written at a time, and the others say for how many they wait', async ({ page, context, server, axe }) => {
  // A contact in the middle is held until the story lets it go, a minute at most.
  sql(
    server,
    `create table story_hold (); insert into story_hold default values;
     create function story_hold() returns trigger language plpgsql as $$ begin
       for turn in 1..1200 loop exit when not exists (select from story_hold); perform pg_sleep(0.05); end loop;
       return new;
     end $$;
     create trigger story_hold before insert on contact for each row when (new.last_name = 'Held') execute function story_hold();`,
  );
  const lines = people(12_000, 'First', 8_000_000);
  lines[6_000] = lines[6_000].replace('Story', 'Held');
  await open(page, '/contacts/import');
  await browse(page, 'first.csv', lines);
  await page.getByRole('button', { name: 'Confirm: create 12,000' }).click();
  await expect(page.getByText('You may leave this page')).toBeVisible();
  const step = page.locator('.importing');
  await expect(step.getByText(/^[1-9],000 of 12,000 records done$/)).toBeVisible();
  await expect(step.getByText(/^[\d,]+ a second, \d+ s left$/)).toBeVisible();
  await axe(page);

  // Who has sent one need not stay with it: the next file comes on the same page.
  await browse(page, 'second.csv', people(3, 'Second', 9_000_000));
  await page.getByRole('button', { name: 'Confirm: create 3' }).click();
  await expect(step.getByText('0 of 3 records done')).toBeVisible();
  await expect(step.getByText('It waits until another of your imports is done.')).toBeVisible();
  await axe(page);
  await browse(page, 'third.csv', people(2, 'Third', 9_100_000));
  await page.getByRole('button', { name: 'Confirm: create 2' }).click();
  await expect(step.getByText('It waits until 2 other imports of yours are done.')).toBeVisible();

  const history = await context.newPage();
  await open(history, '/imports');
  const row = (name: string) => history.getByRole('row', { name: new RegExp(name) });
  await expect(row('first.csv')).toContainText(/Running · \d\d %/);
  await expect(row('second.csv')).toContainText('Waiting · 0 %');
  await expect(row('third.csv')).toContainText('Waiting · 0 %');
  await history.getByRole('link', { name: 'second.csv' }).click();
  const opened = history.getByRole('region', { name: 'second.csv' });
  await expect(opened.getByRole('status')).toHaveText('It waits until another of your imports is done.');
  await axe(history);

  // The first is let go, and the others follow by themselves.
  sql(server, 'delete from story_hold');
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  await expect(opened.getByText('Done', { exact: true })).toBeVisible();
  await expect(opened.getByRole('status')).toHaveCount(0);
  for (const name of ['first.csv', 'second.csv', 'third.csv']) await expect(row(name)).toContainText('Done');
  await expect(row('first.csv').getByRole('cell', { name: '12,000' })).toHaveCount(2);
  sql(server, 'drop trigger story_hold on contact; drop function story_hold; drop table story_hold');
});
