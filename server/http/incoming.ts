import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { json } from 'express';
import { DEFAULT_SPACE, MAX_JSON_DEPTH } from '../../common/constants.js';
import { ActivityError } from '../domain/errors.js';

/** Name of the path parameter that a space prefix is matched into. */
export const SPACE_PARAMETER = 'caseActivitySpace';

/** Query parameters as sent: a key given twice is an array; `page[x]` and `__proto__` are keys like any other. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** A request as dialects see it: without Express. */
export interface Incoming {
  /** For the host's `authenticate`; nothing else reads it. */
  readonly message: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly spaceId: string;
  /**
   * The JSON value of the body; `undefined` without one.
   * @throws INVALID_REQUEST, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
   */
  readBody(): Promise<unknown>;
}

/** Reads requests with one limit for their bodies. */
export function incomingReader(maxBodyBytes: number): (request: Request, response: Response) => Incoming {
  // The type is checked by us: a wrong one is an error here, not a body that is silently left out.
  const parse = json({ limit: maxBodyBytes, strict: false, type: () => true });
  return (request, response) => {
    const { [SPACE_PARAMETER]: spaceId, ...params } = request.params as Record<string, string>;
    return {
      message: request,
      headers: request.headers,
      params,
      query: parseQuery(request.url),
      spaceId: spaceId ?? DEFAULT_SPACE,
      readBody: async () => {
        // A host that parses JSON itself has left the value here.
        if (request.body === undefined) {
          refuseOtherTypes(request);
          await new Promise<void>((resolve, reject) => {
            parse(request, response, (error?: unknown) => {
              if (error === undefined) resolve();
              else reject(bodyError(error, maxBodyBytes));
            });
          });
        }
        const body: unknown = request.body;
        if (isDeeperThan(body, MAX_JSON_DEPTH)) {
          throw new ActivityError(
            'INVALID_REQUEST',
            `Request payload is nested deeper than ${String(MAX_JSON_DEPTH)} levels.`,
          );
        }
        return body;
      },
    };
  };
}

function parseQuery(url: string): Query {
  const start = url.indexOf('?');
  const query = Object.create(null) as Record<string, string | string[]>;
  if (start < 0) return query;
  for (const [key, value] of new URLSearchParams(url.slice(start))) {
    const earlier = query[key];
    query[key] =
      earlier === undefined ? value : Array.isArray(earlier) ? [...earlier, value] : [earlier, value];
  }
  return query;
}

function refuseOtherTypes(request: Request): void {
  const sent = request.headers['content-type'];
  if (sent !== undefined && request.is(['json', '+json']) === false) {
    throw new ActivityError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
}

function bodyError(error: unknown, maxBodyBytes: number): ActivityError {
  const status = error instanceof Error && 'status' in error ? error.status : 400;
  if (status === 413) {
    return new ActivityError(
      'PAYLOAD_TOO_LARGE',
      `Payload content length greater than maximum allowed: ${String(maxBodyBytes)}`,
    );
  }
  if (status === 415) return new ActivityError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  return new ActivityError('INVALID_REQUEST', 'Invalid request payload JSON format', { cause: error });
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
