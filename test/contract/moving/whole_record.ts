import { expect } from 'chai';
import type { Activity, Change, Subject } from '../../../server/domain/activity.js';
import type { Attachment, RecordHead } from '../../../server/domain/record.js';
import type { RecordImage } from '../../../server/domain/record_image.js';
import type { ActivityStore } from '../../../server/domain/store.js';
import { aChange, aCreation, anAttachment, aWindow, pageOf } from '../../support/records.js';
import { soundHead } from '../store_fixture.js';

/** More than one portion of a restoration. */
export const LENGTH = 1_203;

/** A whole record in memory. */
export interface Whole {
  readonly head: RecordHead;
  readonly attachments: readonly Attachment[];
  readonly activities: readonly Activity[];
}

/** Entries of several facets, one of them with an odd name; two attachments. `mark` tells images apart. */
export function aWhole(subject: Subject, number: number, length = LENGTH, mark = 'value'): Whole {
  const changes = Array.from({ length }, (_, i) => changeAt(i, mark));
  const { head, activities } = aCreation(subject, { number, changes, state: { mark, '-0': -0 } });
  const attachments = [
    anAttachment({ id: `z ${mark}`, revision: 7, state: { comment: mark } }),
    anAttachment({ id: 'a\u0000/', createdSeq: 2, state: { comment: 'second' } }),
  ];
  return { head: { ...head, revision: 4_711, deleted: true }, activities, attachments };
}

function changeAt(i: number, mark: string): Change {
  if (i === 0) return { type: 'created', snapshot: { mark, ['__proto__']: { deep: [null, -0] } } };
  if (i % 97 === 0) return aChange(`${mark} ${String(i)}`, `${'long '.repeat(40)}\u0001`);
  return i % 3 === 0 ? aChange(`${mark} ${String(i)}`, 'severity') : aChange(`${mark} ${String(i)}`);
}

/** What a store restores the record from. The entries do not come all at once. */
export function imageOf(whole: Whole): RecordImage {
  return { ...whole, activities: slowly(whole.activities) };
}

/** The entries with a pause now and then. */
export async function* slowly(activities: readonly Activity[]): AsyncGenerator<Activity> {
  for (const [i, activity] of activities.entries()) {
    if (i % 300 === 299) await new Promise((resolve) => setTimeout(resolve, 20));
    yield activity;
  }
}

/** Fails unless the store has the record in every part, however it is read. */
export async function expectSame(store: ActivityStore, whole: Whole): Promise<void> {
  const { head, attachments, activities } = whole;
  const { subject } = head;
  expect(await store.record(subject)).to.deep.equal({ head, attachments });
  expect(await pageOf(store, subject, aWindow())).to.deep.equal({ head, activities });
  expect(await soundHead(store, subject)).to.deep.equal(head);
  for (const facets of [['field:severity'], ['field:severity', 'created'], Object.keys(head.counts)]) {
    const matching = activities.filter(({ change }) => facets.includes(facetNameOf(change)));
    for (const skip of [0, 301]) {
      const page = await pageOf(store, subject, aWindow({ facets, skip, limit: 20 }));
      expect(page?.activities).to.deep.equal(matching.slice(skip, skip + 20));
    }
  }
  const last = await pageOf(store, subject, { order: 'desc', skip: 0, limit: 7 });
  expect(last?.activities).to.deep.equal(activities.slice(-7).reverse());
}

function facetNameOf(change: Change): string {
  return change.type === 'field' ? `field:${change.field}` : change.type;
}
