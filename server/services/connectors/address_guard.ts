import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import type { BlockList, LookupFunction } from 'node:net';
import { networks } from '../../access/networks.js';

/** IPv4 that is not of the public internet (IANA's registry of special purposes, and multicast). */
const PRIVATE_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** All public IPv6 is of this network; of it, what leads to IPv4 or is for documents is not. */
const GLOBAL_6 = ['2000::/3'];
const PRIVATE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** How names are resolved; that of Node's unless a test has names of its own. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Keeps calls of hosts that a name leads to out of inner networks: a name may lead to public addresses alone, and to
 * those that are configured. It is asked by the connection itself, so what was checked is what is connected to,
 * however often the name changes.
 */
export class AddressGuard {
  readonly #allowed: BlockList;
  readonly #resolve: Resolve;

  /** @param allowed addresses and networks that are called though they are not public, such as `10.1.0.0/16` */
  constructor(allowed: readonly string[], resolve: Resolve = systemLookup) {
    this.#allowed = networks(allowed);
    this.#resolve = resolve;
  }

  /** Whether a name may lead to this address. */
  allows(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (this.#allowed.check(address, family)) return true;
    if (family === 'ipv4') return isIP(address) === 4 && !PRIVATE.check(address, 'ipv4');
    // One with a zone, such as `fe80::1%eth0`, is in no network.
    return GLOBAL.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6');
  }

  /** For a connection: rejects a name as soon as one of its addresses is not allowed. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses as readonly LookupAddress[] | [];
      if (error !== null || first === undefined) {
        callback(error ?? new Error('The name has no address.'), '', 0);
      } else if (!isLocalhost(hostname) && addresses.some(({ address }) => !this.allows(address))) {
        callback(new AddressRefused(), '', 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The name leads to an address that is not public and not configured. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

const PRIVATE = networks([...PRIVATE_4, ...PRIVATE_6]);
const GLOBAL = networks(GLOBAL_6);

/** By what it is called it is this machine; whoever configures it says so, as with an address. */
function isLocalhost(hostname: string): boolean {
  return hostname.toLowerCase() === 'localhost';
}
