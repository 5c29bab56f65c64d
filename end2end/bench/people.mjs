// node people.mjs ROWS [SHARE OF BAD RECORDS]: a contacts file in the template's layout, the same bytes for the same
// arguments. One name in ten is Chinese, six in a hundred have accents, and cells hold quoted commas and line breaks.

const words = (text) => text.split(' ');
const first = words('James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Susan Joseph Karen Daniel Nancy Matthew Emily Kenneth Laura Wei Ming Yan Ling Hiroshi Yuki Aarav Priya Rahul Anjali Nguyen Thanh Siti Budi Carlos Ana Luis Sofia Omar Fatima Ahmed Layla Ivan Olga Pierre Claire Hans Greta Lars Ingrid');
const accented = words('José María Zoë Björn Åsa Søren Éloïse Renée Jürgen Łukasz Ñuria François Chloë Günther Márta');
const last = words('Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Taylor Moore Lee White Clark Walker Young King Chan Wong Cheung Lam Leung Ng Lau Ho Tang Kwok Tanaka Suzuki Sato Kim Park Choi Sharma Patel Singh Kumar Tan Lim Goh Santos Reyes Cruz Silva Costa Rossi Schmidt Weber Ivanov Petrov Novak Hansen Larsen Núñez Müller Østergård Gonçalves Lefèvre Çelik Ångström Fernández');
const syllables = words('ba be bo ca ce co da de do fa fi ga go ha he ka ke ko la le lo ma me mi mo na ne no pa pe po ra re ro sa se so ta te to va ve vo wa we ya yo za zu ran ton ley man son berg stein ford well wick');
const families = [...'王李張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭'];
const given = [...'偉芳娜敏靜麗強磊軍洋勇艷傑娟濤明超秀霞平剛桂英華玉蘭文輝建國志浩宇欣怡嘉慧子軒雅婷俊'];
const companies = words('Global Pacific Northern United Bright Delta Summit Harbour Golden Silver Apex Nova Orion Vertex Quantum Atlas Pioneer Sterling Crescent Metro Coastal Royal Prime Alpha Omega Fusion Zenith');
const trades = words('Logistics Trading Foods Energy Media Telecom Software Insurance Capital Motors Pharma Textiles Travel Retail Systems Labs Partners Holdings Marine');
const jobs = ['Manager', 'Head of Marketing, Asia Division', 'Engineer', 'Manager, HR and Administration', 'Director', 'Analyst', 'Buyer', 'CEO', 'Consultant', 'Support Agent'];
const cities = [['Hong Kong', '', 'HK', '852', '9', 8], ['Singapore', '', 'Singapore', '65', '8', 8], ['London', 'England', 'GBR', '44', '7400', 10], ['New York', 'NY', 'United States', '1', '212555', 10], ['Manila', 'NCR', 'PH', '63', '917', 10], ['Bangkok', '', 'TH', '66', '81', 9], ['Sydney', 'NSW', 'Australia', '61', '412', 9], ['Tokyo', '', 'JP', '81', '90', 10], ['São Paulo', 'SP', 'BRA', '55', '119', 11], ['Paris', '', 'France', '33', '612', 9]];
const labels = ['VIP', 'Newsletter', 'Trial', 'Partner', 'Churned', 'Do not call', 'Priority', 'Event 2026', ...Array.from({ length: 92 }, (_, n) => `Campaign ${String(n + 1).padStart(3, '0')}`)];
const header = 'First name,Last name,Mobile,Work,Home,Other Phone,Email,Personal Email,Other Email,Facebook,WhatsApp,WeChat,Twitter,LinkedIn,WOZTELL (WhatsApp),WOZTELL (Facebook),WOZTELL (Instagram),Company,Job Title,Team,Birthdate,Language,Address,City,State,ZipCode,Country,Type,Group,Level,Contact Label';

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (record) => `${record.map(cell).join(',')}\r\n`;

