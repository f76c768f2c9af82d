import type { AlertUser } from '../../../../common/casebender.js';
import { usablePicture } from '../../../access/picture.js';
import type { Actor } from '../../../domain/activity.js';
import type { Language } from '../../prose/language.js';

/** What an answer's wording depends on beside the history: one reading of the clock per answer (C6). */
export interface View {
  readonly language: Language;
  readonly now: Date;
  /** Template of pictures with `{username}` (C8). */
  readonly avatarUrl?: string | undefined;
}

/** Somebody as clients see them: name and picture, nothing else (C8). Only words for no one are translated. */
export function toUser(
  actor: Actor,
  { language, avatarUrl }: Pick<View, 'language' | 'avatarUrl'>,
): AlertUser {
  switch (actor.kind) {
    case 'system':
      return { username: language.say('actor.system'), image: null };
    case 'anonymous':
      return { username: language.say('actor.anonymous'), image: null };
    case 'key':
    case 'user': {
      const { kind, username, picture } = actor;
      const avatar = kind === 'user' ? avatarOf(username, avatarUrl) : undefined;
      return {
        username: username ?? language.say('actor.anonymous'),
        image: usablePicture(picture) ?? usablePicture(avatar) ?? null,
      };
    }
  }
}

function avatarOf(username: string | undefined, template: string | undefined): string | undefined {
  if (username === undefined) return undefined;
  // A lone surrogate has no percent-encoding.
  const encoded = encodeURIComponent(username.toWellFormed());
  return template?.replaceAll('{username}', () => encoded);
}
