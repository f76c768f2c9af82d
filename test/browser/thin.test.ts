import { recordChange } from '../support/native.js';
import { openPage, startPageHost } from './support/browser.js';

describe('the timeline of a record', () => {
  it('lists what was recorded', async () => {
    const host = await startPageHost();
    await recordChange(host, undefined, { severity: 'low' });
    await recordChange(host, { severity: 'low' }, { severity: 'high' });
    const { page, close } = await openPage(host, { kind: 'alert', record: 'a-1' });
    await page.getByText("Changed severity from 'low' to 'high'").waitFor();
    await close();
    await host.stop();
  });
});
