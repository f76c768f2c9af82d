import { expect } from 'chai';
import { readConfig, readServerConfig, readStandaloneConfig } from '../../server/config.js';

const options = { baseDir: '/etc/activity', env: {} };
const read = (input: unknown) => readConfig(input, options);

describe('configuration (C14)', () => {
  it('is complete without any setting', () => {
    const config = read(undefined);
    expect(config.storage).to.deep.equal({ kind: 'embedded', path: '/etc/activity/data' });
    expect(config.owners.map(({ id, feature }) => [id, feature])).to.deep.equal([
      ['cases', 'generalCases'],
      ['observability', 'observabilityCases'],
      ['securitySolution', 'securitySolutionCases'],
    ]);
    expect(config.spaces).to.deep.equal([{ id: 'default', name: 'Default', disabledFeatures: [] }]);
    expect(config.security).to.deep.equal({
      enabled: true,
      authenticateTimeoutMs: 10_000,
      roles: [],
      users: [],
      apiKeys: [],
      jwt: [],
    });
    expect(config.kibana).to.include({ version: '8.19.0', license: 'platinum', connectorTimeoutMs: 10_000 });
    expect(config.casebender).to.include({ locale: 'es', owner: 'securitySolution' });
    expect(config.audit).to.deep.equal({ enabled: false, required: false });
  });

  it('merges settings with their defaults key by key', () => {
    const config = read({
      kibana: { files: { maxBytes: 5 } },
      casebender: { rateLimits: { basic: { burst: 2 } } },
    });
    expect(config.kibana.files).to.include({ maxBytes: 5, maxImageBytes: 10_485_760 });
    expect(config.kibana.version).to.equal('8.19.0');
    const { rateLimits } = config.casebender;
    expect(rateLimits && rateLimits.basic).to.deep.equal({ minute: 60, hour: 1000, burst: 2 });
    expect(rateLimits && rateLimits.standard).to.deep.equal({ minute: 300, hour: 10_000, burst: 50 });
    expect(rateLimits && rateLimits.unlimited).to.deep.equal({});
  });

  it('switches rate limits off with false', () => {
    expect(read({ casebender: { rateLimits: false } }).casebender.rateLimits).to.equal(false);
  });

  it('reads a MongoDB store with its defaults', () => {
    expect(read({ storage: { kind: 'mongodb' } }).storage).to.deep.equal({
      kind: 'mongodb',
      uri: 'mongodb://127.0.0.1:27017',
      database: 'caseActivity',
      collectionPrefix: '',
      timeoutMs: 10_000,
    });
  });

  it('adds the default space and names a space by its id', () => {
    expect(read({ spaces: [{ id: 'team-a', disabledFeatures: ['x'] }] }).spaces).to.deep.equal([
      { id: 'default', name: 'Default', disabledFeatures: [] },
      { id: 'team-a', name: 'team-a', disabledFeatures: ['x'] },
    ]);
    expect(read({ spaces: [{ id: 'default', name: 'Mine' }] }).spaces).to.have.lengthOf(1);
  });

  it('takes null for an absent optional setting', () => {
    const { security, audit } = read({
      audit: { file: null },
      security: {
        apiKeys: [
          { id: 'a', name: 'A', keyHash: 'AB'.repeat(32), picture: null, scopes: null, expiresAt: null },
        ],
      },
    });
    expect(audit).to.not.have.property('file');
    expect(security.apiKeys).to.deep.equal([
      {
        id: 'a',
        name: 'A',
        keyHash: 'ab'.repeat(32),
        roles: [],
        actor: 'key',
        tier: 'basic',
        state: 'active',
      },
    ]);
  });

  it('tells an empty list of scopes from none', () => {
    const { apiKeys } = read({
      security: { apiKeys: [{ id: 'a', name: 'A', keyHash: '0'.repeat(64), scopes: [] }] },
    }).security;
    expect(apiKeys[0]?.scopes).to.deep.equal([]);
  });

  it('accepts the role documents of Kibana, without the parts for Elasticsearch', () => {
    const { roles } = read({
      security: {
        roles: [{ name: 'r', elasticsearch: { cluster: [], indices: [] }, kibana: [{ base: ['read'] }] }],
      },
    }).security;
    expect(roles).to.deep.equal([{ name: 'r', kibana: [{ spaces: [], base: ['read'], feature: {} }] }]);
  });

  it('resolves paths from the folder of the configuration', () => {
    const config = read({ storage: { path: '../store' }, audit: { file: 'audit.log' } });
    expect(config.storage).to.deep.equal({ kind: 'embedded', path: '/etc/store' });
    expect(config.audit.file).to.equal('/etc/activity/audit.log');
  });

  it('lets alerts belong to the first owner when the standard one is not configured', () => {
    expect(read({ owners: [{ id: 'mine', feature: 'f' }] }).casebender.owner).to.equal('mine');
  });

  it('allows calls to the hosts of the connectors, and to nothing else', () => {
    const connectors = [
      {
        id: 'tickets',
        name: 'Tickets',
        type: '.cases-webhook',
        config: {
          createIncidentUrl: 'https://T.example/i',
          createIncidentJson: '{}',
          createIncidentResponseKey: 'id',
          getIncidentUrl: 'https://t.example:8443/i/{{{external.system.id}}}',
          getIncidentResponseExternalTitleKey: 'key',
          viewIncidentUrl: 'https://view.example/{{{external.system.id}}}',
          updateIncidentUrl: 'https://t.example/i/{{{external.system.id}}}',
          updateIncidentJson: '{}',
        },
      },
    ];
    const { kibana } = read({ kibana: { connectors } });
    expect(kibana.connectorAllowedHosts).to.deep.equal(['t.example', 'view.example']);
    const [connector] = kibana.connectors;
    expect(connector?.config).to.include({ createIncidentMethod: 'post', updateIncidentMethod: 'put' });
    expect(connector?.secrets).to.deep.equal({});
  });

  it('reads the part of the standalone host', () => {
    expect(readServerConfig({ port: 0, basePath: '/a/b' })).to.deep.equal({
      host: '127.0.0.1',
      port: 0,
      basePath: '/a/b',
      maxBodyBytes: 1_048_576,
      logLevel: 'info',
      trustProxy: 0,
    });
    const both = readStandaloneConfig({ caseActivity: { casebender: { locale: 'de' } } }, options);
    expect([both.server.port, both.caseActivity.casebender.locale]).to.deep.equal([5601, 'de']);
  });

  it('takes a number of proxies, addresses and networks, and not just anybody', () => {
    for (const trustProxy of [1, ['loopback', '192.0.2.1', '10.0.0.0/8', '2001:db8::/32']]) {
      expect(readServerConfig({ trustProxy }).trustProxy).to.deep.equal(trustProxy);
    }
    for (const trustProxy of [true, -1, ['everybody'], ['10.0.0.0/33'], ['::1/129'], ['10.0.0.0/']]) {
      expect(() => readServerConfig({ trustProxy }), JSON.stringify(trustProxy)).to.throw(
        'server.trustProxy',
      );
    }
  });
});
