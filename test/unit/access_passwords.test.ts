import { expect } from 'chai';
import { BasicRealm } from '../../server/access/basic_realm.js';
import { parseScryptHash } from '../../server/access/scrypt_hash.js';
import { passwordHash } from '../support/passwords.js';

const user = (username: string, password: string, ln?: number) => ({
  username,
  roles: [],
  passwordHash: passwordHash(password, ln),
});

/** Processor time of the whole process in milliseconds: unlike the clock, it does not count the neighbours. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
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
      costOf(async () => {
        expect(await realm.authenticate('ana', 'secret')).to.include({ username: 'ana' });
      });
    const first = await cost();
    expect(await cost()).to.be.below(first / 2);
    now = new Date(now.getTime() + 61_000);
    expect(await cost()).to.be.above(first / 2);
  });

  it('that are wrong are never remembered as right', async () => {
    const realm = new BasicRealm([user('ana', 'secret'), user('eve', 'other')], () => new Date(0));
    for (const password of ['secret', 'wrong', 'secret', 'wrong']) {
      const caller = await realm.authenticate('ana', password);
      expect(caller === undefined, password).to.equal(password === 'wrong');
    }
    expect(await realm.authenticate('eve', 'secret')).to.equal(undefined);
  });

  it('cost the same for a name that does not exist', async () => {
    const realm = new BasicRealm([user('ana', 'secret', 14)], () => new Date(0));
    const known = await costOf(() => realm.authenticate('ana', 'wrong'));
    const unknown = await costOf(() => realm.authenticate('nobody', 'wrong'));
    expect(unknown).to.be.above(known / 2);
  });

  it('may be checked many at once, each answered for itself', async () => {
    const realm = new BasicRealm([user('ana', 'secret')], () => new Date(0));
    const passwords = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'secret' : `wrong ${String(i)}`));
    const callers = await Promise.all(passwords.map((password) => realm.authenticate('ana', password)));
    callers.forEach((caller, i) => {
      expect(caller !== undefined, passwords[i]).to.equal(i % 2 === 0);
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

  const refused: readonly (readonly [string, string])[] = [
    ['another function', `$argon2id$v=19$m=65536,t=3,p=4$${salt}$${hash}`],
    ['padding', `$scrypt$ln=14,r=8,p=1$${salt}==$${hash}`],
    ['another order', `$scrypt$r=8,ln=14,p=1$${salt}$${hash}`],
    ['no salt', `$scrypt$ln=14,r=8,p=1$$${hash}`],
    ['a digest of a few bytes', `$scrypt$ln=14,r=8,p=1$${salt}$AAAA`],
    ['no cost', `$scrypt$ln=0,r=8,p=1$${salt}$${hash}`],
    ['a cost beyond the memory', `$scrypt$ln=20,r=8,p=1$${salt}$${hash}`],
  ];
  for (const [what, text] of refused) {
    it(`is refused with ${what}`, () => {
      expect(parseScryptHash(text)).to.equal(undefined);
    });
  }
});
