// Programs bring 100,000 contacts in, are told what became of each, find them and take them out again.

import { expect, test } from '../story';

test.use({ chapter: 'api' });

const records = 100_000;
const header = 'First name,Last name,Mobile,Email,Company,Contact Label';

/** Every thousandth record is bad. */
function* file() {
  yield `${header}\r\n`;
  for (let n = 1; n <= records; n += 1) {
    const mobile = n % 1000 ? `+85251${String(n).padStart(6, '0')}` : '+852 5100';
    yield `Given${n},Family${n},${mobile},person${n}@example.com,Acme ${n % 97},${n % 5 ? '' : 'VIP'}\r\n`;
  }
}

test('100,000 records by POST /api/v1/imports: the ledger, ErrorDetail.csv, the search and Contact.csv', async ({ request, emptyServer: { url, token } }) => {
  const headers = { authorization: `Bearer ${token}` };
  const api = `${url}/api/v1`;
  const sent = await request.post(`${api}/imports`, { headers: { ...headers, 'content-type': 'text/csv' }, data: Buffer.from([...file()].join('')) });
  expect(sent.status()).toBe(202);
  const { id } = await sent.json();
  const ledger = async () => (await request.get(`${api}/imports/${id}`, { headers })).json();
  await expect
    .poll(
      async () => {
        const { status, records, created, updated, unchanged, skipped, failed } = await ledger();
        expect(created + updated + unchanged + skipped + failed).toBe(records);
        return status;
      },
      { timeout: 100_000 },
    )
    .toBe('done');
  expect(await ledger()).toMatchObject({ records, created: records - 100, updated: 0, unchanged: 0, skipped: 0, failed: 100 });

  const detail = (await (await request.get(`${api}/imports/${id}/errors`, { headers })).text()).trimEnd().split('\r\n');
  expect(detail).toHaveLength(101);
  // No cell of this file holds a comma but the sentence in column AZ, the 52nd.
  expect(detail[0].split(',')[51]).toBe('Error Message');
  expect(detail[1].split(',').slice(51).join(',')).toContain('Mobile: ""+852 5100"" must be + followed by 8 to 20 digits');

  const found = await (await request.get(`${api}/contacts?search=family77777`, { headers })).json();
  expect(found.total).toBe(1);
  expect(found.items[0]).toMatchObject({ last_name: 'Family77777', company: `Acme ${77777 % 97}` });
  const dense = await (await request.get(`${api}/contacts?label=vip&limit=500`, { headers })).json();
  expect(dense.items).toHaveLength(500);
  expect(dense.total).toEqual({ at_least: 10_000 });

  const exported = await request.get(`${api}/contacts/export`, { headers });
  expect(exported.headers()['content-disposition']).toContain('Contact.csv');
  const lines = (await exported.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(records - 100 + 1);
  expect(lines[0]).toMatch(/^\ufeff?First name,Last name,Mobile,/);
});
