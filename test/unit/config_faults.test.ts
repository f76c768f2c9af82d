import { expect } from 'chai';
import { readConfig, readServerConfig, readStandaloneConfig } from '../../server/config.js';
import { faultsOf, faultyPaths } from '../support/faults.js';

const options = { baseDir: '/nowhere', env: {} };
const jira = (part: object) => ({ kibana: { connectors: [{ id: 'j', name: 'J', type: '.jira', ...part }] } });
const webhook = (config: object, allowed?: readonly string[]) => ({
  kibana: {
    connectors: [
      {
        id: 'w',
        name: 'W',
        type: '.cases-webhook',
        config: {
          createIncidentUrl: 'https://t.example/i',
          createIncidentJson: '{}',
          createIncidentResponseKey: 'id',
          getIncidentUrl: 'https://t.example/i',
          getIncidentResponseExternalTitleKey: 'key',
          viewIncidentUrl: 'https://t.example/i',
          updateIncidentUrl: 'https://t.example/i',
          updateIncidentJson: '{}',
          ...config,
        },
      },
    ],
    ...(allowed === undefined ? {} : { connectorAllowedHosts: allowed }),
  },
});

describe('faults of a configuration', () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['a part that is no object', 'x', ['']],
    ['an unknown key', { storge: {} }, ['storge']],
    [
      'an unknown key further down',
      { casebender: { rateLimits: { basic: { day: 1 } } } },
      ['casebender.rateLimits.basic.day'],
    ],
    ['an unknown tier', { casebender: { rateLimits: { gold: {} } } }, ['casebender.rateLimits.gold']],
    ['a number as text', { kibana: { connectorTimeoutMs: '10' } }, ['kibana.connectorTimeoutMs']],
    ['a path for MongoDB', { storage: { kind: 'mongodb', path: 'x' } }, ['storage.path']],
    ['an address for the embedded store', { storage: { uri: 'mongodb://x' } }, ['storage.uri']],
    ['no time for a call', { storage: { kind: 'mongodb', timeoutMs: 0 } }, ['storage.timeoutMs']],
    ['an address of another kind', { storage: { kind: 'mongodb', uri: 'http://x' } }, ['storage.uri']],
    ['no owners', { owners: [] }, ['owners']],
    [
      'an owner twice',
      {
        owners: [
          { id: 'a', feature: 'f' },
          { id: 'a', feature: 'g' },
        ],
      },
      ['owners[1].id'],
    ],
    ['a space twice', { spaces: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] }, ['spaces[2].id']],
    ['a space with capitals', { spaces: [{ id: 'Team' }] }, ['spaces[0].id']],
    ['a version in another form', { kibana: { version: '8.19' } }, ['kibana.version']],
    ['a version with another ending', { kibana: { version: '8.19.0-foo' } }, ['kibana.version']],
    [
      'a host with a port',
      { kibana: { connectorAllowedHosts: ['t.example:443'] } },
      ['kibana.connectorAllowedHosts[0]'],
    ],
    [
      'a connector twice',
      { kibana: { connectors: [1, 2].map(() => ({ id: 'j', name: 'J', type: '.jira' })) } },
      ['kibana.connectors[1].id'],
    ],
    ['a connector of an unknown type', jira({ type: '.unknown' }), ['kibana.connectors[0].type']],
    [
      'a connector secret from nowhere',
      jira({ secrets: { token: { env: 'NOPE' } } }),
      ['kibana.connectors[0].secrets.token'],
    ],
    ['a webhook key that does not exist', webhook({ url: 'x' }), ['kibana.connectors[0].config.url']],
    [
      'a relative webhook URL',
      webhook({ getIncidentUrl: '/i' }),
      ['kibana.connectors[0].config.getIncidentUrl'],
    ],
    [
      'a host out of a template',
      webhook({ getIncidentUrl: 'https://{{{case.title}}}/i' }),
      ['kibana.connectors[0].config.getIncidentUrl'],
    ],
    [
      'a password in a URL',
      webhook({ getIncidentUrl: 'https://a:b@t.example/' }),
      ['kibana.connectors[0].config.getIncidentUrl'],
    ],
    [
      'a host that is not allowed',
      webhook({ viewIncidentUrl: 'https://t.example.evil/' }, ['t.example']),
      ['kibana.connectors[0].config.viewIncidentUrl'],
    ],
    ['an owner of alerts that is not configured', { casebender: { owner: 'nobody' } }, ['casebender.owner']],
    ['a language without a catalogue', { casebender: { locale: 'it' } }, ['casebender.locale']],
    [
      'a picture address without the name',
      { casebender: { avatarUrl: 'https://x.example/' } },
      ['casebender.avatarUrl'],
    ],
    ['a relative picture address', { casebender: { avatarUrl: '/{username}' } }, ['casebender.avatarUrl']],
    [
      'a picture address without its slashes',
      { casebender: { avatarUrl: 'https:x.example/{username}' } },
      ['casebender.avatarUrl'],
    ],
    [
      'a status twice',
      { casebender: { statuses: ['a', 'a'] } },
      ['casebender.statuses[0]', 'casebender.statuses[1]'],
    ],
    ['no statuses', { casebender: { statuses: [] } }, ['casebender.statuses']],
  ];
  for (const [what, input, paths] of cases) {
    it(`refuses ${what}`, () => {
      expect(faultyPaths(input)).to.deep.equal(paths);
    });
  }

  for (const version of [
    '8.19.0',
    '8.19.0-alpha',
    '8.19.0-beta2',
    '9.0.0-rc1',
    '8.19.0-SNAPSHOT',
    '8.19.0-rc1-SNAPSHOT',
  ]) {
    it(`accepts version ${version}`, () => {
      expect(faultyPaths({ kibana: { version } })).to.deep.equal([]);
    });
  }

  it('accepts a webhook within the allowed hosts, whatever their case', () => {
    expect(faultyPaths(webhook({}, ['T.example']))).to.deep.equal([]);
  });

  it('reports the faults of both parts together, each with its path from the top', () => {
    const input = {
      server: { port: 'x' },
      caseActivity: { audit: { enabled: 1 }, kibana: { version: 'x' } },
      more: 1,
    };
    const faults = faultsOf(() => readStandaloneConfig(input, options));
    expect(faults.map(({ path }) => path)).to.have.members([
      'server.port',
      'caseActivity.audit.enabled',
      'caseActivity.kibana.version',
      'more',
    ]);
  });

  it('puts every fault on a line of the message', () => {
    expect(() => readServerConfig({ port: -1, basePath: 'x' })).to.throw(
      /^server\.port: .*\nserver\.basePath: .*$/,
    );
  });

  it('never repeats a secret', () => {
    const input = {
      storage: { kind: 'mongodb', uri: 'hunter2' },
      security: {
        users: [{ username: 'u', passwordHash: 'hunter2' }],
        apiKeys: [{ id: 'k', name: 'K', keyHash: 'hunter2' }],
        jwt: [{ issuer: 'i', audience: 'a', secret: { hunter2: 'hunter2' } }],
      },
      kibana: { connectors: [{ id: 'j', name: 'J', type: '.jira', secrets: { token: ['hunter2'] } }] },
    };
    const faults = faultsOf(() => readConfig(input, options));
    expect(faults).to.have.lengthOf(5);
    expect(JSON.stringify(faults)).to.not.include('hunter2');
  });
});
