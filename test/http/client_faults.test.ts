import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { HistoryClient, UnexpectedAnswer } from '../../client/index.js';

/** Something that answers in the place of the history API. */
describe('the client of histories, when something else answers', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function clientOf(listener: RequestListener, timeoutMs?: number): Promise<HistoryClient> {
    const listening = createServer(listener);
    servers.push(listening);
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as AddressInfo;
    return new HistoryClient({ url: `http://127.0.0.1:${String(port)}`, timeoutMs });
  }

  async function thrownBy(client: HistoryClient): Promise<unknown> {
    const pages = client.pages();
    try {
      for (let next = await pages.next(); next.done !== true;) next = await pages.next();
    } catch (error) {
      return error;
    }
    throw new Error('Nothing was thrown.');
  }

  const answering =
    (status: number, text: string): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    };

  for (const [what, status, text, message] of [
    ['a page of a proxy', 502, '<html>Bad gateway</html>', 'The answer is no JSON.'],
    ['nothing', 200, '', 'The answer is no JSON.'],
    ['another API', 404, '{"error":"no"}', 'The answer is not one of the history API.'],
    [
      'a problem of another status',
      404,
      '{"status":400,"code":"A","detail":"b","requestId":"c"}',
      'The answer is not one of',
    ],
    ['a list', 200, '[]', 'The answer is not one of the history API.'],
    ['no entries', 200, '{"page":{"complete":true}}', 'The answer is no page of entries.'],
    ['no page', 200, '{"entries":[]}', 'The answer is no page of entries.'],
    ['entries that are none', 200, '{"entries":[1],"page":{}}', 'The answer is no page of entries.'],
    [
      'a page that leads elsewhere',
      200,
      '{"entries":[],"page":{"next":"//evil.example"}}',
      'The answer is no page',
    ],
    ['a page that leads to itself', 200, '{"entries":[],"page":{"next":"?a=1"}}', 'A page leads to itself.'],
  ] as const) {
    it(`says so of ${what}`, async () => {
      const error = await thrownBy(await clientOf(answering(status, text)));
      expect(error).to.be.instanceOf(UnexpectedAnswer);
      expect((error as Error).message).to.contain(message);
    });
  }

  it('says so when nothing answers in time, or in the middle of it', async () => {
    const silent = await thrownBy(await clientOf(() => undefined, 50));
    expect(silent)
      .to.be.instanceOf(UnexpectedAnswer)
      .and.have.property('message', 'The server does not answer.');
    const cut = await clientOf((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"entries":[');
      response.destroy();
    });
    expect(await thrownBy(cut)).to.be.instanceOf(UnexpectedAnswer);
  });

  it('ends with what its caller ends it with', async () => {
    const client = await clientOf(() => undefined);
    const stop = new AbortController();
    const asked = client.record('alert', 'a').summary({ signal: stop.signal });
    stop.abort(new Error('The tab was closed.'));
    const error = await asked.catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'The tab was closed.');
  });

  it('does not take in more than any page can have', async () => {
    const endless = await clientOf((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(2 ** 20)));
      };
      response.writeHead(200).on('drain', more);
      more();
    });
    expect(await thrownBy(endless)).to.have.property('message', 'The answer is too large.');
  });
});
