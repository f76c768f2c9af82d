import type { CaseActivityTimelineEventMap } from './public.js';

type EventName = keyof CaseActivityTimelineEventMap extends `case-activity-${infer Name}` ? Name : never;
type Detail<Name extends EventName> = CaseActivityTimelineEventMap[`case-activity-${Name}`]['detail'];

/** Tells the page of something, by an event that leaves shadow roots. @returns false when somebody objects */
export function tell<Name extends EventName>(
  element: EventTarget,
  name: Name,
  detail: Detail<Name>,
): boolean {
  const options = { detail, bubbles: true, composed: true, cancelable: name === 'filter' };
  return element.dispatchEvent(new CustomEvent(`case-activity-${name}`, options));
}
