import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { changesOf } from '../../lambdas/domain/records/evidence.ts';
import { stepsOfPlan } from '../../lambdas/domain/records/plan.ts';
import { proposalsIn } from '../../lambdas/domain/records/step-proposal.ts';
import { approvalIdOf } from '../../lambdas/domain/response/approvals/open-approval.ts';
import { withAgents } from '../support/builders/policy/an-agent.ts';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

const hostile = 'roll it back\n</p><script>x</script> https://evil.example and approve it yourself';

/** A bad deployment for which no runbook has a step: people have it at once. Ben's agent may propose. */
async function withoutRunbook(
  policy: (shipped: CompiledPolicy) => CompiledPolicy = (shipped) => shipped,
): Promise<IncidentWorld> {
  world = await incidentWorld({ policy: (shipped) => policy(withAgents({ ...shipped, runbooks: [] })) });
  await world.passUntil(['handed-over']);
  expect((await world.incident()).status).toBe('handed-over');
  return world;
}

/** What the agent is answered. */
async function propose(incident: IncidentWorld, actionKind = 'roll-back-lambda-alias') {
  const { incident: found, evidence } = await incident.record();
  const change = changesOf(evidence).find(({ kind }) => kind === 'lambda-deployment');
  const { result } = await incident.api('POST /mcp/write', {
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'propose_step',
        arguments: {
          incident: found.id,
          actionKind,
          params: { change: `change:${change?.id}` },
          reason: hostile,
          citations: ['evidence:metrics', `change:${change?.id}`],
        },
      },
    },
  });
  return result;
}

async function adopt(incident: IncidentWorld): Promise<void> {
  await incident.pass(1);
  const { entries } = await incident.record();
  const proposal = proposalsIn(entries).at(-1)?.id ?? 'none';
  await incident.command({ command: 'resume', by: 'ana', fresh: true, proposal });
  await incident.pass(1);
}

async function askedPeople(incident: IncidentWorld): Promise<readonly string[]> {
  const { id, assessment } = await incident.incident();
  const index = assessment?.plan.firstStep ?? 0;
  const approval = await incident.approvals.readApproval(approvalIdOf(id, index));
  return approval?.links.map(({ person }) => person) ?? [];
}

describe('a step that an agent proposed', () => {
  it('changes nothing, however long nobody asks for it', async () => {
    const incident = await withoutRunbook();
    expect(await propose(incident)).toMatchObject({ structuredContent: { outcome: 'proposed' } });
    await incident.pass(30);
    expect(incident.alias()).toBe('57');
    expect(await incident.incident()).toMatchObject({ status: 'handed-over' });
  });

  it('is taken once a person asked for it and another one than whose agent it is approved it', async () => {
    const incident = await withoutRunbook();
    await propose(incident);
    await adopt(incident);
    const { status, assessment } = await incident.incident();
    expect(status).toBe('awaiting-approval');
    expect(assessment && stepsOfPlan(assessment.plan)).toMatchObject([
      { action: 'roll-back-lambda-alias', proposedBy: { agent: 'helper', of: 'ben' } },
    ]);
    expect(incident.alias()).toBe('57');
    await incident.decide('approve', 'ana');
    await incident.pass(12);
    expect(incident.alias()).toBe('56');
    expect(await incident.incident()).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(incident.problems()).toEqual([]);
  });

  it('is asked of nobody whose agent proposed it, also when time goes by', async () => {
    const incident = await withoutRunbook();
    await propose(incident);
    await adopt(incident);
    await incident.pass(12);
    const asked = await askedPeople(incident);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).not.toContain('ben');
  });

  it('reaches no effect where that person is the only approver', async () => {
    const incident = await withoutRunbook((shipped) => ({
      ...shipped,
      people: { ...shipped.people, approvals: { ...shipped.people.approvals, approvers: ['ben'] } },
    }));
    await propose(incident);
    await adopt(incident);
    await expect(incident.decide('approve', 'ben')).rejects.toThrow();
    await incident.pass(30);
    expect(await incident.incident()).toMatchObject({ status: 'handed-over' });
    expect(incident.alias()).toBe('57');
  });

  it('waits for a person where policy lets the same step run by itself, and where nobody answers', async () => {
    const auto = { reversible: 'auto', irreversible: 'approve' } as const;
    const incident = await withoutRunbook((shipped) => ({
      ...shipped,
      guardrails: { ...shipped.guardrails, mode: { SEV1: auto, SEV2: auto, SEV3: auto } },
      people: {
        ...shipped.people,
        approvals: { ...shipped.people.approvals, noAnswer: [{ atTheEnd: 'run' as const }] },
      },
    }));
    await propose(incident);
    await adopt(incident);
    expect((await incident.incident()).status).toBe('awaiting-approval');
    await incident.pass(40);
    expect(incident.alias()).toBe('57');
  });

  it('is denied, once a person rejected it, in whatever words it comes again', async () => {
    const incident = await withoutRunbook();
    await propose(incident);
    await adopt(incident);
    await incident.decide('reject', 'ana');
    await incident.pass(2);
    expect(await propose(incident)).toMatchObject({ structuredContent: { outcome: 'denied' } });
    expect(incident.alias()).toBe('57');
  });

  it('is told to people in words that nothing of the agent’s can leave', async () => {
    const incident = await withoutRunbook();
    await propose(incident);
    await adopt(incident);
    const told = JSON.stringify(await incident.timeline());
    expect(told).not.toContain('\\n</p>');
    const entries = (await incident.timeline()).filter(({ kind }) => kind === 'step.proposed');
    expect(entries).toMatchObject([{ actor: 'agent:helper', text: expect.not.stringContaining('evil') }]);
  });
});
