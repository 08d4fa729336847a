import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { GuardrailsPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { peopleNeeded } from '../../../../lambdas/domain/records/guardrails/guardrail-verdict.ts';
import type { JudgedStep, StepOutcome } from '../../../../lambdas/domain/response/autonomy/track-record.ts';
import type { ChangeInPlace } from '../../../../lambdas/domain/response/echoes/echo-of.ts';
import { evaluateGuardrails } from '../../../../lambdas/domain/response/guardrails/evaluate-guardrails.ts';
import type {
  Guardrail,
  GuardrailContext,
} from '../../../../lambdas/domain/response/guardrails/guardrail.ts';
import { guardrails } from '../../../../lambdas/domain/response/guardrails/index.ts';
import { aService, shippedPolicy } from '../../../support/builders/builders.ts';
import { aGuardrailContext } from '../../../support/builders/guardrail-context.ts';
import { aKillSwitch, aStep, firstIncidentId } from '../../../support/builders/records.ts';

let shipped: GuardrailsPolicy;
beforeAll(async () => {
  shipped = (await shippedPolicy()).guardrails;
});

const auto = { reversible: 'auto', irreversible: 'approve' } as const;
const resource = aStep().resource;
const actedAt = (at: string, incidentId = 'inc_other') => ({
  incidentId,
  service: 'checkout',
  action: 'roll-back-lambda-alias',
  resource,
  at,
});

/** Everything allows, unless the test says otherwise. */
function aContext(
  overrides: Partial<GuardrailContext> = {},
  policy: Partial<GuardrailsPolicy> = {},
): GuardrailContext {
  const all = { ...shipped, mode: { SEV1: auto, SEV2: auto, SEV3: auto }, ...policy };
  return aGuardrailContext(all, overrides);
}

const decide = (overrides: Partial<GuardrailContext> = {}, policy: Partial<GuardrailsPolicy> = {}) =>
  evaluateGuardrails(aContext(overrides, policy));
const finding = (name: string, context: GuardrailContext) =>
  evaluateGuardrails(context).findings.find(({ guardrail }) => guardrail === name);

describe('the guardrails', () => {
  it('allow a reversible action on a known target with fresh evidence in automatic mode', () => {
    expect(decide().decision).toBe('allow');
  });

  it('ask a person with the shipped policy', () => {
    expect(decide({}, { mode: shipped.mode }).decision).toBe('needs-approval');
  });

  it('are described in docs/guardrails.md, each under its name and no other', () => {
    const text = readFileSync(new URL('../../../../docs/guardrails.md', import.meta.url), 'utf8');
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(guardrails.map(({ name }) => name));
  });

  it('have names of their own and give reasons', () => {
    const { findings } = decide();
    expect(new Set(findings.map(({ guardrail }) => guardrail)).size).toBe(guardrails.length);
    for (const { reason } of findings) expect(reason).not.toBe('');
  });
});

const freeze = { id: 'freeze', reason: 'Year end', decision: 'deny', exceptSeverities: [] } as const;
const now = { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' };

type Row = readonly [
  string,
  string,
  () => Partial<GuardrailContext>,
  () => Partial<GuardrailsPolicy>,
  string,
];

const inPlace = (overrides: Partial<ChangeInPlace> = {}): ChangeInPlace => ({
  incidentId: 'inc_other',
  service: 'search',
  region: 'eu-west-1',
  action: 'scale-ecs-service',
  resource: 'ecs-service:shop:search',
  at: '2026-11-23T02:00:00.000Z',
  capacityPercent: 0,
  echoes: [],
  expiresAt: null,
  ...overrides,
});
const judged = (outcome: StepOutcome, hour: string): JudgedStep => ({
  service: 'checkout',
  action: aStep().action,
  runbook: 'runbooks/bad-deploy.yaml:12',
  at: `2026-11-20T${hour}:00:00.000Z`,
  outcome,
});
const raised = {
  service: 'checkout',
  action: aStep().action,
  at: '2026-11-20T03:00:00Z',
  by: 'ana',
  reason: 'the alias was wrong',
};
const region = aService().region;
const echoing = (overrides: Partial<ChangeInPlace> = {}): Partial<GuardrailContext> => ({
  degradedMetrics: ['latencyP99'],
  changesInPlace: [
    inPlace({
      service: 'checkout',
      region,
      echoes: [{ metric: 'latencyP99', goes: 'up', because: 'it starts cold' }],
      ...overrides,
    }),
  ],
});
const lease = (overrides: Partial<GuardrailContext['lease']>) => ({
  lease: { holder: 'inc_other', expiresAt: '2026-11-23T02:10:00.000Z', fencingToken: 7, ...overrides },
});
const protecting =
  (rule: 'never' | 'two-people' | 'ask', pattern = resource) =>
  () => ({
    protected: [{ resource: pattern, rule, reason: 'it moves money' }],
  });
const ofHalf = () => inPlace({ service: 'checkout', region, capacityPercent: 30 });

const rows: readonly Row[] = [
  ['kill-switch', 'denies when it is on', () => ({}), () => ({ killSwitch: true }), 'deny'],
  [
    'kill-switch',
    'denies what a person stopped everywhere',
    () => ({ killSwitches: [aKillSwitch({ service: null })] }),
    () => ({}),
    'deny',
  ],
  [
    'kill-switch',
    'denies what a person stopped for this service',
    () => ({ killSwitches: [aKillSwitch({ service: 'checkout' })] }),
    () => ({}),
    'deny',
  ],
  [
    'kill-switch',
    'denies when the service is unknown and some service is stopped',
    () => ({ service: null, killSwitches: [aKillSwitch({ service: 'search' })] }),
    () => ({}),
    'deny',
  ],
  [
    'kill-switch',
    'allows what was stopped for another service, or was released',
    () => ({ killSwitches: [aKillSwitch({ service: 'search' }), aKillSwitch({ isOn: false })] }),
    () => ({}),
    'allow',
  ],
  [
    'automation-stopped',
    'denies once a person took over',
    () => ({ automationStoppedAt: '2026-11-23T02:04:00.000Z' }),
    () => ({}),
    'deny',
  ],
  [
    'mode',
    'denies when policy only observes',
    () => ({}),
    () => ({ mode: { ...shipped.mode, SEV1: { reversible: 'observe', irreversible: 'observe' } } }),
    'deny',
  ],
  [
    'mode',
    'asks a person for what cannot be undone, even in automatic mode',
    () => ({ step: aStep({ risk: 'irreversible' }) }),
    () => ({}),
    'needs-approval',
  ],
  [
    'freeze-window',
    'denies when the change freeze is active',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, once: now }] }),
    'deny',
  ],
  [
    'freeze-window',
    'denies when the service is unknown and some service is frozen',
    () => ({ service: null }),
    () => ({ freezeWindows: [{ ...freeze, services: ['search'], once: now }] }),
    'deny',
  ],
  [
    'freeze-window',
    'asks when the freeze says so',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, decision: 'needs-approval', once: now }] }),
    'needs-approval',
  ],
  [
    'freeze-window',
    'denies in a weekly window that began before midnight',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, weekly: { days: ['sun'], from: '22:00', until: '03:00' } }] }),
    'deny',
  ],
  [
    'freeze-window',
    'does not apply after the window',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, weekly: { days: ['mon'], from: '00:00', until: '02:05' } }] }),
    'not-applicable',
  ],
  [
    'freeze-window',
    'does not apply to another service',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, services: ['search'], once: now }] }),
    'not-applicable',
  ],
  [
    'freeze-window',
    'does not apply to an exempt severity',
    () => ({}),
    () => ({ freezeWindows: [{ ...freeze, exceptSeverities: ['SEV1'], once: now }] }),
    'not-applicable',
  ],
  [
    'freeze-window',
    'denies when the evidence calls for a severity that is not exempt, whatever the incident has',
    () => ({ severities: ['SEV1', 'SEV2'] }),
    () => ({ freezeWindows: [{ ...freeze, exceptSeverities: ['SEV1'], once: now }] }),
    'deny',
  ],
  [
    'mode',
    'takes the strictest setting of the severities',
    () => ({ severities: ['SEV1', 'SEV2', 'SEV3'] }),
    () => ({ mode: { SEV1: auto, SEV2: shipped.mode.SEV2, SEV3: auto } }),
    'needs-approval',
  ],
  ['mode', 'denies when no severity is known', () => ({ severities: [] }), () => ({}), 'deny'],
  [
    'cooldown',
    'asks when the resource was changed a moment ago',
    () => ({ recentActions: [actedAt('2026-11-23T01:45:00.000Z')] }),
    () => ({}),
    'needs-approval',
  ],
  [
    'cooldown',
    'has its own time for an action',
    () => ({ recentActions: [actedAt('2026-11-23T01:45:00.000Z')] }),
    () => ({ cooldown: { defaultMinutes: 30, actions: { 'roll-back-lambda-alias': 10 } } }),
    'not-applicable',
  ],
  [
    'cooldown',
    'denies when the time of an action cannot be read',
    () => ({ recentActions: [actedAt('recently')] }),
    () => ({}),
    'deny',
  ],
  [
    'action-budget',
    'denies when the incident has used up its actions',
    () => ({
      recentActions: ['01', '02', '03'].map((hour) =>
        actedAt(`2026-11-20T${hour}:00:00.000Z`, firstIncidentId),
      ),
    }),
    () => ({}),
    'deny',
  ],
  [
    'action-budget',
    'denies when the service has used up its actions of the day',
    () => ({ recentActions: [1, 2, 3, 4, 5, 6].map((hour) => actedAt(`2026-11-22T1${hour}:00:00.000Z`)) }),
    () => ({}),
    'deny',
  ],
  [
    'action-budget',
    'forgets the actions of previous days',
    () => ({ recentActions: [1, 2, 3, 4, 5, 6].map((hour) => actedAt(`2026-11-21T1${hour}:00:00.000Z`)) }),
    () => ({}),
    'allow',
  ],
  [
    'known-target',
    'denies a target that policy does not name',
    () => ({ step: aStep({ params: { functionName: 'payments', alias: 'live' } }) }),
    () => ({}),
    'deny',
  ],
  [
    'known-target',
    'denies when policy does not know the service',
    () => ({ service: null }),
    () => ({}),
    'deny',
  ],
  [
    'known-target',
    'denies a step without parameters',
    () => ({ step: aStep({ params: {} }) }),
    () => ({}),
    'deny',
  ],
  [
    'evidence-freshness',
    'asks when there is no evidence',
    () => ({ evidenceGatheredAt: null }),
    () => ({}),
    'needs-approval',
  ],
  [
    'evidence-freshness',
    'asks when the evidence is old',
    () => ({ evidenceGatheredAt: '2026-11-23T01:00:00.000Z' }),
    () => ({}),
    'needs-approval',
  ],
  [
    'evidence-freshness',
    'denies when the time of the evidence cannot be read',
    () => ({ evidenceGatheredAt: 'today' }),
    () => ({}),
    'deny',
  ],
  [
    'one-at-a-time',
    'denies while another incident works on the resource',
    () => lease({}),
    () => ({}),
    'deny',
  ],
  [
    'one-at-a-time',
    'allows what was given back, or was held until a moment ago',
    () => lease({ expiresAt: '2026-11-23T02:05:00.000Z' }),
    () => ({}),
    'allow',
  ],
  [
    'one-at-a-time',
    'denies when the lease changed hands after the step was locked',
    () => ({ ...lease({ holder: firstIncidentId, fencingToken: 9 }), lockedToken: 7 }),
    () => ({}),
    'deny',
  ],
  [
    'one-at-a-time',
    'allows the step that was locked under this lease',
    () => ({ ...lease({ holder: firstIncidentId, fencingToken: 7 }), lockedToken: 7 }),
    () => ({}),
    'allow',
  ],
  ['protected-resources', 'denies what is never to be changed', () => ({}), protecting('never'), 'deny'],
  [
    'protected-resources',
    'finds what a pattern names',
    () => ({}),
    protecting('never', 'lambda-alias:*:live'),
    'deny',
  ],
  [
    'protected-resources',
    'does not take a part of a name for it',
    () => ({}),
    protecting('never', 'lambda-alias:check*'.slice(0, -1)),
    'not-applicable',
  ],
  ['protected-resources', 'asks where policy says so', () => ({}), protecting('ask'), 'needs-approval'],
  ['protected-resources', 'asks two people', () => ({}), protecting('two-people'), 'needs-approval'],
  [
    'oscillation',
    'denies the third toggle of a resource',
    () => ({
      recentActions: [actedAt('2026-11-23T00:00:00.000Z'), actedAt('2026-11-23T01:00:00.000Z', 'inc_third')],
    }),
    () => ({}),
    'deny',
  ],
  [
    'oscillation',
    'counts what was done and put back as two',
    () => ({ recentActions: [{ ...actedAt('2026-11-23T01:00:00.000Z'), isUndone: true }] }),
    () => ({}),
    'deny',
  ],
  [
    'oscillation',
    'counts an undone action of another kind once: another remedy may follow it',
    () => ({
      recentActions: [
        { ...actedAt('2026-11-23T01:00:00.000Z'), action: 'scale-ecs-service', isUndone: true },
      ],
    }),
    () => ({}),
    'not-applicable',
  ],
  [
    'oscillation',
    'forgets what was long ago',
    () => ({ recentActions: [{ ...actedAt('2026-11-22T22:00:00.000Z'), isUndone: true }] }),
    () => ({}),
    'not-applicable',
  ],
  [
    'oscillation',
    'denies when a time cannot be read',
    () => ({ recentActions: [actedAt('recently')] }),
    () => ({}),
    'deny',
  ],
  [
    'blast-radius',
    'asks when automation changes more services at once than policy allows',
    () => ({
      changesInPlace: ['a', 'b', 'c'].map((service) => inPlace({ service, region, resource: service })),
    }),
    () => ({}),
    'needs-approval',
  ],
  [
    'blast-radius',
    'denies it where policy says so',
    () => ({ changesInPlace: [inPlace({ region })] }),
    () => ({ blastRadius: { ...shipped.blastRadius, servicesAtOnce: 1, decision: 'deny' } }),
    'deny',
  ],
  [
    'blast-radius',
    'asks when it reaches a second Region',
    () => ({ changesInPlace: [inPlace({ region: 'ap-south-1' })] }),
    () => ({}),
    'needs-approval',
  ],
  [
    'blast-radius',
    'asks when too much of the capacity of the service is taken away in all',
    () => ({ changesInPlace: [ofHalf()], step: aStep({ capacityPercent: 30 }) }),
    () => ({}),
    'needs-approval',
  ],
  [
    'blast-radius',
    'does not count what was changed long ago, nor the resource of the step itself',
    () => ({
      changesInPlace: [
        inPlace({ region: 'ap-south-1', at: '2026-11-23T01:00:00.000Z' }),
        inPlace({ region: 'ap-south-1', resource }),
      ],
    }),
    () => ({}),
    'not-applicable',
  ],
  [
    'own-echo',
    'denies when an action of another incident announced all that is bad',
    () => echoing(),
    () => ({}),
    'deny',
  ],
  [
    'own-echo',
    'does not apply when something is bad that nobody announced',
    () => ({ ...echoing(), degradedMetrics: ['latencyP99', 'errorRate'] }),
    () => ({}),
    'not-applicable',
  ],
  [
    'own-echo',
    'does not apply to the incident of the action itself, nor to another service',
    () => ({
      degradedMetrics: ['latencyP99'],
      changesInPlace: [
        ...(echoing({ incidentId: firstIncidentId }).changesInPlace ?? []),
        ...(echoing({ service: 'search' }).changesInPlace ?? []),
      ],
    }),
    () => ({}),
    'not-applicable',
  ],
  [
    'own-echo',
    'does not apply once the echo has faded',
    () => echoing({ at: '2026-11-23T01:00:00.000Z' }),
    () => ({}),
    'not-applicable',
  ],
  [
    'earned-autonomy',
    'asks where automation acted freely and failed too often here',
    () => ({ judgedSteps: [judged('no-effect', '01'), judged('revert', '02')] }),
    () => ({}),
    'needs-approval',
  ],
  [
    'earned-autonomy',
    'denies what asked before',
    () => ({ judgedSteps: [judged('no-effect', '01'), judged('false-fire', '02')] }),
    () => ({ mode: shipped.mode }),
    'deny',
  ],
  [
    'earned-autonomy',
    'does not rise by itself, whatever succeeds after it',
    () => ({
      judgedSteps: [
        judged('revert', '01'),
        judged('revert', '02'),
        ...['03', '04', '05', '06', '07', '08'].map((hour) => judged('success', hour)),
      ],
    }),
    () => ({}),
    'needs-approval',
  ],
  [
    'earned-autonomy',
    'is judged anew once a person raised it',
    () => ({ judgedSteps: [judged('revert', '01'), judged('revert', '02')] }),
    () => ({ autonomy: { ...shipped.autonomy, raised: [raised] } }),
    'not-applicable',
  ],
  [
    'earned-autonomy',
    'forgives as many failures as policy allows',
    () => ({ judgedSteps: [judged('revert', '01'), judged('success', '02')] }),
    () => ({}),
    'not-applicable',
  ],
  [
    'cost',
    'asks above the bound',
    () => ({
      step: aStep({ addsUnits: 600, resource: 'ecs-service:shop:web', expiresAfterSeconds: 4 * 3600 }),
    }),
    () => ({}),
    'needs-approval',
  ],
  [
    'cost',
    'does not apply below it',
    () => ({
      step: aStep({ addsUnits: 400, resource: 'ecs-service:shop:web', expiresAfterSeconds: 4 * 3600 }),
    }),
    () => ({}),
    'not-applicable',
  ],
  [
    'cost',
    'asks when policy has no price for it',
    () => ({ step: aStep({ addsUnits: 1, resource: 'ecs-service:shop:web' }) }),
    () => ({ cost: { askAboveUsd: 100, prices: [{ resource: 'lambda-alias:*', usdPerUnitHour: 1 }] } }),
    'needs-approval',
  ],
  [
    'cost',
    'takes the first price that fits',
    () => ({ step: aStep({ addsUnits: 1, resource: 'ecs-service:shop:web' }) }),
    () => ({
      cost: {
        askAboveUsd: 100,
        prices: [
          { resource: 'ecs-service:shop:*', usdPerUnitHour: 1 },
          { resource: 'ecs-service:*', usdPerUnitHour: 90 },
        ],
      },
    }),
    'not-applicable',
  ],
  [
    'cost',
    'asks for what is charged by use',
    () => ({ step: aStep({ addsUnits: 'unbounded' }) }),
    () => ({}),
    'needs-approval',
  ],
  [
    'cost',
    'denies when the cost is no number',
    () => ({ step: aStep({ addsUnits: Number.NaN }) }),
    () => ({}),
    'deny',
  ],
];

