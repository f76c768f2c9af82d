import type { TreeHead } from '../../../domain/log/checkpoint.js';
import { verifiesInclusion } from '../../../domain/log/proof_checks.js';
import { hashOf, leafOf } from '../../../domain/seal.js';
import type { ClaimedEntry, ClaimedLeaf } from './claimed_line.js';
import type { ExportProblem } from './export_report.js';

/**
 * What is wrong with an entry as it is shown: its values with their salts, and all that the leaf says in clear, have to
 * make the leaf, the leaf the hash, and hash and path the root of the tree (N10.1, N10.4).
 * @param tree absent: only the entry itself is looked at
 */
export function entryProblems(entry: ClaimedEntry, tree: TreeHead | undefined): readonly ExportProblem[] {
  const { activity, leaf } = entry;
  if (activity.seal === undefined || leaf === undefined) return ['not-in-log'];
  return [
    ...(leafAsShown(entry, leaf) === leaf.text ? [] : (['leaf-differs'] as const)),
    ...(hashOf(leaf.text) === activity.seal.hash ? [] : (['hash-differs'] as const)),
    ...(tree === undefined || isIn(tree, entry) ? [] : (['not-in-log'] as const)),
  ];
}

/** The leaf of what is shown; `undefined`: it makes none. */
function leafAsShown({ activity }: ClaimedEntry, leaf: ClaimedLeaf): string | undefined {
  try {
    return leafOf(activity, leaf);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function isIn({ size, root }: TreeHead, { activity, position: index, path }: ClaimedEntry): boolean {
  const { seal } = activity;
  if (seal === undefined || index === undefined || path === undefined) return false;
  return verifiesInclusion({ leafHash: Buffer.from(seal.hash, 'base64url'), index, size, path, root });
}
