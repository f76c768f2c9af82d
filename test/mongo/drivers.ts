import type * as mongodb from 'mongodb';

/**
 * The copies of the driver that the suites know: our own, a second one of the same version, the
 * newest and the oldest of 6, mongoose's.
 */
const DRIVERS = {
  own: () => import('mongodb'),
  copy: () => import('mongodb-copy'),
  v6: () => import('mongodb6'),
  v6_0: () => import('mongodb60'),
  mongoose8: async () => (await import('mongoose8')).default.mongo,
  mongoose9: async () => (await import('mongoose9')).default.mongo,
};

/** A driver as our own copy describes it: what the tests do with it is the same in all of them. */
export type Driver = typeof mongodb;
export type DriverName = keyof typeof DRIVERS;

/** All names, our own first. */
export const DRIVER_NAMES = Object.keys(DRIVERS) as readonly DriverName[];

/** Whose client the suites use, from MONGODB_CLIENT; `own`: the store makes its client itself. */
export const DRIVER_NAME = chosen(process.env['MONGODB_CLIENT'] ?? 'own');

/** Loads a copy of the driver. */
export async function driverOf(name: DriverName): Promise<Driver> {
  return (await DRIVERS[name]()) as Driver;
}

/** The copy of the driver that the suites use. */
export const driver = await driverOf(DRIVER_NAME);

function chosen(name: string): DriverName {
  const found = DRIVER_NAMES.find((one) => one === name);
  if (found === undefined) throw new Error(`MONGODB_CLIENT must be one of ${DRIVER_NAMES.join(', ')}.`);
  return found;
}
