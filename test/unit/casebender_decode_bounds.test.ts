import { expect } from 'chai';
import { faultIn } from '../support/casebender.js';
import { create, many, NEW, unknown, value } from '../support/casebender_decode.js';

describe('the body of an alert (C9.1)', () => {
  it('may repeat what counts once, but not without end', () => {
    const pair = { data_type: 'ip', data: 'x' };
    const body = { ...NEW, tags: Array(400).fill('a'), observables: Array(2000).fill(pair) };
    expect(create(body)).to.deep.include({ tags: ['a'], observables: [pair] });
    const tags = Array(401).fill('a');
    expect(faultIn(() => create({ ...NEW, tags }))).to.deep.equal(value('tags'));
    const pairs = Array(2001).fill(pair);
    expect(faultIn(() => create({ ...NEW, observables: pairs }))).to.deep.equal(value('observables'));
    const cleared = (count: number) => Object.fromEntries(many(count).map((key) => [key, null]));
    expect(create({ ...NEW, custom_fields: cleared(500) })).to.have.property('custom_fields');
    const fault = faultIn(() => create({ ...NEW, custom_fields: cleared(501) }));
    expect(fault).to.deep.equal(value('custom_fields'));
  });

  it('is refused by the length of a list, whatever is in it', () => {
    expect(faultIn(() => create({ ...NEW, tags: Array(401).fill(1) }))).to.deep.equal(value('tags'));
    const field = { k: Array(21).fill(1) };
    expect(faultIn(() => create({ ...NEW, custom_fields: field }))).to.deep.equal(value('custom_fields.k'));
  });

  it('is refused as a whole when it has more keys than anybody needs', () => {
    const wide = Object.fromEntries(many(501).map((key) => [key, 1]));
    expect(faultIn(() => create(wide))).to.deep.equal({ fault: 'body' });
  });

  it('is told by the beginning of a name', () => {
    const fault = faultIn(() => create({ ...NEW, ['é'.repeat(100_000)]: 1 }));
    expect(fault).to.deep.equal(unknown(`${'é'.repeat(199)}…`));
    expect(faultIn(() => create({ ...NEW, 'cut \ud83d': 1 }))).to.deep.equal(unknown('cut \ufffd'));
  });

  it('has a limit for every text, in code points', () => {
    const limits: [number, number, (text: string) => object, string][] = [
      [1, 256, (title) => ({ title }), 'title'],
      [0, 30_000, (description) => ({ description }), 'description'],
      [1, 256, (type) => ({ type }), 'type'],
      [1, 256, (source) => ({ source }), 'source'],
      [1, 256, (source_ref) => ({ source_ref }), 'source_ref'],
      [1, 256, (assigned_to) => ({ assigned_to }), 'assigned_to'],
      [1, 64, (tag) => ({ tags: [tag] }), 'tags[0]'],
      [0, 1000, (k) => ({ custom_fields: { k } }), 'custom_fields.k'],
      [0, 1000, (k) => ({ custom_fields: { k: [k] } }), 'custom_fields.k[0]'],
      [1, 64, (data_type) => ({ observables: [{ data_type, data: 'x' }] }), 'observables[0].data_type'],
      [1, 2000, (data) => ({ observables: [{ data_type: 'ip', data }] }), 'observables[0].data'],
    ];
    for (const [min, max, change, name] of limits) {
      const decoded = (text: string) => create({ ...NEW, ...change(text) });
      if (min === 0) decoded('');
      else
        expect(
          faultIn(() => decoded('')),
          name,
        ).to.deep.equal(value(name));
      for (const some of ['x', 'x'.repeat(max), '💥'.repeat(max)]) decoded(some);
      for (const long of ['x'.repeat(max + 1), '💥'.repeat(max + 1)]) {
        expect(
          faultIn(() => decoded(long)),
          name,
        ).to.deep.equal(value(name));
      }
    }
  });

  it('counts code points', () => {
    expect(create({ ...NEW, title: '😀'.repeat(256) })).to.have.property('title');
    expect(faultIn(() => create({ ...NEW, title: '😀'.repeat(257) }))).to.deep.equal(value('title'));
  });
});
