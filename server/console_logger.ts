import type { Logger } from './domain/logger.js';

/** For a host without a logger: what went wrong must show somewhere. */
export const consoleLogger: Logger = {
  error: (details, message) => {
    console.error(message, details);
  },
  warn: (details, message) => {
    console.warn(message, details);
  },
  info: () => undefined,
};
