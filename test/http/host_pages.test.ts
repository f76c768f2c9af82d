import { expect } from 'chai';
import type { EntriesInput, EntriesResult, LogInput } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { withoutStates } from '../support/host_records.js';

const subject = { space: 'default', kind: 'server', id: 'db-3' };
const OTHER = { ...subject, id: 'db-4' };

describe('pages of histories for the host itself (N16)', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
    for (const [i, after] of [{ n: 0 }, { n: 1, t: 'a' }, { n: 2, t: 'a' }].entries()) {
      for (const one of [subject, OTHER]) {
        const before = i === 0 ? {} : { before: { n: i - 1, ...(i === 2 && { t: 'a' }) } };
        await host.activity.record({ ...withoutStates({ subject: one }), ...before, after });
      }
    }
    await host.activity.record({ ...withoutStates({ subject: OTHER }), before: { n: 2, t: 'a' } });
  });
  after(() => host.stop());

  const entries = (over: Omit<EntriesInput, 'subject'> = {}): Promise<EntriesResult> =>
    host.activity.entries({ subject, ...over });
  const seqs = async (over: Omit<EntriesInput, 'subject'>): Promise<readonly number[]> =>
    (await entries(over)).entries.map(({ seq }) => seq);

  it('are the newest entries first, without what proves them', async () => {
    const page = await entries();
    expect(page).to.include({ head: 4, total: 4, complete: true }).and.not.have.property('next');
    expect(page.entries.map(({ seq }) => seq)).to.deep.equal([4, 3, 2, 1]);
    for (const entry of page.entries) expect(entry).to.not.have.property('seal');
    expect(page.entries).to.deep.equal((await host.activity.find({ subject })).activities);
  });

  it('are cut down by seq, filters and words, and lead on', async () => {
    expect(await seqs({ order: 'asc', after: 1, before: 4 })).to.deep.equal([2, 3]);
    expect(await seqs({ fields: ['n'] })).to.deep.equal([4, 2]);
    expect(await seqs({ types: ['created'], actors: ['mira'] })).to.deep.equal([1]);
    expect(await seqs({ q: 'MIRA t', fields: ['t'] })).to.deep.equal([3]);
    expect(await seqs({ to: new Date(0) })).to.deep.equal([]);
    const first = await entries({ limit: 3 });
    expect(first.next).to.equal(2);
    expect(await seqs({ limit: 3, before: first.next })).to.deep.equal([1]);
  });

  it('are there of a record that was deleted, and empty of one that is not there', async () => {
    const gone = await host.activity.entries({ subject: OTHER, limit: 1 });
    expect(gone).to.include({ head: 5, next: 5 });
    expect(gone.entries[0]?.change).to.deep.equal({ type: 'deleted' });
    expect(await host.activity.entries({ subject: { ...subject, id: 'none' } })).to.deep.equal({
      ...{ entries: [], head: 0, total: 0, complete: true },
    });
  });

  it('of a space come in the order of recording, each once, and lead on for ever', async () => {
    const all = await host.activity.log({ space: 'default' });
    expect(all).to.include({ size: 9, start: 0, end: 9, complete: true });
    expect(all.entries.map(({ position }) => position)).to.deep.equal([...Array(9).keys()]);
    const walked: number[] = [];
    for (let start = 0; start < 9;) {
      const page = await host.activity.log({ space: 'default', start, limit: 2 });
      walked.push(...page.entries.map(({ position }) => position));
      start = page.end;
    }
    expect(walked).to.deep.equal([...Array(9).keys()]);
    expect(await host.activity.log({ space: 'default', start: 20 })).to.deep.equal({
      ...{ entries: [], size: 9, start: 20, end: 20, complete: true },
    });
  });

  for (const [input, message] of [
    [{ order: 'up' }, "order must be 'asc' or 'desc'"],
    [{ limit: 501 }, 'limit must be an integer from 1 to 500'],
    [{ after: -1 }, 'after must be an integer from 0 to 1048576'],
    [{ types: 'field' }, 'types must be a list'],
    [{ types: ['statements'] }, 'types[0] must be one of created, field'],
    [{ fields: [''] }, 'fields[0] must be a text of 1 to 1,000 characters'],
    [{ actors: Array(51).fill('a') }, 'actors must have at most 50 members'],
    [{ from: '2026-01-01' }, 'from must be a valid Date'],
    [{ to: new Date(NaN) }, 'to must be a valid Date'],
    [{ q: ' ' }, 'q must be a text of 1 to 200 characters'],
    [{ subject: { ...subject, space: 'none' } }, 'subject.space must be a configured space'],
  ] as const) {
    it(`are refused for ${JSON.stringify(input).slice(0, 40)}`, async () => {
      const wanted = { subject, ...input } as unknown as EntriesInput;
      const error = await host.activity.entries(wanted).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('code', 'INVALID_REQUEST');
      expect((error as Error).message).to.contain(message);
    });
  }

  for (const [input, message] of [
    [{}, 'space must be made of'],
    [{ space: 'none' }, 'space must be a configured space'],
    [{ space: 'default', start: -1 }, 'start must be an integer from 0'],
    [{ space: 'default', limit: 1_001 }, 'limit must be an integer from 1 to 1000'],
  ] as const) {
    it(`of a space are refused for ${JSON.stringify(input)}`, async () => {
      const error = await host.activity.log(input as LogInput).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('code', 'INVALID_REQUEST');
      expect((error as Error).message).to.contain(message);
    });
  }
});
