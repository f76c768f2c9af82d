import { ActivityError } from '../../domain/errors.js';

/** What is answered of a case that is not there (K2.3). */
export function missingCase(id: string): ActivityError {
  return new ActivityError('RECORD_NOT_FOUND', `Saved object [cases/${id}] not found`);
}
