import { expect } from 'chai';
import type { AlertFault } from '../../server/services/alerts/alert_fault.js';
import { decodeQuery } from '../../server/http/casebender/request/decode.js';
import { parseIfMatch } from '../../server/http/casebender/request/if_match.js';
import { pagingHeaders } from '../../server/http/casebender/answer/paging.js';
import { activitiesQuery } from '../../server/http/casebender/request/query_schemas.js';
import { faultIn } from '../support/casebender.js';

describe('the query of activities (C2.1)', () => {
  it('has defaults and ignores what it does not know', () => {
    expect(decodeQuery(activitiesQuery, {})).to.include({ page: 1, limit: 20 });
    const query = { page: '2147483647', limit: '100', as_of: '1048577', lang: 'es-MX', x: ['1', '2'] };
    expect(decodeQuery(activitiesQuery, query)).to.include({ page: 2147483647, limit: 100, as_of: 1048577 });
  });

  const numbers = ['0', '-1', '+1', '01', '1.5', '1e2', '0x10', 'abc', '', ' ', ' 1', '1 ', '2147483648'];
  for (const bad of [...numbers, '9'.repeat(30), ['1', '2']]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      const page: AlertFault = { fault: 'integer', name: 'page', min: 1, max: 2147483647 };
      expect(faultIn(() => decodeQuery(activitiesQuery, { limit: 'x', page: bad }))).to.deep.equal(page);
      const limit: AlertFault = { fault: 'integer', name: 'limit', min: 1, max: 100 };
      expect(faultIn(() => decodeQuery(activitiesQuery, { lang: '', limit: bad }))).to.deep.equal(limit);
      if (bad === '2147483648') return;
      const asOf: AlertFault = { fault: 'parameter', name: 'as_of' };
      expect(faultIn(() => decodeQuery(activitiesQuery, { lang: '', as_of: bad }))).to.deep.equal(asOf);
    });
  }

  it('refuses a malformed language', () => {
    for (const lang of ['', 'es_MX', '*', ['es', 'en']]) {
      const fault = { fault: 'parameter', name: 'lang' };
      expect(faultIn(() => decodeQuery(activitiesQuery, { lang }))).to.deep.equal(fault);
    }
  });
});

describe('If-Match (C10.1)', () => {
  it('names versions, weak ones never', () => {
    expect(parseIfMatch(undefined)).to.equal(undefined);
    expect(parseIfMatch(' * ')).to.equal('any');
    expect(parseIfMatch('"7"')).to.deep.equal(['7']);
    expect(parseIfMatch('"7", W/"8" ,"9",')).to.deep.equal(['7', '9']);
    expect(parseIfMatch('W/"8"')).to.deep.equal([]);
  });

  it('is refused when it is malformed', () => {
    const endless = '"1",'.repeat(101);
    expect(parseIfMatch('"1",'.repeat(100))).to.have.length(100);
    for (const header of ['', ',', '7', '"7', '"7" 8', '*, "7"', 'w/"7"', endless]) {
      const fault = { fault: 'parameter', name: 'If-Match' };
      expect(
        faultIn(() => parseIfMatch(header)),
        header,
      ).to.deep.equal(fault);
    }
  });
});

describe('the headers of a page (C2.3)', () => {
  const relations = (page: number, total: number): string =>
    [
      ...(pagingHeaders({ page, limit: 20, total })['Link'] ?? '').matchAll(
        /page=(\d+)&limit=20>; rel="(\w+)"/g,
      ),
    ]
      .map(([, target, rel]) => `${String(rel)} ${String(target)}`)
      .join(', ');

  it('name the neighbours that exist', () => {
    expect(relations(1, 45)).to.equal('first 1, next 2, last 3');
    expect(relations(2, 45)).to.equal('first 1, prev 1, next 3, last 3');
    expect(relations(3, 45)).to.equal('first 1, prev 2, last 3');
    expect(relations(9, 45)).to.equal('first 1, prev 3, last 3');
    expect(relations(1, 20)).to.equal('first 1, last 1');
    expect(relations(1, 0)).to.equal('first 1, last 1');
  });

  it('are those of the published example', () => {
    expect(pagingHeaders({ page: 1, limit: 20, total: 45, asOf: 1048621 })).to.deep.equal({
      'X-Total-Count': '45',
      Link: '<?page=1&limit=20&as_of=1048621>; rel="first", <?page=2&limit=20&as_of=1048621>; rel="next", <?page=3&limit=20&as_of=1048621>; rel="last"',
    });
  });
});
