import { expect } from 'chai';
import type { NativeSpaceVerification, NativeVerification } from '../../common/native_verification.js';
import { startAlertHost } from '../support/casebender.js';
import { figuresOf, OWN, valueOf } from '../support/figures.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';
import type { StoredSort, StoredThing, Tampering } from '../support/tampering.js';
import { tamperingAt } from '../support/tampering_at.js';

const PATH = '/records/alert/a-1/verify';
const COUNTED = `${OWN}integrity_problems_total`;

describe('what verifying answers of a history that is not what was recorded (N10.4, N10.5)', () => {
  let host: TestHost;
  let client: NativeClient;
  let tampering: Tampering;
  const errors: Record<string, unknown>[] = [];
  beforeEach(async () => {
    errors.length = 0;
    host = await startAlertHost({
      config: { integrity: signedBy(aSigningKey()) },
      logger: {
        ...{ warn: () => undefined, info: () => undefined },
        error: (details) => errors.push(details as Record<string, unknown>),
      },
    });
    client = new NativeClient(host);
    await recordChange(host, undefined, { title: 'first title' });
    await recordChange(host, { title: 'first title' }, { title: 'second title' });
    await client.read('/log');
    tampering = await tamperingAt(host.storage);
  });
  afterEach(async () => {
    await tampering.close();
    await host.stop();
  });

  /** The stored thing that says this, and what it would be with something else in its place. */
  async function replacing(sort: StoredSort, text: string, by: string): Promise<[StoredThing, unknown]> {
    const things = await tampering.all(sort);
    const thing = things.find(({ value }) => JSON.stringify(value).includes(text));
    if (thing === undefined) throw new Error(`Nothing says ${text}.`);
    return [thing, replaced(thing.value, text, by)];
  }

  it('is 200 with the problems, an error in the log, and a figure', async () => {
    const [entry, value] = await replacing('entry', 'second title', 'third title');
    await tampering.put(entry, value);
    const before = valueOf(await figuresOf(host), COUNTED);
    const report = await client.read<NativeVerification>(PATH);
    expect(report).to.deep.include({ valid: false, entries: 2, complete: true });
    expect(report.problems).to.deep.equal([{ seq: 2, problem: 'hash-differs' }]);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.deep.include({
      subject: { space: 'default', kind: 'alert', id: 'a-1' },
      problems: [{ seq: 2, problem: 'hash-differs' }],
      count: 1,
    });
    expect(valueOf(await figuresOf(host), COUNTED)).to.equal(before + 1);
    await tampering.put(entry);
    expect((await client.read<NativeVerification>(PATH)).valid).to.equal(true);
    expect(errors).to.have.length(1);
  });

  it('names the entry of a position where something is wrong', async () => {
    const [entry] = await replacing('entry', 'second title', 'x');
    await tampering.remove(entry);
    const report = await client.read<NativeSpaceVerification>('/verify');
    expect(report.valid).to.equal(false);
    expect(report.problems.map(({ position: _, ...rest }) => rest)).to.deep.equal([
      { problem: 'gap', record: { kind: 'alert', id: 'a-1' }, seq: 2 },
    ]);
    expect(errors[0]).to.deep.include({ space: 'default', count: 1 });
    const { problems } = await client.read<NativeVerification>(PATH);
    expect(problems).to.deep.equal([{ seq: 2, problem: 'gap' }]);
  });

  it('is never a failure of the server, whatever is stored', async () => {
    for (const sort of ['entry', 'row', 'tile', 'log', 'checkpoint', 'head'] as const) {
      for (const thing of await tampering.all(sort)) {
        for (const value of GARBAGE[host.storage.kind]) {
          if (!(await tampering.put(thing, value))) continue;
          for (const path of [PATH, '/verify']) {
            const { status, text } = await client.send('get', path);
            const asRecord = sort === 'head' && path === PATH ? [200, 404] : [200];
            expect(asRecord, `${sort} ${JSON.stringify(value)} ${path} ${text}`).to.include(status);
          }
        }
        await tampering.put(thing);
      }
    }
    expect((await client.read<NativeVerification>(PATH)).valid).to.equal(true);
  });

  it('ends with the entry after which there are a thousand problems, and goes on behind it', async () => {
    const fields = (count: number, n: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${String(i)}`, n]));
    const subject = { space: 'default', kind: 'alert', id: 'many' };
    await recordChange(host, undefined, fields(1_000, 0), { subject });
    await recordChange(host, fields(1_000, 0), fields(1_000, 1), { subject });
    await recordChange(host, fields(200, 1), fields(200, 2), { subject });
    await client.read('/log?start=1200');
    for (const entry of await tampering.all('entry')) {
      const value = replaced(entry.value, 'ana.garcia', 'ana.torres');
      if (/"f\d+\\?"/.test(JSON.stringify(entry.value))) await tampering.put(entry, value);
    }
    const path = '/records/alert/many/verify';
    // Of each entry its hash and its row, in which the actor stands too.
    const first = await client.read<NativeVerification>(path);
    expect(first).to.deep.include({
      valid: false,
      entries: 500,
      to: 500,
      complete: false,
      next: '?from=501',
    });
    expect(first.problems).to.have.length(1_000);
    let [entries, problems] = [0, 0];
    for (let query: string | undefined = ''; query !== undefined;) {
      const part: NativeVerification = await client.read<NativeVerification>(path + query);
      [entries, problems] = [entries + part.entries, problems + part.problems.length];
      query = part.next;
    }
    expect([entries, problems]).to.deep.equal([1_201, 2_402]);
    const log = await client.read<NativeSpaceVerification>('/verify');
    expect(log.problems).to.have.length(1_201);
  });
});

const GARBAGE = {
  embedded: ['', 'x', '{', 'null', '[]', '[null]', '{}', '7', '[[],[],[],[],[],[],[],[],[]]', '"text"'],
  mongodb: [{}, { body: 'x' }, { seq: 'x', p: 'x', size: 'x' }, { size: -1, seq: -1, revision: 1 }],
} as const;

/** The value with a text in the place of another one, wherever that stands in it. */
function replaced(value: unknown, text: string, by: string): unknown {
  if (typeof value === 'string') return value.replaceAll(text, by);
  if (Array.isArray(value)) return value.map((one) => replaced(one, text, by));
  const isPlain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, text, by)]));
}
