import type { CasebenderFailure } from '../../../common/casebender.js';
import { named, objectOf, oneOf, TEXT } from '../openapi/json_schema.js';
import type { RouteDocumentation } from '../openapi/route_documentation.js';
import { RATE_HEADERS } from '../answer/rate.js';
import { hasBody } from '../route.js';
import { ERROR_CODES } from './answer/errors.js';
import { READ_FAILURES, WRITE_FAILURES } from './answer/responses.js';

/** What the routes of the CaseBender dialect have in common. */
export const casebenderDocumentation: RouteDocumentation = {
  description: "CaseBender's alert activities and the alert endpoints that make them.",
  guarded: true,
  failure: named(
    'CasebenderFailure',
    objectOf<keyof CasebenderFailure>({
      status: oneOf('error'),
      message: { ...TEXT, description: 'A sentence in the language of `Content-Language`.' },
      code: { ...oneOf(...ERROR_CODES), description: 'Branch on this, never on the message.' },
    }),
  ),
  failures: (route) => ({ ...READ_FAILURES, ...(hasBody(route) ? WRITE_FAILURES : {}) }),
  requestHeaders: () => ({
    'Accept-Language': { description: 'Language of the answer, when `lang` and the caller name none.' },
    'X-Request-Id': { description: 'Echoed, when it is 1 to 128 of `A-Za-z0-9._-`.' },
  }),
  answerHeaders: {
    'Content-Language': { description: 'Language of the answer.' },
    'X-Request-Id': { description: 'Id of the request, also in the log.' },
    ...RATE_HEADERS,
  },
};
