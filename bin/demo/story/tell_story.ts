import { DEMO_API_KEY } from '../demo_config.js';
import { authorizationOf, PEOPLE } from '../people.js';
import type { Storyteller } from '../storyteller.js';
import { textAt } from '../storyteller.js';
import type { Act, Deed, Who } from './act.js';
import { FIRST_DAY } from './first_day.js';
import { SECOND_DAY } from './second_day.js';

/** The alert with which the story begins. */
export const ALERT = 'alert-phishing-1';

const OWNER = 'securitySolution';
const ALERT_PATH = `/v1/alerts/${ALERT}`;

/** The last act: it names the case, so that a later start knows that the story has been told. */
const LAST_HOURS_AGO = 5 / 60;

/** Tells the story once per store. @returns the id of its case */
export async function tellStory(storyteller: Storyteller): Promise<string> {
  const alert = await storyteller.send(credentialsOf('ana'), 'GET', ALERT_PATH);
  const told = textAt(alert, ['data', 'custom_fields', 'case']);
  if (told !== undefined) return told;
  const stage = new Stage(storyteller);
  // Interrupted before its end, it is told again; the alert is there already.
  const acts = [...FIRST_DAY, ...SECOND_DAY].filter(
    ([, , deed]) => alert === undefined || !('openAlert' in deed),
  );
  for (const act of acts) await stage.play(act);
  const last = { severity: 'critical', custom_fields: { case: stage.caseId } };
  await stage.play([LAST_HOURS_AGO, 'ana', { alert: last }]);
  return stage.caseId;
}

/** The case as far as it has come: what requests have to name. */
class Stage {
  readonly #storyteller: Storyteller;
  readonly #comments = new Map<string, string>();
  #case: unknown;

  constructor(storyteller: Storyteller) {
    this.#storyteller = storyteller;
  }

  get caseId(): string {
    return textAt(this.#case, ['id']) ?? '';
  }

  async play([hoursAgo, who, deed]: Act): Promise<void> {
    this.#storyteller.hoursAgo(hoursAgo);
    await this.#do(deed, (method, path, body) =>
      this.#storyteller.send(credentialsOf(who), method, path, body),
    );
  }

  async #do(deed: Deed, send: Send): Promise<void> {
    const comments = `/api/cases/${this.caseId}/comments`;
    if ('openAlert' in deed) await send('POST', '/v1/alerts', { id: ALERT, ...deed.openAlert });
    else if ('alert' in deed) await send('PATCH', ALERT_PATH, deed.alert);
    else if ('alertComment' in deed)
      await send('POST', `${ALERT_PATH}/comments`, { body: deed.alertComment });
    else if ('openCase' in deed)
      this.#case = await send('POST', '/api/cases', { ...NEW_CASE, ...deed.openCase });
    else if ('case' in deed) await this.#patchCase(deed.case, send);
    else if ('attachAlert' in deed)
      this.#case = await send('POST', comments, attached(deed.attachAlert.rule));
    else if ('comment' in deed) await this.#comment(deed, comments, send);
    else if ('edit' in deed) await this.#editComment(deed, comments, send);
    else await this.#removeComment(deed.remove, comments, send);
  }

  async #patchCase(change: object, send: Send): Promise<void> {
    const id = this.caseId;
    const version = textAt(this.#case, ['version']);
    const changed = await send('PATCH', '/api/cases', { cases: [{ id, version, ...change }] });
    this.#case = Array.isArray(changed) ? (changed[0] as unknown) : undefined;
  }

  async #comment(
    deed: { readonly comment: string; readonly as?: string },
    path: string,
    send: Send,
  ): Promise<void> {
    this.#case = await send('POST', path, { type: 'user', owner: OWNER, comment: deed.comment });
    const newest = commentsOf(this.#case).at(-1);
    if (deed.as !== undefined) this.#comments.set(deed.as, textAt(newest, ['id']) ?? '');
  }

  async #editComment(
    deed: { readonly edit: string; readonly to: string },
    path: string,
    send: Send,
  ): Promise<void> {
    const id = this.#comments.get(deed.edit) ?? '';
    const version = textAt(await send('GET', `${path}/${id}`), ['version']);
    const body = { type: 'user', owner: OWNER, comment: deed.to };
    this.#case = await send('PATCH', path, { id, version, ...body });
  }

  async #removeComment(name: string, path: string, send: Send): Promise<void> {
    await send('DELETE', `${path}/${this.#comments.get(name) ?? ''}`);
    this.#case = await send('GET', `/api/cases/${this.caseId}`);
  }
}

type Send = (method: string, path: string, body?: object) => Promise<unknown>;

const NEW_CASE = {
  owner: OWNER,
  connector: { id: 'none', name: 'none', type: '.none', fields: null },
  settings: { syncAlerts: false },
};

function attached(rule: string): object {
  const known = { id: 'young-domain', name: rule };
  return { type: 'alert', owner: OWNER, alertId: ALERT, index: 'alerts', rule: known };
}

function commentsOf(of: unknown): readonly unknown[] {
  const { comments } = (of ?? {}) as { readonly comments?: unknown };
  return Array.isArray(comments) ? (comments as readonly unknown[]) : [];
}

function credentialsOf(who: Who): string {
  return who === 'gateway' ? `Bearer ${DEMO_API_KEY}` : authorizationOf(PEOPLE[who]);
}
