import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import type { RawAnswer } from '../support/raw_request.js';
import { JSON_TYPE, sendBytes } from '../support/raw_request.js';

const MAX_BYTES = 4096;

describe('a body that nobody has read', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost({ maxBodyBytes: MAX_BYTES });
  });
  after(() => host.stop());

  const good = JSON.stringify({ title: 'T', severity: 'high' });
  const large = JSON.stringify({ title: 'T', severity: 'high', description: 'x'.repeat(MAX_BYTES) });
  const send = (body: Buffer | string, headers: object = {}): Promise<RawAnswer> =>
    sendBytes(`${host.url}/v1/alerts`, { ...JSON_TYPE, ...headers }, [body]);

  it('may be compressed, up to the limit of what comes out', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect((await send(gzipSync(good), gzip)).status).to.equal(201);
    expect(gzipSync(large).length).to.be.below(MAX_BYTES / 2);
    expect((await send(gzipSync(large), gzip)).status).to.equal(413);
    expect((await send('broken', gzip)).status).to.equal(400);
    expect((await send(gzipSync(good).subarray(0, 20), gzip)).status).to.equal(400);
    expect((await send(good, { 'content-encoding': 'rot13' })).status).to.equal(415);
  });

  it('has one charset, however often a header names one', async () => {
    for (const charsets of ['utf-8; charset=utf-16', 'utf-16; charset=utf-8', 'utf8', '', 'latin1']) {
      const type = `application/json; charset=${charsets}`;
      expect((await send(good, { 'content-type': type })).status, type).to.equal(415);
    }
  });

  it('may begin with a byte order mark', async () => {
    expect((await send(`\ufeff${good}`)).status).to.equal(201);
  });

  it('is refused when its bytes are no text', async () => {
    const bytes = Buffer.from(good.replace('"T"', '"\u00ff"'), 'latin1');
    expect((await send(bytes)).status).to.equal(400);
  });

  it('may have floats of any size', async () => {
    const answer = await send(
      '{"title":"12345678901234567890","severity":"low","custom_fields":{"f":1.5e300}}',
    );
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
  });

  it('is not needed for a request without one', async () => {
    const kibana = await sendBytes(`${host.url}/api/cases`, { 'kbn-xsrf': '1' }, ['']);
    expect(kibana.body).to.have.property('message').that.contains('Invalid value "undefined"');
  });
});
