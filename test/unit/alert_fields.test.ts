import { expect } from 'chai';
import type { Alert } from '../../common/casebender.js';
import { ALERT_SEVERITIES } from '../../common/casebender.js';
import type { AlertFields } from '../../server/services/alerts/alert_fields.js';
import { ALERT_FIELDS } from '../../server/services/alerts/alert_fields.js';

/** The same type twice, one of them of the wire: where they differ, one of the two does not compile. */
const toWire = (fields: AlertFields): Pick<Alert, keyof AlertFields> => fields;
const fromWire = (fields: Pick<Alert, keyof AlertFields>): AlertFields => fields;

describe('fields of an alert', () => {
  it('are the writable ones of the wire, in its order (C9.1)', () => {
    const [least, , , most] = ALERT_SEVERITIES;
    const fields: AlertFields = {
      title: 'Odd login',
      description: '',
      status: 'open',
      severity: least,
      type: null,
      source: null,
      source_ref: null,
      external_link: null,
      tlp: 2,
      pap: 2,
      assigned_to: null,
      tags: [],
      custom_fields: {},
      observables: [],
    };
    expect(fromWire({ ...toWire(fields), severity: most })).to.include({
      title: 'Odd login',
      severity: 'critical',
    });
    expect(ALERT_FIELDS).to.deep.equal(Object.keys(fields));
  });
});
