import type { Context } from '../../../domain/activity.js';
import type { RouteInput } from '../../route.js';

const MAX_TEXT = 1_024;

/** What is recorded of how a change came here: what was sent, and of the client themselves only where that is wanted (N2). */
export function circumstances(
  { access: { origin }, headers }: Pick<RouteInput<unknown, unknown, unknown>, 'access' | 'headers'>,
  sent: Context | undefined,
  recordClient: boolean,
): Context | undefined {
  if (!recordClient) return sent !== undefined && Object.keys(sent).length > 0 ? sent : undefined;
  const { requestId, address: ip } = origin;
  const userAgent = headers['user-agent']?.slice(0, MAX_TEXT).toWellFormed();
  return {
    requestId,
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...sent,
  };
}
