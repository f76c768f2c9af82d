import { expect } from 'chai';
import fc from 'fast-check';
import { jsonFrom, urlFrom } from '../../server/services/connectors/template.js';

describe('templates of a connector (K18)', () => {
  it('have values as JSON, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (title, tags) => {
        const values = { 'case.title': title, 'case.tags': tags };
        const body = jsonFrom('{"t":{{{case.title}}},"again":{{ case.title }},"l":{{{case.tags}}}}', values);
        expect(JSON.parse(body)).to.deep.equal({ t: title, again: title, l: tags });
      }),
    );
  });

  it('have values percent-encoded in URLs, so that they lead nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const url = new URL(urlFrom('https://t.example/i/{{{id}}}/x?q={{{id}}}', { id }));
        expect([url.host, url.username, url.hash]).to.deep.equal(['t.example', '', '']);
        expect(url.searchParams.get('q')).to.equal(id.toWellFormed());
      }),
    );
  });

  it('have nothing in the place of a name that there is not, also of one of objects', () => {
    for (const name of ['case.none', 'constructor', '__proto__', 'toString']) {
      expect(jsonFrom(`[{{{${name}}}}]`, {})).to.equal('[null]');
      expect(urlFrom(`/{{{${name}}}}`, {})).to.equal('/');
    }
    expect(jsonFrom('{"a":{}}', {})).to.equal('{"a":{}}');
    expect(jsonFrom('{{{case.title}}}', { 'case.title': '{{{case.title}}}$&' })).to.equal(
      '"{{{case.title}}}$&"',
    );
  });
});
