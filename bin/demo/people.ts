import { createHmac, randomBytes } from 'node:crypto';

/** Who acts in the demo's story. */
export interface Person {
  readonly username: string;
  readonly fullName: string;
}

/** The five of them; Ana alone has a password too. */
export const PEOPLE = {
  ana: { username: 'ana.garcia', fullName: 'Ana García' },
  jun: { username: 'jun.sato', fullName: 'Jun Sato' },
  marie: { username: 'marie.laurent', fullName: 'Marie Laurent' },
  priya: { username: 'priya.nair', fullName: 'Priya Nair' },
  tom: { username: 'tom.becker', fullName: 'Tom Becker' },
} as const satisfies Readonly<Record<string, Person>>;

/**
 * Issuer of the tokens with which the story is told: passwords would cost a scrypt each time the story's clock has
 * gone on. The secret is this process's own, so nobody else can make one.
 */
export const STORY_ISSUER = {
  issuer: 'case-activity-demo',
  audience: 'case-activity',
  secret: randomBytes(32).toString('base64url'),
};

/** What somebody's requests carry; of `elastic`, who may do everything, with the role of one. */
export function authorizationOf({ username, fullName }: Person, role = 'analyst'): string {
  const { issuer, audience, secret } = STORY_ISSUER;
  const claims = {
    ...{ iss: issuer, aud: audience, exp: Math.ceil(Date.now() / 1000) + 3600 },
    ...{ preferred_username: username, name: fullName, email: `${username}@example.com`, roles: [role] },
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
