import { expect } from 'chai';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { aRealm, callerIn, CLAIMS, SECRET, sign } from '../support/tokens.js';

describe('tokens of an issuer with public keys', () => {
  it('are accepted with a key of the set, and refused with any other', async () => {
    const ours = await generateKeyPair('ES256', { extractable: true });
    const theirs = await generateKeyPair('ES256', { extractable: true });
    const realm = aRealm({
      jwks: { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'ES256' }] },
    });
    expect(await callerIn(realm, await sign(CLAIMS, 'ES256', ours.privateKey, 'k1'))).to.include({
      username: 'sub-1',
    });
    expect(await callerIn(realm, await sign(CLAIMS, 'ES256', theirs.privateKey, 'k1'))).to.equal(undefined);
    expect(await callerIn(realm, await sign(CLAIMS, 'ES256', ours.privateKey, 'k2'))).to.equal(undefined);
  });

  it('are refused when they name no key and several could have signed them', async () => {
    const pairs = [await generateKeyPair('ES256'), await generateKeyPair('ES256')] as const;
    const keys = await Promise.all(
      pairs.map(async ({ publicKey }, i) => ({ ...(await exportJWK(publicKey)), kid: `k${String(i)}` })),
    );
    const verdict = await aRealm({ jwks: { keys } }).authenticate(
      await sign(CLAIMS, 'ES256', pairs[0].privateKey),
    );
    expect(verdict).to.include({ type: 'refused', reason: 'invalid_token', detail: 'key' });
  });

  it('are refused when the public key was taken for a secret', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const realm = aRealm({ jwks: { keys: [jwk] } });
    for (const text of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const token = await sign(CLAIMS, 'HS256', new TextEncoder().encode(text));
      expect(await callerIn(realm, token)).to.equal(undefined);
    }
  });

  it('are refused with an algorithm that is not on the list', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const realm = aRealm({ jwks: { keys: [await exportJWK(publicKey)] }, algorithms: ['EdDSA'] });
    expect(await callerIn(realm, await sign(CLAIMS, 'ES256', privateKey))).to.equal(undefined);
  });

  it('go to the entries of their issuer', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const realm = aRealm(
      { issuer: 'https://other', jwks: { keys: [await exportJWK(publicKey)] } },
      { audience: 'elsewhere', secret: SECRET },
      { secret: SECRET },
    );
    expect(await callerIn(realm, await sign(CLAIMS))).to.include({ username: 'sub-1' });
    const foreign = { ...CLAIMS, iss: 'https://other' };
    expect(await callerIn(realm, await sign(foreign, 'EdDSA', privateKey))).to.include({
      username: 'sub-1',
    });
    expect(await callerIn(realm, await sign(CLAIMS, 'EdDSA', privateKey))).to.equal(undefined);
    expect(await callerIn(realm, await sign(foreign))).to.equal(undefined);
  });
});
