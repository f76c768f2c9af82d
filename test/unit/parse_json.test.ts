import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkJson, parseJson } from '../../server/http/request/parse_json.js';

const MIB = 1_048_576;

/** The sentence with which a text is refused. */
function refusal(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`${text} was taken`);
}

describe('the value of a JSON text', () => {
  it('is what JSON says, for everything that doubles and Unicode can hold', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme', maxDepth: 5 }), fc.string(), (text, padding) => {
        fc.pre(!/[0-9]{16}/.test(text));
        const sent = `[${JSON.stringify(padding.toWellFormed())},${text}]`;
        expect(parseJson(sent)).to.deep.equal(JSON.parse(sent));
      }),
    );
  });

  it('has every integer up to 2^53 - 1 and none beyond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), (number) => {
        const kept = number >= -(2n ** 53n - 1n) && number <= 2n ** 53n - 1n;
        const text = `{"a":["\\"9007199254740993",{"n":${String(number)}}]}`;
        if (kept) expect(BigInt((parseJson(text) as { a: [0, { n: number }] }).a[1].n)).to.equal(number);
        else expect(refusal(text)).to.contain('cannot be kept exactly at "a[1].n"');
      }),
    );
  });

  it('may have floats of any size, but none that is infinite', () => {
    expect(parseJson('[1.5e300, 1e21, 9007199254740993.5, 0.1]')).to.have.length(4);
    for (const text of ['[1e400]', '[-1e400]', '[1.5e300, 9007199254740993]']) {
      expect(refusal(text), text).to.match(/cannot be kept exactly at "\[[01]\]"/);
    }
    expect(refusal('[1.5e300, "\\ud83d"]')).to.contain('[1]').and.to.contain('Unicode');
  });

  it('has no half characters, in keys as in texts', () => {
    for (const text of ['"\\ud83d"', '["a",{"b":"\\udc00x"}]', '{"\\ud83d":1}', '"\\ud83d\\u0041"']) {
      expect(refusal(text), text).to.contain('is not well-formed Unicode');
    }
    expect(parseJson('"\\ud83d\\ude00"')).to.equal('😀');
    expect(refusal('{"\\ud83d":1}').isWellFormed()).to.equal(true);
  });

  it('nests at most fifty levels', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(50))).to.be.an('array');
    for (const levels of [51, 500_000]) {
      expect(refusal(nested(levels))).to.equal('Request payload is nested deeper than 50 levels.');
    }
  });
});

describe('a value that a parser of the host has made', () => {
  it('is refused when it is no JSON', () => {
    class Money {
      readonly cents = 1;
    }
    for (const value of [new Date(0), 10n, () => 1, Symbol('x'), new Map(), new Money(), undefined, NaN]) {
      expect(() => checkJson({ a: [value] }, MIB), typeof value).to.throw('"a[0]"');
    }
    expect(() => checkJson({ a: Number('9007199254740993') }, MIB)).to.throw('"a"');
  });

  it('may come from another realm or be without a prototype', () => {
    const foreign: unknown = runInNewContext('({ a: [{ b: 1 }] })');
    expect(checkJson(foreign, MIB)).to.equal(foreign);
    expect(checkJson(Object.assign(Object.create(null), { a: 1 }), MIB)).to.have.property('a', 1);
  });

  it('has a size, and is never larger than the text it was made from', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary', maxDepth: 4 }), (json) => {
        const value: unknown = JSON.parse(json);
        const { code } = thrownBy(() => checkJson(value, Buffer.byteLength(json)));
        expect(code).to.not.equal('PAYLOAD_TOO_LARGE');
      }),
    );
    expect(() => checkJson({ a: 'x'.repeat(100) }, 50)).to.throw('greater than maximum allowed: 50');
    expect(() => checkJson({ ['k'.repeat(100)]: 1 }, 50)).to.throw('greater than maximum allowed: 50');
    expect(() => checkJson(Array(60).fill(0), 50)).to.throw('greater than maximum allowed: 50');
  });
});

function thrownBy(action: () => unknown): { readonly code?: string } {
  try {
    action();
    return {};
  } catch (error) {
    return error as { readonly code: string };
  }
}
