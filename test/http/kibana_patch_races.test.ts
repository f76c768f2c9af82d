import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { accepted, aNewCase } from '../support/kibana.js';

const WRITERS = 50;

describe('changes of one version of a case at the same moment (K15.3, K20)', () => {
  const audited = auditedHost();

  it('are one change, and conflicts; each is decided and told once', async () => {
    await audited.start();
    const mira = basic('mira');
    const found = accepted(await audited.send(mira, 'post', '/api/cases', aNewCase())) as KibanaCase;
    const { id, version } = found;
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, i) => {
        const change = { id, version, title: `Title ${String(i)}`, severity: 'high', tags: ['new'] };
        return audited.send(mira, 'patch', '/api/cases', { cases: [change] });
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([200, ...Array.from({ length: WRITERS - 1 }, () => 409)]);
    const conflicts = new Set(answers.flatMap(({ status, text }) => (status === 409 ? [text] : [])));
    expect([...conflicts].map((text) => (JSON.parse(text) as { message: string }).message)).to.deep.equal([
      `These cases ${id} has been updated. Please refresh before saving additional updates.`,
    ]);
    const actions = await audited.send(mira, 'get', `/api/cases/${id}/user_actions`);
    const told = (accepted(actions) as { type: string; action: string }[]).map(
      ({ type, action }) => `${type}/${action}`,
    );
    expect(told).to.deep.equal([
      'create_case/create',
      'title/update',
      'severity/update',
      'tags/add',
      'tags/delete',
    ]);
    const lines = (await audited.lines()).map(({ event }) => event.action);
    const count = (action: string): number => lines.filter((one) => one === action).length;
    expect(count('case_update')).to.equal(WRITERS);
    for (const action of ['update_case_title', 'update_case_severity', 'add_case_tags', 'delete_case_tags']) {
      expect(count(`case_user_action_${action}`), action).to.equal(1);
    }
  });
});
