import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { REQUEST_ID } from '../../../common/constants.js';
import type { Origin } from '../../access/caller.js';

/** Longer ones are cut: they only serve to find a request again. */
const MAX_PATH_CHARACTERS = 1024;
/** The longest text of an IPv6 address with its zone; a proxy that is trusted may say anything. */
const MAX_ADDRESS_CHARACTERS = 64;

/** Where the request comes from. To be asked once per request: it has one object, and one id. */
export function originOf(request: Request): Origin {
  const sent = request.headers['x-request-id'];
  const [path = ''] = request.originalUrl.split('?', 1);
  return {
    requestId: typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID(),
    address: request.ip?.slice(0, MAX_ADDRESS_CHARACTERS),
    method: request.method,
    path: path.slice(0, MAX_PATH_CHARACTERS),
  };
}
