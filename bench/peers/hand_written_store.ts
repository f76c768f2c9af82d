import type { Collection, Db } from 'mongodb';
import type { Activity, Actor, Change } from '../../server/domain/activity.js';
import { STATE } from '../support/histories.js';

/** An entry as somebody would keep it who writes the route by hand: one document with all that is shown. */
export interface EntryDocument {
  readonly alertId: string;
  readonly seq: number;
  readonly activityId: string;
  readonly owner: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly change: Change;
}

/** An alert, which knows how many entries it has: cheaper than counting them for every page. */
export interface AlertDocument {
  readonly _id: string;
  readonly number: number;
  readonly owner: string;
  readonly tlp: number;
  readonly pap: number;
  readonly activityCount: number;
}

/** The two collections of the hand-written routes. */
export interface HandWrittenCollections {
  readonly alerts: Collection<AlertDocument>;
  readonly entries: Collection<EntryDocument>;
}

/** Their collections in a database. */
export function handWrittenCollections(db: Db): HandWrittenCollections {
  return { alerts: db.collection('peer_alerts'), entries: db.collection('peer_activities') };
}

/** Keeps the same history as ours, with the index that the query wants. */
export async function keepHistory(db: Db, activities: readonly Activity[]): Promise<void> {
  const { alerts, entries } = handWrittenCollections(db);
  await entries.createIndex({ alertId: 1, seq: 1 }, { unique: true }, {});
  const [first] = activities;
  if (first === undefined) return;
  const { owner, subject } = first;
  const alert = { owner, tlp: STATE.tlp, pap: STATE.pap, activityCount: activities.length };
  await alerts.insertOne({ _id: subject.id, number: await alerts.countDocuments(), ...alert });
  for (let start = 0; start < activities.length; start += 1000) {
    await entries.insertMany(
      activities.slice(start, start + 1000).map(({ id, seq, at, actor, change }) => {
        return { alertId: subject.id, seq, activityId: id, owner, at, actor, change };
      }),
    );
  }
}
