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

test('the client of JavaScript: made, listed by pages, changed, refused, deleted', async ({ emptyServer: { url, token } }) => {
  // Typed by its own declarations, which the compiler of the stories reads along.
  const { ApiProblem, client, pages } = await import('../../docs/api/external-contacts.js');
  const api = client({ server: url, token });

  const made = await api.contacts.create({ body: { last_name: 'Chan', phones: [{ number: '+85251234567' }] }, key: 'the first one' });
  const again = await api.contacts.create({ body: { last_name: 'Chan', phones: [{ number: '+85251234567' }] }, key: 'the first one' });
  expect(again.id).toBe(made.id);

  for (const name of ['a', 'b', 'c', 'd', 'e']) await api.labels.create({ body: { name } });
  const names: string[] = [];
  for await (const label of pages(api.labels.list, { query: { limit: 2 } })) names.push(label.name);
  expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);

  const changed = await api.contacts.change({ id: made.id, version: made.version, body: { company: 'Acme' } });
  expect(changed).toMatchObject({ company: 'Acme', version: made.version + 1 });
  const late = await api.contacts.change({ id: made.id, version: made.version, body: { company: 'Late' } }).catch((problem: unknown) => problem);
  expect(late).toBeInstanceOf(ApiProblem);
  expect(late).toMatchObject({ status: 412, code: 'version', current: { company: 'Acme' } });

  const wrong = await api.contacts.create({ body: { last_name: 'Lee', phones: [{ number: '12' }] } }).catch((problem: unknown) => problem);
  expect(wrong).toMatchObject({ status: 422, code: 'invalid' });
  expect((wrong as InstanceType<typeof ApiProblem>).problems[0].message).toContain('Mobile');

  const file = await api.contacts.export({ query: { search: 'chan' } });
  expect((await file.text()).trimEnd().split('\r\n')).toHaveLength(2);

  expect(await api.contacts.delete({ id: made.id })).toBeUndefined();
  await expect(api.contacts.get({ id: made.id })).rejects.toMatchObject({ status: 404, code: 'deleted' });
  await expect(client({ server: url, token: 'nobody' }).labels.list()).rejects.toMatchObject({ status: 401, code: 'signed_out' });
});
