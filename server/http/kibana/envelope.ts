import type { KibanaError } from '../../../common/kibana.js';
import type { Reply } from '../route.js';

/** Standard names of the statuses (K2.3). */
const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  424: 'Failed Dependency',
  503: 'Service Unavailable',
};

/** The answer to a failed request (K2.3); also for the standalone host's unknown paths. */
export function kibanaEnvelope(status: number, message: string): Reply {
  const body: KibanaError = { statusCode: status, error: NAMES[status] ?? 'Internal Server Error', message };
  return { status, body };
}
