import type { KibanaActionConnector, KibanaCaseConnector } from '../../../../common/kibana_overview.js';
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

/** A connector that is registered (G13). */
export const actionConnectorSchema = named(
  'KibanaActionConnector',
  objectOf<keyof KibanaActionConnector>({
    ...{ id: TEXT, name: TEXT, actionTypeId: TEXT, config: ANY_OBJECT },
    ...{
      isPreconfigured: BOOLEAN,
      isDeprecated: BOOLEAN,
      isSystemAction: BOOLEAN,
      isMissingSecrets: BOOLEAN,
    },
    referencedByCount: { type: 'integer' },
  }),
);

/** The connectors of a case by their ids (K11). */
export const caseConnectorsSchema = named('KibanaCaseConnectors', {
  type: 'object',
  additionalProperties: connector,
});
