/** Problems that are printed for people. */
const PRINTED = 20;

/** The first problems as lines, without signs that a terminal would obey: names may be anybody's. */
export function problemLines<T>(problems: readonly T[], told: (problem: T) => string): readonly string[] {
  const lines = problems.slice(0, PRINTED).map((one) => `  ${told(one)}`.replaceAll(/\p{Cc}/gu, ' '));
  const more = problems.length - PRINTED;
  return more > 0 ? [...lines, `  and ${String(more)} more`] : lines;
}
