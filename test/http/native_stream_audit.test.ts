import { expect } from 'chai';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';

const RECORD = '/records/alert/a-1/stream';
const READER = { principal: { username: 'rita', roles: ['reader'] } };

describe('the audit log of streams (N6)', () => {
  let host: TestHost;
  const events: AuditEvent[] = [];
  before(async () => {
    const nothing = (): void => undefined;
    const info = (details: object): void => {
      if ('event' in details) events.push(details as AuditEvent);
    };
    const logger = { error: nothing, warn: nothing, info };
    host = await startAlertHost({ logger, config: { audit: { enabled: true } } });
    await recordChange(host, undefined, { n: 0, tlp: 2 });
  });
  after(() => host.stop());
  beforeEach(() => {
    events.length = 0;
  });

  const told = (): readonly string[] =>
    events
      .filter(({ event: { action } }) => action === 'activity_tail')
      .map(({ event: { outcome }, message }) => `${outcome}: ${message}`);

  it('has one line when a record is followed, whatever comes, and one when it may not be any more', async () => {
    const stream = await FollowedStream.open(host, RECORD, READER);
    await recordChange(host, { n: 0 }, { n: 1 });
    await recordChange(host, { n: 1 }, { n: 2 });
    await stream.has(2);
    expect(told()).to.deep.equal([
      'success: User has accessed activity [id=a-1] as owner "securitySolution"',
    ]);
    await recordChange(host, { tlp: 2 }, { tlp: 4 });
    expect(await stream.end()).to.equal('access');
    expect(told().slice(1)).to.deep.equal([
      'failure: Failed attempt to access activity [id=a-1] as owner "securitySolution"',
    ]);
  });

  it('has one for each owner whose records are followed in a space, and those of refusals', async () => {
    const stream = await FollowedStream.open(host, '/stream?start=0', READER);
    stream.close();
    expect(told()).to.deep.equal(['success: User has accessed a activity as owner "securitySolution"']);
    events.length = 0;
    await FollowedStream.refused(host, RECORD, READER);
    await FollowedStream.refused(host, '/stream', { principal: { username: 'vera', roles: ['visitor'] } });
    expect(told()).to.deep.equal([
      'failure: Failed attempt to access activity [id=a-1] as owner "securitySolution"',
      'failure: Failed attempt to access a activity as any owners',
    ]);
  });
});
