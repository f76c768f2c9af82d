import { expect } from 'chai';
import type { RecordInput } from '../../server/index.js';
import { codeOf } from '../contract/store_fixture.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { withoutStates } from '../support/host_records.js';
import { atMounts } from '../support/mounts.js';

const subject = { space: 'default', kind: 'server', id: 'db-3' };

atMounts('the refusals of the in-process API', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  const bad: [string, Partial<RecordInput> | { at: Date }][] = [
    ['an unknown owner', { owner: 'nobody', after: {} }],
    ['neither before nor after', {}],
    ['a date in the state', { after: { at: new Date() as never } }],
    ['an undefined value', { after: { at: undefined as never } }],
    ['a number that is not finite', { after: { n: Number.NaN } }],
    ['a state that is no object', { after: [] as never }],
    ['a bad date', { after: {}, at: new Date(Number.NaN) }],
    ['an id with NUL', { after: {}, subject: { ...subject, id: 'a\0' } }],
    ['an id that is too long', { after: {}, subject: { ...subject, id: 'a'.repeat(513) } }],
    ['a space in capitals', { after: {}, subject: { ...subject, space: 'Default' } }],
    ['no kind', { after: {}, subject: { ...subject, kind: '' } }],
    ['an unknown kind of actor', { after: {}, actor: { kind: 'robot' } as never }],
  ];
  for (const [what, over] of bad) {
    it(`refuses ${what}`, async () => {
      expect(await codeOf(host.activity.record(withoutStates(over)))).to.equal('INVALID_REQUEST');
    });
  }

  it('refuses what does not fit the history', async () => {
    const base = withoutStates();
    expect(await codeOf(host.activity.record({ ...base, before: { a: 1 } }))).to.equal('RECORD_NOT_FOUND');
    await host.activity.record({ ...base, after: { a: 1 } });
    expect(await codeOf(host.activity.record({ ...base, after: { a: 1 } }))).to.equal('RECORD_EXISTS');
    const moved = { ...base, owner: 'observability', before: { a: 1 }, after: { a: 2 } };
    const refused: unknown = await host.activity.record(moved).catch((error: unknown) => error);
    expect(refused).to.deep.include({
      code: 'INVALID_REQUEST',
      message: 'owner must stay cases, found: "observability".',
      details: { path: 'owner', found: '"observability"' },
    });
    expect(await codeOf(host.activity.find({ subject: base.subject, limit: 0 }))).to.equal('INVALID_REQUEST');
    expect(await codeOf(host.activity.find({ subject: base.subject, page: 1.5 }))).to.equal(
      'INVALID_REQUEST',
    );
    await host.activity.record({ ...base, before: { a: 1 } });
    for (const after of [undefined, { a: 2 }]) {
      const late = host.activity.record({ ...base, before: { a: 1 }, ...(after && { after }) });
      expect(await codeOf(late)).to.equal('RECORD_NOT_FOUND');
    }
  });
});
