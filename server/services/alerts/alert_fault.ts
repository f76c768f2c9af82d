import { ActivityError } from '../../domain/errors.js';

/** What is wrong with a request to the alerts (C13). `name` is the parameter or the path of the field, `tags[3]`. */
export type AlertFault =
  | { readonly fault: 'integer'; readonly name: string; readonly min: number; readonly max: number }
  | { readonly fault: 'parameter' | 'missing' | 'value' | 'unknown'; readonly name: string }
  | { readonly fault: 'body' | 'query' };

const FAULTS = new WeakMap<ActivityError, AlertFault>();

/** The INVALID_REQUEST for a fault; `faultOf` gives the fault back. */
export function invalid(fault: AlertFault): ActivityError {
  const about = 'name' in fault ? ` (${fault.name})` : '';
  const error = new ActivityError('INVALID_REQUEST', `The request is not valid: ${fault.fault}${about}.`);
  FAULTS.set(error, fault);
  return error;
}

/** The fault an error was made for; `undefined` for any other value. */
export function faultOf(error: unknown): AlertFault | undefined {
  return error instanceof ActivityError ? FAULTS.get(error) : undefined;
}
