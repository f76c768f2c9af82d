import { createAlertBody } from '../../server/http/casebender/request/body_schemas.js';
import { decodeBody } from '../../server/http/casebender/request/decode.js';
import type { AlertFault } from '../../server/services/alerts/alert_fault.js';

/** What an owner and a status may be. */
export const VOCABULARY = { owners: ['securitySolution', 'cases'], statuses: ['open', 'closed'] };

/** The least that a new alert has. */
export const NEW = { title: 'T', severity: 'low' };

/** The new alert that a body is decoded to. @throws its first fault */
export function create(body: object): unknown {
  return decodeBody(createAlertBody, { ...body }, VOCABULARY);
}

/** So many texts, none like another. */
export function many(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `t${String(i)}`);
}

/** The fault of a field that cannot have its value. */
export function value(name: string): AlertFault {
  return { fault: 'value', name };
}

/** The fault of a field that there is not. */
export function unknown(name: string): AlertFault {
  return { fault: 'unknown', name };
}
