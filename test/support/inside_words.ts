import { expect } from 'chai';
import type { PlainAnswer, PlainRequest } from './kept_connections.js';

/** What only the inside has: places in code, names of what it is built on. */
const INSIDE = /\n\s+at |node_modules|\.[cm]?[jt]s:\d|\/server\/|lmdb|mongo|\bjoi\b|express/gi;

/** Expects no word of the inside in an answer, but for those that the request had itself: chance writes some. */
export function expectNoInside({ text }: PlainAnswer, { path, body = '' }: PlainRequest, what: string): void {
  const words = [...text.matchAll(INSIDE)].map(([word]) => word);
  expect(
    words.filter((word) => !path.includes(word) && !body.includes(word)),
    what,
  ).to.deep.equal([]);
}
