import { expect } from 'chai';
import { itemsOf } from '../../server/http/answer/items.js';
import { AnsweringServer, ask, bodyOf, someTexts, TEXT } from '../support/answering_server.js';

describe('a list that is written piece by piece', () => {
  const host = new AnsweringServer();

  it('has a length and one piece when it is small, and is no stream', async () => {
    const port = await host.serve(() => host.itemsReply(someTexts(['a', 'b'], ['c'])));
    const response = await ask(port);
    expect(response.headers).to.include({
      'content-length': '22',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(host.running).to.equal(0);
    expect(await bodyOf(response)).to.equal('{"data":["a","b","c"]}');
  });

  it('may be empty', async () => {
    const port = await host.serve(() => host.itemsReply(someTexts()));
    expect(await bodyOf(await ask(port))).to.equal('{"data":[]}');
  });

  it('may be a list alone', async () => {
    const port = await host.serve(() => ({
      items: itemsOf(someTexts(['a'], ['b']), (text) => JSON.stringify(text)),
    }));
    expect(await bodyOf(await ask(port))).to.equal('["a","b"]');
  });

  it('holds every item once, in order, when it is large, and counts until it is closed', async () => {
    const texts = Array.from({ length: 400 }, (_, i) => String(i).padEnd(2_000));
    const port = await host.serve(() =>
      host.itemsReply(someTexts(texts.slice(0, 150), texts.slice(150, 151), texts.slice(151))),
    );
    const response = await ask(port);
    expect(host.running).to.equal(1);
    expect(JSON.parse(await bodyOf(response))).to.deep.equal({ data: texts });
    expect([host.running, host.seen.outcome]).to.deep.equal([0, 'resolved']);
  });

  it('is refused before its first byte where there are too many, and read no further', async () => {
    let asked = 0;
    const port = await host.serve(() => {
      asked += 1;
      return host.itemsReply(asked > 10 ? host.portionsOf(5) : endless());
    });
    await Promise.all(Array.from({ length: 10 }, () => ask(port)));
    expect((await ask(port)).statusCode).to.equal(503);
    expect(host.seen).to.include({ portions: 1, ended: true, outcome: 'rejected' });
  });

  it('leaves nothing of itself behind when it fails before its first byte', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(2, 0)));
    const response = await ask(port);
    expect(response.statusCode).to.equal(503);
    expect(response.headers).to.not.have.any.keys('x-of', 'vary', 'content-type');
    expect(host.seen).to.include({ outcome: 'rejected', ended: true });
  });

  it('is broken off when it fails later: it never looks whole', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(9, 5)));
    const response = await ask(port);
    const body = await bodyOf(response).catch((error: unknown) => error);
    expect(body).to.have.property('code', 'ECONNRESET');
    expect([response.complete, host.running]).to.deep.equal([false, 0]);
    expect(host.seen).to.include({ outcome: 'rejected', ended: true });
  });

  it('is not read for HEAD', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(5), { status: 200 }));
    const response = await ask(port, 'HEAD');
    expect(response.headers).to.include({
      'x-of': 'the answer',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(await bodyOf(response)).to.equal('');
    expect(host.seen).to.include({ portions: 0, outcome: 'resolved' });
  });
});

async function* endless(): AsyncGenerator<readonly string[]> {
  for (;;) yield await Promise.resolve([TEXT]);
}
