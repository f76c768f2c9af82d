import request from 'supertest';
import type { ActivityPlugin } from '../../server/index.js';
import type { TestHost } from './host.js';

/** What the names of our own figures begin with. */
export const OWN = 'case_activity_';

/** The value of a series, such as `name{label="value"}`; 0 when it is not there. */
export function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

/** The names of all figures in an exposition. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
}

/** What a host shows to whoever collects its figures. */
export async function figuresOf({ url }: TestHost): Promise<string> {
  return (await request(url).get('/api/activity/metrics').expect(200)).text;
}

const actor = { kind: 'user', username: 'mira' } as const;

/** Records one thing that has a history of one entry. */
export async function recorded(activity: ActivityPlugin, id: string): Promise<void> {
  const subject = { space: 'default', kind: 'incident', id };
  await activity.record({ subject, owner: 'cases', actor, after: { state: 'new' } });
}
