import { named, objectOf, oneOf, TEXT } from '../openapi/json_schema.js';
import type { RouteDocumentation } from '../openapi/route_documentation.js';

/** What the operations routes have in common. */
export const operationsDocumentation: RouteDocumentation = {
  description:
    'For whoever runs the server, without credentials. Mounted in a host, these routes stand where its configuration says.',
  guarded: false,
  failure: named('OperationsFailure', objectOf({ status: oneOf('error'), code: TEXT })),
  failures: () => ({ 500: 'An error of the server' }),
  requestHeaders: () => ({}),
  answerHeaders: {},
};
