/**
 * A configuration whose operations routes stand at the root unless it says otherwise: the standalone host has no
 * routes of its own that they could be in the way of. What is not as it should be stays as it is, for its fault.
 */
export function operationsAtRoot(config: unknown): unknown {
  return changed(config, (whole) => ({
    ...whole,
    caseActivity: changed(whole['caseActivity'], (part) => ({
      ...part,
      operations: changed(part['operations'], (operations) => ({ path: '/', ...operations })),
    })),
  }));
}

type Members = Readonly<Record<string, unknown>>;

/** What an object becomes, an absent one being empty; anything else as it is. */
function changed(value: unknown, change: (members: Members) => Members): unknown {
  if (value === undefined) return change({});
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? change(value as Members)
    : value;
}
