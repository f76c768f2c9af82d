import fc from 'fast-check';

/** Texts that are seldom sent. */
export const oddTexts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('__proto__', 'constructor', '\0', '\ud800', 'x'.repeat(2_001), "'{new}'", '<b>', '🙂'),
);

/** A member of a body, as JSON or what looks like it. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.json({ stringUnit: 'binary', maxDepth: 4 }) },
  oddTexts.map((some) => JSON.stringify(some)),
  fc.constantFrom(
    'null',
    '1e999',
    '9007199254740993',
    '-0',
    '{"__proto__":1}',
    '['.repeat(60) + ']'.repeat(60),
  ),
  fc.constantFrom('[]', '{}', '""', '[null]', '"open"', '"high"', '2', '["a0","a1","none"]', '{"k":null}'),
);

const NAMES = [
  ...['id', 'owner', 'title', 'description', 'status', 'severity', 'type', 'source', 'external_link', 'tlp'],
  ...['pap', 'assigned_to', 'tags', 'custom_fields', 'observables', 'version', 'ids', 'updates', 'alert_ids'],
  ...['body', '__proto__', 'case_id', 'nope'],
];

/** Members of good bodies, by the end of a path. */
const BODIES: readonly (readonly [RegExp, ...string[]])[] = [
  [/_bulk$/, '"ids":["a1","a2","none"],"updates":{"status":"closed"}'],
  [
    /create-case$/,
    '"title":"T","severity":2,"alert_ids":["a1","a2"]',
    '"title":"T","severity":2,"alert_ids":["a5"]',
  ],
  [/alerts$/, '"title":"T","severity":"low"', '"title":"T","severity":"low","id":"a1"'],
  [/comments/, '"body":"C"', '"body":"D"'],
  [/./, '"title":"U"', '"tlp":0,"version":1', '"tags":["b"],"version":7'],
];

/** A body for the route, of which one member or none has become something else: the later of two counts. */
export const bodyFor = (path: string): fc.Arbitrary<string> => {
  const [, ...good] = BODIES.find(([end]) => end.test(path)) ?? [];
  const odd = fc
    .tuple(fc.constantFrom(...NAMES), value)
    .map(([name, json]) => `,${JSON.stringify(name)}:${json}`);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...good).map((members) => `{${members}}`) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...good), odd).map((parts) => `{${parts.join('')}}`) },
    value,
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
};
