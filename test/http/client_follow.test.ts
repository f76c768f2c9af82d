import { expect } from 'chai';
import { HistoryClient, HistoryProblem, UnexpectedAnswer } from '../../client/index.js';
import type { NativeEntry } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import { ROLES } from '../support/casebender.js';
import { until } from '../support/answering_server.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';

const ANA: Principal = { username: 'ana', roles: ['reader'] };

describe('the client that follows histories (N6)', () => {
  let host: TestHost;
  let client: HistoryClient;
  let who: Principal | undefined;
  let n: number;
  let asked: string[];
  let answered: number[];
  beforeEach(async () => {
    [who, n, asked, answered] = [ANA, 0, [], []];
    host = await startHost({
      config: { security: { roles: ROLES }, native: { recheckMs: 1_000, maxStreamsPerPrincipal: 1 } },
      authenticate: () => who,
    });
    await recordChange(host, undefined, { n });
    client = new HistoryClient({
      url: host.url,
      fetch: async (input, init) => {
        const { pathname, search } = new URL(input);
        asked.push(`${pathname.slice('/api/activity/v1'.length)}${search}`);
        const response = await fetch(input, init);
        answered.push(response.status);
        return response;
      },
    });
  });
  afterEach(() => host.stop());

  async function change(): Promise<void> {
    await recordChange(host, { n }, { n: n + 1 });
    n += 1;
  }

  /** The next entries, each recorded when it is waited for; connections are cut off before every third. */
  async function some(entries: AsyncGenerator<NativeEntry>, count: number): Promise<readonly NativeEntry[]> {
    const found: NativeEntry[] = [];
    for (let i = 0; i < count; i += 1) {
      const next = entries.next();
      // From here on it knows where it begins.
      await until(() => asked.some((path) => path.includes('/stream?')));
      if (i % 3 === 2) host.server.closeAllConnections();
      await change();
      const { value } = (await next) as { value: NativeEntry };
      found.push(value);
    }
    return found;
  }

  async function thrownBy(entries: AsyncGenerator<NativeEntry>): Promise<unknown> {
    try {
      for (;;) if ((await entries.next()).done === true) return undefined;
    } catch (error) {
      return error;
    }
  }

  it('brings the new entries of a record, each once, over broken connections', async () => {
    const entries = client.record('alert', 'a-1').follow({ types: ['field'], include: [] });
    const found = await some(entries, 8);
    expect(found.map(({ seq }) => seq)).to.deep.equal([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(found[0]).to.not.have.any.keys('text', 'ago');
    await entries.return(undefined);
    expect(asked[0]).to.equal('/records/alert/a-1');
    expect(new Set(asked.slice(1))).to.deep.equal(
      new Set(['/records/alert/a-1/stream?types=field&include=&after=1']),
    );
    // It is gone: somebody else may follow.
    await opened();
  });

  it('brings those of a space, from a position on or from now on', async () => {
    const entries = client.follow({ kinds: ['alert'] });
    expect((await some(entries, 4)).map(({ position }) => position)).to.deep.equal([1, 2, 3, 4]);
    await entries.return(undefined);
    const all: (number | undefined)[] = [];
    for await (const { position } of client.follow({ start: 0 })) {
      all.push(position);
      if (all.length === 5) break;
    }
    expect(all).to.deep.equal([0, 1, 2, 3, 4]);
  });

  /** Whether streams are free again, which the host notices a moment after the client has gone. */
  async function opened(): Promise<void> {
    for (;;) {
      const response = await FollowedStream.ask(host, '/stream');
      response.on('error', () => undefined).destroy();
      if (response.statusCode === 200) return;
    }
  }

  it('waits for as long as the server says when there are too many streams', async () => {
    const other = await FollowedStream.open(host, '/stream');
    const entries = client.record('alert', 'a-1').follow({ after: 0 });
    const first = entries.next();
    await until(() => answered.length > 0);
    other.close();
    expect(answered).to.deep.equal([429]);
    const begun = performance.now();
    expect((await first).value).to.include({ seq: 1 });
    expect(performance.now() - begun).to.be.above(3_000);
    await entries.return(undefined);
  });

  it('ends when the server refuses: what is wrong, missing, or not allowed any more', async () => {
    const refused = async (entries: AsyncGenerator<NativeEntry>): Promise<object> => {
      const error = await thrownBy(entries);
      expect(error).to.be.instanceOf(HistoryProblem);
      const { status, code } = error as HistoryProblem;
      return { status, code };
    };
    const record = client.record('alert', 'a-1');
    const missing = client.record('alert', 'none');
    const none = { status: 404, code: 'RECORD_NOT_FOUND' };
    expect(await refused(missing.follow())).to.deep.equal(none);
    expect(await refused(missing.follow({ after: 0 }))).to.deep.equal(none);
    expect(await refused(record.follow({ after: 9 }))).to.deep.equal({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    const following = refused(record.follow());
    await until(() => asked.some((path) => path.includes('after=1')));
    who = { ...ANA, roles: ['stranger'] };
    expect(await following).to.deep.equal(none);
    who = undefined;
    expect(await refused(client.follow())).to.deep.equal({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('ends when it is told to, with the reason, also while it rests', async () => {
    const told = new AbortController();
    const entries = client.record('alert', 'a-1').follow({ after: 0, signal: told.signal });
    expect((await entries.next()).value).to.include({ seq: 1 });
    const ended = thrownBy(entries);
    told.abort(new Error('enough'));
    expect(await ended).to.have.property('message', 'enough');
    const away = new HistoryClient({ url: 'http://127.0.0.1:1' });
    const resting = new AbortController();
    const later = thrownBy(away.follow({ start: 0, signal: resting.signal }));
    setTimeout(() => {
      resting.abort(new Error('enough'));
    }, 300);
    expect(await later).to.have.property('message', 'enough');
  });

  it('ends when something else answers', async () => {
    const { status } = await new NativeClient(host).send('get', '/records/alert/a-1');
    expect(status).to.equal(200);
    const other = new HistoryClient({
      url: host.url,
      fetch: (_input, init) => fetch(`${host.url}/api/activity/v1/records/alert/a-1`, init),
    });
    const error = await thrownBy(other.follow({ start: 0 }));
    expect(error).to.be.instanceOf(UnexpectedAnswer);
    expect(error).to.have.property('status', 200);
  });
});
