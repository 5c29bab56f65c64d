// The JavaScript importers, as functions from a file's bytes to how many records it has and how many of them are bad.
// Bundled by browser.mjs and run in the page that also runs ours. All find the same defects: those that people.mjs plants.

import Papa from 'papaparse';
import { addErrorsAndRunHooks } from 'react-spreadsheet-import/dist/steps/ValidationStep/utils/dataMutations.js';
import { mapWorkbook } from 'react-spreadsheet-import/dist/utils/mapWorkbook.js';
import { inferSchema, initParser } from 'udsv';
import * as XLSX from 'xlsx-ugnis';
import * as z from 'zod';

const phone = /^\+\d{8,20}$/;
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;
const language = /^[a-z]{2}$/;
const date = /^(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])\/\d{4}$/;
const countries = ['HK', 'Singapore', 'GBR', 'United States', 'PH', 'TH', 'Australia', 'JP', 'BRA', 'France'];
const kinds = ['Lead', 'Customer', 'Prospect', 'Others'];
const levels = ['Primary', 'Secondary', 'Tertiary'];
const phones = ['Mobile', 'Work', 'Home', 'Other Phone', 'WhatsApp'];
const emails = ['Email', 'Personal Email', 'Other Email'];

const country = new Set(['', ...countries]);
const kind = new Set(['', ...kinds]);
const level = new Set(['', ...levels]);

/** Whether a row of the full template is bad, by rules written by hand: the fastest that JavaScript does. */
function isBad(row) {
  if (!row[1]) return true;
  for (const at of [2, 3, 4, 5, 10]) if (row[at] && !phone.test(row[at])) return true;
  for (let at = 6; at < 9; at += 1) if (row[at] && !email.test(row[at])) return true;
  if (row[20] && !date.test(row[20])) return true;
  if (row[21] && !language.test(row[21])) return true;
  return !country.has(row[26]) || !kind.has(row[27]) || !level.has(row[29]);
}

const optional = (pattern) => z.string().regex(pattern).or(z.literal(''));
const schema = z.object({
  'Last name': z.string().min(1),
  ...Object.fromEntries(phones.map((name) => [name, optional(phone)])),
  ...Object.fromEntries(emails.map((name) => [name, z.email().or(z.literal(''))])),
  Birthdate: optional(date),
  Language: optional(language),
  Country: z.enum(['', ...countries]),
  Type: z.enum(['', ...kinds]),
  Level: z.enum(['', ...levels]),
});

const field = (key, ...validations) => ({ key, label: key, fieldType: { type: 'input' }, validations });
const regex = (source) => ({ rule: 'regex', value: `^$|${source}`, errorMessage: 'bad', level: 'error' });
const oneOf = (values) => regex(`^(${values.join('|')})$`);
const spreadsheetFields = [
  field('Last name', { rule: 'required', errorMessage: 'bad' }),
  ...phones.map((name) => field(name, regex(phone.source))),
  ...emails.map((name) => field(name, regex(email.source))),
  field('Birthdate', regex(date.source)),
  field('Language', regex(language.source)),
  field('Country', oneOf(countries)),
  field('Type', oneOf(kinds)),
  field('Level', oneOf(levels)),
];

const decode = (bytes) => new TextDecoder().decode(bytes);
const countBad = (rows, bad) => rows.reduce((sum, row) => sum + (bad(row) ? 1 : 0), 0);

globalThis.contestants = {
  'uDSV + rules by hand': (bytes) => {
    const text = decode(bytes);
    const rows = initParser(inferSchema(text)).stringArrs(text);
    return [rows.length, countBad(rows, isBad)];
  },
  'PapaParse + rules by hand': (bytes) => {
    const rows = Papa.parse(decode(bytes), { skipEmptyLines: true }).data.slice(1);
    return [rows.length, countBad(rows, isBad)];
  },
  'PapaParse + zod': (bytes) => {
    const rows = Papa.parse(decode(bytes), { header: true, skipEmptyLines: true }).data;
    return [rows.length, countBad(rows, (row) => !schema.safeParse(row).success)];
  },
  'react-spreadsheet-import': async (bytes) => {
    const [header, ...rows] = mapWorkbook(XLSX.read(bytes, { cellDates: true, raw: false, dense: true, codepage: 65001 }));
    const objects = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
    const checked = await addErrorsAndRunHooks(objects, spreadsheetFields);
    return [checked.length, countBad(checked, (row) => row.__errors)];
  },
  'PapaParse worker, no rules': (bytes) =>
    new Promise((done) => {
      let rows = -1; // the header
      const file = new File([bytes], 'people.csv');
      Papa.parse(file, { worker: true, skipEmptyLines: true, chunk: ({ data }) => (rows += data.length), complete: () => done([rows, null]) });
    }),
};