/** The records, header first. */
function* records(rows, bad = 0) {
  let state = 7;
  const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const below = (limit) => Math.floor(chance() * limit);
  const pick = (list) => list[below(list.length)];
  const digits = (count) => Array.from({ length: count }, () => below(10)).join('');
  const two = (number) => String(number).padStart(2, '0');
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  yield header.split(',');
  for (let n = 0; n < rows; n += 1) {
    const kind = chance();
    const chinese = kind < 0.1;
    const name = chinese ? pick(given) + (chance() < 0.7 ? pick(given) : '') : pick(kind < 0.13 ? accented : first);
    const family = chinese ? pick(families) : chance() < 0.6 ? pick(last) : capital(pick(syllables) + pick(syllables) + pick(syllables));
    const latin = chinese ? pick(syllables) + pick(syllables) : `${name}.${family}`.normalize('NFD').replace(/[^a-z.]/gi, '').toLowerCase();
    const company = chance() < 0.25 ? '' : `${chance() < 0.5 ? pick(companies) : capital(pick(syllables) + pick(syllables))} ${pick(trades)} ${pick(['Ltd', 'Inc', 'LLC', 'GmbH', 'Pte'])}`;
    const [city, region, country, code, prefix, length] = pick(cities);
    const phone = () => `+${code}${prefix}${digits(length - prefix.length)}`;
    const domain = !company || chance() < 0.4 ? pick(['gmail.com', 'yahoo.com', 'outlook.com', 'qq.com']) : `${company.split(' ').slice(0, 2).join('').toLowerCase()}.com`;
    const mobile = chance() < 0.85 ? phone() : '';
    // Few labels are common, most are rare.
    const own = new Set(Array.from({ length: below(4) }, () => labels[Math.floor(labels.length ** chance()) - 1]));
    const row = [
      name, family, mobile, chance() < 0.3 ? phone() : '', chance() < 0.1 ? phone() : '', chance() < 0.03 ? phone() : '',
      chance() < 0.9 ? `${latin}${n}@${domain}` : '', chance() < 0.25 ? `${latin}.${n}@icloud.com` : '', '',
      chance() < 0.1 ? `fb${n}` : '', chance() < 0.3 ? mobile : '', chance() < 0.1 ? `wx_${n}` : '', chance() < 0.05 ? `t${n}` : '', chance() < 0.15 ? `in/${latin}${n}` : '', '', '', '',
      company, company && pick(jobs), pick(['', 'Team A', 'Team B']), chance() < 0.4 ? `${two(1 + below(12))}/${two(1 + below(28))}/${1950 + below(55)}` : '',
      pick(['en', 'zh', 'fr', 'de', 'ja', 'es', '']), `${below(999)} ${pick(companies)} Street${chance() < 0.01 ? '\nFloor 3' : ''}`, city, region, digits(5), country,
      pick(['Lead', 'Customer', 'Prospect', 'Others', '']), pick(['', 'Retail', 'Wholesale']), pick(['Primary', 'Secondary', 'Tertiary', '']), [...own].sort().join(';'),
    ];
    if (chance() < bad) {
      const [column, value] = pick([[2, '+85'], [6, 'not-an-email'], [20, '31/31/1980'], [21, 'ENG'], [26, 'Atlantis'], [27, 'Friend']]);
      row[column] = value;
    }
    yield row;
  }
}

/** The lines of the file, header first. */
export function* people(rows, bad) {
  for (const record of records(rows, bad)) yield line(record);
}

/** The same people in eight columns: what peers can map without a second table. */
export function* flat(rows) {
  const columns = [0, 1, 6, 2, 17, 23, 26, 30];
  for (const record of records(rows)) yield line(columns.map((column) => record[column]));
}

if (process.argv[1]?.endsWith('people.mjs')) {
  const [rows, bad] = process.argv.slice(2).map(Number);
  let chunk = '';
  for (const text of people(rows, bad)) {
    chunk += text;
    if (chunk.length > 1 << 20) {
      if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      chunk = '';
    }
  }
  process.stdout.write(chunk);
}
