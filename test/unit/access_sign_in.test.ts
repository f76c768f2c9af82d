import { expect } from 'chai';
import { ActivityError } from '../../server/domain/errors.js';
import type { SignInRefusal } from '../../server/domain/telemetry.js';
import { aHost, HERE, NAMES } from '../support/sign_in.js';

describe('a refused sign-in', () => {
  it('is logged with its reason, the name and the place, but no secret, and counted', async () => {
    const { signIn, logged, counted } = aHost();
    await signIn('ana', 'hunter2');
    await signIn(`n\n\u202e${'x'.repeat(1000)}`, 'hunter2');
    const realm = { type: 'basic', name: 'basic' };
    const place = { detail: undefined, address: HERE, requestId: 'r-7' };
    expect(logged).to.deep.equal([
      { reason: 'wrong_password', realm, claimed: 'ana', ...place },
      { reason: 'unknown_user', realm, claimed: `n\ufffd\ufffd${'x'.repeat(125)}`, ...place },
    ]);
    expect(counted).to.deep.equal(['wrong_password', 'unknown_user']);
  });

  it('is one of an unknown user where there is none at all', async () => {
    const { signIn, counted } = aHost([]);
    expect(await signIn('ana')).to.equal('rejected');
    expect(counted).to.deep.equal(['unknown_user']);
  });

  const answers: readonly (readonly [string, () => unknown, string, SignInRefusal[]])[] = [
    ['nobody', () => undefined, 'rejected', ['host']],
    [
      'too late',
      () => Promise.reject(new ActivityError('AUTHENTICATION_UNAVAILABLE', 'Late.')),
      'AUTHENTICATION_UNAVAILABLE',
      ['busy'],
    ],
    ['no principal', () => ({}), 'INTERNAL_ERROR', []],
  ];
  for (const [what, answer, outcome, reasons] of answers) {
    it(`is counted when the host answers ${what}: ${reasons.join() || 'not'}`, async () => {
      const { signIn, logged, counted } = aHost(NAMES, answer);
      expect(await signIn('ana')).to.equal(outcome);
      expect(counted).to.deep.equal(reasons);
      const realm = { type: 'host', name: 'host' };
      expect(logged).to.deep.equal(
        reasons.map((reason) => ({
          ...{ reason, realm, claimed: undefined, detail: undefined },
          ...{ address: HERE, requestId: 'r-7' },
        })),
      );
    });
  }
});

