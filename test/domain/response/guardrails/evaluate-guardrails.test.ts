import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { GuardrailsPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { evaluateGuardrails } from '../../../../lambdas/domain/response/guardrails/evaluate-guardrails.ts';
import type {
  Guardrail,
  GuardrailContext,
} from '../../../../lambdas/domain/response/guardrails/guardrail.ts';
import { guardrails } from '../../../../lambdas/domain/response/guardrails/index.ts';
import { aService, shippedPolicy } from '../../../support/builders/builders.ts';
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
  return {
    now: new Date('2026-11-23T02:05:00.000Z'),
    policy: { ...shipped, mode: { SEV1: auto, SEV2: auto, SEV3: auto }, ...policy },
    incidentId: firstIncidentId,
    severities: ['SEV1'],
    killSwitches: [],
    automationStoppedAt: null,
    step: aStep(),
    service: aService(),
    evidenceGatheredAt: '2026-11-23T02:03:00.000Z',
    recentActions: [],
    ...overrides,
  };
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

describe.each<[string, string, () => Partial<GuardrailContext>, () => Partial<GuardrailsPolicy>, string]>([
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
])('%s', (name, sentence, context, policy, decision) => {
  it(sentence, () => {
    expect(finding(name, aContext(context(), policy()))).toMatchObject({ decision });
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
