import { revocationBefore } from '../../../lambdas/resources/aws/role-sessions.ts';
import type { Account } from '../../../local/world/account.ts';
import { iam } from '../../../local/world/services/iam/iam.ts';
import { findRole, type Role, setRolePolicy } from '../../../local/world/services/iam/iam-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const target = { role: 'service/exports' };

export function roleIn(account: Account): Role {
  const found = findRole(account.stateOf(iam), 'exports');
  if (found === undefined) throw new Error('The account has no such role');
  return found;
}

/** What the role has of it. */
export function revoke(account: Account, policy: string): void {
  setRolePolicy(roleIn(account), 'AWSRevokeOlderSessions', policy, now.getTime());
}

export const bench: ActionBench = {
  scenario: aScenario({ roles: [{ name: 'exports', path: '/service/' }, { name: 'imports' }] }),
  now,
  target,
  change: null,
  evidence: [],
  unplannable: { 'a change is to be reverted': { change: aChange() } },
  params: target,
  wrongParams: [
    ['role', { role: 'arn:aws:iam::111122223333:role/exports' }],
    ['role', { role: 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS' }],
  ],
  look: (account) => account.stateOf(iam).roles.map(({ policies }) => policies),
  afterExecution: [{ AWSRevokeOlderSessions: revocationBefore(now.toISOString()) }, {}],
  settlesAfterMinutes: 0,
  interfere: (account) => revoke(account, revocationBefore('2026-03-01T02:04:01.000Z')),
  stale: {
    'the role is gone': (account) => void account.stateOf(iam).roles.splice(0),
    'it is a role of that name somewhere else': (account) => {
      account.stateOf(iam).roles.splice(0, 1, { ...roleIn(account), path: '/' });
    },
    'they are revoked already': (account) => revoke(account, revocationBefore('2026-03-01T02:05:00.000Z')),
    'the policy does something else': (account) => revoke(account, '{"Statement":[]}'),
  },
  otherPermissions: {},
};
