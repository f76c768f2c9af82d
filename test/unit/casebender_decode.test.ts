import { expect } from 'chai';
import { addCommentBody, updateAlertBody } from '../../server/http/casebender/request/body_schemas.js';
import { bodyObject, decodeBody } from '../../server/http/casebender/request/decode.js';
import type { AlertFault } from '../../server/services/alerts/alert_fault.js';
import { faultIn } from '../support/casebender.js';
import { create, many, NEW, unknown, value, VOCABULARY } from '../support/casebender_decode.js';

const update = (body: object): unknown => decodeBody(updateAlertBody, { ...body }, VOCABULARY);

describe('the body of an alert (C9.1)', () => {
  const faults: [object, AlertFault][] = [
    [{}, { fault: 'missing', name: 'title' }],
    [{ title: 'T' }, { fault: 'missing', name: 'severity' }],
    [{ ...NEW, id: '' }, value('id')],
    [{ ...NEW, id: '.a' }, value('id')],
    [{ ...NEW, id: 'create-case' }, value('id')],
    [{ ...NEW, id: 'a'.repeat(129) }, value('id')],
    [{ ...NEW, owner: 'nobody' }, value('owner')],
    [{ ...NEW, title: '   ' }, value('title')],
    [{ ...NEW, title: 'a\nb' }, value('title')],
    [{ ...NEW, title: 'x'.repeat(257) }, value('title')],
    [{ ...NEW, title: '\ud800' }, value('title')],
    [{ ...NEW, title: null }, value('title')],
    [{ ...NEW, title: 7 }, value('title')],
    [{ ...NEW, description: 'x'.repeat(30_001) }, value('description')],
    [{ ...NEW, description: null }, value('description')],
    [{ ...NEW, status: 'in_progress' }, value('status')],
    [{ ...NEW, severity: 'urgent' }, value('severity')],
    [{ ...NEW, severity: 0 }, value('severity')],
    [{ ...NEW, severity: 5 }, value('severity')],
    [{ ...NEW, severity: 1.5 }, value('severity')],
    [{ ...NEW, severity: '3' }, value('severity')],
    [{ ...NEW, type: '' }, value('type')],
    [{ ...NEW, source: 'x'.repeat(257) }, value('source')],
    [{ ...NEW, source_ref: 1 }, value('source_ref')],
    [{ ...NEW, external_link: 'ftp://x.example/' }, value('external_link')],
    [{ ...NEW, external_link: 'javascript:alert(1)' }, value('external_link')],
    [{ ...NEW, external_link: '/relative' }, value('external_link')],
    [{ ...NEW, external_link: 'https:x.example/' }, value('external_link')],
    [{ ...NEW, external_link: 'https://x.example/a b' }, value('external_link')],
    [{ ...NEW, external_link: `https://x.example/${'a'.repeat(2048)}` }, value('external_link')],
    [{ ...NEW, tlp: 5 }, value('tlp')],
    [{ ...NEW, tlp: '2' }, value('tlp')],
    [{ ...NEW, pap: -1 }, value('pap')],
    [{ ...NEW, pap: null }, value('pap')],
    [{ ...NEW, assigned_to: '' }, value('assigned_to')],
    [{ ...NEW, tags: 'a' }, value('tags')],
    [{ ...NEW, tags: '["a"]' }, value('tags')],
    [{ ...NEW, tags: ['a', 'b', 'c', ' '] }, value('tags[3]')],
    [{ ...NEW, tags: ['x'.repeat(65)] }, value('tags[0]')],
    [{ ...NEW, tags: [null] }, value('tags[0]')],
    [{ ...NEW, tags: many(101) }, value('tags')],
    [{ ...NEW, custom_fields: [] }, value('custom_fields')],
    [{ ...NEW, custom_fields: { '1x': 'a' } }, unknown('custom_fields.1x')],
    [{ ...NEW, custom_fields: { constructor: 'a' } }, unknown('custom_fields.constructor')],
    [{ ...NEW, custom_fields: JSON.parse('{"__proto__": 1}') }, unknown('custom_fields.__proto__')],
    [{ ...NEW, custom_fields: { k: {} } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: Infinity } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: 2 ** 53 } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: -(2 ** 53) } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: 'x'.repeat(1001) } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: many(21) } }, value('custom_fields.k')],
    [{ ...NEW, custom_fields: { k: [1] } }, value('custom_fields.k[0]')],
    [{ ...NEW, custom_fields: Object.fromEntries(many(51).map((k) => [k, 1])) }, value('custom_fields')],
    [
      { ...NEW, observables: [{ data_type: 'ip' }] },
      { fault: 'missing', name: 'observables[0].data' },
    ],
    [{ ...NEW, observables: [{ data_type: 'ip', data: 'x', y: 1 }] }, unknown('observables[0].y')],
    [{ ...NEW, observables: [{ data_type: '', data: 'x' }] }, value('observables[0].data_type')],
    [{ ...NEW, observables: many(501).map((data) => ({ data_type: 'ip', data })) }, value('observables')],
    [{ ...NEW, case_id: 'c' }, unknown('case_id')],
    [{ ...NEW, tiny_id: 1 }, unknown('tiny_id')],
    [{ ...NEW, version: 1 }, unknown('version')],
    [{ ...NEW, colour: 'red' }, unknown('colour')],
    [
      JSON.parse('{"title":"T","severity":"low","__proto__":{"status":"closed"}}') as object,
      unknown('__proto__'),
    ],
    // The first in the order of C9.1, whatever the order of the request.
    [{ colour: 1, version: 1, tags: 'a', severity: 'x', title: '' }, value('title')],
    [{ colour: 1, severity: 'x', title: 'T', tiny_id: 1 }, unknown('tiny_id')],
  ];
  for (const [body, fault] of faults) {
    it(`is refused: ${JSON.stringify(fault)} for ${JSON.stringify(body).slice(0, 70)}`, () => {
      expect(faultIn(() => create(body))).to.deep.equal(fault);
    });
  }

  it('is refused as a whole when it is no object', () => {
    for (const body of [undefined, null, [], 'x', 1]) {
      expect(faultIn(() => bodyObject(body))).to.deep.equal({ fault: 'body' });
    }
  });

  it('is normalised', () => {
    const pair = { data_type: 'ip', data: 'x' };
    const custom = { a: '', b: 1e300, c: false, d: null, e: ['x', ''] };
    const body = { title: '  T ', severity: 3, tags: [' a', 'A', 'a '], observables: [pair, pair] };
    expect(create({ ...body, custom_fields: custom, owner: 'cases', id: 'a:b' })).to.deep.equal({
      title: 'T',
      severity: 'high',
      tags: ['a', 'A'],
      observables: [pair],
      custom_fields: custom,
      owner: 'cases',
      id: 'a:b',
    });
  });

  const patches: [object, AlertFault][] = [
    [{}, { fault: 'body' }],
    [{ version: 3 }, { fault: 'body' }],
    [{ id: 'x', title: 'T' }, unknown('id')],
    [{ owner: 'cases', title: 'T' }, unknown('owner')],
    [{ title: 'T', version: 0 }, value('version')],
    [{ title: 'T', version: '1' }, value('version')],
    [{ description: null }, value('description')],
  ];
  for (const [body, fault] of patches) {
    it(`of a change is refused: ${JSON.stringify(fault)} for ${JSON.stringify(body)}`, () => {
      expect(faultIn(() => update(body))).to.deep.equal(fault);
    });
  }

  it('of a change may clear what may be null', () => {
    const cleared = { type: null, source: null, source_ref: null, external_link: null, assigned_to: null };
    expect(update(cleared)).to.deep.equal(cleared);
  });

  it('of a comment is kept verbatim unless it is blank or too long', () => {
    const decode = (body: unknown) => decodeBody(addCommentBody, { body }, VOCABULARY);
    expect(decode('  a\n')).to.deep.equal({ body: '  a\n' });
    for (const bad of ['', ' \n\t ', 'x'.repeat(10_001), 1, null]) {
      expect(faultIn(() => decode(bad))).to.deep.equal(value('body'));
    }
    expect(faultIn(() => decodeBody(addCommentBody, {}, VOCABULARY))).to.deep.equal({
      fault: 'missing',
      name: 'body',
    });
  });
});
