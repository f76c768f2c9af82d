import { expect } from 'chai';
import type { Actor } from '../../server/domain/activity.js';
import { toUser } from '../../server/http/casebender/answer/user_presenter.js';
import { speaking } from '../support/languages.js';

const avatarUrl = 'https://a.example/{username}.png';

describe('a user on the wire (C8)', () => {
  const avatar = 'https://a.example/a%2Fb%20%C3%B1.png';
  const picture = 'https://p.example/me.png';
  const actors: [string, Actor, string, string | null][] = [
    ['a user', { kind: 'user', username: 'a/b ñ', picture }, 'a/b ñ', picture],
    ['a user without a picture', { kind: 'user', username: 'a/b ñ' }, 'a/b ñ', avatar],
    ['a script for a picture', { kind: 'user', username: 'a/b ñ', picture: 'javascript:0' }, 'a/b ñ', avatar],
    [
      'too long a picture',
      { kind: 'user', username: 'a/b ñ', picture: picture.padEnd(2049, 'x') },
      'a/b ñ',
      avatar,
    ],
    ['a user called system', { kind: 'user', username: 'system', picture }, 'system', picture],
    ['a user without a name', { kind: 'user', email: 'e@x.example', fullName: 'E' }, 'anonyme', null],
    ['a key', { kind: 'key', username: 'CI' }, 'CI', null],
    ['a key with a picture', { kind: 'key', username: 'CI', picture }, 'CI', picture],
    ['the system', { kind: 'system', username: 'x', picture }, 'système', null],
    ['nobody', { kind: 'anonymous' }, 'anonyme', null],
  ];
  for (const [name, actor, username, image] of actors) {
    it(`shows ${name} as ${username}`, () => {
      expect(toUser(actor, { language: speaking('fr'), avatarUrl })).to.deep.equal({ username, image });
    });
  }

  it('has no picture without a template', () => {
    expect(toUser({ kind: 'user', username: 'a' }, { language: speaking('es') }).image).to.equal(null);
  });
});
