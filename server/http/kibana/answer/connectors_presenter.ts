import type {
  KibanaActionConnector,
  KibanaCaseConnector,
  KibanaCaseConnectors,
} from '../../../../common/kibana_overview.js';
import type { CaseConnector } from '../../../services/cases/case_connectors.js';

/** A connector that the host has registered. */
export interface RegisteredConnector {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** What is registered under the id of a connector. */
export type RegisteredConnectors = ReadonlyMap<string, RegisteredConnector>;

/** A registered connector (G13). How it reaches the external system is told nobody. */
export function toActionConnector({ id, name, type }: RegisteredConnector): KibanaActionConnector {
  return {
    id,
    name,
    actionTypeId: type,
    config: {},
    isPreconfigured: false,
    isDeprecated: false,
    isSystemAction: false,
    isMissingSecrets: false,
    referencedByCount: 0,
  };
}

/** The connectors of a case by their ids (K11). */
export function toConnectors(
  connectors: readonly CaseConnector[],
  registered: RegisteredConnectors,
): KibanaCaseConnectors {
  return Object.fromEntries(
    connectors.map((connector) => [connector.id, toConnector(connector, registered)]),
  );
}

function toConnector(
  { id, name, type, fields, pushes, needsToBePushed }: CaseConnector,
  registered: RegisteredConnectors,
): KibanaCaseConnector {
  return {
    id,
    name: registered.get(id)?.name ?? name ?? id,
    type: type ?? '.none',
    fields,
    push: {
      needsToBePushed,
      hasBeenPushed: pushes !== undefined,
      ...(pushes !== undefined && {
        details: {
          oldestUserActionPushDate: pushes.oldest.toISOString(),
          latestUserActionPushDate: pushes.latest.toISOString(),
          externalService: pushes.externalService,
        },
      }),
    },
  };
}
