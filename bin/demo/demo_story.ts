import type { Express } from 'express';
import { greeting } from './greeting.js';
import { tellLarge } from './large_record.js';
import { ALERT, tellStory } from './story/tell_story.js';
import type { SetClock } from './storyteller.js';
import { telling } from './storyteller.js';

/** What a demo can show: the story, or a record with a very long history besides. */
export const DEMOS = ['story', 'large'] as const;

/** One of them. */
export type Demo = (typeof DEMOS)[number];

/**
 * Tells the demo's story through the API itself, once per store: a phishing mail becomes an alert and a case, and five
 * people work on them for two days.
 * @returns the text to print at start, given the address that is served
 */
export async function prepareDemo(
  app: Express,
  setClock: SetClock,
  demo: Demo,
): Promise<(url: string) => string> {
  return telling(app, setClock, async (storyteller) => {
    const caseId = await tellStory(storyteller);
    const records = [
      { name: 'case', kind: 'case', id: caseId },
      { name: 'alert', kind: 'alert', id: ALERT },
      ...(demo === 'large' ? [await tellLarge(storyteller)] : []),
    ];
    return (url) => greeting(url, records);
  });
}
