import { isIP } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  formatAddress,
  isPublic,
  isWithin,
  parseAddress,
  parseNetwork,
} from '../../../lambdas/domain/network/address.ts';

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2a00::', '2a00::'],
    ['::1', '::1'],
    ['2a10:0:0:10::10', '2a10:0:0:10::10'],
  ])('%s is written %s', (text, written) => {
    const address = parseAddress(text);
    expect(address === null ? null : formatAddress(address)).toBe(written);
  });

  it.each([
    '',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.09',
    '0x7f.0.0.1',
    '203.0.113.9 ',
    '203.0.113.9:443',
    '203.0.113.9, 198.51.100.1',
    '203.0.113.0/24',
    '::ffff:203.0.113.9',
    'fe80::1%eth0',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '[2001:db8::1]',
    'localhost',
    '٢٠٣.0.113.9',
  ])('is not "%s"', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('stays the same when it is written and read again, and means what Node.js says it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        fc.pre(address !== null);
        const written = formatAddress(address);
        expect(parseAddress(written)).toEqual(address);
        expect(isIP(written)).toBe(address.version);
      }),
    );
  });
});

describe('a network', () => {
  it('has the addresses that begin like it', () => {
    const network = parseNetwork('198.51.100.0/24');
    const within = ['198.51.100.0', '198.51.100.255', '198.51.101.0', '2001:db8::1'].map((text) => {
      const address = parseAddress(text);
      return address !== null && network !== null && isWithin(address, network);
    });
    expect(within).toEqual([true, true, false, false]);
  });

  it.each(['198.51.100.1/24', '198.51.100.0/33', '2001:db8::/129', '198.51.100.0/-1', '/24', 'any'])(
    'is not "%s"',
    (text) => {
      expect(parseNetwork(text)).toBeNull();
    },
  );
});

describe('one client on the internet', () => {
  it.each(['203.0.113.9', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '2a00:1450::200e'])(
    'may be %s',
    (text) => {
      const address = parseAddress(text);
      expect(address !== null && isPublic(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::102:304',
    '2002:c0a8:1::1',
    '2001::1',
  ])('is never %s', (text) => {
    const address = parseAddress(text);
    expect(address !== null && !isPublic(address)).toBe(true);
  });
});
