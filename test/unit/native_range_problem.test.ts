import { expect } from 'chai';
import { ActivityError } from '../../server/domain/errors.js';
import { renderProblem } from '../../server/http/native/answer/problem.js';

describe('the problem of a range that is too large (N9, N17)', () => {
  const tooLarge = (details: Readonly<Record<string, unknown>>): unknown =>
    renderProblem(new ActivityError('RANGE_TOO_LARGE', 'Too much.', { details }), 'r-1');

  it('has the latest end that would do', () => {
    expect(tooLarge({ fits: new Date('2026-03-04T10:15:00Z') })).to.deep.equal({
      status: 422,
      headers: { 'Content-Type': 'application/problem+json' },
      body: {
        ...{ type: 'about:blank', title: 'Unprocessable Entity', status: 422, detail: 'Too much.' },
        ...{ code: 'RANGE_TOO_LARGE', requestId: 'r-1', fits: '2026-03-04T10:15:00.000Z' },
      },
    });
  });

  it('has none where there is none to be told', () => {
    for (const details of [{}, { fits: undefined }, { fits: 'x' }]) {
      expect(tooLarge(details)).to.have.property('body').that.does.not.have.property('fits');
    }
  });

  it('is the only one that has such a member', () => {
    const details = { fits: new Date(0) };
    const other = renderProblem(new ActivityError('FORBIDDEN', 'No.', { details }), 'r-1');
    expect(other.body).to.not.have.property('fits');
  });
});
