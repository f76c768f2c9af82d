import { expect } from 'chai';
import { CHUNK_CHARACTERS } from '../../server/http/answer/items.js';
import { AnsweringServer, ask, bodyOf, someTexts } from '../support/answering_server.js';

describe('an answer of any form', () => {
  const host = new AnsweringServer();

  it('counts as a stream when it is one large body, but never the answer to a write', async () => {
    for (const [method, characters, streams] of [
      ['GET', CHUNK_CHARACTERS - 2, 0],
      ['GET', CHUNK_CHARACTERS - 1, 1],
      ['POST', 1_000_000, 0],
    ] as const) {
      host.started = 0;
      // With its two quotes.
      const port = await host.serve(() => ({ body: 'y'.repeat(characters) }));
      const response = await ask(port, method);
      expect((await bodyOf(response)).length).to.equal(characters + 2);
      expect(host.started, `${method} ${String(characters)}`).to.equal(streams);
      host.server?.close();
    }
  });

  it('is said to be JSON when it is', async () => {
    for (const [reply, type] of [
      [host.itemsReply(someTexts(['a'])), 'application/json; charset=utf-8'],
      [{ body: null }, 'application/json; charset=utf-8'],
      [{ text: 'a' }, undefined],
      [{ status: 204 }, undefined],
    ] as const) {
      const port = await host.serve(() => reply);
      const response = await ask(port);
      expect(response.headers['content-type'], JSON.stringify(reply)).to.equal(type);
      host.server?.closeAllConnections();
      host.server?.close();
    }
  });

  it('varies also by what the host varies by', async () => {
    for (const reply of [host.itemsReply(someTexts(['a'])), { body: 1 }, { text: 'a' }, { status: 204 }]) {
      const port = await host.serve(
        () => reply,
        (response) => response.vary('Origin'),
      );
      const { headers } = await ask(port);
      expect(headers.vary).to.equal('Origin, Accept-Language');
      host.server?.closeAllConnections();
      host.server?.close();
    }
  });
});
