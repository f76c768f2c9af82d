import type { Request, Response } from 'express';
import { ActivityError } from '../../../domain/errors.js';
import type { Logger } from '../../../domain/logger.js';
import { checkJson, parseJson, bodyTooLarge } from '../parse_json.js';
import { leftBody } from './left_body.js';
import type { Untyped } from './media_type.js';
import { refuseOtherTypes } from './media_type.js';
import { streamReader } from './read_stream.js';

/** Answers the JSON value of a request's body, whoever read it; `undefined` without one. */
export type BodyReader = (request: Request, response: Response, untyped: Untyped) => Promise<unknown>;

const LOST = 'Request payload was read by the host, which left nothing of it: mount the plugin before that.';

/**
 * A reader with one limit for the bytes of a body, as sent and decompressed.
 * It rejects with INVALID_REQUEST, PAYLOAD_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE; that the host lost a body is
 * logged once as well.
 */
export function bodyReader({ maxBodyBytes, logger }: { maxBodyBytes: number; logger: Logger }): BodyReader {
  const readStream = streamReader(maxBodyBytes);
  let told = false;

  function lost(): ActivityError {
    if (!told) logger.warn({}, LOST);
    told = true;
    return new ActivityError('INVALID_REQUEST', LOST);
  }

  return async (request, response, untyped) => {
    const found = leftBody(request);
    const type = request.headers['content-type'];
    // Where a type is demanded it is demanded of an empty body too.
    if (found.left !== 'nothing' || untyped === 'refused') refuseOtherTypes(type, untyped);
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw bodyTooLarge(maxBodyBytes);
    switch (found.left) {
      case 'nothing':
        return undefined;
      case 'lost':
        throw lost();
      case 'stream': {
        const bytes = await readStream(request, response);
        if (bytes === undefined) throw lost();
        // Where a parser would have left it, for whatever of the host looks at it later.
        return (request.body = valueOf(decoded(bytes), maxBodyBytes));
      }
      case 'bytes':
        return valueOf(decoded(found.bytes), maxBodyBytes);
      case 'text':
        return valueOf(found.text, maxBodyBytes);
      case 'value':
        return checkJson(found.value, maxBodyBytes);
    }
  };
}

function valueOf(text: string, maxBytes: number): unknown {
  if (Buffer.byteLength(text) > maxBytes) throw bodyTooLarge(maxBytes);
  return text === '' ? undefined : parseJson(text);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ActivityError('INVALID_REQUEST', 'Request payload is not UTF-8 text.', { cause });
  }
}
