// Writes `country_names.txt`: what CLDR, as Node.js carries it, calls each country in English, in Traditional and
// Simplified Chinese, and in its own languages. Give it the codes: `cut -d' ' -f1 country_names.txt | grep -v '#' |
// node country_names.mjs`

import { readFileSync } from 'node:fs';

// Languages of a country beside its first one.
const OTHERS = {
  AD: 'es fr', AF: 'ps', BE: 'nl fr de', BI: 'fr', BO: 'qu', BN: 'ms', CA: 'fr', CH: 'de fr it rm', CM: 'fr', CY: 'el tr', DJ: 'ar', DZ: 'ar fr',
  ER: 'ar', ES: 'ca eu gl', FI: 'fi sv', FJ: 'fj', GB: 'cy gd', HK: 'yue', HT: 'fr', IE: 'ga', IL: 'he ar', IN: 'hi bn ta te mr gu kn ml pa ur',
  IQ: 'ar ku', KE: 'sw', KG: 'ky ru', KM: 'ar fr', KZ: 'kk ru', LK: 'si ta', LU: 'lb fr de', MA: 'ar fr', MG: 'fr', MO: 'pt', MR: 'ar', MT: 'mt',
  MU: 'fr', NO: 'nb nn', NZ: 'mi', PE: 'qu', PH: 'fil', PK: 'ur', PW: 'en', PY: 'gn', RW: 'fr', SC: 'fr', SG: 'ms ta', SN: 'fr', SO: 'ar', TD: 'ar fr',
  TN: 'ar fr', TZ: 'sw', UA: 'uk ru', UZ: 'uz ru', VU: 'fr', WS: 'sm', XK: 'sq sr-Latn', RS: 'sr-Latn', ME: 'sr-Latn', BA: 'bs hr', ZA: 'af zu', ZW: 'sn',
};
const chinese = ['zh-Hant', 'zh-Hant-HK', 'zh-Hans', 'zh-Hans-HK'];
const names = (language) => ['long', 'short'].map((style) => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' }));
// RA is the United Kingdom in Scottish Gaelic, but nobody writes so in a file.
const isCode = (name) => /^[A-Z]{2,3}$/.test(name);
const known = readFileSync(0, 'utf8').trim().split(/\s+/);

console.log(`# The names of countries in CLDR ${process.versions.cldr} (unicode.org, Unicode License V3), by Node.js' Intl.DisplayNames: English, Chinese,`);
console.log('# and their own languages. Made by country_names.mjs; no edit here survives.');
for (const code of known) {
  const own = new Intl.Locale(`und-${code}`).maximize().language;
  const languages = ['en', ...chinese, own, ...(OTHERS[code] ?? '').split(' ').filter(Boolean)];
  const all = languages.filter((language) => Intl.DisplayNames.supportedLocalesOf(language).length).flatMap(names).map((of) => of.of(code));
  console.log(`${code} ${[...new Set(all.filter((name) => name && !isCode(name)))].join(' | ')}`);
}
