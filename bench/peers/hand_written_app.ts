import { createHash } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import express from 'express';
import type { Db } from 'mongodb';
import { isPassword } from '../support/credentials.js';
import type { AlertDocument, EntryDocument } from './hand_written_store.js';
import { handWrittenCollections } from './hand_written_store.js';

interface User {
  readonly username: string;
  readonly roles: readonly string[];
  readonly clearance: number;
}

const READERS: Readonly<Record<string, readonly string[]>> = { securitySolution: ['reader', 'admin'] };

const REMEMBERED_MS = 60_000;

/**
 * The routes that a team would write by hand for its own MongoDB: Express, the driver, a query by alert in the
 * order of `seq`. They check what ours check and answer the same body.
 */
export function handWrittenApp(db: Db): Express {
  const { alerts, entries } = handWrittenCollections(db);
  const app = express();
  const remembered = new Map<string, { readonly user: User; readonly until: number }>();

  const authenticate = (authorization = ''): User | undefined => {
    const key = createHash('sha256').update(authorization).digest('base64');
    const known = remembered.get(key);
    if (known !== undefined && known.until > Date.now()) return known.user;
    const [username = '', password = ''] = Buffer.from(authorization.slice(6), 'base64')
      .toString()
      .split(':');
    if (!isPassword(username, password)) return undefined;
    const user = { username, roles: ['reader'], clearance: 2 };
    remembered.set(key, { user, until: Date.now() + REMEMBERED_MS });
    return user;
  };

  /** The alert if the caller may see it; else the answer has been sent. */
  const allowed = async (request: Request, response: Response): Promise<AlertDocument | undefined> => {
    const user = authenticate(request.headers.authorization);
    if (user === undefined) return void response.status(401).json({ status: 'error' });
    const alert = await alerts.findOne({ _id: String(request.params['id']) });
    if (alert === null) return void response.status(404).json({ status: 'error' });
    const mayRead = user.roles.some((role) => READERS[alert.owner]?.includes(role));
    if (!mayRead || alert.tlp > user.clearance || alert.pap > user.clearance) {
      return void response.status(403).json({ status: 'error' });
    }
    return alert;
  };

  app.get('/v1/alerts/:id/activities', async (request, response) => {
    const alert = await allowed(request, response);
    if (alert === undefined) return;
    const [page, limit] = [Number(request.query['page'] ?? 1), Number(request.query['limit'] ?? 20)];
    if (!(Number.isInteger(page) && page > 0 && Number.isInteger(limit) && limit > 0 && limit <= 100)) {
      response.status(400).json({ status: 'error' });
      return;
    }
    const query = entries.find({ alertId: alert._id }).sort({ seq: -1 });
    const found = await query
      .skip((page - 1) * limit)
      .limit(limit)
      .toArray();
    response.set('X-Total-Count', String(alert.activityCount));
    response.json({ status: 'success', data: found.map((entry) => toActivity(entry, alert.number)) });
  });

  app.get('/api/cases/:id/user_actions', async (request, response) => {
    const alert = await allowed(request, response);
    if (alert === undefined) return;
    const found = await entries.find({ alertId: alert._id }).sort({ seq: 1 }).toArray();
    response.json(found.map(toUserAction));
  });
  return app;
}

const LABELS: Readonly<Record<string, string>> = {
  severity: 'la severidad',
  status: 'el estado',
  title: 'el título',
  category: "el campo 'category'",
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const FORMAT = new Intl.RelativeTimeFormat('es', { numeric: 'always' });

function toActivity({ seq, at, actor, change }: EntryDocument, number: number): object {
  const days = Math.floor((Date.now() - at.getTime()) / 86_400_000);
  return {
    id: number * 2 ** 20 + seq,
    action: change.type === 'field' ? 'updated' : change.type,
    username: actor.username,
    userImage: actor.picture ?? null,
    body:
      change.type === 'field'
        ? `Cambió ${LABELS[change.field] ?? change.field} de '${textOf(change.before)}' a '${textOf(change.after)}'`
        : 'Creó la alerta',
    timeAgo: FORMAT.format(-Math.min(11, Math.floor(days / 30)), 'month'),
    fieldName: change.type === 'field' ? change.field : null,
  };
}

function toUserAction({ alertId, activityId, owner, at, actor, change }: EntryDocument): object {
  const payload =
    change.type === 'field'
      ? { [change.field]: change.after }
      : change.type === 'created'
        ? { ...change.snapshot, owner }
        : {};
  return {
    created_at: at.toISOString(),
    created_by: {
      username: actor.username,
      email: actor.email ?? null,
      full_name: actor.fullName ?? null,
      profile_uid: actor.profileUid,
    },
    owner,
    action: change.type === 'created' ? 'create' : 'update',
    payload,
    type: change.type === 'field' ? change.field : 'create_case',
    action_id: activityId,
    case_id: alertId,
    comment_id: null,
  };
}
