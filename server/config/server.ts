import { isIP } from 'node:net';
import Joi from 'joi';
import { DEFAULT_MAX_BODY_BYTES } from '../../common/constants.js';
import { checked, integer, schemaOf } from './rules.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Settings of the standalone host. */
export interface ServerConfig {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Empty, or a path such as `/activity`. */
  readonly basePath: string;
  readonly maxBodyBytes: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** How many proxies stand before the server, or their addresses and networks. */
  readonly trustProxy: number | readonly string[];
}

/** Schema of `server`: settings of the standalone host; a host that mounts the plugin has its own. */
export function serverSchema(): Joi.ObjectSchema {
  return schemaOf<ServerConfig>({
    host: Joi.string().default('127.0.0.1').description('Address to listen on.'),
    port: integer(0, 65_535).default(5601).description('Port to listen on; 0 takes a free one.'),
    basePath: Joi.string()
      .allow('')
      .pattern(/^(\/[A-Za-z0-9._~-]+)+$/)
      .default('')
      .messages({ 'string.pattern.base': 'must begin with a slash and not end with one' })
      .description('Path below which everything is served, such as `/activity`.'),
    maxBodyBytes: integer(1).default(DEFAULT_MAX_BODY_BYTES).description('Largest request body, in bytes.'),
    logLevel: Joi.string()
      .valid(...LOG_LEVELS)
      .default('info')
      .description('Log lines of this level and graver ones; requests of probes are `debug`.'),
    trustProxy: Joi.alternatives(integer(0, 100), Joi.array().items(Joi.string().custom(checked(proxyFault))))
      .default(0)
      .description(
        'Proxies before the server whose `X-Forwarded-For` counts: how many there are, or their addresses and networks.',
      ),
  });
}

/** Names that Express has for networks. */
const NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

function proxyFault(text: string): string | undefined {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return NETWORKS.includes(text) || Number(bits) <= longest
    ? undefined
    : `must be an address, a network such as 10.0.0.0/8, or one of ${NETWORKS.join(', ')}`;
}
