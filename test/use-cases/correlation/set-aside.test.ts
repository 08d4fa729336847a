import { describe, expect, it } from '@jest/globals';
import type { CorrelationPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { aDelivery } from '../../support/builders/records.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

async function take(world: IngestWorld, correlation: CorrelationPolicy, ...batch: readonly Delivery[]) {
  const { lines, failed } = await correlateAlerts(ingestDeps(world, undefined, { correlation }), batch);
  expect(failed).toEqual([]);
  return lines.map(({ disposition, reason }) => ({ disposition, reason }));
}

function alarmDelivery(seconds: number, alarmName: string, state: Record<string, string>): Delivery {
  const at = new Date(Date.parse('2026-11-23T02:02:00Z') + seconds * 1000).toISOString();
  return aDelivery({
    id: `dlv_alarm${seconds}`,
    source: 'cloudwatch-eventbridge',
    receivedAt: at,
    body: JSON.stringify({
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: '111122223333',
      region: 'eu-west-1',
      time: at,
      resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${alarmName}`],
      detail: { alarmName, state: { reason: 'threshold crossed', timestamp: at, ...state } },
    }),
  });
}

describe('an alert that is never an incident', () => {
  it.each(['Alarm', 'WaitPeriod', 'ExtensionPeriod'])(
    'is a composite alarm whose actions CloudWatch suppresses by %s',
    async (actionsSuppressedBy) => {
      const world = createIngestWorld();
      const suppressed = alarmDelivery(0, 'shop-health', { value: 'ALARM', actionsSuppressedBy });
      const [line] = await take(world, correlationSchema.parse({}), suppressed);
      expect(line).toMatchObject({ disposition: 'ignored' });
      expect(line?.reason).toContain(actionsSuppressedBy);
      expect(await allIncidents(world)).toEqual([]);
    },
  );

  it('opens one when its actions are not suppressed any more, and ends it though they are again', async () => {
    const world = createIngestWorld();
    const policy = correlationSchema.parse({});
    const states = [
      { value: 'ALARM', actionsSuppressedBy: 'Alarm' },
      { value: 'ALARM' },
      { value: 'OK', actionsSuppressedBy: 'Alarm' },
    ];
    const found = [];
    for (const [index, state] of states.entries()) {
      found.push(...(await take(world, policy, alarmDelivery(index * 60, 'shop-health', state))));
    }
    expect(found.map(({ disposition }) => disposition)).toEqual(['ignored', 'opened', 'resolved']);
  });

  it('is one of target tracking by the policy that ships', async () => {
    const world = createIngestWorld();
    const { correlation } = await shippedPolicy();
    const name = 'TargetTracking-service/shop/checkout-AlarmLow-9c1f';
    const lines = await take(
      world,
      correlation,
      alarmDelivery(0, name, { value: 'ALARM' }),
      alarmDelivery(60, name, { value: 'OK' }),
    );
    expect(lines.map(({ disposition }) => disposition)).toEqual(['ignored', 'ignored']);
    expect(lines[0]?.reason).toContain('autoscaling');
  });

  it.each([
    [{ source: 'alertmanager' }, 'ignored'],
    [{ labels: { service: 'checkout' } }, 'ignored'],
    [{ when: 'alert.labels.severity == "critical" && alert.text.contains("errorrate")' }, 'ignored'],
    [{ alarmName: 'ErrorRate*', when: 'alert.severityHint == "low"' }, 'opened'],
    [{ when: 'alert.labels.unknown == "x"' }, 'opened'],
  ])('is what a rule of policy says as a whole: %j', async (rule, disposition) => {
    const correlation = correlationSchema.parse({
      ignore: [{ id: 'rule', reason: 'It is known.', ...rule }],
    });
    const [line] = await take(createIngestWorld(), correlation, alertmanagerDelivery(0));
    expect(line?.disposition).toBe(disposition);
  });

  it('cannot be every alert', () => {
    expect(correlationSchema.safeParse({ ignore: [{ id: 'all', reason: 'Quiet.' }] }).success).toBe(false);
  });
});
