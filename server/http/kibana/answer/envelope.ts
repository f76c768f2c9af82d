import type { KibanaError } from '../../../../common/kibana.js';
import { cutText } from '../../answer/cut_text.js';
import type { FailureReply } from '../../route.js';

/** Whatever a request held, no more of a message is sent: at most 60,000 bytes as JSON. */
const MAX_MESSAGE_CHARACTERS = 10_000;

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
  422: 'Unprocessable Entity',
  424: 'Failed Dependency',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** The answer to a failed request (K2.3); also for the standalone host's unknown paths. */
export function kibanaEnvelope(status: number, message: string): FailureReply {
  const body: KibanaError = {
    statusCode: status,
    error: NAMES[status] ?? 'Internal Server Error',
    message: cutText(message.toWellFormed(), MAX_MESSAGE_CHARACTERS),
  };
  return { status, body };
}
