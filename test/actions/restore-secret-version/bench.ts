import type { Account } from '../../../local/world/account.ts';
import { secretsManager } from '../../../local/world/services/secrets-manager/secrets-manager.ts';
import {
  addVersion,
  findSecret,
  moveLabel,
  rotate,
  type Secret,
  versionId,
} from '../../../local/world/services/secrets-manager/secrets-manager-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const name = 'shop/bank-api';
const [first, second] = [versionId(name, 0), versionId(name, 1)];

function secretIn(account: Account): Secret {
  const found = findSecret(account.stateOf(secretsManager), name);
  if (found === undefined) throw new Error('The account has no such secret');
  return found;
}

const later = (account: Account) => addVersion(secretIn(account), now.getTime()).id;
const change = aChange({ kind: 'secret-rotation', before: first, after: second });
const params = { secret: name, fromVersionId: second, toVersionId: first };

/** Rotated two minutes ago. */
export const bench: ActionBench = {
  scenario: aScenario({ secrets: [{ name, minutesAgo: 90_000 }] }),
  now,
  seed: (account) => void rotate(secretIn(account), now.getTime() - 120_000),
  target: { secret: name },
  change,
  evidence: [],
  unplannable: {
    'it is not known which version was current before': { change: { ...change, before: null } },
    'no rotation is suspected': { change: null },
  },
  params,
  wrongParams: [
    ['secret', { ...params, secret: 'shop//bank' }],
    ['fromVersionId', { ...params, fromVersionId: 'AWSCURRENT' }],
    ['toVersionId', { ...params, toVersionId: 7 }],
  ],
  look: (account) => {
    const { AWSCURRENT, AWSPREVIOUS } = secretIn(account).labels;
    return { AWSCURRENT, AWSPREVIOUS };
  },
  afterExecution: { AWSCURRENT: first, AWSPREVIOUS: second },
  settlesAfterMinutes: 0,
  interfere: (account) => void rotate(secretIn(account), now.getTime()),
  stale: {
    'the secret is gone': (account) => void account.stateOf(secretsManager).secrets.splice(0),
    'it is about to be deleted': (account) => {
      secretIn(account).deletedAt = now.toISOString();
    },
    'a service of AWS manages it': (account) => {
      secretIn(account).owningService = 'rds';
    },
    'a rotation is in progress': (account) =>
      moveLabel(secretIn(account), 'AWSPENDING', later(account), now.getTime()),
    'it was put back already': (account) => moveLabel(secretIn(account), 'AWSCURRENT', first, now.getTime()),
    'it was rotated once more': (account) => void rotate(secretIn(account), now.getTime()),
    'the version before is not kept': (account) =>
      moveLabel(secretIn(account), 'AWSPREVIOUS', later(account), now.getTime()),
  },
  otherPermissions: {},
};
