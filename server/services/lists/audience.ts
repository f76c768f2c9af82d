import type { Levels } from '../../access/levels.js';
import { HIGHEST_LEVEL } from '../../access/levels.js';

/** Who may see a record in lists: those who may read its owner's and have its TLP and PAP, as one text. */
export function audienceOf(owner: string, { tlp, pap }: Levels): string {
  return `${String(tlp)}/${String(pap)}/${owner}`;
}

/** The audiences that somebody belongs to who may read these owners' records up to these levels. */
export function audiencesOf(owners: readonly string[], most: Levels): readonly string[] {
  const upTo = (level: number): number[] =>
    Array.from({ length: Math.min(level, HIGHEST_LEVEL) + 1 }, (_, i) => i);
  return owners.flatMap((owner) =>
    upTo(most.tlp).flatMap((tlp) => upTo(most.pap).map((pap) => audienceOf(owner, { tlp, pap }))),
  );
}
