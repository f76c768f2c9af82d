import { expect } from 'chai';
import { MAX_RECORD_NUMBER, MAX_SEQ } from '../../common/constants.js';
import type { Change } from '../../server/domain/activity.js';
import { facetOf, unescapedFacetOf } from '../../server/domain/activity.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordHead } from '../../server/domain/record.js';
import { placedActivities, portions } from '../../server/domain/record_image.js';
import { aCreation, aSubject } from '../support/records.js';

const ODD: Change = { type: 'field', field: 'title:cleared', before: 1, after: 2 };
const PLAIN: Change = { type: 'field', field: 'title', before: 1, after: null };
const ODD_CLEARED: Change = { ...ODD, after: null };
const COLON: Change = { type: 'field', field: 'a:b', before: 1, after: 2 };

/** Facet and ordinal of every entry of a record with these changes, whose head counts them as told. */
async function placesOf(
  changes: readonly (readonly [Change, (change: Change) => string])[],
): Promise<unknown[]> {
  const { head, activities } = aCreation(aSubject(), { changes: changes.map(([change]) => change) });
  const counts: Record<string, number> = {};
  for (const [change, facet] of changes) counts[facet(change)] = (counts[facet(change)] ?? 0) + 1;
  const image = { head: { ...head, counts }, attachments: [], activities: each(activities) };
  const places: unknown[] = [];
  for await (const { facet, ordinal } of placedActivities(image)) places.push([facet, ordinal]);
  return places;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

describe('the places of the entries of an image', () => {
  it('keep two sorts apart whose names look alike', async () => {
    const changes = [ODD, PLAIN, ODD, COLON].map((change) => [change, facetOf] as const);
    expect(await placesOf(changes)).to.deep.equal([
      ['field:title%3Acleared', 1],
      ['field:title:cleared', 1],
      ['field:title%3Acleared', 2],
      ['field:a%3Ab', 1],
    ]);
  });

  it('are those that the head of an earlier version counts, whose names were not escaped', async () => {
    const changes = [ODD, PLAIN, COLON].map((change) => [change, unescapedFacetOf] as const);
    expect(await placesOf(changes)).to.deep.equal([
      ['field:title:cleared', 1],
      ['field:title:cleared', 2],
      ['field:a:b', 1],
    ]);
  });

  it('are both for the clearing of a field with an odd name', async () => {
    expect(
      await placesOf([
        [ODD_CLEARED, unescapedFacetOf],
        [ODD_CLEARED, facetOf],
      ]),
    ).to.deep.equal([
      ['field:title:cleared:cleared', 1],
      ['field:title%3Acleared:cleared', 1],
    ]);
  });

  it('are both where an earlier version began and this one went on', async () => {
    expect(
      await placesOf([
        [COLON, unescapedFacetOf],
        [COLON, facetOf],
        [COLON, facetOf],
      ]),
    ).to.deep.equal([
      ['field:a:b', 1],
      ['field:a%3Ab', 1],
      ['field:a%3Ab', 2],
    ]);
  });
});

describe('an image of a record', () => {
  const { head, activities } = aCreation(aSubject(), { changes: [PLAIN, COLON, PLAIN] });
  const [first, ...rest] = activities;
  const { subject } = head;
  const counted = (counts: Readonly<Record<string, number>>): Partial<RecordHead> => ({ counts });

  /** What of the image is refused. */
  async function refused(over: Partial<RecordHead>, entries = activities): Promise<unknown> {
    try {
      const image = { head: { ...head, ...over }, attachments: [], activities: each(entries) };
      for await (const place of placedActivities(image)) expect(place).to.be.an('object');
      return 'nothing';
    } catch (error) {
      if (isActivityError(error, 'INTERNAL_ERROR')) return error.details['part'];
      throw error;
    }
  }

  const heads: readonly (readonly [string, Partial<RecordHead>, string])[] = [
    ['the highest number and revision', { number: MAX_RECORD_NUMBER, revision: 2 ** 53 - 1 }, 'nothing'],
    ['no number', { number: 0 }, 'head'],
    ['half a number', { number: 1.5 }, 'head'],
    ['too high a number', { number: MAX_RECORD_NUMBER + 1 }, 'head'],
    ['no revision', { revision: 0 }, 'head'],
    ['too high a revision', { revision: 2 ** 53 }, 'head'],
    ['fewer entries than none', { seq: -1 }, 'head'],
    ['more entries than there may be', { seq: MAX_SEQ + 1 }, 'head'],
    ['as many entries as there may be, but not all of them', { seq: MAX_SEQ }, 'length'],
    ['fewer entries than there are', { seq: 2 }, 'entry'],
    ['other counts', counted({ 'field:title:cleared': 1, 'field:a%3Ab': 2 }), 'counts'],
    ['counts of other sorts', counted({ 'field:title:cleared': 2, pushed: 1 }), 'counts'],
    ['a sort too many', counted({ ...head.counts, pushed: 0 }), 'length'],
    ['a sort too few', counted({ 'field:title:cleared': 2 }), 'length'],
  ];
  for (const [what, over, part] of heads) {
    it(`whose head tells of ${what}: ${part} is refused`, async () => {
      expect(await refused(over)).to.equal(part);
    });
  }

  it('is refused when an entry is of another record or not the next one', async () => {
    if (first === undefined) throw new Error('There is none.');
    for (const over of [{ space: 'other' }, { kind: 'other' }, { id: 'other' }]) {
      expect(await refused({}, [{ ...first, subject: { ...subject, ...over } }, ...rest])).to.equal('entry');
    }
    expect(await refused({}, rest)).to.equal('entry');
    expect(await refused({}, [first, first, ...rest])).to.equal('entry');
  });

  it('may have no entries', async () => {
    expect(await refused({ seq: 0, counts: {} }, [])).to.equal('nothing');
  });
});

describe('portions', () => {
  async function sizesOf(
    sizes: readonly number[],
    most: { length: number; size: number },
  ): Promise<number[][]> {
    const found: number[][] = [];
    const items = each(sizes.map((size) => ({ size })));
    for await (const portion of portions(items, most)) found.push(portion.map(({ size }) => size));
    return found;
  }

  it('are as long and as large as they may be, and a single item may be larger', async () => {
    expect(await sizesOf([], { length: 2, size: 8 })).to.deep.equal([]);
    expect(await sizesOf([1, 1, 1, 1, 1], { length: 2, size: 8 })).to.deep.equal([[1, 1], [1, 1], [1]]);
    expect(await sizesOf([9, 1], { length: 2, size: 8 })).to.deep.equal([[9], [1]]);
    expect(await sizesOf([4, 4, 4, 9, 9, 1, 7], { length: 9, size: 8 })).to.deep.equal([
      [4, 4],
      [4],
      [9],
      [9],
      [1, 7],
    ]);
  });
});
