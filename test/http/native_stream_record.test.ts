import { expect } from 'chai';
import { BOSS, startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const STREAM = '/records/alert/a-1/stream';

atMounts('the stream of a record (N6)', () => {
  let host: TestHost;
  let n = 0;
  beforeEach(async () => {
    host = await startAlertHost();
    n = 0;
    await recordChange(host, undefined, { n, title: 'T' });
  });
  afterEach(() => host.stop());

  async function change(times = 1): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      await recordChange(host, { n }, { n: n + 1 });
      n += 1;
    }
  }

  it('begins at once, has the headers of one, and then what comes, in the form of entries', async () => {
    const stream = await FollowedStream.open(host, STREAM);
    await stream.until(({ events }) => events.length > 0);
    expect(stream.events[0]?.text).to.equal('retry: 3000');
    expect(stream.response.headers).to.include({
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'content-language': 'en',
      vary: 'Accept-Language',
      connection: 'keep-alive',
    });
    await change(3);
    await stream.has(3);
    expect(stream.events.slice(1).map(({ id, event }) => [id, event])).to.deep.equal([
      ['2', 'entry'],
      ['3', 'entry'],
      ['4', 'entry'],
    ]);
    const { entries } = await new NativeClient(host).page('?order=asc&after=1');
    const withoutAgo = ({ ago: _, ...entry }: (typeof entries)[number]): object => entry;
    expect(stream.entries.map(withoutAgo)).to.deep.equal(entries.map(withoutAgo));
    stream.close();
  });

  it('comes in full order behind `after`, each once, also what is longer than a portion', async () => {
    await change(230);
    const stream = await FollowedStream.open(host, `${STREAM}?after=0`);
    await change(5);
    await stream.has(236);
    expect(stream.seqs).to.deep.equal(Array.from({ length: 236 }, (_, i) => i + 1));
    stream.close();
  });

  it('goes on behind `Last-Event-ID`, which wins', async () => {
    await change(5);
    const stream = await FollowedStream.open(host, `${STREAM}?after=0`, {
      headers: { 'Last-Event-ID': '4' },
    });
    await stream.has(2);
    await change();
    await stream.has(3);
    expect(stream.seqs).to.deep.equal([5, 6, 7]);
    stream.close();
  });

  it('passes over what does not match, and shows what is asked for', async () => {
    const stream = await FollowedStream.open(
      host,
      `${STREAM}?after=0&types=field&fields=title&actors=ana.garcia&include=&locale=es`,
    );
    await change(3);
    await recordChange(host, { title: 'T' }, { title: 'U' });
    await change();
    await recordChange(host, { title: 'U' }, { title: 'V' }, { actor: { kind: 'user', username: 'bob' } });
    await recordChange(host, { title: 'V' }, { title: 'W' });
    await stream.has(2);
    expect(stream.entries.map(({ change: { after } }) => after)).to.deep.equal(['U', 'W']);
    expect(stream.entries[0]).to.not.have.any.keys('text', 'ago', 'position');
    expect(stream.response.headers['content-language']).to.equal('es');
    stream.close();
  });

  it('answers HEAD with its headers alone, and nobody is counted as following', async () => {
    for (let i = 0; i < 25; i += 1) {
      const response = await FollowedStream.ask(host, STREAM, { method: 'HEAD' });
      expect([response.statusCode, response.headers['content-type']]).to.deep.equal([
        200,
        'text/event-stream',
      ]);
      response.resume();
    }
  });

  it('is refused with all that is wrong with it, the header by its name', async () => {
    const { problem } = await FollowedStream.refused(host, `${STREAM}?after=x&q=1&order=asc`, {
      headers: { 'last-event-id': '1, 2' },
    });
    expect(problem).to.include({ status: 400, code: 'INVALID_REQUEST' });
    expect(problem.errors?.map(({ parameter, header }) => parameter ?? header)).to.have.members([
      'after',
      'q',
      'order',
      'Last-Event-ID',
    ]);
    for (const [path, headers, named] of [
      [`${STREAM}?after=2`, {}, { parameter: 'after' }],
      [`${STREAM}?after=1`, { 'last-event-id': '2' }, { header: 'Last-Event-ID' }],
    ] as const) {
      const beyond = await FollowedStream.refused(host, path, { headers });
      expect(beyond.problem.status).to.equal(400);
      expect(beyond.problem.errors?.[0]).to.include(named);
    }
  });

  it('is not there for whom the record is not there', async () => {
    const cases = [
      ['/records/alert/none/stream', BOSS, 404, 'RECORD_NOT_FOUND'],
      [STREAM, { username: 'eve', roles: ['stranger'] }, 404, 'RECORD_NOT_FOUND'],
      [STREAM, { username: 'key', roles: ['reader'], scopes: ['alerts:read'] }, 403, 'FORBIDDEN'],
      [STREAM, null, 401, 'UNAUTHENTICATED'],
    ] as const;
    for (const [path, principal, status, code] of cases) {
      const { problem, response } = await FollowedStream.refused(host, path, { principal });
      expect([response.statusCode, problem.code]).to.deep.equal([status, code]);
    }
    const { response } = await FollowedStream.refused(host, STREAM, { method: 'POST' });
    expect([response.statusCode, response.headers.allow]).to.deep.equal([405, 'GET, HEAD']);
  });

  it('goes on when the record is deleted: its history stays', async () => {
    const stream = await FollowedStream.open(host, STREAM);
    await recordChange(host, {}, undefined);
    await stream.has(1);
    expect(stream.entries[0]?.type).to.equal('deleted');
    const again = await FollowedStream.open(host, `${STREAM}?after=0`);
    await again.has(2);
    for (const one of [stream, again]) one.close();
  });
});
