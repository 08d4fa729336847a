import { beforeAll, describe, expect, it } from '@jest/globals';
import { actions } from '../../../../lambdas/actions/index.ts';
import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import {
  type AssessmentInput,
  makeAssessment,
} from '../../../../lambdas/domain/response/assessment/make-assessment.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { resourceKinds } from '../../../../lambdas/resources/index.ts';
import { lambdaAlias } from '../../../../lambdas/resources/lambda-alias.ts';
import {
  aChange,
  aReading,
  aService,
  metricsEvidence,
  minutes,
  shippedPolicy,
} from '../../../support/builders/builders.ts';
import { anAgent } from '../../../support/builders/policy/an-agent.ts';
import { anAlert, changesEvidence } from '../../../support/builders/records.ts';
import { aResource } from '../../../support/builders/resources.ts';
import { sampleBlastRadius } from '../../../support/builders/samples/sample-evidence.ts';

let policy: CompiledPolicy;
beforeAll(async () => {
  policy = await shippedPolicy();
});

const assess = (overrides: Partial<AssessmentInput> = {}) =>
  makeAssessment({
    policy,
    actions,
    resourceKinds,
    service: aService(),
    serviceName: 'checkout',
    environment: 'production',
    degraded: [],
    announcedBy: null,
    alerts: [anAlert()],
    evidence: [metricsEvidence(), changesEvidence({ changes: [aChange()] })],
    evidenceKinds,
    unavailable: [],
    startedAt: new Date('2026-11-23T02:02:00.000Z'),
    now: new Date('2026-11-23T02:03:05.000Z'),
    ...overrides,
  });

const calm = aReading({
  onsetAt: null,
  current: 0.4,
  points: minutes('2026-11-23T02:00:00.000Z', [0.4, 0.4, 0.4, 0.5]),
});

describe('triage', () => {
  it('says what becomes of a step that was asked for where it only watches', () => {
    const [change] = [aChange()];
    const step = {
      action: 'roll-back-lambda-alias',
      resource: null,
      changeId: change.id,
      reason: 'it says so',
    };
    const asked = assess({
      announcedBy: 'scale-ecs-service on web (inc_1) announced it',
      proposed: { step, agent: anAgent() },
    });
    expect(asked).toMatchObject({
      disposition: 'watch',
      reason: expect.stringContaining('asked for'),
      plan: { steps: [{ proposedBy: { agent: 'helper' } }] },
    });
  });

  it('only watches what an action of another incident announced', () => {
    expect(
      assess({ announcedBy: 'scale-ecs-service on web (inc_1) announced it: more tasks' }),
    ).toMatchObject({
      disposition: 'watch',
      reason: expect.stringContaining('inc_1'),
    });
  });

  it('acts on a bad deployment', () => {
    expect(assess()).toMatchObject({
      disposition: 'act',
      severity: { severity: 'SEV1', symptom: 'availability' },
      plan: { steps: [{ action: 'roll-back-lambda-alias' }] },
    });
  });

  it('says in one phrase who is affected, or that it was not measured', () => {
    expect(assess({ evidence: [metricsEvidence(), sampleBlastRadius] }).impact).toBe(
      '38 of 412 tenants (9 %)',
    );
    expect(assess().impact).toBeNull();
  });

  it('hands over, with advice, when nobody can be blamed', () => {
    const { disposition, reason, plan } = assess({
      evidence: [metricsEvidence()],
      alerts: [anAlert({ title: 'dlq' })],
    });
    expect(plan.steps).toEqual([]);
    expect(disposition).toBe('hand-over');
    expect(reason).toContain('no step applies');
  });

  it('watches while the incident of another service deals with what is blamed, and else hands over', () => {
    const resource = aResource(lambdaAlias, { functionName: 'payments', alias: 'live' });
    const change = aChange({ service: 'payments', resource });
    const evidence = [metricsEvidence(), changesEvidence({ changes: [change] })];
    expect(assess({ evidence, degraded: ['payments'] })).toMatchObject({
      disposition: 'watch',
      culprit: change.id,
      plan: { steps: [] },
    });
    expect(assess({ evidence })).toMatchObject({ disposition: 'hand-over', plan: { steps: [] } });
  });

  it('hands over when there is no evidence at all', () => {
    expect(assess({ evidence: [] })).toMatchObject({ disposition: 'hand-over' });
  });

  it('gives the command that takes the blamed change back, and only where its resource knows one', () => {
    expect(assess().manualCommands).toEqual([
      "aws lambda update-alias --function-name checkout --name live --function-version 56 --routing-config 'AdditionalVersionWeights={}' --region eu-west-1",
    ]);
    const unknown = changesEvidence({ changes: [aChange({ before: null })] });
    expect(assess({ evidence: [metricsEvidence(), unknown] }).manualCommands).toEqual([]);
    expect(assess({ evidence: [metricsEvidence()] }).manualCommands).toEqual([]);
  });

  it.each<[string, Partial<AssessmentInput>]>([
    [
      'dead letters with a calm error rate',
      {
        alerts: [anAlert({ title: 'orders dlq' })],
        evidence: [
          metricsEvidence([aReading({ name: 'dlqDepth', unit: 'count', current: 120 }), calm]),
          changesEvidence({ changes: [] }),
        ],
      },
    ],
    ['calm metrics', { evidence: [metricsEvidence([calm]), changesEvidence({ changes: [] })] }],
    [
      'more traffic than usual',
      {
        evidence: [
          metricsEvidence([
            aReading({ name: 'latencyP99', unit: 'milliseconds' }),
            aReading({
              name: 'traffic',
              unit: 'count',
              current: 4000,
              baseline: { median: 1000, deviation: 40, samples: 60 },
              onsetAt: '2026-11-23T01:57:00.000Z',
            }),
          ]),
          changesEvidence({ changes: [] }),
        ],
      },
    ],
    ['nothing changed', { evidence: [metricsEvidence(), changesEvidence({ changes: [] })] }],
    ['changes that nobody could read', { evidence: [metricsEvidence()] }],
  ])('never advises to take a change back for %s, and has advice', (_, overrides) => {
    const { advice = [], manualCommands, culprit } = assess(overrides);
    expect(culprit).toBeNull();
    expect(manualCommands).toEqual([]);
    expect(advice).not.toEqual([]);
    expect(advice.join(' ')).not.toMatch(/(?<!not )(roll (it )?back|take it back)/i);
  });

  it('only watches when every metric is at its baseline', () => {
    const evidence = [metricsEvidence([calm]), changesEvidence({ changes: [aChange()] })];
    expect(assess({ evidence })).toMatchObject({ disposition: 'watch', plan: { steps: [] } });
  });

  it('only watches when the alerts resolved before anything was done and the metrics agree', () => {
    const alerts = [anAlert({ status: 'resolved' })];
    const better = metricsEvidence([aReading({ current: 0.5 })]);
    expect(assess({ alerts, evidence: [better] }).disposition).toBe('watch');
    expect(assess({ alerts }).disposition).toBe('act');
  });

  it('does not trust calm metrics about a leak', () => {
    const alerts = [anAlert({ title: 'credential leak', status: 'resolved' })];
    expect(assess({ alerts, evidence: [metricsEvidence([calm])] })).toMatchObject({
      disposition: 'hand-over',
      severity: { severity: 'SEV1', symptom: 'security' },
    });
  });
});
