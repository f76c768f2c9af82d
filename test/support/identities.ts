import { keyHash, passwordHash } from './passwords.js';

/** A key of CaseBender's form. */
export const KEY = 'cbr_live_abc';
/** Users and keys of every sort, for `security`. */
export const SECURITY = {
  users: [
    {
      username: 'ana',
      fullName: 'Ana',
      roles: ['r'],
      passwordHash: passwordHash('p:ss wörd'),
      profileUid: 'u_ana_0',
      picture: 'https://x.example/a.png',
    },
    {
      username: 'root',
      roles: ['superuser'],
      passwordHash: passwordHash('root'),
      tlpClearance: 1,
      picture: 'javascript:alert(1)',
    },
  ],
  apiKeys: [
    {
      id: 'ci',
      name: 'CI',
      keyHash: keyHash('s3:cret'),
      roles: ['r'],
      scopes: ['alerts:read'],
      papClearance: 3,
    },
    {
      id: 'mail',
      name: 'Mail',
      username: 'mailer',
      keyHash: keyHash(KEY),
      actor: 'system',
      tier: 'standard',
    },
    { id: 'renewed', name: 'Renewed', keyHash: keyHash('cbr_live_same'), state: 'revoked' },
    { id: 'new', name: 'New', keyHash: keyHash('cbr_live_same') },
    { id: 'newer', name: 'Newer', keyHash: keyHash('cbr_live_same'), expiresAt: '2024-01-01T00:00:00Z' },
    { id: 'old', name: 'Old', keyHash: keyHash('old'), expiresAt: '2025-01-01T00:00:00Z' },
    { id: 'off', name: 'Off', keyHash: keyHash('cbr_live_off'), state: 'suspended' },
    { id: 'out', name: 'Out', keyHash: keyHash('out'), state: 'revoked' },
  ],
};
