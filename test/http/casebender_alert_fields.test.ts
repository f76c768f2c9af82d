import { expect } from 'chai';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const value = (name: string) => `El valor del campo '${name}' no es válido`;
const unknown = (name: string) => `El campo '${name}' no se admite`;
const many = (count: number) => Array.from({ length: count }, (_, i) => `t${String(i)}`);
const pairs = (count: number) => many(count).map((data) => ({ data_type: 'ip', data }));
const keyed = (count: number) => Object.fromEntries(many(count).map((key) => [key, 1]));

/** Values at the border that a field takes, as they are answered, and those that it does not take. */
const FIELDS: Readonly<
  Record<string, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }>
> = {
  title: { good: ['x', '🙂'.repeat(256)], bad: ['', ' ', 'a\nb', 'x'.repeat(257), null, 1] },
  description: { good: ['', 'a\nb', '🙂'.repeat(30_000)], bad: ['x'.repeat(30_001), null, 1] },
  status: { good: ['open', 'in_progress', 'closed'], bad: ['', 'Open', 'gone', null, 1] },
  severity: { good: ['low', 'medium', 'high', 'critical'], bad: ['', 'Low', '1', 0, 5, 1.5, null] },
  ...Object.fromEntries(
    ['type', 'source', 'source_ref', 'assigned_to'].map((name) => [
      name,
      { good: ['x', 'x'.repeat(256), null], bad: ['', 'x'.repeat(257), 1] },
    ]),
  ),
  external_link: {
    good: ['http://x.example/', `https://x.example/${'x'.repeat(2030)}`, null],
    bad: [
      '',
      'x.example',
      '/x',
      'ftp://x.example/',
      'javascript:0',
      `https://x.example/${'x'.repeat(2031)}`,
      1,
    ],
  },
  tlp: { good: [0, 4], bad: [-1, 5, 1.5, '2', null] },
  pap: { good: [0, 4], bad: [-1, 5, 1.5, '2', null] },
  tags: { good: [[], many(100), ['x'.repeat(64)]], bad: [many(101), 'a', null, {}] },
  custom_fields: {
    good: [{}, keyed(50), { k: 'x'.repeat(1000), n: -1.5, b: false, l: many(20) }],
    bad: [keyed(51), [], null, 'a'],
  },
  observables: {
    good: [[], pairs(500), [{ data_type: 'x'.repeat(64), data: 'x'.repeat(2000) }]],
    bad: [pairs(501), {}, null],
  },
};

/** What is wrong within a value, and where. */
const WITHIN: readonly (readonly [object, string])[] = [
  [{ tags: ['a', ''] }, value('tags[1]')],
  [{ tags: ['x'.repeat(65)] }, value('tags[0]')],
  [{ tags: [null] }, value('tags[0]')],
  [{ custom_fields: { k: 'x'.repeat(1001) } }, value('custom_fields.k')],
  [{ custom_fields: { k: {} } }, value('custom_fields.k')],
  [{ custom_fields: { k: many(21) } }, value('custom_fields.k')],
  [{ custom_fields: { prototype: 1 } }, unknown('custom_fields.prototype')],
  [{ custom_fields: { '1k': 1 } }, unknown('custom_fields.1k')],
  [{ observables: [{ data_type: 'ip' }] }, "El campo 'observables[0].data' es obligatorio"],
  [{ observables: [{ data_type: 'x'.repeat(65), data: 'a' }] }, value('observables[0].data_type')],
  [{ observables: [{ data_type: 'ip', data: 'x'.repeat(2001) }] }, value('observables[0].data')],
];

const READ_ONLY = ['tiny_id', 'case_id', 'created_by', 'created_at', 'updated_at'];

atMounts('the fields of an alert (C9.1)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'a' });
  });
  after(() => host.stop());

  const create = (over: object) =>
    boss.send('post', '/alerts', { body: { title: 'T', severity: 'low', ...over } });
  const patch = (body: object) => boss.send('patch', '/alerts/a', { body });

  async function expectRefused(change: object, message: string): Promise<void> {
    const refused = { status: 400, code: 'INVALID_REQUEST', message };
    for (const send of [create, patch]) {
      expect(failureOf(await send(change)), JSON.stringify(change).slice(0, 99)).to.deep.equal(refused);
    }
  }

  for (const [name, { good, bad }] of Object.entries(FIELDS)) {
    it(`have a ${name} within its bounds`, async () => {
      for (const one of good) {
        const created = await create({ [name]: one });
        expect([created.status, created.body.data?.[name]], created.text.slice(0, 200)).to.deep.equal([
          201,
          one,
        ]);
        const changed = await patch({ [name]: one });
        expect(changed.status, changed.text.slice(0, 200)).to.equal(200);
        // Custom fields are added to those that are there.
        if (name === 'custom_fields') await patch({ [name]: nulled(changed.body.data[name] as object) });
        else expect(changed.body.data[name]).to.deep.equal(one);
      }
      for (const one of bad) await expectRefused({ [name]: one }, value(name));
    });
  }

  const nulled = (fields: object) => Object.fromEntries(Object.keys(fields).map((key) => [key, null]));

  it('name the member that is wrong', async () => {
    for (const [change, message] of WITHIN) await expectRefused(change, message);
  });

  it('are not all to be written', async () => {
    for (const name of READ_ONLY) await expectRefused({ [name]: 'x' }, unknown(name));
    for (const name of ['id', 'owner']) {
      expect(failureOf(await patch({ [name]: 'securitySolution' })).message).to.equal(unknown(name));
    }
    expect(failureOf(await create({ version: 1 })).message).to.equal(unknown('version'));
    expect(failureOf(await create({ owner: 'nobody' })).message).to.equal(value('owner'));
  });

  it('have an id of its form', async () => {
    for (const id of ['', '.a', 'a b', 'ñ', 'x'.repeat(129), 'create-case', 1, null]) {
      expect(failureOf(await create({ id })).message, String(id)).to.equal(value('id'));
    }
    for (const id of ['0', 'x'.repeat(128), 'A.b_c:d-e']) expect((await create({ id })).status).to.equal(201);
  });
});
