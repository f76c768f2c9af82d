import { expect } from 'chai';
import type { FreshFixture } from '../contract/store_fixture.js';
import { onFresh } from '../contract/store_fixture.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SignedStory } from './signed_story.js';
import type { Tampering } from './tampering.js';
import { tamperingAt } from './tampering_at.js';

/** A story, and what can be done to it. */
export interface Tampered {
  readonly story: SignedStory;
  readonly tampering: Tampering;
  readonly kind: 'embedded' | 'mongodb';
}

/** Runs a test body on a story that is right so far. */
export function onTampered(
  fresh: FreshFixture,
  write: (store: ActivityStore) => Promise<SignedStory>,
  body: (tampered: Tampered) => Promise<void>,
) {
  return onFresh(fresh, async (bench) => {
    const story = await write(await bench.open());
    expect(await story.problems()).to.deep.equal([]);
    const tampering = await tamperingAt(bench.location);
    try {
      await body({ story, tampering, kind: bench.location.kind });
    } finally {
      await tampering.close();
    }
  });
}
