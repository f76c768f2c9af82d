/** A proxy that has been revoked. */
export function withdrawn(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A list in a list, so many levels deep. */
export function deepList(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}

/** An object in an object, so many levels deep. */
export function deep(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

/** An object that holds the same one twice, on each level. */
export function manyTwins(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level += 1) value = { left: value, right: value };
  return value;
}

/** A list that says it has this length. */
export function lying(length: unknown): unknown {
  return new Proxy([], {
    get: (target, name) => (name === 'length' ? length : (Reflect.get(target, name) as unknown)),
  });
}
