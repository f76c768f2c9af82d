import type { LitElement } from 'lit';
import type { CaseActivityTimeline } from './case_activity_timeline.js';
import type * as Public from './public.js';
import type { TimelineSettings } from './timeline_settings.js';

/** What the package says that the element has, and what it has by these names. */
type Said = Omit<Public.CaseActivityTimeline, keyof HTMLElement>;
type Had = Pick<CaseActivityTimeline, keyof Said>;

/** Each way: a host may read what it is told, and set what it is told that it may. */
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;

/** That `public.d.ts`, which is written by hand, says what there is: no code, it only has to compile. */
export interface PublicTypes {
  readonly members: Check<Same<Said, Had>>;
  readonly settings: Check<keyof TimelineSettings extends keyof (Said & LitElement) ? true : false>;
  readonly made: Check<InstanceType<typeof CaseActivityTimeline> extends Said ? true : false>;
  readonly listed: Check<Same<HTMLElementTagNameMap['case-activity-timeline'], Public.CaseActivityTimeline>>;
}

type Check<Is extends true> = Is;
