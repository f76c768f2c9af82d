import type { NativeFault } from '../../../../common/native.js';
import { isActivityError } from '../../../domain/errors.js';
import type { JsonPath } from '../../../domain/json_path.js';
import type { RoutedExchange } from '../../exchange.js';
import type { LineLimits } from '../../request/body/body_lines.js';
import { isLines } from '../../request/body/media_type.js';
import type { Lines } from '../../request/body/read_lines.js';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeyOf } from '../../request/idempotency_key.js';
import type { Query } from '../../request/parse_query.js';
import { decodeParameters } from './decode.js';
import { decodeBody } from './decode_body.js';
import { bodyTooLarge, faultsOf, invalidRequest } from './faults.js';
import { jsonPointer } from './json_pointer.js';
import { localeQuery } from './state_query.js';

/** The values of a request. */
export interface DecodedRequest {
  readonly query: object;
  readonly body: unknown;
  readonly lines?: Lines;
}

/**
 * The values of the query and of the body, which is read now; a key that it may be sent with again is looked at too.
 * @throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE
 * @throws INVALID_REQUEST with all faults at once (N1.1)
 */
export async function decodeRequest(
  { route, incoming }: RoutedExchange,
  readQuery: () => Query,
  owners: readonly string[],
): Promise<DecodedRequest> {
  const { body: schema, headers = {}, ...checks } = route.request ?? {};
  const ofLines = isLines(incoming.headers['content-type']) ? route.request?.lines : undefined;
  const lines = ofLines && readLines(incoming, ofLines.limits);
  const sent = schema === undefined || lines !== undefined ? undefined : await readBody(incoming);
  const faults: NativeFault[] = [];
  let query = {};
  try {
    query = decodeParameters({ query: localeQuery, headers, ...checks }, readQuery(), incoming.headers);
  } catch (error) {
    const found = faultsOf(error);
    if (found.length === 0) throw error;
    faults.push(...found);
  }
  if (headers[IDEMPOTENCY_KEY_HEADER] !== undefined) faults.push(...keyFaults(incoming.headers, lines));
  if (schema === undefined || sent === undefined) {
    if (faults.length > 0) throw invalidRequest(faults);
    return { query, body: undefined, ...(lines !== undefined && { lines }) };
  }
  const body =
    'fault' in sent
      ? { value: undefined, faults: [sent.fault], tooLarge: false }
      : decodeBody(schema, sent.value, owners);
  faults.push(...body.faults);
  if (body.tooLarge) throw bodyTooLarge(faults);
  if (faults.length > 0) throw invalidRequest(faults);
  return { query, body: body.value };
}

/** What is wrong with a text that is no JSON, or none that can be kept. */
export function unreadableBody(error: unknown): NativeFault | undefined {
  if (!isActivityError(error, 'INVALID_REQUEST')) return undefined;
  const path = Array.isArray(error.details['path']) ? (error.details['path'] as JsonPath) : [];
  return { pointer: jsonPointer(path), detail: error.message };
}

async function readBody(
  incoming: RoutedExchange['incoming'],
): Promise<{ readonly value: unknown } | { readonly fault: NativeFault }> {
  try {
    return { value: await incoming.readBody('refused') };
  } catch (error) {
    const fault = unreadableBody(error);
    if (fault === undefined) throw error;
    return { fault };
  }
}

/** @throws INVALID_REQUEST and what `Incoming.readLines` throws */
function readLines(incoming: RoutedExchange['incoming'], limits: LineLimits): Lines {
  try {
    return incoming.readLines(limits);
  } catch (error) {
    const fault = unreadableBody(error);
    throw fault === undefined ? error : invalidRequest([fault], error);
  }
}

function keyFaults(
  headers: RoutedExchange['incoming']['headers'],
  lines: Lines | undefined,
): readonly NativeFault[] {
  const sent = headers['idempotency-key'];
  if (sent !== undefined && lines !== undefined) {
    return [{ header: IDEMPOTENCY_KEY_HEADER, detail: 'is not taken with lines: their feeds do the same' }];
  }
  if (sent === undefined || (typeof sent === 'string' && idempotencyKeyOf(sent) !== undefined)) return [];
  const detail = 'must be 1 to 255 visible ASCII characters, bare or a quoted string';
  return [{ header: IDEMPOTENCY_KEY_HEADER, detail }];
}
