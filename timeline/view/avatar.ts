import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { NativeActor } from '../../common/native.js';
import type { Labels } from '../labels/labels.js';

const COLOURS = 12;

/** What an actor is called. */
export function actorName({ kind, fullName, username, email, erased }: NativeActor, labels: Labels): string {
  if (erased === true) return labels.erasedActor;
  const fallback = kind === 'system' ? labels.system : labels.anonymous;
  return [fullName, username, email].find((name) => name !== undefined && name !== '') ?? fallback;
}

/**
 * Initials, or a picture over them: round for people, square for what is none; one of twelve colours and four patterns
 * that stay the same for a name.
 */
export function avatar(actor: NativeActor, labels: Labels): TemplateResult {
  const name = actorName(actor, labels);
  const hash = hashOf(actor.username ?? name);
  const shape = actor.kind === 'user' ? 'person' : 'machine';
  const picture = pictureOf(actor);
  return html`<span
    part="avatar"
    aria-hidden="true"
    class="avatar ${shape} pattern-${Math.floor(hash / COLOURS) % 4}"
    .style=${`--hue:${String((hash % COLOURS) * 30)}`}
    >${initials(name)}${
      picture === undefined
        ? nothing
        : html`<img src=${picture} alt="" referrerpolicy="no-referrer" loading="lazy" @error=${hide} />`
    }</span
  >`;
}

function hide({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.hidden = true;
}

/** Only what a picture can be fetched from. */
function pictureOf({ picture }: NativeActor): string | undefined {
  if (picture === undefined || !URL.canParse(picture)) return undefined;
  return /^https?:$/.test(new URL(picture).protocol) ? picture : undefined;
}

function initials(name: string): string {
  const words = name.split(/[\s._@-]+/).filter((word) => word !== '');
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word = '') => String.fromCodePoint(word.codePointAt(0) ?? 32).toLocaleUpperCase())
    .join('');
}

function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
