import { expect } from 'chai';
import { timeAgo } from '../../server/http/prose/time_ago.js';

const DAY = 86_400;
const at = new Date('2026-01-15T10:00:00.000Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);

describe('timeAgo (C6)', () => {
  const edges: [number, string, string][] = [
    [-3600, 'ahora', 'now'],
    [0, 'ahora', 'now'],
    [9.999, 'ahora', 'now'],
    [10, 'hace 10 segundos', '10 seconds ago'],
    [59.999, 'hace 59 segundos', '59 seconds ago'],
    [60, 'hace 1 minuto', '1 minute ago'],
    [3599, 'hace 59 minutos', '59 minutes ago'],
    [3600, 'hace 1 hora', '1 hour ago'],
    [86_399, 'hace 23 horas', '23 hours ago'],
    [DAY, 'hace 1 día', '1 day ago'],
    [6 * DAY, 'hace 6 días', '6 days ago'],
    [7 * DAY, 'hace 1 semana', '1 week ago'],
    [29 * DAY, 'hace 4 semanas', '4 weeks ago'],
    [30 * DAY, 'hace 1 mes', '1 month ago'],
    [364 * DAY, 'hace 11 meses', '11 months ago'],
    [365 * DAY, 'hace 1 año', '1 year ago'],
    [730 * DAY, 'hace 2 años', '2 years ago'],
  ];
  for (const [seconds, es, en] of edges) {
    it(`says ${es} after ${String(seconds)} s`, () => {
      expect(timeAgo(at, after(seconds), 'es')).to.equal(es);
      expect(timeAgo(at, after(seconds), 'en')).to.equal(en);
    });
  }

  it('says what Intl says, also when it has been said before, in whatever language', () => {
    for (const round of [1, 2]) {
      for (const locale of ['de', 'pt', 'de'] as const) {
        const always = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
        for (let count = 10; count < 60; count += 1) {
          expect(timeAgo(at, after(count), locale), String(round)).to.equal(always.format(-count, 'second'));
          expect(timeAgo(at, after(60 * count), locale)).to.equal(always.format(-count, 'minute'));
          expect(timeAgo(at, after(365 * DAY * count), locale)).to.equal(always.format(-count, 'year'));
        }
      }
    }
  });

  it('speaks every language', () => {
    const words = (['es', 'en', 'fr', 'pt', 'de'] as const).map((locale) => timeAgo(at, after(300), locale));
    expect(words).to.deep.equal([
      'hace 5 minutos',
      '5 minutes ago',
      'il y a 5 minutes',
      'há 5 minutos',
      'vor 5 Minuten',
    ]);
  });
});
