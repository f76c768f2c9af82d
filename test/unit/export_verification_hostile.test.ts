import { expect } from 'chai';
import fc from 'fast-check';
import { aProvenExport, STORY, verifiedText } from '../support/proven_export.js';

type Members = Record<string, unknown>;

describe('verifying a file that may be anything (N10.4)', () => {
  it('takes any line as it comes', async () => {
    const [first = '', second = '', third = ''] = (await aProvenExport(STORY)).split('\n');
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('', 'null', '[]', '{}', '{"__proto__":{"export":1}}', '{"end":null}', '{"export":{}}'),
      fc.constantFrom('['.repeat(100_000), '{"a":'.repeat(100_000), '{"a":1,"a":1}', ' {}', '{"seq":1e400}'),
      fc
        .tuple(fc.constantFrom(...Object.keys(JSON.parse(third) as object)), fc.jsonValue())
        .map(([name, value]) => JSON.stringify({ ...(JSON.parse(third) as object), [name]: value })),
      fc
        .tuple(fc.constantFrom('leaf', 'salt', 'salts', 'digests', 'signature'), fc.jsonValue())
        .map(([name, value]) => {
          const line = JSON.parse(third) as { proof: object };
          return JSON.stringify({ ...line, proof: { ...line.proof, [name]: value } });
        }),
    );
    await fc.assert(
      fc.asyncProperty(odd, fc.constantFrom(1, 2, 3), async (line, at) => {
        const lines = [first, second, third];
        fc.pre(lines[at - 1] !== line);
        lines[at - 1] = line;
        const report = await verifiedText(lines.join('\n'));
        expect(report.valid).to.equal(false);
      }),
      { numRuns: 200 },
    );
  });

  it('stops when there are too many problems', async () => {
    const report = await verifiedText('x\n'.repeat(5000));
    expect(report).to.include({ valid: false, complete: false });
    expect(report.problems).to.have.length(1000);
  });

  /** What an export says, without what nothing proves: sentences, and what its first and last line say of it. */
  function sayings(of: string): unknown {
    return of.split('\n').map((line) => {
      const {
        export: start,
        end,
        ...entry
      } = JSON.parse(line || '{}') as Record<string, Members | undefined>;
      if (start !== undefined) return [start['space'], start['checkpoint']];
      const proven = ['position', 'seq', 'id', 'at', 'record', 'actor', 'type', 'change', 'context'];
      return [end?.['entries'], ...[...proven, 'hash', 'proof', 'path'].map((name) => entry[name])];
    });
  }

  it('says something else in no byte without being noticed', async () => {
    const bytes = Buffer.from(await aProvenExport(STORY.slice(0, 2)));
    let valid = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ bits;
        // What is no UTF-8 is refused before.
        fc.pre(Buffer.from(flipped.toString()).equals(flipped));
        const report = await verifiedText(flipped.toString());
        if (!report.valid) return;
        valid += 1;
        expect(sayings(flipped.toString())).to.deep.equal(sayings(bytes.toString()));
      }),
      { numRuns: 400 },
    );
    expect(valid).to.be.above(0);
  });
});
