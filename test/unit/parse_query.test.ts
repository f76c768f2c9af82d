import { expect } from 'chai';
import fc from 'fast-check';
import { parseQuery } from '../../server/http/request/parse_query.js';

const TOO_MANY = 'Request query has more than 1000 parameters.';

/** What `URLSearchParams` makes of a query, keys given twice as arrays. */
function expected(query: string): Map<string, string | string[]> {
  const all = new URLSearchParams(query);
  return new Map(
    [...new Set(all.keys())].map((key) => {
      const values = all.getAll(key);
      return [key, values.length === 1 ? values.join() : values];
    }),
  );
}

describe('the query of a request', () => {
  it('is read as the URL standard reads it', () => {
    const part = fc.oneof(
      fc.constantFrom('a', '__proto__', 'page[$gt]', '+', '%', '%4', '%zz', '%20', '=', '&', '%C3%A9'),
      fc.string({ maxLength: 5 }).map(encodeURIComponent),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const query = parts.join('');
        // Parts may come together to bytes that are no UTF-8: those are refused.
        fc.pre(![...new URLSearchParams(query)].flat().some((text) => text.includes('\ufffd')));
        expect(new Map(Object.entries(parseQuery(`/x?${query}`)))).to.deep.equal(expected(query));
      }),
    );
  });

  it('is empty without a question mark', () => {
    expect(Object.keys(parseQuery('/a=1&b=2'))).to.deep.equal([]);
  });

  it('has at most a thousand parameters, one key or many', () => {
    expect(parseQuery(`/?${'a&'.repeat(999)}a`)['a']).to.have.length(1000);
    expect(() => parseQuery(`/?${'a&'.repeat(1000)}a`)).to.throw(TOO_MANY);
    const keys = Array.from({ length: 1001 }, (_, i) => `k${String(i)}`);
    expect(() => parseQuery(`/?${keys.join('&')}`)).to.throw(TOO_MANY);
  });

  it('is refused when its bytes are no UTF-8, in a name as in a value', () => {
    for (const query of ['a=%ff', '%C3=1', 'a=%ED%A0%BD', 'a=1&b=%E0%A4']) {
      expect(() => parseQuery(`/?${query}`), query).to.throw('Request query is not UTF-8 text.');
    }
    expect(parseQuery('/?a=%EF%BF%BD')['a']).to.equal('\ufffd');
  });
});
