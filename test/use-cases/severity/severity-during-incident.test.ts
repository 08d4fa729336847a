import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Severity } from '../../../lambdas/domain/records/severity.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { checkRecovery } from '../../../lambdas/use-cases/recovery/check-recovery.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { raiseForSeries } from '../../../lambdas/use-cases/severity/raise-for-series.ts';
import { raiseSeverityForAlerts } from '../../../lambdas/use-cases/severity/raise-severity.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { assessIncident } from '../../../lambdas/use-cases/triage/assess-incident.ts';
import { aService, minutes } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { anAlert, anIncidentAlert } from '../../support/builders/records.ts';
import { storeAlerts } from '../../support/builders/stored-alerts.ts';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import { notifying } from '../../support/worlds/notifying.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

const rule = (
  id: string,
  when: string,
  severity: Severity,
  symptom: 'availability' | 'security' = 'availability',
) => ({
  id,
  when,
  severity,
  symptom,
  reason: `By ${id}.`,
  place: 'severity.yaml:1',
});
const policy: CompiledPolicy = aPolicy({
  services: [aService({ owner: 'ben' })],
  severity: {
    ...aPolicy().severity,
    rules: [
      rule('leak', 'alert.text.contains("leak")', 'SEV1', 'security'),
      rule('most-fail', 'evidence.metrics.errorRate.current >= 50', 'SEV1'),
      rule('some-fail', 'evidence.metrics.errorRate.current >= 5', 'SEV2'),
      rule('critical', 'alert.severityHint == "critical"', 'SEV2'),
    ],
  },
});
type Deps = ReturnType<UseCaseWorld['through']>;
const plain = (world: UseCaseWorld): Deps => world.through(createFaults(null), policy);

