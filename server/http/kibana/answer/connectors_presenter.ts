import type { KibanaCaseConnector, KibanaCaseConnectors } from '../../../../common/kibana_overview.js';
import type { CaseConnector } from '../../../services/cases/case_connectors.js';

/** What is registered under the id of a connector. */
export type RegisteredConnectors = ReadonlyMap<string, { readonly name: string; readonly type: string }>;

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
