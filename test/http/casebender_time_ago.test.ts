import { expect } from 'chai';
import { LOCALES } from '../../common/locales.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';

const DAY = 86_400;
const RECORDED = Date.parse('2026-01-15T10:00:00.000Z');

/** Seconds, and how long ago that is in es, en, fr, pt, de. */
const TABLE: readonly (readonly [number, ...string[]])[] = [
  [-60, 'ahora', 'now', 'maintenant', 'agora', 'jetzt'],
  [9.999, 'ahora', 'now', 'maintenant', 'agora', 'jetzt'],
  [10, 'hace 10 segundos', '10 seconds ago', 'il y a 10 secondes', 'há 10 segundos', 'vor 10 Sekunden'],
  [59.999, 'hace 59 segundos', '59 seconds ago', 'il y a 59 secondes', 'há 59 segundos', 'vor 59 Sekunden'],
  [60, 'hace 1 minuto', '1 minute ago', 'il y a 1 minute', 'há 1 minuto', 'vor 1 Minute'],
  [3_599, 'hace 59 minutos', '59 minutes ago', 'il y a 59 minutes', 'há 59 minutos', 'vor 59 Minuten'],
  [3_600, 'hace 1 hora', '1 hour ago', 'il y a 1 heure', 'há 1 hora', 'vor 1 Stunde'],
  [DAY - 1, 'hace 23 horas', '23 hours ago', 'il y a 23 heures', 'há 23 horas', 'vor 23 Stunden'],
  [DAY, 'hace 1 día', '1 day ago', 'il y a 1 jour', 'há 1 dia', 'vor 1 Tag'],
  [6 * DAY, 'hace 6 días', '6 days ago', 'il y a 6 jours', 'há 6 dias', 'vor 6 Tagen'],
  [7 * DAY, 'hace 1 semana', '1 week ago', 'il y a 1 semaine', 'há 1 semana', 'vor 1 Woche'],
  [29 * DAY, 'hace 4 semanas', '4 weeks ago', 'il y a 4 semaines', 'há 4 semanas', 'vor 4 Wochen'],
  [30 * DAY, 'hace 1 mes', '1 month ago', 'il y a 1 mois', 'há 1 mês', 'vor 1 Monat'],
  [364 * DAY, 'hace 11 meses', '11 months ago', 'il y a 11 mois', 'há 11 meses', 'vor 11 Monaten'],
  [365 * DAY, 'hace 1 año', '1 year ago', 'il y a 1 an', 'há 1 ano', 'vor 1 Jahr'],
  [730 * DAY, 'hace 2 años', '2 years ago', 'il y a 2 ans', 'há 2 anos', 'vor 2 Jahren'],
];

describe('how long ago an activity was (C6)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let now = RECORDED;
  before(async () => {
    host = await startAlertHost({ clock: () => new Date(now) });
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'a' });
  });
  after(() => host.stop());

  for (const [seconds, ...words] of TABLE) {
    it(`is ${words[1] ?? ''} after ${String(seconds)} s`, async () => {
      now = RECORDED + seconds * 1_000;
      const told = await Promise.all(
        LOCALES.map(async (lang) => (await boss.activities('a', `?lang=${lang}`))[0]?.timeAgo),
      );
      expect(told).to.deep.equal(words);
    });
  }
});
