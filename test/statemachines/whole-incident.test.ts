import { afterEach, describe, expect, it } from '@jest/globals';
import { readMarkdown } from '../../lambdas/use-cases/postmortem/read-document.ts';
import type { InProcessRequest } from '../../local/world/in-process-aws.ts';
import { lambda } from '../../local/world/services/lambda/lambda.ts';
import { findAlias, moveAlias } from '../../local/world/services/lambda/lambda-state.ts';
import { createFaults } from '../support/faults/faults.ts';
import {
  type IncidentWorld,
  type IncidentWorldOptions,
  incidentWorld,
} from '../support/worlds/incident-world.ts';
import { constantMetrics, noMetrics } from '../support/worlds/spoiled-metrics.ts';

const writes =
  /^incidents\.(acquireOpenLock|releaseOpenLock|createIncident|saveIncident|put\w+|appendEntry|saveStep)$|^approvals\.(create|save)Approval$|^leases\.(acquire|release)Lease$/;

let world: IncidentWorld | null = null;
const start = async (options: IncidentWorldOptions = {}): Promise<IncidentWorld> => {
  world = await incidentWorld(options);
  return world;
};
afterEach(() => {
  world?.stop();
  world = null;
});

const kindsOf = async (incident: IncidentWorld) => (await incident.timeline()).map(({ kind }) => kind);

describe('a whole incident', () => {
  it('goes from a bad deployment to a rollback, a verified recovery and a record', async () => {
    const incident = await start();
    await incident.pass(4);
    expect((await incident.incident()).status).toBe('awaiting-approval');
    expect((await incident.incident()).severity).toBe('SEV1');
    expect(incident.alias()).toBe('57');

    await incident.decide('approve');
    expect(incident.alias()).toBe('56');
    expect((await incident.incident()).status).toBe('verifying');
    await incident.pass(12);

    const { incident: closed, debts } = await incident.record();
    expect(closed).toMatchObject({
      status: 'closed',
      outcome: 'recovered',
      closedBy: 'firebreak:close-incident',
    });
    expect(closed).toMatchObject({ acceptedDebts: ['lambda-alias:checkout:live'] });
    expect(debts).toEqual([expect.objectContaining({ status: 'open', owner: 'ana' })]);
    expect(await readMarkdown(incident.documents, closed.postmortem)).toContain('checkout v57');
    expect(await incident.executionStatus()).toBe('SUCCEEDED');
    expect(await incident.incidents.readOpenLock(closed.correlationKey)).toBeNull();
    expect(incident.problems()).toEqual([]);
    expect(await kindsOf(incident)).toEqual(
      expect.arrayContaining(['approval.decided', 'step.verified', 'incident.closed', 'postmortem.written']),
    );
  });

  it('costs at most 32 writes, 40 metrics, ten notifications and 20 transitions', async () => {
    const faults = createFaults(null);
    const incident = await start({ faults });
    await incident.pass(4);
    await incident.decide('approve');
    await incident.pass(12);
    expect((await incident.incident()).status).toBe('closed');
    expect(faults.calls.filter((call) => writes.test(call)).length).toBeLessThanOrEqual(32);
    expect(incident.calls().reduce((sum, call) => sum + metricsIn(call), 0)).toBeLessThanOrEqual(40);
    // Two requests, the answer to one, a status update and the end for three; the last says that the postmortem is drafted.
    expect(incident.notifications()).toHaveLength(10);
    expect((await incident.enteredStates()).length).toBeLessThanOrEqual(20);
  });

  it('switches a bad flag off', async () => {
    const incident = await start({ scenario: 'bad-flag' });
    await incident.pass(4);
    await incident.decide('approve');
    await incident.pass(12);
    expect(await incident.record()).toMatchObject({ incident: { status: 'closed', outcome: 'recovered' } });
    expect(incident.problems()).toEqual([]);
  });

  it('changes nothing when it is rejected, and hands over', async () => {
    const incident = await start();
    await incident.pass(4);
    await incident.decide('reject');
    await incident.pass(2);
    expect(incident.alias()).toBe('57');
    expect((await incident.incident()).status).toBe('handed-over');
    expect(incident.notifications().filter(({ kind }) => kind === 'handed-over')).toHaveLength(2);

    await incident.command('resolve');
    await incident.pass(1);
    expect(await incident.incident()).toMatchObject({ status: 'closed', closedBy: 'person:ana' });
    expect(await incident.executionStatus()).toBe('SUCCEEDED');
  });

  it('hands over when nobody decides, and acts on no late click', async () => {
    const incident = await start();
    await incident.pass(35);
    expect((await incident.incident()).status).toBe('handed-over');
    await expect(incident.decide('approve')).rejects.toThrow();
    await incident.pass(2);
    expect(incident.alias()).toBe('57');
  });

  it('undoes what did not help, and hands over', async () => {
    let isFailing = false;
    const incident = await start({ intercept: (call) => (isFailing ? constantMetrics(call, 41) : null) });
    await incident.pass(4);
    await incident.decide('approve');
    isFailing = true;
    await incident.pass(15);
    expect(incident.alias()).toBe('57');
    expect((await incident.record()).steps[0]).toMatchObject({
      verification: { verdict: { state: 'no-better' } },
      undo: { outcome: 'undone' },
    });
    expect((await incident.record()).debts[0]?.status).toBe('restored');
    expect((await incident.incident()).status).toBe('handed-over');
  });

  it('does not undo over what somebody changed since', async () => {
    let isFailing = false;
    const incident = await start({ intercept: (call) => (isFailing ? constantMetrics(call, 41) : null) });
    await incident.pass(4);
    await incident.decide('approve');
    isFailing = true;
    const alias = findAlias(incident.account.stateOf(lambda), 'checkout', 'live');
    if (alias !== undefined) moveAlias(alias, '55', incident.clock.now().getTime());
    incident.account.save();
    await incident.pass(15);
    expect(incident.alias()).toBe('55');
    expect((await incident.record()).steps[0]?.undo?.outcome).toBe('changed-since');
    expect((await incident.incident()).status).toBe('handed-over');
  });

  it('never takes missing data for recovery', async () => {
    let isSilent = false;
    const incident = await start({ intercept: (call) => (isSilent ? noMetrics(call) : null) });
    await incident.pass(4);
    await incident.decide('approve');
    isSilent = true;
    await incident.pass(20);
    expect((await incident.record()).steps[0]?.verification?.verdict.state).toBe('inconclusive');
    expect((await incident.incident()).status).toBe('handed-over');
    expect(incident.alias()).toBe('56');
  });

  it('acts no more once a person has taken over', async () => {
    const incident = await start();
    await incident.pass(4);
    await incident.command('take-over');
    await expect(incident.decide('approve')).rejects.toThrow();
    await incident.pass(2);
    expect(incident.alias()).toBe('57');
    expect((await incident.incident()).status).toBe('handed-over');
  });

  it('resolves out of each wait, with the debts that the person accepts', async () => {
    const incident = await start();
    await incident.pass(4);
    await incident.decide('approve');
    await expect(incident.command('resolve')).rejects.toThrow('lambda-alias:checkout:live');
    await incident.command('resolve', ['lambda-alias:checkout:live']);
    await incident.pass(1);
    expect(await incident.incident()).toMatchObject({
      status: 'closed',
      outcome: 'resolved-by-person',
      acceptedDebts: ['lambda-alias:checkout:live'],
    });
  });

  it('is found by the sweep when its workflow was stopped, and notified once', async () => {
    const incident = await start();
    await incident.pass(4);
    await incident.stopExecution();
    await incident.pass(5);
    expect(await incident.incident()).toMatchObject({ status: 'handed-over', wait: null });
    expect(await kindsOf(incident)).toContain('workflow.ended');
    expect(incident.notifications().filter(({ kind }) => kind === 'handed-over')).toHaveLength(2);
    await incident.command('resolve');
    // The postmortem that the workflow did not write: looked for every quarter of an hour, missed after twenty minutes.
    await incident.pass(40);
    expect(await incident.incident()).toMatchObject({
      status: 'closed',
      postmortem: { key: expect.any(String) },
    });
  });
});

