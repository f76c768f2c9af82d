import { expect } from 'chai';
import fc from 'fast-check';
import { EventParser } from '../../client/event_parser.js';
import type { StreamEvent } from '../../client/event_parser.js';

/** The events of a text that comes in these pieces. */
function eventsOf(...pieces: readonly string[]): readonly StreamEvent[] {
  const parser = new EventParser();
  return pieces.flatMap((piece) => [...parser.push(piece)]);
}

const DATA = (data: string, over: Partial<StreamEvent> = {}): StreamEvent => {
  return { id: '', type: 'message', data, ...over };
};

describe('the parser of event streams', () => {
  for (const [what, text, events] of [
    ['an event', 'id: 1\nevent: entry\ndata: {"a":1}\n\n', [DATA('{"a":1}', { id: '1', type: 'entry' })]],
    ['lines of data', 'data: YHOO\ndata: +2\ndata: 10\n\n', [DATA('YHOO\n+2\n10')]],
    [
      'comments and ids that are forgotten',
      ': test\n\ndata: a\nid: 1\n\ndata:b\nid\n\ndata:  c\n\n',
      [DATA('a', { id: '1' }), DATA('b'), DATA(' c')],
    ],
    ['data without text', 'data\n\ndata\ndata\n\ndata:', [DATA(''), DATA('\n')]],
    ['an optional blank', 'data:test\n\ndata: test\n\n', [DATA('test'), DATA('test')]],
    ['every end of a line', 'data: a\r\rdata: b\r\n\r\ndata: c\n\n', [DATA('a'), DATA('b'), DATA('c')]],
    [
      'fields that nobody knows',
      'retry: 3000\nfoo: x\nid: 7\n\nevent: e\n\ndata: a\n\n',
      [DATA('a', { id: '7' })],
    ],
    ['an id with NUL', 'id: 1\0\ndata: a\n\n', [DATA('a')]],
    ['an event that is not over', 'data: a\n', []],
  ] as const) {
    it(`reads ${what}, wherever the text is cut`, () => {
      expect(eventsOf(text)).to.deep.equal(events);
      expect(eventsOf(...Array.from(text))).to.deep.equal(events);
      const cuts = fc.array(fc.nat(text.length), { maxLength: 5 });
      fc.assert(
        fc.property(cuts, (places) => {
          const ends = [...places].sort((a, b) => a - b);
          const pieces = [...ends, text.length].map((end, i) => text.slice(ends[i - 1] ?? 0, end));
          expect(eventsOf(...pieces)).to.deep.equal(events);
        }),
        { numRuns: 50 },
      );
    });
  }

  it('takes no line and no event without a bound, but any number of events', () => {
    const mega = 'x'.repeat(2 ** 20);
    const grows = (piece: string): (() => void) => {
      const parser = new EventParser();
      return () => {
        for (let i = 0; i < 40; i += 1) expect([...parser.push(piece)].length).to.be.below(2);
      };
    };
    expect(grows(mega)).to.throw('An event is too large.');
    expect(grows(`data: ${mega}\n`)).to.throw('An event is too large.');
    expect(grows(`data: ${mega}\n\n`)).to.not.throw();
    expect(grows(`: ${mega}\n`)).to.not.throw();
  });
});
