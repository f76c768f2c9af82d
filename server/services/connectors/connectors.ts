import type { Connector } from './connector.js';
import { connectorFailure } from './connector_failure.js';

/** Those that a host has registered, by their ids. */
export type Connectors = ReadonlyMap<string, Connector>;

/** One that is registered to be chosen and listed alone. */
export function listedConnector({ id, name, type }: Pick<Connector, 'id' | 'name' | 'type'>): Connector {
  const push = (): Promise<never> =>
    Promise.reject(connectorFailure(`A connector of type ${type} cannot be pushed to`));
  return { id, name, type, push };
}
