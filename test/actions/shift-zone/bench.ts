import type { Account } from '../../../local/world/account.ts';
import type { ZonalResource } from '../../../local/world/services/arc-zonal-shift/arc-state.ts';
import { arcZonalShift } from '../../../local/world/services/arc-zonal-shift/arc-zonal-shift.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';
import { failingIn, now, saturatedBy } from './zone-evidence.ts';

const loadBalancers = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer';
const arn = `${loadBalancers}/app/web/50dc6c495c0c9188`;
const other = `${loadBalancers}/net/api/0123456789abcdef`;
const zones = ['use1-az1', 'use1-az2', 'use1-az4'];
const target = { arn, zones: zones.join(',') };

function resourceIn(account: Account, of = arn): ZonalResource {
  const found = account.stateOf(arcZonalShift).resources.find((one) => one.arn === of);
  if (found === undefined) throw new Error('The account has no such resource');
  return found;
}

/** Somebody shifts it by hand. */
function shift(account: Account, awayFrom: string, of = arn): void {
  const { shifts } = resourceIn(account, of);
  const at = now.toISOString();
  for (const one of shifts) one.cancelledAt ??= at;
  shifts.push({
    id: `by-hand-${shifts.length}`,
    awayFrom,
    startedAt: at,
    expiresAt: new Date(now.getTime() + 7_200_000).toISOString(),
    comment: 'ana',
    cancelledAt: null,
  });
}

export const bench: ActionBench = {
  scenario: aScenario({
    zonalResources: [
      { arn, zones },
      { arn: other, zones },
    ],
  }),
  now,
  target,
  change: null,
  evidence: [failingIn(['use1-az2', 900], ['use1-az1', 12]), saturatedBy(40)],
  unplannable: {
    'a change is to be reverted': { change: aChange() },
    'nothing tells the zones': { evidence: [saturatedBy(40)] },
    'two zones fail': { evidence: [failingIn(['use1-az2', 900], ['use1-az1', 800]), saturatedBy(40)] },
    'hardly anything fails': { evidence: [failingIn(['use1-az2', 20]), saturatedBy(40)] },
    'what fails is in none of its zones': { evidence: [failingIn(['use1-az9', 900]), saturatedBy(40)] },
    'nobody knows the capacity': { evidence: [failingIn(['use1-az2', 900])] },
    'the other zones have not the capacity': {
      evidence: [failingIn(['use1-az2', 900]), saturatedBy(60)],
    },
  },
  params: { ...target, awayFrom: 'use1-az2' },
  wrongParams: [
    ['arn', { zones: target.zones, awayFrom: 'use1-az2' }],
    ['awayFrom', { ...target, awayFrom: '' }],
  ],
  look: (account) =>
    account
      .stateOf(arcZonalShift)
      .resources.map(({ shifts }) =>
        shifts
          .filter(({ cancelledAt }) => cancelledAt === null)
          .map(({ awayFrom, comment }) => [awayFrom, comment]),
      ),
  afterExecution: [[['use1-az2', 'Firebreak INC-1_0']], []],
  settlesAfterMinutes: 0,
  interfere: (account) => shift(account, 'use1-az1'),
  stale: {
    'ARC does not manage it': (account) => void account.stateOf(arcZonalShift).resources.splice(0),
    'it is in other zones than policy says': (account) => {
      const { resources } = account.stateOf(arcZonalShift);
      resources[0] = { ...resourceIn(account), zones: ['use1-az1', 'use1-az2'] };
    },
    'somebody has shifted it': (account) => shift(account, 'use1-az2'),
    'AWS has shifted it': (account) => void resourceIn(account).autoshifts.push('use1-az1'),
    'something else has left another zone': (account) => shift(account, 'use1-az4', other),
  },
  otherPermissions: {},
};
