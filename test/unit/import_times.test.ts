import { expect } from 'chai';
import fc from 'fast-check';
import { formatFault } from '../../bin/import/time/time_format.js';
import { timeReader } from '../../bin/import/time/time_reader.js';

function read(text: string, format: string, timeZone = 'UTC'): string | undefined {
  const at = timeReader({ format, timeZone }).read(text);
  return at === undefined ? undefined : new Date(at).toISOString();
}

describe('the times of a file that is imported', () => {
  for (const [text, format, expected] of [
    ['29/2/2016 01:16', 'd/M/yyyy HH:mm', '2016-02-29T01:16:00.000Z'],
    ['29/2/2016 1:16', 'd/M/yyyy HH:mm', '2016-02-29T01:16:00.000Z'],
    ['29/02/2016', 'dd/MM/yyyy', '2016-02-29T00:00:00.000Z'],
    ['2/29/2016 12:05:06 am', 'M/d/yyyy h:mm:ss a', '2016-02-29T00:05:06.000Z'],
    ['2/29/2016 12:05:06 PM', 'M/d/yyyy hh:mm:ss a', '2016-02-29T12:05:06.000Z'],
    ['20160229T235959', "yyyyMMdd'T'HHmmss", '2016-02-29T23:59:59.000Z'],
    ['2016.02.29 23:59:59.123 -0130', 'yyyy.MM.dd HH:mm:ss.SSS XXX', '2016-03-01T01:29:59.123Z'],
    ['2012-10-09T14:50:17.000+03:00', 'iso', '2012-10-09T11:50:17.000Z'],
    ['2012-10-09 14:50:17,123456', 'iso', '2012-10-09T14:50:17.123Z'],
    ['2012-10-09T14:50Z', 'iso', '2012-10-09T14:50:00.000Z'],
    ['2012-10-09', 'iso', '2012-10-09T00:00:00.000Z'],
  ] as const) {
    it(`reads ${text} as ${format}`, () => {
      expect(read(text, format)).to.equal(expected);
      expect(formatFault(format)).to.equal(undefined);
    });
  }

  it('refuses what no calendar or clock shows, and what has another form', () => {
    const [tokens, halves] = ['d/M/yyyy HH:mm', 'd/M/yyyy h:mm a'];
    for (const text of ['30/2/2016 01:16', '0/2/2016 01:16', '1/13/2016 01:16', '1/1/2016 24:00', '']) {
      expect(read(text, tokens), text).to.equal(undefined);
    }
    for (const text of ['1/1/2016 01:60', '1/1/16 01:16', '1/1/2016 01:16 ', '1/1/2016', '1/1/0016 01:16']) {
      expect(read(text, tokens), text).to.equal(undefined);
    }
    for (const text of ['1/1/2016 0:16 am', '1/1/2016 13:16 pm'])
      expect(read(text, halves)).to.equal(undefined);
    for (const text of ['2016-02-30', '2016-02-28T24:00Z', '2016-2-2', '2016-02-02Z', '1456707360']) {
      expect(read(text, 'iso'), text).to.equal(undefined);
    }
  });

  it('says what is no format', () => {
    expect(formatFault('dd.MMM.yyyy')).to.contain('has MMM');
    expect(formatFault('yyyy-MM-ddTHH:mm')).to.contain('has T');
    expect(formatFault('yyyy-MM-dd d')).to.equal('names a part of the time twice');
    expect(formatFault('HH:mm')).to.equal('lacks year, month, day');
    expect(formatFault('yyyy-MM-dd h')).to.equal('needs h or hh and a together');
    expect(formatFault('')).to.contain('lacks');
  });

  it('knows when clocks are set forward and back', () => {
    const rome = (text: string): string | undefined => read(text, 'iso', 'Europe/Rome');
    expect(rome('2016-03-27 01:59')).to.equal('2016-03-27T00:59:00.000Z');
    // Never shown: as if the clocks had not been set yet.
    expect(rome('2016-03-27 02:30')).to.equal('2016-03-27T01:30:00.000Z');
    expect(rome('2016-03-27 03:00')).to.equal('2016-03-27T01:00:00.000Z');
    // Shown twice: the first time.
    expect(rome('2016-10-30 02:30')).to.equal('2016-10-30T00:30:00.000Z');
    expect(rome('2016-10-30 03:00')).to.equal('2016-10-30T02:00:00.000Z');
    expect(rome('2016-10-30 02:30:00+01:00')).to.equal('2016-10-30T01:30:00.000Z');
    expect(read('2011-12-29 12:00', 'iso', 'Pacific/Apia')).to.equal('2011-12-29T22:00:00.000Z');
  });

  it('reads back what the clocks of a zone show', () => {
    const zones = ['UTC', 'Europe/Rome', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
    const seconds = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...zones), (second, timeZone) => {
        const shown = wall(second * 1000, timeZone);
        const at = timeReader({ format: 'iso', timeZone }).read(shown) ?? Number.NaN;
        expect(wall(at, timeZone)).to.equal(shown);
        expect(at).to.be.at.most(second * 1000);
      }),
    );
  });
});

function wall(at: number, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return clock.format(at);
}
