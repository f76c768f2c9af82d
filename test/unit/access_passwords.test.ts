import { expect } from 'chai';
import { BasicRealm } from '../../server/access/basic_realm.js';
import { costOf, matchesScryptHash, parseScryptHash } from '../../server/access/scrypt_hash.js';
import { passwordHash } from '../support/passwords.js';

const user = (username: string, password: string, ln?: number) => ({
  username,
  roles: [],
  passwordHash: passwordHash(password, ln),
});

/** Processor time of the whole process in milliseconds: unlike the clock, it does not count the neighbours. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user: own, system } = process.cpuUsage(before);
  return (own + system) / 1000;
}

describe('passwords', () => {
  it('are verified once a minute and remembered in between', async () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const realm = new BasicRealm([user('ana', 'secret', 14)], () => now);
    const cost = () =>
      timeOf(async () => {
        expect((await realm.authenticate('ana', 'secret')).type).to.equal('accepted');
      });
    const first = await cost();
    const remembered = await cost();
    expect(remembered).to.be.below(first / 2);
    now = new Date(now.getTime() + 61_000);
    // The first one paid also for what is compiled once.
    expect(await cost()).to.be.above(2 * remembered);
  });

  it('that are wrong are never remembered as right', async () => {
    const realm = new BasicRealm([user('ana', 'secret'), user('eve', 'other')], () => new Date(0));
    for (const password of ['secret', 'wrong', 'secret', 'wrong']) {
      const { type } = await realm.authenticate('ana', password);
      expect(type, password).to.equal(password === 'wrong' ? 'refused' : 'accepted');
    }
    expect((await realm.authenticate('eve', 'secret')).type).to.equal('refused');
  });

  it('cost as much for a name that does not exist as for the user whose password is dearest', async () => {
    const realm = new BasicRealm([user('zoe', 'secret'), user('ana', 'secret', 14)], () => new Date(0));
    const known = await timeOf(() => realm.authenticate('ana', 'wrong'));
    const unknown = await timeOf(() => realm.authenticate('nobody', 'wrong'));
    expect(unknown).to.be.above(known / 2);
  });

  it('may be checked many at once, each answered for itself', async () => {
    const realm = new BasicRealm([user('ana', 'secret')], () => new Date(0));
    const passwords = Array.from({ length: 18 }, (_, i) => (i % 2 === 0 ? 'secret' : `wrong ${String(i)}`));
    const verdicts = await Promise.all(passwords.map((password) => realm.authenticate('ana', password)));
    verdicts.forEach(({ type }, i) => {
      expect(type, passwords[i]).to.equal(i % 2 === 0 ? 'accepted' : 'refused');
    });
  });
});

describe('the PHC string of a password', () => {
  const salt = 'ww5UM0Xlik53WYPQs3s/7A';
  const hash = 'b3iSs1mHo93lcXbAG9XXis5Efev3ehCgQ2/bnK8cW48';

  it('gives cost, salt and digest', () => {
    const parsed = parseScryptHash(`$scrypt$ln=14,r=8,p=1$${salt}$${hash}`);
    expect([parsed?.ln, parsed?.r, parsed?.p, parsed?.salt.length, parsed?.hash.length]).to.deep.equal([
      14, 8, 1, 16, 32,
    ]);
  });

  it('may have a digest of 16 bytes, and any cost that scrypt allows and that takes up to 256 MiB', async () => {
    const short = 'A'.repeat(22);
    expect(parseScryptHash(`$scrypt$ln=14,r=8,p=1$${salt}$${short}`)?.hash.length).to.equal(16);
    for (const cost of ['ln=1,r=1,p=1', 'ln=15,r=1,p=1', 'ln=17,r=8,p=1']) {
      const parsed = parseScryptHash(`$scrypt$${cost}$${salt}$${hash}`);
      expect(parsed && (await matchesScryptHash('wrong', parsed)), cost).to.equal(false);
    }
  });

  it('costs more work with each of its parameters', () => {
    const parts = { salt: Buffer.alloc(16), hash: Buffer.alloc(32) };
    const costs = [
      [4, 8, 1],
      [5, 8, 1],
      [5, 16, 1],
      [5, 16, 2],
    ].map(([ln = 0, r = 0, p = 0]) => costOf({ ln, r, p, ...parts }));
    expect(costs).to.deep.equal([128, 256, 512, 1024]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['another function', `$argon2id$v=19$m=65536,t=3,p=4$${salt}$${hash}`],
    ['padding', `$scrypt$ln=14,r=8,p=1$${salt}==$${hash}`],
    ['padding of the digest', `$scrypt$ln=14,r=8,p=1$${salt}$${hash}=`],
    ['something before it', ` $scrypt$ln=14,r=8,p=1$${salt}$${hash}`],
    ['another order', `$scrypt$r=8,ln=14,p=1$${salt}$${hash}`],
    ['no salt', `$scrypt$ln=14,r=8,p=1$$${hash}`],
    ['a salt of less than a byte', `$scrypt$ln=14,r=8,p=1$A$${hash}`],
    ['a digest of a few bytes', `$scrypt$ln=14,r=8,p=1$${salt}$AAAA`],
    ['a digest of 15 bytes', `$scrypt$ln=14,r=8,p=1$${salt}$${'A'.repeat(20)}`],
    ['no cost', `$scrypt$ln=0,r=8,p=1$${salt}$${hash}`],
    ['no block', `$scrypt$ln=14,r=0,p=1$${salt}$${hash}`],
    ['no lane', `$scrypt$ln=14,r=8,p=0$${salt}$${hash}`],
    ['a cost that scrypt does not allow', `$scrypt$ln=16,r=1,p=1$${salt}$${hash}`],
    ['a cost a little beyond the memory', `$scrypt$ln=18,r=8,p=1$${salt}$${hash}`],
    ['a cost beyond the memory', `$scrypt$ln=20,r=8,p=1$${salt}$${hash}`],
  ];
  for (const [what, text] of refused) {
    it(`is refused with ${what}`, () => {
      expect(parseScryptHash(text)).to.equal(undefined);
    });
  }
});
