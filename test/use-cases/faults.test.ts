import { describe, expect, it } from '@jest/globals';
import { checkGuardrails } from '../../lambdas/use-cases/actions/check-guardrails.ts';
import { closeIncident } from '../../lambdas/use-cases/closing/close-incident.ts';
import { runCommand } from '../../lambdas/use-cases/console/run-command.ts';
import { handOver } from '../../lambdas/use-cases/handover/hand-over.ts';
import { writePostmortem } from '../../lambdas/use-cases/postmortem/write-postmortem.ts';
import { checkRecovery } from '../../lambdas/use-cases/recovery/check-recovery.ts';
import { watchRecovery } from '../../lambdas/use-cases/recovery/watch-recovery.ts';
import { sweep } from '../../lambdas/use-cases/sweep/sweep.ts';
import { assessIncident } from '../../lambdas/use-cases/triage/assess-incident.ts';
import { declareIncident } from '../../lambdas/use-cases/triage/declare-incident.ts';
import { readEvidence } from '../../lambdas/use-cases/triage/read-evidence.ts';
import { recordFailure } from '../../lambdas/use-cases/triage/record-failure.ts';
import { anAssessment, aPlan } from '../support/builders/builders.ts';
import { aStep } from '../support/builders/records.ts';
import { createFaults, everyFaultPoint } from '../support/faults/faults.ts';
import { type UseCaseWorld, useCaseWorld } from '../support/worlds/use-case-world.ts';

type Deps = ReturnType<UseCaseWorld['through']>;

interface Case {
  readonly name: string;
  readonly prepare: (world: UseCaseWorld) => Promise<void>;
  readonly run: (deps: Deps, world: UseCaseWorld) => Promise<unknown>;
}

const watch = (deps: Deps, { incidentId }: UseCaseWorld) =>
  watchRecovery(deps, { incidentId, stepIndex: 0, taskToken: 'token-1' });

const verifying = async (world: UseCaseWorld) => {
  await world.acted();
  world.workflow.openTask('token-1');
  await watch(world.through(createFaults(null)), world);
};

const cases: readonly Case[] = [
  {
    name: 'declare-incident',
    prepare: (world) => world.open(),
    run: (deps, { incidentId }) => declareIncident(deps, { incidentId, executionArn: 'arn' }),
  },
  {
    name: 'read-metrics',
    prepare: (world) => world.open(),
    run: (deps, { incidentId }) => readEvidence(deps, { incidentId }),
  },
  {
    name: 'assess-incident',
    prepare: (world) => world.open({ status: 'triaging' }),
    run: (deps, { incidentId }) => assessIncident(deps, { incidentId, unavailable: [] }),
  },
  {
    name: 'check-guardrails, back from a verification',
    prepare: async (world) => {
      await verifying(world);
      const second = { ...aStep(), index: 1, resource: 'lambda-alias:search:live' };
      const assessment = anAssessment({ plan: aPlan([aStep(), second]) });
      await world.change((incident) => ({ ...incident, assessment }));
    },
    run: (deps, { incidentId }) => checkGuardrails(deps, { incidentId, stepIndex: 1 }),
  },
  { name: 'watch-recovery', prepare: (world) => world.acted(), run: watch },
  {
    name: 'watch-recovery by schedule',
    prepare: async (world) => {
      await verifying(world);
      world.measure('2026-11-23T02:04:00.000Z', [40, 0.2, 0.3, 0.2, 0.3, 0.2]);
      world.clock.set(new Date('2026-11-23T02:10:10.000Z'));
    },
    run: (deps, { incidentId }) => checkRecovery(deps, { incidentId }),
  },
  {
    name: 'hand-over',
    prepare: (world) => world.acted(),
    run: (deps, { incidentId }) =>
      handOver(deps, { incidentId, reason: 'it did not help', reminder: 0, taskToken: 'token-2' }),
  },
  {
    name: 'run-command resolve while recovery is awaited',
    prepare: verifying,
    run: (deps, { incidentId }) =>
      runCommand(deps, {
        incidentId,
        command: 'resolve',
        by: 'ana',
        comment: 'over',
        acceptDebts: [],
        yes: true,
      }),
  },
  {
    name: 'close-incident',
    prepare: verifying,
    run: (deps, { incidentId }) =>
      closeIncident(deps, { incidentId, outcome: 'recovered', closedBy: 'firebreak' }),
  },
  {
    name: 'write-postmortem',
    prepare: async (world) => {
      await verifying(world);
      await closeIncident(world, {
        incidentId: world.incidentId,
        outcome: 'recovered',
        closedBy: 'firebreak',
      });
    },
    run: (deps, { incidentId }) => writePostmortem(deps, { incidentId }),
  },
  {
    name: 'record-failure',
    prepare: (world) => world.acted(),
    run: (deps, { incidentId }) =>
      recordFailure(deps, {
        incidentId,
        state: 'Take action',
        error: 'TypeError',
        cause: '{"errorMessage":"x is not a function"}',
        at: '2026-11-23T02:05:00.000Z',
      }),
  },
  {
    name: 'sweep over a workflow that ended',
    prepare: async (world) => {
      await verifying(world);
      world.workflow.end(world.incidentId);
      world.clock.advance(3600);
    },
    run: (deps) => sweep(deps),
  },
  {
    name: 'sweep over a check that is overdue',
    prepare: async (world) => {
      await verifying(world);
      world.clock.advance(3600);
    },
    run: (deps) => sweep(deps),
  },
];

async function fresh({ prepare }: Case): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await prepare(world);
  return world;
}

describe.each(cases)('$name, with any of its calls going wrong', (testCase) => {
  it('ends in the same state once it is run again', async () => {
    const expected = await fresh(testCase);
    await testCase.run(expected.through(createFaults(null)), expected);
    const state = await expected.state();

    const counted = await fresh(testCase);
    const points = await everyFaultPoint((faults) => testCase.run(counted.through(faults), counted));
    expect(points.length).toBeGreaterThan(0);
    for (const point of points) {
      const world = await fresh(testCase);
      await testCase.run(world.through(createFaults(point)), world).catch(() => {});
      await testCase.run(world.through(createFaults(null)), world);
      expect({ point, state: await world.state() }).toEqual({ point, state });
    }
  });

  it('changes nothing more when it is run twice', async () => {
    const world = await fresh(testCase);
    await testCase.run(world.through(createFaults(null)), world);
    const state = await world.state();
    const mails = world.channel.sent().length;
    await testCase.run(world.through(createFaults(null)), world);
    expect(await world.state()).toEqual(state);
    expect(world.channel.sent()).toHaveLength(mails);
  });
});
