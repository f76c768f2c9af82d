/** Names of the rate limit tiers (C12). */
export const TIERS = ['basic', 'standard', 'professional', 'enterprise', 'unlimited'] as const;

/** One of them. */
export type Tier = (typeof TIERS)[number];
