import { expect } from 'chai';
import { readStoreUrl } from '../../server/config/store_url.js';
import { isActivityError } from '../../server/domain/errors.js';

const SOURCES = { baseDir: '/base', env: {} };

describe('the address of a store', () => {
  it('is a folder, from the base where it is relative', () => {
    for (const [url, path] of [
      ['embedded:data', '/base/data'],
      ['embedded:/var/lib/a b?c', '/var/lib/a b?c'],
    ] as const) {
      expect(readStoreUrl(url, 'from', SOURCES)).to.deep.equal({ kind: 'embedded', path });
    }
  });

  it('is a database whose name stands in the path, and only the collection prefix is taken out', () => {
    const found = (url: string): object => readStoreUrl(url, 'to', SOURCES);
    expect(found('mongodb://127.0.0.1:27017')).to.deep.equal({
      kind: 'mongodb',
      uri: 'mongodb://127.0.0.1:27017/',
      database: 'caseActivity',
      collectionPrefix: '',
      timeoutMs: 10_000,
    });
    expect(found('mongodb+srv://u:p%40ss@h.example/tick%C3%A9ts?w=1&collectionPrefix=a%2F_')).to.deep.equal({
      kind: 'mongodb',
      uri: 'mongodb+srv://u:p%40ss@h.example/tick%C3%A9ts?w=1',
      database: 'tickéts',
      collectionPrefix: 'a/_',
      timeoutMs: 10_000,
    });
    const members = 'mongodb://a:1,b:2/db?collectionPrefix=p_&readPreferenceTags=dc:ny&replicaSet=rs';
    expect(found(members)).to.deep.include({
      uri: 'mongodb://a:1,b:2/db?readPreferenceTags=dc:ny&replicaSet=rs',
      database: 'db',
      collectionPrefix: 'p_',
      timeoutMs: 10_000,
    });
  });

  it('is refused with its place and without its secrets', () => {
    for (const url of [
      '',
      'embedded:',
      './data',
      'http://h/secret',
      'mongodb:///secret',
      'mongodb://u:secret@h/a%',
      'mongodb://u:secret@h/a$b',
      'mongodb://u:secret@h/db?collectionPrefix=system.',
    ]) {
      try {
        readStoreUrl(url, 'to', SOURCES);
        expect.fail(`${url} was taken`);
      } catch (error) {
        if (!isActivityError(error, 'CONFIGURATION_INVALID')) throw error;
        expect(error.message).to.match(/^to/);
        expect(JSON.stringify([error.message, error.details])).to.not.contain('secret');
      }
    }
  });
});
