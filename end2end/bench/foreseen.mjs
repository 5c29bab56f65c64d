// What an import would do, against as many contacts as the file has records: a tenth of these have contacts already, and say
// something else of them. The real page asks; the time counts from the page's word to its worker until the counts stand.

import { alive, signIn } from '../server.mjs';
import { bring, file } from './imported.mjs';
import { people } from './people.mjs';
import { psql } from './postgres.mjs';

/** Every so many records have a contact. */
const every = 10;

/** The people of the contacts, of whom nine in ten have other numbers and addresses, and the rest another last name. */
function* partlyKnown(rows) {
  let number = -1;
  for (const line of people(rows)) {
    // The names, numbers and addresses come first, and none of them holds a comma.
    const cells = line.split(',');
    if (number >= 0 && number % every === 0) cells[1] += 'o';
    else if (number >= 0) {
      const digits = String(number).padStart(7, '0');
      for (const [column, start] of [[2, '6'], [3, '5'], [4, '3'], [5, '2']]) if (cells[column]) cells[column] = `+852${start}${digits}`;
      for (const column of [6, 7, 8]) if (cells[column]) cells[column] = `other${column}.${number}@example.org`;
    }
    yield cells.join(',');
    number += 1;
  }
}

/** The seconds until it is known who exists, and, once all of these are to be updated, until it is known what changes. */
export async function foreseen(browser, server, size) {
  await bring(server, await file(size));
  // As the base does by itself, soon after so many are new.
  psql(server, 'vacuum analyze');
  const path = await file(size, partlyKnown);
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript(() => {
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      const asked = Array.isArray(message) ? message[0] : '';
      if (asked.startsWith('{"effect":{"begin"') || asked.startsWith('{"effect":{"choose"')) globalThis.askedAt = performance.now();
      return send.call(this, message, ...rest);
    };
  });
  await signIn(page);
  await page.goto('/contacts/import');
  await alive(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /^Browse/ }).click()]);
  await chooser.setFiles(path);
  /** What the button says it will do, as soon as it says this word, and how long that took. */
  const counted = async (word) => {
    const found = await page.waitForFunction((word) => {
      const said = [...document.querySelectorAll('button')].map((button) => button.textContent).find((text) => text.startsWith('Confirm: '));
      return said?.includes(word) && { said, took: (performance.now() - globalThis.askedAt) / 1000 };
    }, word);
    const { said, took } = await found.jsonValue();
    const [create, update = 0] = said.match(/[\d,]+/g).map((number) => Number(number.replaceAll(',', '')));
    return { create, update, took };
  };
  const looked = await counted('create');
  await page.getByLabel('Contacts that exist already').selectOption('update');
  const compared = await counted('update');
  // Of the made-up numbers one in seven is another person's, too: these records are in conflict.
  const about = (found, wanted) => Math.abs(found - wanted) <= wanted / 5;
  if (!about(compared.update, size / every) || !about(compared.create, size - size / every)) throw new Error(JSON.stringify({ looked, compared }));
  await context.close();
  return { looked: looked.took, compared: compared.took, hits: compared.update };
}