describe('guessing passwords', () => {
  it('ends after ten failures of a user from an address, also when all come at once', async () => {
    const { guess, signIn } = aHost();
    const outcomes = await guess(30);
    expect(outcomes.filter((outcome) => outcome === 'rejected')).to.have.lengthOf(10);
    expect(outcomes.filter((outcome) => outcome === 'RATE_LIMITED 300')).to.have.lengthOf(20);
    expect(await signIn('ana')).to.equal('RATE_LIMITED 300');
  });

  it('ends five minutes after the first failure, not after the last', async () => {
    const { guess, signIn, time } = aHost();
    await guess(9);
    time.now += 200_000;
    expect(await signIn('ana', 'x')).to.equal('rejected');
    expect(await signIn('ana')).to.equal('RATE_LIMITED 100');
    time.now += 100_000;
    expect(await signIn('ana')).to.equal('authenticated');
  });

  it('locks nobody out who is at another address, nor another user at the same', async () => {
    const { guess, signIn } = aHost();
    await guess(30);
    expect(await signIn('ana', 'ana', '198.51.100.1')).to.equal('authenticated');
    expect(await signIn('zoe')).to.equal('authenticated');
  });

  it('does not disturb who has just signed in', async () => {
    const { guess, signIn, time } = aHost();
    expect(await signIn('ana')).to.equal('authenticated');
    await guess(30);
    expect(await signIn('ana')).to.equal('authenticated');
    time.now += 59_000;
    expect(await signIn('ana')).to.equal('authenticated');
    time.now += 2_000;
    expect(await signIn('ana')).to.equal('RATE_LIMITED 239');
    time.now += 239_000;
    expect(await signIn('ana')).to.equal('authenticated');
  });

  it('is no guessing when the password is right: many at once, and old failures are forgotten', async () => {
    const { guess, signIn } = aHost();
    await guess(9);
    expect(await Promise.all(Array.from({ length: 30 }, () => signIn('ana')))).to.deep.equal(
      Array.from({ length: 30 }, () => 'authenticated'),
    );
    expect((await guess(10)).every((outcome) => outcome === 'rejected')).to.equal(true);
  });

  it('counts no right password, however many people sign in from an address', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `name ${String(i)}`);
    const { signIn } = aHost(names);
    for (const name of names) expect(await signIn(name), name).to.equal('authenticated');
  });

  it('is not paid for with a right password of another user', async () => {
    const { signIn } = aHost();
    for (let i = 0; i < 98; i += 1) await signIn(`name ${String(i)}`, 'x');
    expect(await signIn('zoe')).to.equal('authenticated');
    expect(await signIn('ana', 'x')).to.equal('rejected');
    expect(await signIn('ana', 'y')).to.equal('rejected');
    expect(await signIn('ana', 'z')).to.equal('RATE_LIMITED 300');
  });

  it('looks the same for a name that does not exist', async () => {
    const { guess } = aHost();
    expect(await guess(12, 'nobody')).to.deep.equal(await guess(12, 'zoe'));
  });

  it('with many names ends after a hundred failures from an address, or from a network of IPv6', async () => {
    for (const address of [() => HERE, (i: number) => `2001:db8:1:2::${i.toString(16)}`]) {
      const { signIn } = aHost();
      for (let i = 0; i < 100; i += 1) {
        expect(await signIn(`name ${String(i)}`, 'x', address(i))).to.equal('rejected');
      }
      expect(await signIn('ana', 'ana', address(100))).to.equal('RATE_LIMITED 300');
      expect(await signIn('ana', 'ana', '2001:db8:1:3::1')).to.equal('authenticated');
    }
  });

  it('from many addresses ends after a hundred failures, except for addresses where the user is known', async () => {
    const { guess, signIn, time } = aHost();
    expect(await signIn('ana')).to.equal('authenticated');
    time.now += 61_000;
    for (let i = 0; i < 10; i += 1) await guess(10, 'ana', `198.51.100.${String(i)}`);
    expect(await signIn('ana', 'ana', '203.0.113.1')).to.equal('RATE_LIMITED 300');
    expect(await signIn('ana')).to.equal('authenticated');
    expect(await signIn('zoe', 'zoe', '203.0.113.1')).to.equal('authenticated');
  });

  it('from many addresses knows where a user signed in for a day', async () => {
    const { guess, signIn, time } = aHost();
    const HOUR_MS = 60 * 60_000;
    for (const [hours, outcome] of [
      [23, 'authenticated'],
      [25, 'RATE_LIMITED 300'],
    ] as const) {
      expect(await signIn('ana')).to.equal('authenticated');
      time.now += hours * HOUR_MS;
      for (let i = 0; i < 10; i += 1) await guess(10, 'ana', `198.51.100.${String(i)}`);
      expect(await signIn('ana'), `after ${String(hours)} hours`).to.equal(outcome);
    }
  });
});

describe('a flood of passwords', () => {
  it('refuses nobody for a password that was not looked at', async () => {
    const { signIn, counted } = aHost();
    const flood = Array.from({ length: 502 }, (_, i) =>
      signIn(`name ${String(i)}`, 'x', `198.51.${String(i >> 8)}.${String(i & 255)}`),
    );
    expect(await signIn('ana')).to.equal('AUTHENTICATION_UNAVAILABLE');
    expect(counted).to.deep.equal(['busy']);
    await Promise.all(flood);
    expect(await signIn('ana')).to.equal('authenticated');
  });
});
