import type { Request, Response } from 'express';
import { raw } from 'express';
import { ActivityError } from '../../../domain/errors.js';
import { bodyTooLarge } from '../parse_json.js';

/** Reads a body that nobody has read: its bytes, decompressed; `undefined` when there is none to be had. */
export type StreamReader = (request: Request, response: Response) => Promise<Uint8Array | undefined>;

/**
 * A reader with a limit for what it holds, also after decompression.
 * It rejects with INVALID_REQUEST, PAYLOAD_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE.
 */
export function streamReader(maxBytes: number): StreamReader {
  const read = raw({ limit: maxBytes, type: () => true });
  return async (request, response) => {
    await new Promise<void>((resolve, reject) => {
      read(request, response, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(refusal(error, maxBytes));
      });
      // A host may have paused it; listeners alone do not make it flow again.
      if (request.isPaused()) request.resume();
    });
    const body: unknown = request.body;
    return body instanceof Uint8Array ? body : undefined;
  };
}

function refusal(error: unknown, maxBytes: number): ActivityError {
  switch (error instanceof Error && 'status' in error ? error.status : undefined) {
    case 413:
      return bodyTooLarge(maxBytes);
    case 415:
      return new ActivityError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', { cause: error });
    default:
      return new ActivityError('INVALID_REQUEST', 'Request payload cannot be read.', { cause: error });
  }
}
