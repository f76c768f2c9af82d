import type { Subject } from '../../domain/activity.js';
import { isStorableId } from '../../domain/record.js';
import type { InputPath } from '../recording/input_fault.js';
import { invalidInput } from '../recording/input_fault.js';

const SPACE_ID = /^[a-z0-9_-]{1,255}$/;
const MAX_KIND_CHARACTERS = 64;

/**
 * Members of an object, or items of a list, that a host handed in, each read once; `where` it stands, nothing for the input itself.
 * @throws INVALID_REQUEST when it is no object or a member cannot be read
 */
export function inputMembers<Name extends string>(
  given: unknown,
  names: readonly Name[],
  where: readonly string[] = [],
): Readonly<Record<Name, unknown>> {
  if (typeof given !== 'object' || given === null) {
    throw invalidInput(where, 'must be an object', { found: given });
  }
  const members = names.map((name): [Name, unknown] => {
    try {
      return [name, Reflect.get(given, name)];
    } catch (cause) {
      const place = Array.isArray(given) ? Number(name) : name;
      throw invalidInput([...where, place], 'cannot be read', { found: cause, cause });
    }
  });
  return Object.fromEntries(members) as Record<Name, unknown>;
}

/** A checked copy of a subject. @throws INVALID_REQUEST */
export function checkedSubject(given: unknown): Subject {
  const { space: named, kind, id } = inputMembers(given, ['space', 'kind', 'id'], ['subject']);
  const space = checkedSpace(['subject', 'space'], named);
  if (typeof kind !== 'string' || !isStorableId(kind) || kind.length > MAX_KIND_CHARACTERS) {
    const problem = `must be 1 to ${String(MAX_KIND_CHARACTERS)} characters of well-formed Unicode without NUL`;
    throw invalidInput(['subject', 'kind'], problem, { found: kind });
  }
  if (typeof id !== 'string' || !isStorableId(id)) {
    const problem = 'must be 1 to 512 bytes of well-formed Unicode without NUL';
    throw invalidInput(['subject', 'id'], problem, { found: id });
  }
  return { space, kind, id };
}

/** The id of a space. @throws INVALID_REQUEST */
export function checkedSpace(path: InputPath, given: unknown): string {
  if (typeof given === 'string' && SPACE_ID.test(given)) return given;
  throw invalidInput(path, 'must be made of a-z, 0-9, _ and -', { found: given });
}
