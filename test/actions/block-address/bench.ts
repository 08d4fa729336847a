import type { BlastRadiusEvidence } from '../../../lambdas/domain/records/evidence.ts';
import type { Account } from '../../../local/world/account.ts';
import { ec2 } from '../../../local/world/services/ec2/ec2.ts';
import { wafv2 } from '../../../local/world/services/wafv2/wafv2.ts';
import { findIpSet, type IpSet, setAddresses } from '../../../local/world/services/wafv2/wafv2-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import { anAffected } from '../../support/builders/impact-evidence.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const target = {
  ipSet: 'firebreak-block',
  id: '5f2c1f0e-8a47-4f0b-9d55-0c6f7b1f3a21',
  neverBlock: '192.0.2.0/24,198.51.100.7,2001:db8:1::/48',
};
export const params = { ...target, address: '203.0.113.77' };

export function setIn(account: Account): IpSet {
  const found = findIpSet(account.stateOf(wafv2), target.ipSet, target.id);
  if (found === undefined) throw new Error('The account has no such set');
  return found;
}

/** Failed requests by address, most first. */
export function errorsBy(counts: Readonly<Record<string, number>>): readonly BlastRadiusEvidence[] {
  const most = Object.entries(counts).map(([value, errors]) => ({ value, errors, requests: null }));
  return [
    {
      kind: 'blast-radius',
      status: 'available',
      gatheredAt: now.toISOString(),
      span: { from: '2026-03-01T01:50:00.000Z', until: now.toISOString() },
      dimensions: [anAffected({ dimension: 'address', affected: most.length, most })],
    },
  ];
}

export const bench: ActionBench = {
  scenario: aScenario({
    ipSets: [{ name: target.ipSet, id: target.id, addresses: ['203.0.113.5/32', '198.18.0.0/15'] }],
  }),
  now,
  target,
  change: null,
  evidence: errorsBy({ '203.0.113.77': 900, '198.51.100.9': 12 }),
  unplannable: {
    'a change is to be reverted': { change: aChange() },
    'nothing tells the addresses': { evidence: [] },
    'no request failed': { evidence: errorsBy({}) },
    'only a few failed': { evidence: errorsBy({ '203.0.113.77': 99 }) },
    'several addresses fail as much': { evidence: errorsBy({ '203.0.113.77': 900, '203.0.113.78': 200 }) },
    'it is no address': { evidence: errorsBy({ '203.0.113.77, 10.0.0.1': 900 }) },
    'it is a network': { evidence: errorsBy({ '203.0.113.0/24': 900 }) },
    'it is masked': { evidence: errorsBy({ '<ip>': 900 }) },
    'it is private': { evidence: errorsBy({ '10.1.2.3': 900 }) },
    'it is of a network that is never blocked': { evidence: errorsBy({ '192.0.2.200': 900 }) },
    'it is an address that is never blocked': { evidence: errorsBy({ '198.51.100.7': 900 }) },
  },
  params,
  wrongParams: [
    ['address', { ...params, address: '203.0.113.0/24' }],
    ['address', { ...params, address: '2001:DB8::1' }],
    ['ipSet', { ...params, ipSet: 'shop-allow-list' }],
    ['id', { ...params, id: 'firebreak-block' }],
    ['neverBlock', { ...params, neverBlock: '192.0.2.1/24' }],
    ['neverBlock', { ...params, neverBlock: '' }],
  ],
  look: (account) =>
    account.stateOf(wafv2).ipSets.map(({ addresses, description }) => [addresses, description]),
  afterExecution: [[['203.0.113.5/32', '198.18.0.0/15', '203.0.113.77/32'], 'What Firebreak blocks']],
  settlesAfterMinutes: 0,
  interfere: (account) => void account.stateOf(wafv2).ipSets.splice(0),
  stale: {
    'the set is gone': (account) => void account.stateOf(wafv2).ipSets.splice(0),
    'it is blocked already': (account) => setAddresses(setIn(account), ['203.0.113.77/32'], now.getTime()),
    'its network is blocked already': (account) =>
      setAddresses(setIn(account), ['203.0.113.0/24'], now.getTime()),
    'the set holds IPv6': (account) => {
      account.stateOf(wafv2).ipSets.splice(0, 1, { ...setIn(account), version: 'IPV6' });
    },
    'the set is full': (account) =>
      setAddresses(
        setIn(account),
        Array.from({ length: 10_000 }, (_, index) => `198.18.${index >> 8}.${index & 0xff}/32`),
        now.getTime(),
      ),
    'it is our own NAT gateway': (account) =>
      void account.stateOf(ec2).interfaces.push({ id: 'eni-0a1b2c3d', address: '203.0.113.77' }),
  },
  otherPermissions: {},
};
