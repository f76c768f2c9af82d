import { expect } from 'chai';
import type { ErrorCode } from '../../common/error_codes.js';
import { ActivityError } from '../../server/domain/errors.js';
import { renderError, unauthenticated } from '../../server/http/casebender/answer/errors.js';
import { invalid } from '../../server/services/alerts/alert_fault.js';
import { speaking } from '../support/languages.js';

const SECRET = 'connection to 10.0.0.1:27017 closed';

describe('an error on the wire (C13)', () => {
  const table: [ErrorCode, number, string, string][] = [
    ['INVALID_REQUEST', 400, 'INVALID_REQUEST', 'The request body is not valid'],
    ['UNAUTHENTICATED', 401, 'UNAUTHORIZED', 'Missing or invalid authentication token'],
    ['FORBIDDEN', 403, 'FORBIDDEN', 'You do not have permission to access this information'],
    ['TLP_RESTRICTED', 403, 'TLP_RESTRICTED', 'You do not have permission to access this information'],
    ['PAP_RESTRICTED', 403, 'PAP_RESTRICTED', 'You do not have permission to access this information'],
    ['SPACE_NOT_FOUND', 403, 'FORBIDDEN', 'You do not have permission to access this information'],
    ['RECORD_NOT_FOUND', 404, 'ALERT_NOT_FOUND', 'Alert not found'],
    ['COMMENT_NOT_FOUND', 404, 'COMMENT_NOT_FOUND', 'Comment not found'],
    ['METHOD_NOT_ALLOWED', 405, 'METHOD_NOT_ALLOWED', 'Method not allowed'],
    ['RECORD_EXISTS', 409, 'ALERT_EXISTS', 'An alert with this identifier already exists'],
    ['VERSION_CONFLICT', 409, 'VERSION_CONFLICT', 'The resource has changed since you read it'],
    ['PRECONDITION_FAILED', 412, 'VERSION_CONFLICT', 'The resource has changed since you read it'],
    ['HISTORY_FULL', 409, 'HISTORY_FULL', 'The history of the alert is full'],
    ['PAYLOAD_TOO_LARGE', 413, 'PAYLOAD_TOO_LARGE', 'The request body is too large'],
    ['UNSUPPORTED_MEDIA_TYPE', 415, 'UNSUPPORTED_MEDIA_TYPE', 'The request body must be JSON'],
    ['STORE_UNAVAILABLE', 503, 'INTERNAL_ERROR', 'Server error'],
    ['CONFIGURATION_INVALID', 500, 'INTERNAL_ERROR', 'Server error'],
    ['INTERNAL_ERROR', 500, 'INTERNAL_ERROR', 'Server error'],
  ];
  for (const [reason, status, code, message] of table) {
    it(`of ${reason} is ${String(status)} ${code}`, () => {
      const cause = new Error(SECRET);
      const reply = renderError(new ActivityError(reason, SECRET, { cause }), speaking('en'), true);
      expect(reply.status).to.equal(status);
      expect(JSON.stringify(reply.body)).to.equal(JSON.stringify({ status: 'error', message, code }));
    });
  }

  it('of anything unexpected is 500 without a detail', () => {
    for (const thrown of [new TypeError(SECRET), SECRET, undefined]) {
      const { status, body } = renderError(thrown, speaking('es'), true);
      expect([status, body]).to.deep.equal([
        500,
        { status: 'error', message: 'Error del servidor', code: 'INTERNAL_ERROR' },
      ]);
    }
  });

  it('asks to come back when the store does not answer', () => {
    const { headers } = renderError(new ActivityError('STORE_UNAVAILABLE', SECRET), speaking('es'), true);
    expect(headers).to.deep.equal({ 'Retry-After': '5' });
  });

  it('says how to authenticate, and whether something was sent', () => {
    const challenge = (sent: boolean): unknown =>
      renderError(unauthenticated(sent), speaking('es'), true).headers;
    const realm = 'Bearer realm="case-activity"';
    expect(challenge(false)).to.deep.equal({ 'WWW-Authenticate': realm });
    expect(challenge(true)).to.deep.equal({ 'WWW-Authenticate': `${realm}, error="invalid_token"` });
  });

  it('names the fault of a request, and of an unreadable path the id', () => {
    const message = (error: Error, pathRead = true): unknown =>
      renderError(error, speaking('en'), pathRead).body;
    const failure = (sentence: string) => ({ status: 'error', message: sentence, code: 'INVALID_REQUEST' });
    const page = invalid({ fault: 'integer', name: 'page', min: 1, max: 2_147_483_647 });
    expect(message(page)).to.deep.equal(
      failure("Parameter 'page' must be an integer between 1 and 2147483647"),
    );
    expect(message(invalid({ fault: 'missing', name: 'title' }))).to.deep.equal(
      failure("Field 'title' is required"),
    );
    expect(message(new URIError('%E0'), false)).to.deep.equal(failure("Parameter 'id' is not valid"));
  });
});
