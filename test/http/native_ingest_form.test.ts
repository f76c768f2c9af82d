import { expect } from 'chai';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, problemOf, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

const NOT_A_CHANGE = 'must be a change with before, after or both';
const A_TEXT = 'must be a text of at most 1,024 characters';
const AN_INSTANT = 'must be an instant such as 2026-03-04T10:15:00Z, or a day';

atMounts('the form of a change (N1.1, N7.1)', () => {
  let host: TestHost;
  let writer: NativeClient;
  before(async () => {
    host = await startAlertHost();
    writer = new NativeClient(host, WRITER);
  });
  after(() => host.stop());

  const entries = (): string => `${aServer().path}/entries`;
  const with_ = (over: object): object => ({ ...aChange(), ...over });

  it('is told with all that is wrong, each at its place', async () => {
    const body = {
      ...{ owner: 'nobody', before: [], after: 'x', more: 1, actor: { kind: 'robot', name: 1 } },
      ...{ at: '2026-02-30', context: { source: 'me', ip: '::1' }, feed: { id: 'a b', position: -1 } },
    };
    const { errors, detail } = problemOf(await writer.post(entries(), body), 400, 'INVALID_REQUEST');
    expect(Object.fromEntries(errors?.map((one) => [one.pointer, one.detail]) ?? [])).to.deep.equal({
      '/owner': 'must be a configured owner',
      '/before': 'must be an object',
      '/after': 'must be an object',
      '/actor/kind': 'must be one of user, key, system, anonymous',
      '/actor/name': 'is not a member here',
      '/at': AN_INSTANT,
      '/context/source': 'must be one of user, api, rule, agent, workflow, import',
      '/context/ip': 'is not a member here',
      '/feed/id': 'must be 1 to 64 of A-Z, a-z, 0-9, ., _, : and -',
      '/feed/position': 'must be an integer from 0 to 9007199254740991',
      '/more': 'is not a member here',
    });
    expect(detail).to.equal('11 parts of the request are not valid.');
  });

  for (const [body, pointer, detail] of [
    ['', '', NOT_A_CHANGE],
    ['[]', '', NOT_A_CHANGE],
    ['7', '', NOT_A_CHANGE],
    ['null', '', NOT_A_CHANGE],
    ['{"owner":"securitySolution"}', '', NOT_A_CHANGE],
    ['{', '', 'Invalid request payload JSON format'],
    ['{"after":{"a~/b":["\\ud800"]}}', '/after/a~0~1b/0', undefined],
    ['{"after":{"a":9007199254740993}}', '/after/a', undefined],
    [`{"after":${'['.repeat(60)}${']'.repeat(60)}}`, '', undefined],
    ['{"__proto__":{"owner":"securitySolution","after":{}}}', '/__proto__', 'is not a member here'],
    [with_({ record: { kind: 'server', id: 'x' } }), '/record', 'is not a member here'],
    [with_({ owner: undefined }), '/owner', 'must be a configured owner'],
    [with_({ after: null }), '/after', 'must be an object'],
    [with_({ after: { ['x'.repeat(513)]: 1 } }), '/after', 'must not have names longer than 512 bytes'],
    [with_({ at: 7 }), '/at', AN_INSTANT],
    [with_({ at: '2026-01-01T00:00:00' }), '/at', AN_INSTANT],
    [with_({ actor: 'me' }), '/actor', 'must be an actor'],
    [with_({ actor: { kind: 'user', username: 'x'.repeat(1_025) } }), '/actor/username', A_TEXT],
    [with_({ actor: { kind: 'user', email: null } }), '/actor/email', A_TEXT],
    [with_({ feed: { id: 'f', position: '1' } }), '/feed/position', undefined],
    [with_({ feed: { id: 'f', position: 1.5 } }), '/feed/position', undefined],
    [
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [String(i), 1])),
      '',
      'has members that are none',
    ],
  ] as const) {
    it(`is refused: ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const { errors } = problemOf(await writer.post(entries(), body), 400, 'INVALID_REQUEST');
      expect(errors).to.have.length(1);
      expect(errors?.[0]?.pointer).to.equal(pointer);
      if (detail !== undefined) expect(errors?.[0]?.detail).to.equal(detail);
    });
  }

  it('may have any names in its states', async () => {
    const after = '{"__proto__":{"x":1},"constructor":2,"before":{"after":[]},"":0,"-0":-0}';
    const path = aServer().path;
    const { status, text } = await writer.post(
      `${path}/entries`,
      `{"owner":"securitySolution","after":${after}}`,
    );
    expect(status, text).to.equal(201);
    const answer = await writer.send('get', `${path}/state?locale=en`);
    expect(answer.text).to.contain(
      '"state":{"__proto__":{"x":1},"constructor":2,"before":{"after":[]},"":0,"-0":0}',
    );
  });

  for (const [what, after] of [
    ['fields', Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`f${String(i)}`, 1]))],
    ['values', { list: Array<number>(65_536).fill(1) }],
  ] as const) {
    it(`is too large with too many ${what}`, async () => {
      const { errors } = problemOf(await writer.post(entries(), with_({ after })), 413, 'PAYLOAD_TOO_LARGE');
      expect(errors?.map(({ pointer }) => pointer)).to.deep.equal(['/after']);
    });
  }

  it('is too large with more than 1 MiB', async () => {
    const body = with_({ after: { text: 'x'.repeat(1_048_576) } });
    problemOf(await writer.post(entries(), body), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('is JSON, and nothing else', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/x-ndjson',
      'x',
      'application/json; charset=latin1',
    ]) {
      const sent = await writer.post(entries(), JSON.stringify(aChange()), { 'content-type': type });
      problemOf(sent, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
    const lines = await writer.post('/entries', '{}', {
      'content-type': 'application/x-ndjson; charset=utf-16',
    });
    problemOf(lines, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  for (const kind of ['case', 'alert', 'ledger', 'hold', 'access']) {
    it(`is not of a record of the kind ${kind}`, async () => {
      const { errors } = problemOf(
        await writer.post(`/records/${kind}/none/entries`, aChange()),
        ...([422, 'KIND_RESERVED'] as const),
      );
      expect(errors).to.equal(undefined);
    });
  }
});
