import type { SpaceLog } from '../../domain/log/space_log.js';
import type { Registry } from '../../domain/registry.js';

/** Does the work on a store that is open and ready. */
export type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** The log, each of whose methods runs as those of the store do. */
export function guardedLog(log: SpaceLog, run: Run): SpaceLog {
  return {
    catchUp: (space) => run(() => log.catchUp(space)),
    head: (space) => run(() => log.head(space)),
    rows: (space, range) => run(() => log.rows(space, range)),
    byTime: (space, window) => run(() => log.byTime(space, window)),
    positions: (head, range) => run(() => log.positions(head, range)),
    tile: (space, level, index) => run(() => log.tile(space, level, index)),
    publish: (space, checkpoint) => run(() => log.publish(space, checkpoint)),
    spaces: (after, limit) => run(() => log.spaces(after, limit)),
    watch: (space, look) => log.watch(space, look),
    mark: (head) => run(() => log.mark(head)),
    extend: (space, rows) => run(() => log.extend(space, rows)),
  };
}

/** The registry, likewise. */
export function guardedRegistry(registry: Registry, run: Run): Registry {
  return {
    get: (name) => run(() => registry.get(name)),
    set: (name, expected, value) => run(() => registry.set(name, expected, value)),
    remove: (name, expected) => run(() => registry.remove(name, expected)),
    names: (after, limit) => run(() => registry.names(after, limit)),
  };
}
