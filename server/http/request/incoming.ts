import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { DEFAULT_SPACE } from '../../../common/constants.js';
import type { Logger } from '../../domain/logger.js';
import type { Untyped } from './body/media_type.js';
import { bodyReader } from './body/read_body.js';
import type { LineLimits } from './body/body_lines.js';
import type { Lines } from './body/read_lines.js';
import { readLines } from './body/read_lines.js';
import type { Query } from './parse_query.js';
import { parseQuery } from './parse_query.js';

/** Name of the path parameter that a space prefix is matched into. */
export const SPACE_PARAMETER = 'caseActivitySpace';

/** A request as dialects see it: without Express. */
export interface Incoming {
  /** For the host's `authenticate`; nothing else reads it. */
  readonly message: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly spaceId: string;
  /**
   * The query's values; parsed when they are first asked for.
   * @throws INVALID_REQUEST
   */
  readQuery(): Query;
  /**
   * The JSON value of the body; `undefined` without one.
   * @throws INVALID_REQUEST, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
   */
  readBody(untyped: Untyped): Promise<unknown>;
  /**
   * The lines of the body, to be read as they come, with limits of their own.
   * @throws INVALID_REQUEST, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
   */
  readLines(limits: LineLimits): Lines;
}

/** Reads requests with one limit for their bodies. */
export function incomingReader(options: {
  readonly maxBodyBytes: number;
  readonly logger: Logger;
}): (request: Request, response: Response) => Incoming {
  const readBody = bodyReader(options);
  return (request, response) => {
    const { [SPACE_PARAMETER]: spaceId, ...params } = texts(request.params);
    let query: Query | undefined;
    return {
      message: request,
      headers: request.headers,
      params,
      spaceId: spaceId ?? DEFAULT_SPACE,
      readQuery: () => (query ??= parseQuery(request.url)),
      readLines: (limits) => readLines(request, limits),
      readBody: (untyped) => readBody(request, response, untyped),
    };
  };
}

/** What a wildcard matches comes in parts, without the slashes between. */
function texts(params: Request['params']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join('/'),
    ]),
  );
}
