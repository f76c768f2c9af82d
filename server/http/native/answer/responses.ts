import type { HeaderSpec } from '../../route.js';

/** Where else there is something to be read (N1.1). */
export const LINK: Readonly<Record<string, HeaderSpec>> = {
  Link: { description: 'What the page says in `next`, or the entries beside this one (RFC 8288).' },
};