describe.each(rows)('%s', (name, sentence, context, policy, decision) => {
  it(sentence, () => {
    expect(finding(name, aContext(context(), policy()))).toMatchObject({ decision });
  });
});

describe('every guardrail', () => {
  it.each(guardrails.map(({ name }) => name))('decides something that no other one does: %s', (name) => {
    const rest = guardrails.filter((each) => each.name !== name);
    const changes = rows
      .filter(([guardrail]) => guardrail === name)
      .some(([, , context, policy]) => {
        const given = aContext(context(), policy());
        return evaluateGuardrails(given).decision !== evaluateGuardrails(given, rest).decision;
      });
    expect(changes).toBe(true);
  });

  it('says how many people must agree', () => {
    const verdict = evaluateGuardrails(aContext({}, protecting('two-people')()));
    expect([verdict.decision, peopleNeeded(verdict)]).toEqual(['needs-approval', 2]);
    const asked = evaluateGuardrails(aContext({ step: aStep({ peopleNeeded: 2 }) }));
    expect([asked.decision, peopleNeeded(asked)]).toEqual(['needs-approval', 2]);
    const byOne = evaluateGuardrails(aContext({ step: aStep({ peopleNeeded: 1 }) }));
    expect([byOne.decision, peopleNeeded(byOne)]).toEqual(['needs-approval', 1]);
    expect(peopleNeeded(evaluateGuardrails(aContext({}, protecting('ask')())))).toBe(1);
  });

  it('asks as many people as policy says for the worst severity, whichever guardrail asks', () => {
    const one = { reversible: 1, irreversible: 1 };
    const people = { SEV1: { reversible: 2, irreversible: 3 }, SEV2: one, SEV3: one };
    const judge = (overrides: Partial<GuardrailContext>, policy: Partial<GuardrailsPolicy>) => {
      const verdict = evaluateGuardrails(aContext(overrides, { people, ...policy }));
      return [verdict.decision, peopleNeeded(verdict)];
    };
    expect(judge({}, { mode: shipped.mode })).toEqual(['needs-approval', 2]);
    expect(judge({}, protecting('ask')())).toEqual(['needs-approval', 2]);
    expect(judge({ step: aStep({ risk: 'irreversible' }) }, {})).toEqual(['needs-approval', 3]);
    expect(judge({ severities: ['SEV3', 'SEV1'] }, { mode: shipped.mode })).toEqual(['needs-approval', 2]);
    expect(judge({ severities: ['SEV3'] }, { mode: shipped.mode })).toEqual(['needs-approval', 1]);
    expect(judge({}, {})[0]).toBe('allow');
  });
});

