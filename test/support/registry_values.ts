import { expect } from 'chai';
import type { JsonObject } from '../../server/domain/json.js';
import type { Registry } from '../../server/domain/registry.js';

/** A value that is hard to copy. */
export const ODD = JSON.parse(
  '{"b":[-0,null],"__proto__":{"a.b":"\\ud800"},"a":9000000000000}',
) as JsonObject;

/** More values than are read at once, some of them hard to copy, and a lease that is not copied. */
export async function fillRegistry(registry: Registry): Promise<readonly string[]> {
  const names = ['🔥', '\uffff', 'a/b', ' ', ...Array.from({ length: 220 }, (_, i) => `value ${String(i)}`)];
  for (const [i, name] of names.entries()) await registry.set(name, 0, { value: i % 2 === 0 ? ODD : i });
  await registry.set('lease', 0, { value: 'mine', until: new Date(Date.now() + 3_600_000) });
  return names;
}

/** Fails unless the second has exactly the first one's lasting values. */
export async function expectSameValues(ours: Registry, theirs: Registry): Promise<void> {
  const names = await ours.names(undefined, 1_000);
  expect(await theirs.names(undefined, 1_000)).to.deep.equal(names);
  for (const name of names) {
    const [original, same] = [await ours.get(name), await theirs.get(name)];
    expect(same?.value, name).to.deep.equal(original?.value);
    expect(JSON.stringify(same?.value)).to.equal(JSON.stringify(original?.value));
  }
}
