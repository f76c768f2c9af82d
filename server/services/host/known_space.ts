import type { Spaces } from '../../access/access.js';
import type { InputPath } from '../recording/input_fault.js';
import { invalidInput } from '../recording/input_fault.js';

/** @throws INVALID_REQUEST when there is no such space */
export async function refuseUnknownSpace(spaces: Spaces, path: InputPath, space: string): Promise<void> {
  if ((await spaces.get(space)) !== undefined) return;
  throw invalidInput(path, 'must be a configured space', { found: space });
}
