import { ActivityError } from '../../domain/errors.js';

/** What is answered of a space that is not there (K2.3). */
export function missingSpace(id: string): ActivityError {
  return new ActivityError('SPACE_NOT_FOUND', `Saved object [space/${id}] not found`);
}

/** What is answered when an id is taken (P1). */
export function takenSpace(id: string): ActivityError {
  return new ActivityError('RECORD_EXISTS', `A space with the identifier ${id} already exists.`);
}

/** What is answered when somebody wants to write a space of the configuration or of the host (P1). */
export function managedSpace(id: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', `The space ${id} is managed by configuration`);
}
