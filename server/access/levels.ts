import { ActivityError } from '../domain/errors.js';

/** TLP and PAP of a record, 0 to 4. */
export interface Levels {
  readonly tlp: number;
  readonly pap: number;
}

/** TLP RED and its like (C11.4). */
export const HIGHEST_LEVEL = 4;

/** Why a caller with this clearance may not see a record at one of these levels: TLP before PAP (C11.4). */
export function restrictionOf(
  clearance: { readonly tlpClearance: number; readonly papClearance: number },
  levels: readonly Levels[],
): ActivityError | undefined {
  if (levels.some(({ tlp }) => tlp > clearance.tlpClearance)) {
    return new ActivityError('TLP_RESTRICTED', 'The TLP of the record is above the clearance of the caller.');
  }
  if (levels.some(({ pap }) => pap > clearance.papClearance)) {
    return new ActivityError('PAP_RESTRICTED', 'The PAP of the record is above the clearance of the caller.');
  }
  return undefined;
}
