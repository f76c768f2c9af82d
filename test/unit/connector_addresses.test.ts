import type { LookupAddress } from 'node:dns';
import { expect } from 'chai';
import type { Resolve } from '../../server/services/connectors/address_guard.js';
import { AddressGuard } from '../../server/services/connectors/address_guard.js';
import { WebhookCalls } from '../../server/services/connectors/webhook_calls.js';
import { isNetwork } from '../../server/access/networks.js';
import { codeOf } from '../contract/store_fixture.js';
import type { TicketSystem } from '../support/ticket_system.js';
import { startTicketSystem } from '../support/ticket_system.js';

const PUBLIC = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'];
const INNER = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
  ...[
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.9',
  ],
  ...['::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fc00::1', 'fd12::1', 'fe80::1'],
  ...['fe80::1%eth0', 'ff02::1', '2001:db8::1', '2001::1', '2002:a00:1::', 'fec0::1', 'no address', ''],
];

describe('where the name of an external system may lead to (K18)', () => {
  let tickets: TicketSystem;
  beforeEach(async () => {
    tickets = await startTicketSystem();
  });
  afterEach(() => tickets.stop());

  /** One call of a name that leads, one after the other, to these addresses. */
  function calls(allowed: readonly string[], ...answers: readonly (readonly string[])[]) {
    let asked = 0;
    const resolve: Resolve = (_, __, callback) => {
      const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    const guard = new AddressGuard(allowed, resolve);
    const settings = { access: { headers: {} }, guard, timeoutMs: 5_000 };
    const webhook = new WebhookCalls({ ...settings, allowedHosts: new Set(['t.example', 'localhost']) });
    const call = (host = 't.example') =>
      webhook.call({ method: 'GET', url: `http://${host}:${String(tickets.port)}/i/7` }, true);
    return { call, asked: () => asked };
  }

  it('is public, or configured', () => {
    const guard = new AddressGuard([]);
    expect(PUBLIC.filter((address) => !guard.allows(address))).to.deep.equal([]);
    expect(INNER.filter((address) => guard.allows(address))).to.deep.equal([]);
    const open = new AddressGuard(['10.0.0.0/8', 'fd12::/16', '169.254.0.7']);
    expect(INNER.filter((address) => open.allows(address))).to.deep.equal([
      '10.1.2.3',
      '::ffff:10.0.0.1',
      'fd12::1',
    ]);
  });

  it('is asked by the connection: a private address is not called, whichever of several it is', async () => {
    for (const addresses of [['127.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['::1'], []]) {
      expect(await codeOf(calls([], addresses).call()), addresses.join()).to.equal('CONNECTOR_FAILED');
    }
    expect(tickets.calls).to.deep.equal([]);
    expect(await calls(['127.0.0.1'], ['127.0.0.1']).call()).to.deep.equal({
      ticket: { id: 7 },
      key: 'OPS-7',
    });
  });

  it('is looked at anew for each call, so that a name that changes is refused', async () => {
    const { call, asked } = calls(['127.0.0.1'], ['127.0.0.1'], ['127.0.0.2']);
    await call();
    expect(await codeOf(call())).to.equal('CONNECTOR_FAILED');
    expect([asked(), tickets.calls.length]).to.deep.equal([2, 1]);
  });

  it('is this machine where that is what is configured', async () => {
    await calls([], ['127.0.0.1']).call('localhost');
    expect(tickets.calls.length).to.equal(1);
  });

  it('is at no other host than those that are allowed', async () => {
    expect(await codeOf(calls(['127.0.0.1'], ['127.0.0.1']).call('127.0.0.1'))).to.equal('CONNECTOR_FAILED');
    expect(tickets.calls).to.deep.equal([]);
  });

  it('is configured as an address or a network', () => {
    const right = ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0', '1.2.3.4/32', 'fd00::1/128'];
    expect(right.filter((text) => !isNetwork(text))).to.deep.equal([]);
    const wrong = [
      '',
      '/8',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      'example',
      'fd00::/129',
      '10.0.0.0/-1',
    ];
    expect(wrong.filter(isNetwork)).to.deep.equal([]);
  });
});