describe('evaluating guardrails', () => {
  const rule = (decision: 'allow' | 'needs-approval' | 'deny' | 'not-applicable' | 'throw'): Guardrail => ({
    name: decision,
    check() {
      if (decision === 'throw') throw new Error('broken');
      return { decision, reason: decision };
    },
  });
  const decisions = ['allow', 'needs-approval', 'deny', 'not-applicable', 'throw'] as const;

  it('denies when one throws, and says which', () => {
    const { decision, findings } = evaluateGuardrails(aContext(), [rule('allow'), rule('throw')]);
    expect(decision).toBe('deny');
    expect(findings[1]).toMatchObject({
      guardrail: 'throw',
      decision: 'deny',
      reason: expect.stringContaining('broken'),
    });
  });

  it('denies what nothing allows', () => {
    expect(evaluateGuardrails(aContext(), []).decision).toBe('deny');
    expect(evaluateGuardrails(aContext(), [rule('not-applicable')]).decision).toBe('deny');
  });

  it('never lets anything run that one denies or that broke one, whatever the others say and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...decisions)), (list) => {
        const { decision } = evaluateGuardrails(aContext(), list.map(rule));
        const reversed = evaluateGuardrails(aContext(), list.toReversed().map(rule));
        expect(reversed.decision).toBe(decision);
        if (list.includes('deny') || list.includes('throw')) expect(decision).toBe('deny');
        else if (list.includes('needs-approval')) expect(decision).toBe('needs-approval');
        else expect(decision).toBe(list.includes('allow') ? 'allow' : 'deny');
      }),
    );
  });
});
