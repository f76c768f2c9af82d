import Joi from 'joi';
import type { License } from '../access/licenses.js';
import { LICENSES } from '../access/licenses.js';
import type { ConnectorConfig } from './kibana/connectors.js';
import { connectorConfigSchema, connectorHosts } from './kibana/connectors.js';
import { FILE_TYPES } from './kibana/file_types.js';
import { recordKind } from './record_kind.js';
import type { Sources } from './rules.js';
import { checked, integer, member, schemaOf, texts } from './rules.js';
import { isNetwork } from '../access/networks.js';

/** What the Kibana dialect reads. */
export interface KibanaConfig {
  /** Kinds of records whose activity is served, in the order in which an id is looked up. */
  readonly kinds: readonly string[];
  readonly version: string;
  /** Whether `casebender.rateLimits` hold for its requests too. */
  readonly rateLimits: boolean;
  /** Assigning and filtering by assignee need `platinum` or better (K15.2). */
  readonly license: License;
  /** Registered attachment types; `.files` is known besides (K16). */
  readonly attachmentTypes: readonly string[];
  readonly connectors: readonly ConnectorConfig[];
  /** The only hosts that may be called, in lower case and without port. */
  readonly connectorAllowedHosts: readonly string[];
  /** What names may lead to though it is not public. */
  readonly connectorAllowedAddresses: readonly string[];
  readonly connectorTimeoutMs: number;
  readonly files: {
    readonly maxBytes: number;
    readonly maxImageBytes: number;
    readonly allowedTypes: readonly string[];
  };
}

const VERSION = /^\d+\.\d+\.\d+(-alpha\d*|-beta\d*|-rc\d+)?(-SNAPSHOT)?$/;
const HOST = /^(\[[0-9a-fA-F:.]+\]|[^\s:/?#@[\]]+)$/;
const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;
const MEBIBYTE = 1_048_576;

/** Schema of `kibana`: what the Kibana dialect reads. */
export function kibanaSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<KibanaConfig>({
    version: Joi.string()
      .pattern(VERSION)
      .default('8.19.0')
      .messages({ 'string.pattern.base': 'must have the form 8.19.0, 8.19.0-rc1 or 8.19.0-SNAPSHOT' })
      .description('Version to tell clients (K2.5).'),
    rateLimits: Joi.boolean()
      .default(false)
      .description('Whether the limits of `casebender.rateLimits` hold here too; Kibana itself has none.'),
    license: Joi.string()
      .valid(...LICENSES)
      .default('platinum')
      .description('Below `platinum`, assigning and filtering by assignee answer 403 (K15.2).'),
    attachmentTypes: texts().description(
      'Registered external reference and persistable state types; `.files` always is (K16).',
    ),
    connectors: Joi.array()
      .items(connectorConfigSchema(sources))
      .default([])
      .description('External systems that cases can be pushed to (K18).'),
    connectorAllowedHosts: Joi.array()
      .items(
        Joi.string().pattern(HOST).messages({ 'string.pattern.base': 'must be a host name without port' }),
      )
      .custom((hosts: readonly string[]) => hosts.map((host) => host.toLowerCase()))
      .default((kibana: unknown) => connectorHosts(member(kibana, 'connectors')))
      .meta({ default: "the hosts of the connectors' URLs" })
      .description('The only hosts that may be called, without port.'),
    connectorAllowedAddresses: Joi.array()
      .items(
        Joi.string().custom(
          checked((network: string) => (isNetwork(network) ? undefined : 'must be an address or network')),
        ),
      )
      .default([])
      .description(
        'Addresses and networks, such as `10.1.0.0/16`, to which names of hosts may lead though they are not public.',
      ),
    connectorTimeoutMs: integer(1, 600_000)
      .default(10_000)
      .description('How long a call of a connector may take, with its attempts, in milliseconds.'),
    kinds: texts(recordKind())
      .min(1)
      .default(['case', 'incident'])
      .description('Kinds of records whose activity is served by id; the first that has the id counts.'),
    files: schemaOf<KibanaConfig['files']>({
      maxBytes: integer(1)
        .default(100 * MEBIBYTE)
        .description('Largest file, in bytes.'),
      maxImageBytes: integer(1)
        .default(10 * MEBIBYTE)
        .description('Largest image, in bytes.'),
      allowedTypes: Joi.array()
        .items(
          Joi.string()
            .pattern(MIME_TYPE)
            .messages({ 'string.pattern.base': 'must be a media type such as image/png, in lower case' }),
        )
        .default(FILE_TYPES)
        .meta({ default: 'images, text, CSV, JSON, PDF, Office and zip' })
        .description('Media types that may be uploaded.'),
    }).default(),
  });
}
