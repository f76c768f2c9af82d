import Joi from 'joi';
import { DEFAULT_MAX_BODY_BYTES } from '../../common/constants.js';
import { integer } from './rules.js';

/** Schema of `server`: settings of the standalone host; a host that mounts the plugin has its own. */
export function serverSchema(): Joi.ObjectSchema {
  return Joi.object({
    host: Joi.string().default('127.0.0.1').description('Address to listen on.'),
    port: integer(0, 65_535).default(5601).description('Port to listen on; 0 takes a free one.'),
    basePath: Joi.string()
      .allow('')
      .pattern(/^(\/[A-Za-z0-9._~-]+)+$/)
      .default('')
      .messages({ 'string.pattern.base': 'must begin with a slash and not end with one' })
      .description('Path below which everything is served, such as `/activity`.'),
    maxBodyBytes: integer(1).default(DEFAULT_MAX_BODY_BYTES).description('Largest request body, in bytes.'),
  });
}
