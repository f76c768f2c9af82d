import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Alert } from '../../common/casebender.js';
import type { AlertClient } from './casebender.js';

/** Asks for a case of these alerts. */
export function sendCase(
  client: AlertClient,
  alertIds: readonly string[],
  over: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = { title: 'Phishing wave', severity: 'high', alert_ids: alertIds, ...over };
  return client.send('post', '/alerts/create-case', { body, headers });
}

/** Creates a case of these alerts, which must be accepted; answers its id. */
export async function createCase(
  client: AlertClient,
  alertIds: readonly string[],
  over: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return caseIdIn(await sendCase(client, alertIds, over));
}

/** The id in an answer, whose form is checked. */
export function caseIdIn(answer: Response): string {
  expect(answer.status, answer.text).to.equal(201);
  const { data } = answer.body as { data: { case_id: string } };
  expect(answer.body).to.deep.equal({ status: 'success', data: { case_id: data.case_id } });
  expect(data.case_id).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return data.case_id;
}

/** Ids of that many new alerts. */
export async function someAlerts(
  client: AlertClient,
  count: number,
  over: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push((await client.create(over)).id);
  return ids;
}

/** An alert as it is now, which must be readable. */
export async function alertOf(client: AlertClient, id: string): Promise<Alert> {
  const answer = await client.get(`/alerts/${id}`);
  expect(answer.status, answer.text).to.equal(200);
  return (answer.body as { data: Alert }).data;
}

/** The sentences of an alert's history without its creation, newest first. */
export async function told(client: AlertClient, id: string): Promise<string[]> {
  return (await client.activities(id, '?lang=en&limit=100')).map(({ body }) => body).slice(0, -1);
}

/** The query of Kibana's `DELETE /api/cases`. */
export function deletionOf(...ids: readonly string[]): string {
  return `/api/cases?ids=${encodeURIComponent(JSON.stringify(ids))}`;
}
