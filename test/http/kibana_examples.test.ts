import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { STORY, toldStory } from '../support/kibana_story.js';
import { startTicketSystem } from '../support/ticket_system.js';
import { routeTables } from '../../scripts/route_tables.js';

/** What the OpenAPI document shows; `UPDATE_EXAMPLES=1` writes it. */
const FILE = new URL('../../docs/kibana-examples.json', import.meta.url);

/** Their answers are of the moment and the machine. */
const FIGURES = ['getStatus', 'getStats'];

describe('the examples of the OpenAPI document (K1)', () => {
  it('are what is answered', async () => {
    let now = Date.parse('2025-03-04T08:00:00.000Z');
    const tickets = await startTicketSystem();
    const host = await startHost({
      clock: () => new Date(now),
      authenticate: () => ({
        ...{ username: 'mira', fullName: 'Mira Example', email: 'mira@example.com' },
        roles: ['superuser'],
      }),
      config: { security: { enabled: true }, kibana: { connectors: [tickets.connector()] } },
    });
    try {
      const kibana = new KibanaClient(host);
      const examples = await toldStory((method, path, body) => {
        now += 60_000;
        return kibana.send(method, path, body);
      });
      const text = `${JSON.stringify(examples, undefined, 2)}\n`;
      if (process.env['UPDATE_EXAMPLES'] !== undefined) await writeFile(FILE, text);
      expect(JSON.parse(await readFile(FILE, 'utf8'))).to.deep.equal(examples);
    } finally {
      await host.stop();
      await tickets.stop();
    }
  });

  it('are there for each operation that has a body to show', () => {
    const shown = new Set([...FIGURES, ...STORY.map(({ operation }) => operation)]);
    const [kibana] = routeTables().filter(({ id }) => id === 'kibana');
    const bodies = kibana?.routes.filter(({ responses }) => responses[200] !== undefined) ?? [];
    expect(bodies.map(({ operationId }) => operationId).filter((one) => !shown.has(one))).to.deep.equal([]);
  });
});
