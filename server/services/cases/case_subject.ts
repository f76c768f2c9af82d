import { CASE_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Subject } from '../../domain/activity.js';

/** Names a case of the space that the caller is in. */
export function caseSubject({ space }: Access, id: string): Subject {
  return { space: space.id, kind: CASE_KIND, id };
}
