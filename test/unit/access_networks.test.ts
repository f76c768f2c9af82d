import { expect } from 'chai';
import { networkOf } from '../../server/access/sign_in_throttle.js';

describe('the network of an address', () => {
  for (const [address, network] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.168.100.200', '192.168.100.200'],
    ['2001:db8::ffff:192.0.2.7', '2001:db8:0:0::/64'],
    ['::ffff:192.0.2.7, 192.0.2.8', '::ffff:192.0.2.7, 192.0.2.8'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    [undefined, ''],
  ] as const) {
    it(`of ${String(address)} is ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });
  }
});
