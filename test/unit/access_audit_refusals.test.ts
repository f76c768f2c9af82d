import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { realmOf } from '../../server/access/caller.js';
import { refused } from '../../server/access/sign_in.js';
import { anAccess, anOrigin, KeptAudit } from '../support/access.js';

function anAudit() {
  const sink = new KeptAudit();
  return { sink, audit: new AuditLog(sink, () => new Date(0)) };
}

describe('the audit of refusals', () => {
  const error = { code: 'FORBIDDEN', message: 'No.' };
  const caller = anAccess({});

  it('says who was not let into a space', () => {
    const { sink, audit } = anAudit();
    audit.refusedSpace(caller, 'team-b', error);
    const [record] = sink.events;
    expect(record?.message).to.equal('Failed attempt to access space [id=team-b]');
    expect(record?.event).to.deep.equal(failed('space_get'));
    expect(record?.kibana).to.deep.include({
      space_id: 'team-b',
      saved_object: { type: 'space', id: 'team-b' },
    });
    expect(record?.error).to.deep.equal(error);
  });

  it('says whose scopes did not allow it', () => {
    const { sink, audit } = anAudit();
    audit.refusedScope(caller, 'team-a', { scope: 'alerts:read', error });
    const [record] = sink.events;
    expect(record?.message).to.equal('Failed attempt to use scope [alerts:read]');
    expect(record?.event).to.deep.equal(failed('scope_check'));
    expect(record?.error).to.deep.equal(error);
  });

  it('says whose credentials were refused, and why', () => {
    const { sink, audit } = anAudit();
    audit.refusedSignIn(
      anOrigin(),
      refused('invalid_token', realmOf('jwt', 'https://idp'), { detail: 'audience' }),
    );
    audit.refusedSignIn(anOrigin(), refused('wrong_password', realmOf('basic'), { claimed: 'mira' }));
    expect(
      sink.events.map((record) => [
        record.message,
        record.user.name,
        record.error?.code,
        record.error?.message,
      ]),
    ).to.deep.equal([
      ['Failed attempt to sign in using jwt realm', undefined, 'UNAUTHENTICATED', 'invalid_token: audience'],
      ['Failed attempt to sign in using basic realm', 'mira', 'UNAUTHENTICATED', 'wrong_password'],
    ]);
    expect(sink.events[0]?.event).to.deep.equal({
      action: 'user_login',
      category: ['authentication'],
      type: ['start'],
      outcome: 'failure',
    });
  });

  for (const [address, client] of [
    ['192.0.2.7', { address: '192.0.2.7', ip: '192.0.2.7' }],
    ['2001:db8::1', { address: '2001:db8::1', ip: '2001:db8::1' }],
    ['proxy.example', { address: 'proxy.example' }],
    [undefined, undefined],
  ] as const) {
    it(`gives an address only where it is one: ${String(address)}`, () => {
      const { sink, audit } = anAudit();
      audit.refusedSpace({ ...caller, origin: anOrigin({ address }) }, 'team-b', error);
      const record = JSON.parse(JSON.stringify(sink.events[0])) as { readonly client?: object };
      expect(record.client).to.deep.equal(client);
    });
  }
});

function failed(action: string): object {
  return { action, category: ['database'], type: ['access'], outcome: 'failure' };
}
