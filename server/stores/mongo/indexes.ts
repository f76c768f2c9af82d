import type { IndexDescription } from 'mongodb';
import { RANKS } from '../../domain/listing.js';

/** The names of the collections, without the prefix. */
export const COLLECTION_NAMES = [
  ...(['records', 'activities', 'attachments', 'counters', 'commits'] as const),
  ...(['log', 'logs', 'tiles', 'registry', 'counts'] as const),
] as const;

/** One of them. */
export type CollectionName = (typeof COLLECTION_NAMES)[number];

/** The indexes of each collection. */
export const INDEXES: Readonly<Partial<Record<CollectionName, readonly IndexDescription[]>>> = {
  // Sparse: what is on no list costs nothing here.
  records: [
    { name: 'open', key: { open: 1 }, sparse: true },
    { name: 'due', key: { due: 1 }, sparse: true },
    {
      name: 'list_terms',
      key: { 'list.p': 1, 'list.t': 1, 'list.r.createdAt': 1, 'list.n': 1 },
      sparse: true,
    },
    { name: 'attached', key: { 'pending.attachments.k': 1 }, sparse: true },
    ...RANKS.map((rank) => ({
      name: `list_${rank}`,
      key: {
        'list.p': 1,
        ...(rank === 'createdAt' ? {} : { [`list.q.${rank}`]: 1 }),
        [`list.r.${rank}`]: 1,
        'list.n': 1,
      },
      sparse: true,
    })),
  ],
  activities: [
    { name: 'seq', key: { h: 1, seq: 1 }, unique: true },
    // Not unique: then a duplicate key in this collection always means `seq`, also on engines that do not say.
    { name: 'facet', key: { h: 1, facet: 1, ordinal: 1, seq: 1 } },
  ],
  attachments: [
    { name: 'id', key: { h: 1, id: 1 }, unique: true },
    { name: 'key', key: { k: 1, r: 1 }, sparse: true },
  ],
  commits: [{ name: 'done', key: { doneAt: 1 }, expireAfterSeconds: 3600 }],
  log: [
    { name: 'position', key: { s: 1, p: 1 }, unique: true },
    { name: 'owner_time', key: { s: 1, o: 1, t: 1, n: 1 } },
    { name: 'actor_time', key: { s: 1, a: 1, t: 1, n: 1 } },
    { name: 'entry', key: { s: 1, h: 1, q: 1 } },
  ],
  logs: [{ name: 'open', key: { open: 1 }, sparse: true }],
  registry: [{ name: 'until', key: { until: 1 }, expireAfterSeconds: 0 }],
  counts: [{ name: 'until', key: { until: 1 }, expireAfterSeconds: 0 }],
};

const NUMBER = { bsonType: ['int', 'long', 'double'] };
const STRING = { bsonType: 'string' };
const DATE = { bsonType: 'date' };
const BYTES = { bsonType: 'binData' };

/** The fields that the server insists on, for each collection. */
export const SCHEMAS: Readonly<Partial<Record<CollectionName, Readonly<Record<string, object>>>>> = {
  records: { h: STRING, revision: NUMBER },
  activities: {
    h: STRING,
    seq: NUMBER,
    facet: STRING,
    ordinal: NUMBER,
    id: STRING,
    owner: STRING,
    at: DATE,
    body: STRING,
  },
  attachments: { h: STRING, id: STRING, rev: NUMBER, revision: NUMBER, createdSeq: NUMBER },
  commits: { state: { enum: ['pending', 'committed', 'aborted'] }, at: DATE },
  log: { s: STRING, p: NUMBER, y: BYTES },
  logs: { size: NUMBER, frontier: BYTES },
  tiles: { w: NUMBER },
  registry: { v: NUMBER, value: STRING },
  counts: { until: DATE },
};
