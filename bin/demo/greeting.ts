import { DEMO_PASSWORDS } from './demo_config.js';

/** A record of the demo. */
export interface ShownRecord {
  /** What it is called where its address is printed. */
  readonly name: string;
  readonly kind: string;
  readonly id: string;
}

/** What is printed at start: what to open first, who may sign in, and what to ask. */
export function greeting(url: string, records: readonly ShownRecord[]): string {
  const { ana, luis, elastic } = DEMO_PASSWORDS;
  const idOf = (kind: string): string => records.find((record) => record.kind === kind)?.id ?? '';
  const timelines = records.map(
    ({ name, kind, id }) =>
      `    ${`${name}:`.padEnd(8)}${url}/api/activity/v1/timeline?kind=${kind}&record=${id}\n`,
  );
  return `case-activity demo on an embedded store in ./data/demo

  Open a timeline and sign in as ana.garcia with ${ana}:
${timelines.join('')}
  users (name:password)  ana.garcia:${ana} (analyst)  luis.perez:${luis} (reader)  elastic:${elastic} (superuser)

  The case, as Kibana tells it:
    curl -u ana.garcia:${ana} ${url}/api/cases/${idOf('case')}/user_actions

  The alert, as CaseBender tells it (add ?lang=en for English):
    curl -u ana.garcia:${ana} ${url}/v1/alerts/${idOf('alert')}/activities

`;
}