describe('with one call going wrong', () => {
  /** Every so many calls of the way; each use case is tried at every call in its own tests. */
  const stride = 7;
  /** Versions 55 and 56 in the past, 57 by the bad deployment, 56 by the rollback. */
  const mostMoves = 4;

  it.each(['refuse', 'lose'] as const)(
    'acts once at most, and ends where people know of it: %s',
    async (mode) => {
      const counted = createFaults(null);
      await play(await start({ faults: counted }));
      world?.stop();
      for (let call = mode === 'lose' ? 2 : 1; call <= counted.calls.length; call += stride) {
        const name = `${mode} at call ${call}, ${counted.calls[call - 1]}`;
        const incident = await start({ faults: createFaults({ call, mode }) });
        await play(incident).catch(() => {});
        await incident.pass(2);
        const { status } = await incident.incident();
        const isNotified = incident.notifications().some(({ kind }) => kind === 'handed-over');
        const moves = findAlias(incident.account.stateOf(lambda), 'checkout', 'live')?.history.length ?? 0;
        expect({
          name,
          moves: moves <= mostMoves,
          ended: status === 'closed' || (status === 'handed-over' && isNotified),
        }).toEqual({ name, moves: true, ended: true });
        incident.stop();
      }
    },
    300_000,
  );
});

/** A person approves, if anything is asked. */
async function play(incident: IncidentWorld): Promise<void> {
  await incident.pass(4);
  // Whose answer got lost tries again, and may find it decided.
  await incident.decide('approve').catch(() => incident.decide('approve').catch(() => {}));
  await incident.pass(14);
}

function metricsIn({ service, body }: InProcessRequest): number {
  if (service !== 'monitoring') return 0;
  const { MetricDataQueries }: { MetricDataQueries: { MetricStat?: unknown }[] } = JSON.parse(
    Buffer.from(body).toString('utf8'),
  );
  return MetricDataQueries.filter(({ MetricStat }) => MetricStat !== undefined).length;
}
