import type { KibanaCaseConnector } from '../../../../common/kibana_overview.js';
import { ANY_OBJECT, BOOLEAN, INSTANT, named, objectOf, orNull, TEXT } from '../../openapi/json_schema.js';

const connector = named(
  'KibanaCaseConnector',
  objectOf<keyof KibanaCaseConnector>({
    id: TEXT,
    name: TEXT,
    type: TEXT,
    fields: orNull(ANY_OBJECT),
    push: objectOf(
      { needsToBePushed: BOOLEAN, hasBeenPushed: BOOLEAN },
      {
        details: objectOf({
          oldestUserActionPushDate: INSTANT,
          latestUserActionPushDate: INSTANT,
          externalService: ANY_OBJECT,
        }),
      },
    ),
  }),
);

/** The connectors of a case by their ids (K11). */
export const caseConnectorsSchema = named('KibanaCaseConnectors', {
  type: 'object',
  additionalProperties: connector,
});
