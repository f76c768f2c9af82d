import { expect } from 'chai';
import { areExclusive } from '../../server/domain/listing.js';
import type { JsonObject } from '../../server/domain/json.js';
import type { RecordHead } from '../../server/domain/record.js';
import { audienceOf, audiencesOf } from '../../server/services/lists/audience.js';
import { listingOf } from '../../server/services/lists/listing_of.js';
import { aCreation, aSubject } from '../support/records.js';

describe('what lists know of a record', () => {
  function headOf(kind: string, state: JsonObject, over: Partial<RecordHead> = {}): RecordHead {
    return { ...aCreation(aSubject({ kind }), { owner: 'cases', state }).head, ...over };
  }

  it('is of a case what it is found and ordered by', () => {
    const listing = listingOf(
      headOf('case', {
        title: `${'x'.repeat(63)}😀 and more`,
        status: 'in-progress',
        severity: 'critical',
        tags: ['mail', 'España', 'mail'],
        category: 'phishing',
        assignees: [{ uid: 'u1' }, { uid: 'u2' }],
        created_by: { kind: 'user', username: 'ana.garcia' },
        created_at: '2026-03-04T10:15:00.000Z',
        updated_at: '2026-03-05T10:15:00.000Z',
        closed_at: null,
      }),
    );
    expect(listing).to.deep.equal({
      audience: '0/0/cases',
      terms: [
        'status:in-progress',
        'severity:critical',
        'tag:mail',
        'tag:España',
        'category:phishing',
        'assignee:u1',
        'assignee:u2',
        'reporter:ana.garcia',
      ],
      ranks: {
        createdAt: Date.UTC(2026, 2, 4, 10, 15),
        updatedAt: Date.UTC(2026, 2, 5, 10, 15),
        closedAt: undefined,
        status: 1,
        severity: 3,
        // No half character at the cut.
        title: `${'x'.repeat(63)}\ufffd`,
        category: 'phishing',
      },
    });
  });

  it('has one term at most of a status, a severity or a category, whatever a host has recorded', () => {
    const odd = { status: ['open', 'closed'], severity: { a: 1 }, category: ['x'], tags: ['a', 'b'] };
    for (const kind of ['case', 'alert']) {
      const { terms = [] } = listingOf(headOf(kind, odd)) ?? {};
      // As answers always have them: an alert a severity, a case a status too.
      const shown = kind === 'alert' ? ['severity:low'] : ['status:open', 'severity:low'];
      expect(terms.filter((term) => areExclusive([term]))).to.deep.equal(shown);
      expect(terms).to.include.members(['tag:a', 'tag:b']);
    }
    expect(areExclusive(['status:open', 'status:closed'])).to.equal(true);
    expect(areExclusive(['status:open', 'severity:low'])).to.equal(false);
    expect(areExclusive(['statusx:open'])).to.equal(false);
    expect(areExclusive(['tag:a', 'tag:b'])).to.equal(false);
  });

  it('is of an alert what it is found by, with its levels', () => {
    const state = {
      status: 'closed',
      severity: 'low',
      tags: ['vpn'],
      tlp: 3,
      pap: 1,
      title: 'A',
      type: null,
    };
    const listing = listingOf(
      headOf('alert', { ...state, assigned_to: 'ana', created_at: '2026-03-04T10:15:00.000Z' }),
    );
    expect(listing?.audience).to.equal('3/1/cases');
    expect(listing?.terms).to.deep.equal(['status:closed', 'severity:low', 'assignee:ana', 'tag:vpn']);
    expect(listing?.ranks).to.deep.include({ severity: 0, title: 'A', category: undefined });
    expect(listingOf(headOf('alert', { ...state, assigned_to: null }))?.terms).to.include('unassigned');
  });

  it('is of an alert of a host what answers show of it', () => {
    const shown = { severity: 3, assigned_to: ['ana'], tags: [' vpn ', 7, 'vpn'] };
    const listing = listingOf(headOf('alert', shown));
    expect(listing?.terms).to.deep.equal(['severity:high', 'unassigned', 'tag:vpn']);
    expect(listing?.ranks.severity).to.equal(2);
  });

  it('is of a case of a host what answers show of it', () => {
    const listing = listingOf(
      headOf('case', { status: 'In Progress', severity: 'HIGH', created_by: { kind: 'system' } }),
    );
    expect(listing?.terms).to.deep.equal([
      'status:in-progress',
      'severity:high',
      'unassigned',
      'reporter:elastic/kibana',
    ]);
    expect(listing?.ranks).to.include({ status: 1, severity: 2 });
  });

  it('is whatever a host has recorded as a case or an alert, as far as it can be read', () => {
    const at = new Date('2026-01-01T00:00:00.000Z');
    for (const kind of ['case', 'alert']) {
      const odd = headOf(
        kind,
        { status: 7, tags: 'mail', assignees: 'u', created_by: null, created_at: 'soon' },
        { lastAt: at },
      );
      expect(listingOf(odd)?.ranks.createdAt).to.equal(at.getTime());
      expect(listingOf(odd)?.terms).to.deep.equal(
        kind === 'case'
          ? ['status:open', 'severity:low', 'tag:mail', 'unassigned']
          : ['severity:low', 'unassigned', 'tag:mail'],
      );
    }
  });

  it('is bounded, whatever a host has recorded as tags', () => {
    const tags = Array.from({ length: 60_000 }, (_, i) => `t${String(i)}`);
    expect(listingOf(headOf('case', { tags }))?.terms).to.have.length(1_000);
    const long = ['x'.repeat(508), 'x'.repeat(509), `${'x'.repeat(509)}y`];
    const { terms = [] } = listingOf(headOf('case', { tags: long, assignees: [{ uid: 'u' }] })) ?? {};
    expect(terms).to.include(`tag:${long[0] ?? ''}`);
    expect(terms.filter((term) => /^tag#[\w-]{43}$/.test(term))).to.have.length(2);
    expect(new Set(terms)).to.have.length(6);
  });

  it('is nothing of what is deleted and of other kinds', () => {
    expect(listingOf(headOf('alert', {}, { deleted: true }))).to.equal(undefined);
    expect(listingOf(headOf('incident', {}))).to.equal(undefined);
  });

  it('is for those who may read the owner and have the levels', () => {
    const audiences = audiencesOf(['cases', 'a/b'], { tlp: 2, pap: 0 });
    expect(audiences).to.have.length(6);
    expect(audiences).to.include(audienceOf('a/b', { tlp: 2, pap: 0 }));
    expect(audiences).to.not.include(audienceOf('cases', { tlp: 2, pap: 1 }));
    expect(audiences).to.not.include(audienceOf('cases', { tlp: 3, pap: 0 }));
    expect(new Set(audiencesOf(['x'], { tlp: 9, pap: 9 }))).to.have.length(25);
  });
});
