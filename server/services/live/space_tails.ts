import type { SpaceLog } from '../../domain/log/space_log.js';
import type { Logger } from '../../domain/logger.js';
import type { Waiting } from './bell.js';
import { Bell } from './bell.js';
import { Looking } from './looking.js';

/** The end of a space's log, for one who follows it. */
export interface SpaceTail {
  /** How many positions there are, as far as is known; 0 until that is known. */
  readonly size: number;
  /** Resolves when it may have grown. */
  grown(waiting: Waiting): Promise<void>;
  /** To be called once: nobody looks any more when nobody follows. */
  release(): void;
}

/** What all who follow a space share. */
interface Shared {
  followers: number;
  size: number;
  readonly bell: Bell;
  readonly looking: Looking;
  readonly unwatch: () => void;
}

/** The ends of the logs that are followed: whoever follows a space shares one look at it with all others. */
export class SpaceTails {
  readonly #log: SpaceLog;
  readonly #logger: Logger;
  readonly #shared = new Map<string, Shared>();

  constructor(log: SpaceLog, logger: Logger) {
    this.#log = log;
    this.#logger = logger;
  }

  /** Follows a space until it is released. */
  of(space: string): SpaceTail {
    const shared = this.#shared.get(space) ?? this.#begin(space);
    shared.followers += 1;
    return {
      get size() {
        return shared.size;
      },
      grown: (waiting) => shared.bell.next(waiting),
      release: () => {
        shared.followers -= 1;
        if (shared.followers > 0) return;
        this.#shared.delete(space);
        shared.unwatch();
        shared.looking.end();
      },
    };
  }

  #begin(space: string): Shared {
    const bell = new Bell();
    const looking = new Looking(async () => {
      await this.#log.catchUp(space);
      const { size } = await this.#log.head(space);
      const before = shared.size;
      shared.size = Math.max(before, size);
      if (shared.size > before) bell.ring();
    }, this.#logger);
    const unwatch = this.#log.watch(space, () => {
      looking.ask();
    });
    const shared: Shared = { followers: 0, size: 0, bell, looking, unwatch };
    this.#shared.set(space, shared);
    looking.ask();
    return shared;
  }
}
