import { expect } from 'chai';
import { LOCALES } from '../../common/locales.js';
import type { Change } from '../../server/domain/activity.js';
import { sentenceOf } from '../../server/http/prose/sentence.js';
import { speaking } from '../support/languages.js';

const field = (name: string, before: string | null, after: string | null): Change => {
  return { type: 'field', field: name, before, after };
};

/** A change, what is said of it where an alert is named, and where nothing is; in English. */
const TABLE: [Change, string, string][] = [
  [{ type: 'created', snapshot: {} }, 'Alert created', 'Created'],
  [{ type: 'deleted' }, 'Alert deleted', 'Deleted'],
  [field('assigned_to', null, 'ana'), "Assigned the alert to 'ana'", "Assigned to 'ana'"],
  [
    field('assigned_to', 'ana', 'li'),
    "Reassigned the alert from 'ana' to 'li'",
    "Reassigned from 'ana' to 'li'",
  ],
  [field('case_id', null, 'c'), "Linked the alert to case 'c'", "Linked to case 'c'"],
  [field('case_id', 'c', null), "Unlinked the alert from case 'c'", "Unlinked from case 'c'"],
  [
    { type: 'pushed', externalService: { name: 'Jira' } },
    "Pushed the alert to external system 'Jira'",
    "Pushed to external system 'Jira'",
  ],
];

/** How each language calls an alert. */
const ALERT = { es: /alerta/i, en: /alert/i, fr: /alerte/i, pt: /alerta/i, de: /alarm/i };

describe('a sentence about a change', () => {
  for (const [change, ofAlert, ofNothing] of TABLE) {
    it(`names the kind only when it is asked to: ${ofAlert}`, () => {
      expect(sentenceOf(change, speaking('en'), 'alert')).to.equal(ofAlert);
      expect(sentenceOf(change, speaking('en'))).to.equal(ofNothing);
      for (const locale of LOCALES) {
        expect(sentenceOf(change, speaking(locale)), locale).not.to.match(ALERT[locale]);
      }
    });
  }

  it('is the same where no kind would be named', () => {
    const change = field('title', 'a', 'b');
    expect(sentenceOf(change, speaking('en'), 'alert')).to.equal(sentenceOf(change, speaking('en')));
  });

  it('names no kind that there are no words for', () => {
    for (const kind of ['case', 'order', 'comment', '', 'alert:alert']) {
      expect(sentenceOf({ type: 'deleted' }, speaking('en'), kind), kind).to.equal('Deleted');
    }
  });

  it('does not take a field of a host for a sentence about a kind', () => {
    expect(sentenceOf(field('created:alert', 'a', 'b'), speaking('en'), 'alert')).to.equal(
      "Changed field 'created:alert' from 'a' to 'b'",
    );
  });
});
