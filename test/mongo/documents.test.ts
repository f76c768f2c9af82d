import { expect } from 'chai';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import {
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
  pageOf,
} from '../support/records.js';
import { benchOfEachTest } from './mongo_bench.js';
import { serverUri, withClient } from './mongo_server.js';

describe('the store on MongoDB with documents too large or missing', function () {
  this.timeout(180_000);
  const mongo = benchOfEachTest();

  it('refuses what no document can hold before anything is written', async () => {
    const bench = mongo();
    const store = await bench.open(serverUri(), 10_000);
    const first = aCreation(aSubject());
    await store.commit([first]);
    const text = 'x'.repeat(8 * 2 ** 20);
    const attachment = anAttachment({ state: { text } });
    const big = aContinuation(first.head, { state: { text }, attachments: [{ type: 'put', attachment }] });
    expect(await codeOf(store.commit([big]))).to.equal('PAYLOAD_TOO_LARGE');
    expect(await codeOf(store.commit([big, aCreation(aSubject())]))).to.equal('PAYLOAD_TOO_LARGE');
    expect(await soundHead(store, first.head.subject)).to.deep.equal(first.head);
    const half = aContinuation(first.head, { state: { text } });
    await store.commit([half]);
    const staged = aContinuation(half.head, { state: { text: `${text}y` } });
    expect(await codeOf(store.commit([staged, aCreation(aSubject())]))).to.equal('PAYLOAD_TOO_LARGE');
    expect((await soundHead(store, first.head.subject)).seq).to.equal(2);
  });

  it('does not show a history with an entry missing', async () => {
    const bench = mongo();
    const store = await bench.open(serverUri());
    const { head } = aCreation(aSubject());
    const subject = head.subject;
    for (let i = 0; i < 5; i += 1) await append(store, subject, () => ({}));
    await store.close();
    await withClient((client) => client.db(bench.database).collection('activities').deleteOne({ seq: 3 }));
    const again = await bench.open(serverUri());
    expect(await codeOf(pageOf(again, subject, aWindow()))).to.equal('INTERNAL_ERROR');
    expect(await codeOf(pageOf(again, subject, aWindow({ facets: ['field:title'] })))).to.equal(
      'INTERNAL_ERROR',
    );
    expect(await codeOf(pageOf(again, subject, aWindow({ limit: 2 })))).to.equal('no error');
  });
});
