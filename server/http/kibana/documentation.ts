import type { KibanaError } from '../../../common/kibana.js';
import { named, objectOf, TEXT } from '../openapi/json_schema.js';
import type { RouteDocumentation } from '../openapi/route_documentation.js';
import { RATE_HEADERS } from '../answer/rate.js';
import { hasBody } from '../route.js';

const OF_ALL = {
  400: 'The request is not valid',
  401: 'Credentials are missing or wrong',
  403: 'Not allowed',
  404: 'No such record or space',
  429: 'Too many requests',
  500: 'An error of the server',
  503: 'Something that is needed does not answer',
};

const OF_WRITES = { 409: 'The record has changed meanwhile, or its history is full' };

const OF_BODIES = { 413: 'The body is too large', 415: 'The body is not JSON' };

/** The envelope of K2.3. */
export const kibanaErrorSchema = named(
  'KibanaError',
  objectOf<keyof KibanaError>({ statusCode: { type: 'integer' }, error: TEXT, message: TEXT }),
);

/** What the routes of the Kibana dialect have in common. */
export const kibanaDocumentation: RouteDocumentation = {
  description: "Kibana 8.19's case activity API and the part of its Cases API that makes that activity.",
  guarded: true,
  failure: kibanaErrorSchema,
  failures: (route) => ({
    ...OF_ALL,
    ...(route.method === 'get' ? {} : OF_WRITES),
    ...(hasBody(route) ? OF_BODIES : {}),
  }),
  requestHeaders: ({ method }) =>
    method === 'get'
      ? {}
      : { 'kbn-xsrf': { description: 'Any value; `kbn-version` will do instead.', required: true } },
  answerHeaders: { 'elastic-api-version': { description: 'Version of the API.' }, ...RATE_HEADERS },
};
