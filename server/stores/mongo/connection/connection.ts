import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, MongoClient } from 'mongodb';
import { ActivityError } from '../../../domain/errors.js';
import type { Logger } from '../../../domain/logger.js';
import { isFormatRefusal } from '../../../domain/store_format.js';
import { collectionsOf, createCollections } from '../collections.js';
import type { Collections } from '../collections.js';
import { databaseOf, openHostClient, ownClient } from './database.js';
import { watchHeartbeats } from './heartbeat_watch.js';
import { withCheckedFormat } from '../format_mark.js';
import { answeredWithin, onceAlone } from './calls.js';
import { isMisconfigured, toConfigurationError, unavailable } from './mongo_errors.js';
import type { MongoStoreOptions } from '../options.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
/** What every server takes; some take more and cannot be backed up then. */
const DATABASE_NAME = /^[^\s./\\"$*<>:|?\0]{1,63}$/;
const PREFIX = /^(?!system\.)[^$\0]{0,100}$/;

/**
 * The way to the database: its own client or the host's, the collections, and whether they are ready.
 * Every call goes through `call`, so none can hang, whatever options the host's client has.
 */
export class MongoConnection {
  readonly db: Db;
  readonly collections: Collections;
  readonly timeoutMs: number;
  readonly #client: MongoClient;
  readonly #ownsClient: boolean;
  readonly #prefix: string;
  readonly #logger: Logger | undefined;
  readonly #closing = new AbortController();
  #state: 'preparing' | 'ready' | ActivityError = 'preparing';
  #preparing: Promise<void> = Promise.resolve();

  /** @throws CONFIGURATION_INVALID when address, options or names cannot be used */
  constructor(options: MongoStoreOptions) {
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#logger = options.logger;
    this.#prefix = options.collectionPrefix ?? '';
    this.#ownsClient = 'uri' in options;
    if (!DATABASE_NAME.test(options.database) || !PREFIX.test(this.#prefix)) {
      throw new ActivityError(
        'CONFIGURATION_INVALID',
        'The name of the database or the collectionPrefix is not allowed.',
      );
    }
    try {
      this.#client =
        'uri' in options
          ? ownClient(options.uri, { ...options, timeoutMs: this.timeoutMs }, options.tls)
          : options.client;
      if (this.#ownsClient) this.#watch();
      this.db = databaseOf(this.#client, options.database, this.timeoutMs);
      this.collections = collectionsOf(this.db, this.#prefix);
    } catch (error) {
      throw toConfigurationError(error);
    }
  }

  /**
   * Tries once to prepare the collections; if the database is away, goes on trying in the background.
   * @throws CONFIGURATION_INVALID when the database refuses the settings or has conflicting indexes
   * @throws STORE_UNAVAILABLE when its data is of another version
   */
  async prepare(whenReady: () => void): Promise<void> {
    const failure = await this.#attempt();
    if (failure === undefined) {
      whenReady();
    } else if (this.#state === 'preparing') {
      this.#logger?.warn({ err: failure }, 'the database does not answer yet; trying again until it does');
      this.#preparing = this.#keepTrying(whenReady);
    } else if (this.#state !== 'ready') {
      await this.close();
      throw this.#state;
    }
  }

  /**
   * Throws unless the collections are ready.
   * @throws STORE_UNAVAILABLE while they could not be prepared, and after `close`
   */
  assertReady(): void {
    if (this.#closing.signal.aborted || this.#state === 'preparing') throw unavailable();
    if (this.#state !== 'ready') throw unavailable(this.#state);
  }

  /**
   * Resolves when the database answers and the collections are ready.
   * @throws CONFIGURATION_INVALID when the database was away at first and now refuses the settings
   * @throws STORE_UNAVAILABLE likewise when its data is of another version
   */
  async ping(): Promise<void> {
    if (this.#state instanceof ActivityError) throw this.#state;
    this.assertReady();
    await this.call(() => this.db.command({ ping: 1 }));
  }

  /**
   * One call to the database, again while it meets others; rejects with a `DeadlineError` when it has no answer after
   * `timeoutMs`, else as the driver does.
   */
  call<T>(work: () => Promise<T>): Promise<T> {
    return onceAlone(() => answeredWithin(this.timeoutMs, work));
  }

  /** Ends the attempts to prepare; closes the own client, never the host's. */
  async close(): Promise<void> {
    this.#closing.abort();
    if (!this.#ownsClient) return;
    // Closing it ends an attempt that is under way.
    await this.call(() => this.#client.close()).catch(() => undefined);
    await this.#preparing;
  }

  async #keepTrying(whenReady: () => void): Promise<void> {
    const { signal } = this.#closing;
    for (
      let pause = FIRST_PAUSE_MS;
      this.#state === 'preparing';
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
    ) {
      try {
        await sleep(pause, undefined, { signal });
      } catch {
        return;
      }
      if ((await this.#attempt()) === undefined) whenReady();
    }
  }

  /** Answers what went wrong, if the database is not ready now. */
  async #attempt(): Promise<unknown> {
    try {
      // A client whose first connection failed stays closed until it is told to connect again.
      await this.call<unknown>(() =>
        this.#ownsClient ? this.#client.connect() : openHostClient(this.#client, this.db),
      );
      await withCheckedFormat(this.#way(), () =>
        createCollections(this.db, this.#prefix, (work) => this.call(work)),
      );
      this.#state = 'ready';
      return undefined;
    } catch (error) {
      if (isFormatRefusal(error)) {
        this.#state = error;
        this.#logger?.error({}, error.message);
      } else if (isMisconfigured(error)) {
        this.#state = toConfigurationError(error);
        this.#logger?.error({ err: this.#state }, 'the database refuses the settings');
      }
      return error;
    }
  }

  #watch(): void {
    const [signal, logger] = [this.#closing.signal, this.#logger];
    watchHeartbeats(this.#client, { limitMs: 2 * this.timeoutMs, signal, logger });
  }

  #way(): Parameters<typeof withCheckedFormat>[0] {
    return { collections: this.collections, call: (work) => this.call(work), logger: this.#logger };
  }
}