/** SEV2 by 41 % of failing requests, waiting for recovery since 02:04. */
async function verifying(): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await world.acted();
  await world.change((incident) => ({ ...incident, severity: 'SEV2' }));
  world.workflow.openTask('token-v');
  await watchRecovery(plain(world), { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
  return world;
}

/** The requests that fail from 02:04 on, as the next check sees them. */
async function measured(world: UseCaseWorld, percent: readonly number[], deps = plain(world)): Promise<void> {
  world.measure('2026-11-23T02:04:00.000Z', percent);
  world.clock.set(new Date(Date.parse('2026-11-23T02:04:30.000Z') + percent.length * 60_000));
  await checkRecovery(deps, { incidentId: world.incidentId });
}

/** What a later check does with its readings. */
async function readAgain(world: UseCaseWorld, percent: readonly number[]): Promise<void> {
  const record = await world.incidents.readRecord(world.incidentId);
  if (record === null) throw new Error('There is no incident');
  const points = minutes('2026-11-23T02:04:00.000Z', percent);
  world.clock.set(new Date(Date.parse('2026-11-23T02:04:30.000Z') + percent.length * 60_000));
  await raiseForSeries(plain(world), record, [
    { name: 'errorRate', unit: 'percent', periodSeconds: 60, points, query: 'q' },
  ]);
}

const incidentOf = async ({ incidents, incidentId }: UseCaseWorld) => {
  const incident = await incidents.readIncident(incidentId);
  if (incident === null) throw new Error('There is no incident');
  return incident;
};
const severityOf = async (world: UseCaseWorld) => (await incidentOf(world)).severity;
const entriesOf = async ({ incidents, incidentId }: UseCaseWorld, kind: string) =>
  (await incidents.readRecord(incidentId))?.entries.filter((entry) => entry.kind === kind) ?? [];
const setTo = (world: UseCaseWorld, severity: Severity, deps = plain(world)) =>
  runCommand(deps, {
    incidentId: world.incidentId,
    command: 'set-severity',
    by: 'ana',
    comment: 'only the test tenant',
    severity,
    acceptDebts: [],
  });

describe('severity while an incident goes on', () => {
  it('rises with the metrics that a check of recovery reads, with its reason on the timeline, once', async () => {
    const world = await verifying();
    await measured(world, [41, 60, 62, 61]);
    await measured(world, [41, 60, 62, 61, 70]);
    expect(await incidentOf(world)).toMatchObject({ severity: 'SEV1', severityReason: 'By most-fail.' });
    const entries = await entriesOf(world, 'severity.raised');
    expect(entries.map(({ text }) => text)).toEqual([
      'SEV1 instead of SEV2, by new metric readings. By most-fail.',
    ]);
    expect(entries[0]?.data).toMatchObject({ values: ['evidence.metrics.errorRate.current = 61'] });
  });

  it('does not rise by one bad reading, nor fall when the metrics get better', async () => {
    const world = await verifying();
    await measured(world, [41, 41, 95]);
    expect(await severityOf(world)).toBe('SEV2');
    await measured(world, [41, 41, 95, 1, 1, 1]);
    expect(await severityOf(world)).toBe('SEV2');
  });

  it('is told to the recipients by the sweep, each once, with what it was made of', async () => {
    const world = await verifying();
    await measured(world, [41, 60, 62, 61]);
    await sweep(plain(world));
    world.clock.advance(60);
    await sweep(plain(world));
    const told = world.channel.sent().filter(({ kind }) => kind === 'severity-raised');
    expect(told.map(({ to }) => to)).toEqual(['ana', 'ben']);
    expect(told[0]?.url).toContain('/incidents/');
    expect(told[0]?.facts).toMatchObject({
      incident: { service: 'Checkout', severity: 'SEV1', severityReason: 'By most-fail.' },
      rule: 'severity.yaml:1 most-fail',
      values: ['evidence.metrics.errorRate.current = 61'],
    });
  });

  it('is told again by the next sweep when nobody could be reached, without keeping the rest waiting', async () => {
    const world = await verifying();
    await measured(world, [41, 60, 62, 61]);
    const deliver = async () => await Promise.reject(new DependencyUnavailableError('SES is away'));
    const channels = [{ name: 'mail', isPrivate: true, deliver }];
    await expect(sweep(notifying(plain(world), { channels }))).rejects.toThrow('SES is away');
    await sweep(plain(world));
    expect(world.channel.sent()).toHaveLength(2);
  });

  it('ends in the same state whichever call of the check, the sweep or the command goes wrong', async () => {
    const run = async (world: UseCaseWorld, deps: Deps) => {
      await measured(world, [41, 60, 62, 61], deps);
      await setTo(world, 'SEV3', deps);
      await sweep(deps);
    };
    const told = async (world: UseCaseWorld) => ({
      severity: await severityOf(world),
      raised: (await entriesOf(world, 'severity.raised')).length,
      set: (await entriesOf(world, 'command.set-severity')).length,
    });
    const points = await everyFaultPoint(async (faults) => {
      const world = await verifying();
      await run(world, world.through(faults, policy));
    });
    for (const point of points) {
      const world = await verifying();
      await run(world, world.through(createFaults(point), policy)).catch(() => {});
      await run(world, plain(world));
      expect(await told(world)).toEqual({ severity: 'SEV3', raised: 1, set: 1 });
    }
  });
});

describe('a severity override', () => {
  it('counts at once, up and down, with the reason', async () => {
    const world = await verifying();
    await setTo(world, 'SEV3');
    expect(await incidentOf(world)).toMatchObject({
      severity: 'SEV3',
      severityReason: 'Set by ana: only the test tenant',
    });
    await setTo(world, 'SEV1');
    expect(await severityOf(world)).toBe('SEV1');
  });

  it('is not undone by what was known when it was said', async () => {
    const world = await verifying();
    await measured(world, [41, 60, 62, 61]);
    await setTo(world, 'SEV3');
    await readAgain(world, [41, 60, 62, 61, 61, 60]);
    await sweep(plain(world));
    expect(await severityOf(world)).toBe('SEV3');
  });

  it('is undone by a metric that is clearly worse than it ever was, with an entry and a mail of its own', async () => {
    const world = await verifying();
    await measured(world, [41, 60, 62, 61]);
    await setTo(world, 'SEV3');
    await readAgain(world, [41, 60, 62, 61, 62, 64, 66]);
    expect(await severityOf(world)).toBe('SEV3');
    await readAgain(world, [41, 60, 62, 61, 62, 64, 66, 80, 85, 90]);
    expect(await severityOf(world)).toBe('SEV1');
    expect(await entriesOf(world, 'severity.raised')).toHaveLength(2);
    await sweep(plain(world));
    expect(world.channel.sent()).toHaveLength(2);
  });

  it('is undone by a later alert only when that is worse, or of another kind, than what was known', async () => {
    const world = await verifying();
    await setTo(world, 'SEV3');
    world.clock.advance(60);
    const seen = async (overrides: Parameters<typeof anAlert>[0]) => {
      const alert = anAlert(overrides);
      const at = world.clock.now().toISOString();
      const known = anIncidentAlert({ alert, firstSeenAt: at, lastSeenAt: at });
      await storeAlerts(world.incidents, world.incidentId, known);
      await raiseSeverityForAlerts(plain(world), await incidentOf(world), [alert]);
      return await severityOf(world);
    };
    expect(await seen({ fingerprint: 'f2', title: 'More errors', severityHint: 'critical' })).toBe('SEV3');
    expect(await seen({ fingerprint: 'f3', title: 'A leak', severityHint: 'low' })).toBe('SEV1');
  });

  it('stands when triage ends after it, unless triage found what they did not know', async () => {
    const world = useCaseWorld();
    await world.open({ status: 'triaging', severity: 'SEV2', declaredAt: '2026-11-23T02:02:12.000Z' });
    await setTo(world, 'SEV3');
    await assessIncident(plain(world), { incidentId: world.incidentId, unavailable: [] });
    expect(await severityOf(world)).toBe('SEV3');
  });

  it('needs a severity, and no other command takes one', async () => {
    const world = await verifying();
    const command = { incidentId: world.incidentId, by: 'ana', comment: null, acceptDebts: [] };
    await expect(runCommand(plain(world), { ...command, command: 'set-severity' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(
      runCommand(plain(world), { ...command, command: 'acknowledge', severity: 'SEV1' }),
    ).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
