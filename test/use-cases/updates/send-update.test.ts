import { beforeEach, describe, expect, it } from '@jest/globals';
import { FirebreakError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/schemas/people-schema.ts';
import { writtenUpdates } from '../../../lambdas/domain/reporting/status-updates/status-update.ts';
import { updateScheduleName } from '../../../lambdas/domain/reporting/status-updates/update-schedule.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { declareIncident } from '../../../lambdas/use-cases/triage/declare-incident.ts';
import { escalateOverdueUpdate } from '../../../lambdas/use-cases/updates/escalate-overdue-update.ts';
import { sendUpdate } from '../../../lambdas/use-cases/updates/send-update.ts';
import { firstIncidentId as incidentId } from '../../support/builders/records.ts';
import { createFaults, everyFaultPoint, ProcessKilledError } from '../../support/faults/faults.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: UseCaseWorld;
let policy: CompiledPolicy;
beforeEach(async () => {
  world = useCaseWorld();
  // ben alone gets them, and nobody else is notified of anything.
  const { people } = world.policy;
  policy = {
    ...world.policy,
    people: peopleSchema.parse({ ...people, updates: { audiences: ['engineering'] } }),
  };
  await world.acted();
  await world.change((incident) => ({ ...incident, severity: 'SEV1' }));
});

const minute = 60;

async function send(deps = world): Promise<void> {
  await sendUpdate({ ...deps, policy }, { incidentId });
}

/** What send-update does every minute. */
async function pass(minutes: number): Promise<void> {
  for (let each = 0; each < minutes; each += 1) {
    world.clock.advance(minute);
    await send();
  }
}

async function entries() {
  return (await world.incidents.readOutline(incidentId))?.entries ?? [];
}

const mails = () => world.channel.sent().filter(({ kind }) => kind === 'status-update');

describe('the status updates of an incident', () => {
  it('come from its declaration on, by the cadence of its severity, once for each time that is due', async () => {
    await pass(40);
    const dueAt = writtenUpdates(await entries()).map(({ update }) => update.dueAt.slice(11, 16));
    expect(dueAt).toEqual(['02:04', '02:20', '02:35']);
    expect(mails().map(({ to }) => to)).toEqual(['ben', 'ben', 'ben']);
  });

  it('are sent once where two calls come at the same time', async () => {
    world.clock.advance(minute);
    await Promise.all([send(), send(), send()]);
    expect(mails()).toHaveLength(1);
    expect(writtenUpdates(await entries())).toHaveLength(1);
  });

  it('come less often while nothing changes, and at once when something does', async () => {
    await pass(300);
    const written = writtenUpdates(await entries());
    const gaps = written.slice(1).map(({ update }, index) => {
      const before = written[index]?.entry.at ?? '';
      return Math.round((Date.parse(update.dueAt) - Date.parse(before)) / 60_000);
    });
    expect(gaps).toEqual([15, 15, 15, 30, 60, 60, 60]);
    const note = { command: 'note', by: 'ana', comment: 'looking', acceptDebts: [] } as const;
    await runCommand(world, { ...note, incidentId });
    const before = written.length;
    await pass(1);
    expect(writtenUpdates(await entries())).toHaveLength(before + 1);
  });

  it('follow a severity that changes', async () => {
    await world.change((incident) => ({ ...incident, severity: 'SEV3' }));
    await pass(60);
    expect(mails()).toHaveLength(0);
    const raised = { command: 'set-severity', by: 'ana', severity: 'SEV1', comment: null } as const;
    await runCommand(world, { ...raised, acceptDebts: [], incidentId });
    await pass(2);
    expect(mails()).toHaveLength(1);
  });

  it('end with the incident', async () => {
    await declareIncident(world, { incidentId, executionArn: null });
    expect(world.schedules.list().map(({ name }) => name)).toEqual([updateScheduleName(incidentId)]);
    await closeIncident(world, { incidentId, outcome: 'recovered', closedBy: 'firebreak' });
    await pass(30);
    expect(mails()).toHaveLength(0);
    expect(world.schedules.list()).toEqual([]);
  });

  it('go to nobody but those for security once it is sensitive', async () => {
    policy = {
      ...policy,
      people: { ...policy.people, stakeholders: { ops: ['ana'], engineering: ['ana'], security: ['ben'] } },
    };
    await world.change((incident) => ({ ...incident, sensitive: true }));
    await pass(30);
    expect(new Set(mails().map(({ to }) => to))).toEqual(new Set(['ben']));
  });

  it('bring the words of a person to all, marked as theirs', async () => {
    await pass(1);
    const words = {
      command: 'update',
      by: 'ana',
      comment: 'We rolled back, and watch it',
      acceptDebts: [],
    } as const;
    await runCommand(world, { ...words, incidentId });
    await pass(1);
    expect(mails().at(-1)).toMatchObject({
      to: 'ben',
      facts: { update: null, byHand: { person: 'Ana', text: expect.stringContaining('We rolled back') } },
    });
  });

  it('reach everybody once whatever goes wrong at any call', async () => {
    const outcomes: unknown[] = [];
    const play = async (faults: ReturnType<typeof createFaults>) => {
      const each = useCaseWorld();
      await each.acted();
      await each.change((incident) => ({ ...incident, severity: 'SEV1' }));
      each.clock.advance(minute);
      const run = async (deps: Parameters<typeof sendUpdate>[0]) => {
        try {
          await sendUpdate({ ...deps, policy }, { incidentId });
        } catch (error) {
          if (!(error instanceof FirebreakError || error instanceof ProcessKilledError)) throw error;
        }
      };
      await run(each.through(faults, policy));
      for (let again = 0; again < 4; again += 1) {
        each.clock.advance(minute);
        await run(each);
      }
      const keys = new Set(each.channel.sent().map(({ key }) => key));
      const found = (await each.incidents.readOutline(incidentId))?.entries ?? [];
      outcomes.push([keys.size, writtenUpdates(found).map(({ sentAt }) => sentAt !== null)]);
    };
    for (const point of await everyFaultPoint(play)) await play(createFaults(point));
    expect(outcomes.length).toBeGreaterThan(20);
    for (const outcome of outcomes) expect(outcome).toEqual([1, [true]]);
  });
});

describe('an update that did not go out in time', () => {
  const escalate = async () => {
    const outline = await world.incidents.readOutline(incidentId);
    if (outline !== null) await escalateOverdueUpdate({ ...world, policy }, outline);
  };
  const calls = () => world.channel.sent().filter(({ kind }) => kind === 'update-overdue');

  it('calls the commander, once, and has its schedule again', async () => {
    world.clock.advance(2 * minute);
    await escalate();
    expect(calls()).toHaveLength(0);
    world.clock.advance(5 * minute);
    await escalate();
    await escalate();
    expect(calls().map(({ to }) => to)).toEqual(['ana']);
    expect(world.schedules.list().map(({ name }) => name)).toEqual([updateScheduleName(incidentId)]);
  });

  it('is none where a severity was raised a moment ago', async () => {
    await world.change((incident) => ({ ...incident, severity: 'SEV3' }));
    world.clock.advance(30 * minute);
    const raised = { command: 'set-severity', by: 'ana', severity: 'SEV1', comment: null } as const;
    await runCommand(world, { ...raised, acceptDebts: [], incidentId });
    await escalate();
    expect(calls()).toHaveLength(0);
  });
});

describe('the schedule of updates', () => {
  it('is made when the incident is declared', async () => {
    await declareIncident(world, { incidentId, executionArn: null });
    expect(world.schedules.list()).toMatchObject([
      { call: { function: 'send-update', payload: { incidentId } } },
    ]);
  });
});
