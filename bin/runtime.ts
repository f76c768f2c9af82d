// Read by runtimes that are too old for the rest: nothing here is newer than they are, and nothing is imported.

/** What `engines` of package.json says, which `npm ci` only warns of. */
const SUPPORTED = '^20.19.0 || >=22.12.0';

/** Why the command does not work on a runtime, in one line; `undefined` where it does. */
export function unsupportedRuntime(
  versions: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { node = '', bun } = versions;
  const wanted = `it needs Node ${SUPPORTED}`;
  if (bun !== undefined) return `Bun is not supported (this is Bun ${bun}): ${wanted}`;
  return isSupported(node) ? undefined : `Node ${node} is not supported: ${wanted}`;
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  return major === 22 ? minor >= 12 : major > 22;
}
