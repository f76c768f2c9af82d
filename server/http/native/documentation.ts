import { RATE_HEADERS } from '../answer/rate.js';
import { hasBody } from '../route.js';
import type { RouteDocumentation } from '../openapi/route_documentation.js';
import { PROBLEM_TYPE } from './answer/problem.js';
import { problemSchema } from './answer/problem_schema.js';

const FAILURES = {
  400: 'The request is not valid: all faults are told at once',
  401: 'Credentials are missing or wrong',
  403: 'Not allowed',
  404: 'There is no such thing, or the caller may not see it',
  429: 'Too many requests',
  500: 'An error of the server',
  503: 'Something that is needed does not answer',
} as const;

/** How a write can fail besides. */
const WRITE_FAILURES = {
  409: 'It does not fit what is recorded',
  413: 'More than is taken at once',
  415: 'The body is of a type that is not taken here',
  422: 'It is not to be recorded, whatever is recorded',
} as const;

/** How a route fails that anybody may ask. */
const OPEN_FAILURES = { 400: FAILURES[400], 404: FAILURES[404], 500: FAILURES[500] } as const;

/** What the routes of our own dialect have in common. */
export const nativeDocumentation: RouteDocumentation = {
  description: 'Everything a history can be asked for: cursors, filters, a whole space, any moment.',
  guarded: true,
  failure: problemSchema,
  failureType: PROBLEM_TYPE,
  failures: (route) => {
    if (route.open === true) return OPEN_FAILURES;
    return hasBody(route) ? { ...FAILURES, ...WRITE_FAILURES } : FAILURES;
  },
  requestHeaders: () => ({
    'Accept-Language': { description: 'Language of the answer, when `locale` and the caller name none.' },
    'X-Request-Id': { description: 'Echoed, when it is 1 to 128 of `A-Za-z0-9._-`.' },
  }),
  answerHeaders: {
    'Content-Language': { description: 'Language of the answer.' },
    'X-Request-Id': { description: 'Id of the request, also in the log.' },
    ...RATE_HEADERS,
  },
};
