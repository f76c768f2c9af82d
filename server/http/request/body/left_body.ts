import type { Request } from 'express';

/** What whoever had the request before has left of its body. */
export type LeftBody =
  | { readonly left: 'stream' | 'nothing' | 'lost' }
  | { readonly left: 'text'; readonly text: string }
  | { readonly left: 'bytes'; readonly bytes: Uint8Array }
  | { readonly left: 'value'; readonly value: unknown };

/** An empty object is taken for the value of at most so many bytes: `{}` and some white space. */
const MAX_EMPTY_BYTES = 16;

/** Finds the body: a host may have parsed it, read it as text or bytes, read it and dropped it, or not touched it. */
export function leftBody(request: Request): LeftBody {
  const body: unknown = request.body;
  if (!isEmpty(body)) return leftValue(body);
  // Parsers of Express 4 leave `{}` also where they have read nothing.
  if (isUnread(request)) return { left: hasContent(request) ? 'stream' : 'nothing' };
  const rawBody: unknown = 'rawBody' in request ? request.rawBody : undefined;
  if (!isEmpty(rawBody) && (typeof rawBody === 'string' || rawBody instanceof Uint8Array)) {
    return leftValue(rawBody);
  }
  if (!hasContent(request)) return { left: 'nothing' };
  return isBelievable(body, request) ? { left: 'value', value: body } : { left: 'lost' };
}

/** Whether the request says that it has a body. */
function hasContent({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function leftValue(body: unknown): LeftBody {
  if (typeof body === 'string') return { left: 'text', text: body };
  return body instanceof Uint8Array ? { left: 'bytes', bytes: body } : { left: 'value', value: body };
}

function isUnread(request: Request): boolean {
  return !request.readableDidRead && request.readable;
}

function isEmpty(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  if (body instanceof Uint8Array) return body.length === 0;
  return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}

/** Whether nothing, null or `{}` can be what was sent. */
function isBelievable(body: unknown, { headers }: Request): boolean {
  if (body === undefined || body === '') return false;
  const plain = headers['content-encoding'] === undefined && headers['content-length'] !== undefined;
  return !plain || Number(headers['content-length']) <= MAX_EMPTY_BYTES;
}
