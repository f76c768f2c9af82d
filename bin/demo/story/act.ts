import type { PEOPLE } from '../people.js';

/** Who can act: the people, and the mail gateway, whose acts are the system's. */
export type Who = keyof typeof PEOPLE | 'gateway';

/** One request of the story. */
export type Deed =
  | { readonly openAlert: object }
  | { readonly alert: object }
  | { readonly alertComment: string }
  | { readonly openCase: object }
  | { readonly case: object }
  | { readonly attachAlert: { readonly rule: string } }
  /** `as`: by which name later acts know it. */
  | { readonly comment: string; readonly as?: string }
  | { readonly edit: string; readonly to: string }
  | { readonly remove: string };

/** Who did it, and how many hours before the demo was started. */
export type Act = readonly [hoursAgo: number, who: Who, deed: Deed];
