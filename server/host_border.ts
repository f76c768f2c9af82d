import { types } from 'node:util';
import type { ActivityConfig, Fault } from './config.js';
import { configurationInvalid, faultsOf } from './config/faults.js';
import { member } from './config/rules.js';
import { consoleLogger } from './console_logger.js';
import type { PluginHost } from './contracts.js';
import { described } from './domain/described.js';
import { ActivityError } from './domain/errors.js';
import type { Logger } from './domain/logger.js';

type Check = (given: unknown) => string | undefined;

const isText: Check = (given) => (typeof given === 'string' ? undefined : 'must be a text');
const isFunction: Check = (given) => (typeof given === 'function' ? undefined : 'must be a function');

/** What each member has to be, where it is given at all; a client is looked at when the store is opened. */
const CHECKS: Readonly<Record<keyof PluginHost, Check>> = {
  config: () => undefined,
  mongoClient: () => undefined,
  baseDir: isText,
  authenticate: isFunction,
  clock: isFunction,
  spaces: having('get'),
  logger: having('error', 'warn', 'info'),
  metricsRegistry: having('getSingleMetric', 'registerMetric', 'removeSingleMetric'),
  plugins: (given) =>
    Array.isArray(given) && given.every((id) => typeof id === 'string')
      ? undefined
      : 'must be a list of texts',
  maxBodyBytes: (given) =>
    Number.isSafeInteger(given) && Number(given) > 0 ? undefined : 'must be a whole number of at least 1',
};

/**
 * The configuration that `read` makes of the host's `part`, unless the host hands in something that the plugin does
 * not know or cannot use: a member with a mistake in its name would otherwise be left out in silence.
 * @throws CONFIGURATION_INVALID with every fault of both; the path of the host's own is the name of the member
 */
export function checkedConfig(
  host: PluginHost,
  part: unknown,
  read: (part: unknown) => ActivityConfig,
): ActivityConfig {
  const faults = [...memberFaults(host), ...clientFaults(host, part)];
  try {
    const config = read(part);
    if (faults.length === 0) return config;
  } catch (error) {
    faults.push(...faultsOf(error));
  }
  throw configurationInvalid(faults);
}

/** @throws CONFIGURATION_INVALID when the second argument of `mountPlugin` is no object */
export function refuseNoHost(host: unknown): void {
  if (typeof host === 'object' && host !== null && !Array.isArray(host)) return;
  throw configurationInvalid([{ path: 'host', message: `must be an object, found: ${described(host)}` }]);
}

function memberFaults(host: PluginHost): readonly Fault[] {
  return Object.entries(host).flatMap(([name, given]: [string, unknown]) => {
    const check: Check | undefined = Object.hasOwn(CHECKS, name)
      ? CHECKS[name as keyof PluginHost]
      : undefined;
    if (check === undefined) return [{ path: name, message: 'is not a member that mountPlugin knows' }];
    const problem = given === undefined ? undefined : check(given);
    return problem === undefined ? [] : [{ path: name, message: `${problem}, found: ${described(given)}` }];
  });
}

/** A client of a database that is not used: records would be kept somewhere else than the host believes. */
function clientFaults({ mongoClient }: PluginHost, part: unknown): readonly Fault[] {
  const kind = member(member(part, 'storage'), 'kind') ?? 'embedded';
  if (mongoClient === undefined || kind === 'mongodb') return [];
  const message = `is given, but storage.kind is ${described(kind)}: nothing would be kept in that database`;
  return [{ path: 'mongoClient', message }];
}

/** The host's logger, or the console; one that throws or rejects loses its line and nothing else. */
export function hostLogger({ logger = consoleLogger }: PluginHost): Logger {
  const given: Readonly<Record<keyof Logger, (details: object, message: string) => unknown>> = logger;
  const guarded =
    (level: keyof Logger) =>
    (details: object, message: string): void => {
      // There is nobody left to tell.
      void new Promise((resolve) => {
        resolve(given[level](details, message));
      }).catch(() => undefined);
    };
  return { error: guarded('error'), warn: guarded('warn'), info: guarded('info') };
}

/**
 * The host's clock, or the system's.
 * @throws INTERNAL_ERROR from the clock when the host's throws or answers no date of the years 0 to 9999
 */
export function hostClock({ clock = () => new Date() }: PluginHost): () => Date {
  return () => {
    const answer = answerOf(clock);
    const now = new Date(types.isDate(answer) ? Date.prototype.getTime.call(answer) : Number.NaN);
    const year = now.getUTCFullYear();
    if (year >= 0 && year <= 9999) return now;
    throw new ActivityError('INTERNAL_ERROR', `The host's clock answers no date: ${described(answer)}.`);
  };
}

function answerOf(clock: () => unknown): unknown {
  try {
    return clock();
  } catch (cause) {
    throw new ActivityError('INTERNAL_ERROR', "The host's clock has failed.", { cause });
  }
}

function having(...methods: readonly string[]): Check {
  return (given) => {
    const object = (typeof given === 'object' && given !== null) || typeof given === 'function';
    const missing = methods.filter((name) => !object || typeof Reflect.get(given, name) !== 'function');
    return missing.length === 0 ? undefined : `must have the method ${missing.join(', ')}`;
  };
}
