import type { KibanaCasePeople } from '../../../../common/kibana_overview.js';
import { listOf, named, objectOf, orNull, TEXT } from '../../openapi/json_schema.js';

const NAME = orNull(TEXT);

const person = named(
  'KibanaPerson',
  objectOf(
    { user: objectOf({ username: NAME, full_name: NAME, email: NAME }) },
    { uid: TEXT, avatar: objectOf({}, { initials: NAME, color: NAME, imageUrl: NAME }) },
  ),
);

/** Who has to do with a case (K10). */
export const casePeopleSchema = named(
  'KibanaCasePeople',
  objectOf<keyof KibanaCasePeople>({
    participants: listOf(person),
    reporter: person,
    assignees: listOf(person),
    unassignedUsers: listOf(person),
  }),
);
