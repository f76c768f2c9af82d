import type { AlertUser, CasebenderLocale } from '../../../common/casebender.js';
import type { Actor } from '../../domain/activity.js';
import { formatMessage } from './format_message.js';

const MAX_IMAGE_CHARACTERS = 2048;

/** What an answer's wording depends on beside the history: one reading of the clock per answer (C6). */
export interface View {
  readonly locale: CasebenderLocale;
  readonly now: Date;
  /** Template of pictures with `{username}` (C8). */
  readonly avatarUrl?: string | undefined;
}

/** Somebody as clients see them: name and picture, nothing else (C8). Only words for no one are translated. */
export function toUser(actor: Actor, { locale, avatarUrl }: Pick<View, 'locale' | 'avatarUrl'>): AlertUser {
  switch (actor.kind) {
    case 'system':
      return { username: formatMessage(locale, 'actor.system'), image: null };
    case 'anonymous':
      return { username: formatMessage(locale, 'actor.anonymous'), image: null };
    case 'key':
    case 'user': {
      const { kind, username, picture } = actor;
      const avatar = kind === 'user' ? avatarOf(username, avatarUrl) : undefined;
      return {
        username: username ?? formatMessage(locale, 'actor.anonymous'),
        image: usableImage(picture) ?? usableImage(avatar) ?? null,
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

function usableImage(url: string | undefined): string | undefined {
  const usable = url !== undefined && url.length <= MAX_IMAGE_CHARACTERS && /^https?:\/\//i.test(url);
  return usable && URL.canParse(url) ? url : undefined;
}
