import { describe, expect, it } from '@jest/globals';
import { CommandRefusedError, NotFoundError, RestrictedError } from '../../../lambdas/domain/errors.ts';
import { type EarlierPlan, type Incident, mostNewPlans } from '../../../lambdas/domain/records/incident.ts';
import { proposalsIn } from '../../../lambdas/domain/records/step-proposal.ts';
import { addNote } from '../../../lambdas/use-cases/agents/add-note.ts';
import { type ProposeStepInput, proposeStep } from '../../../lambdas/use-cases/agents/propose-step.ts';
import { anAssessment } from '../../support/builders/builders.ts';
import { anAgent } from '../../support/builders/policy/an-agent.ts';
import { aKillSwitch } from '../../support/builders/records.ts';
import { type AgentWorldOptions, agentWorld } from '../../support/worlds/agent-world.ts';

const resource = 'lambda-alias:checkout:live';
const change = 'lambda:checkout:57';

const anEarlierPlan: EarlierPlan = {
  hash: 'a',
  madeAt: '2026-11-23T02:02:00.000Z',
  setAsideAt: '2026-11-23T02:03:00.000Z',
  by: 'person:ben',
  rejected: [],
};

const three = anAgent({ atMost: { perIncident: 3, perHour: 20 } });

async function handedOver(policy?: AgentWorldOptions['policy'], incident?: Partial<Incident>) {
  const world = await agentWorld({
    agents: [three],
    ...(policy === undefined ? {} : { policy }),
    ...(incident === undefined ? {} : { incident }),
  });
  const propose = (input: Partial<ProposeStepInput> = {}, agent = three) =>
    proposeStep(
      world.deps,
      { agent, callerArn: null },
      {
        incidentId: world.incidentId,
        action: 'roll-back-lambda-alias',
        resource: null,
        changeId: change,
        reason: 'the new version cannot price',
        citations: ['evidence:metrics'],
        ...input,
      },
    );
  return { ...world, propose };
}

describe('a proposal', () => {
  it('is what the catalogue would do, and stands on the timeline in the name of the agent', async () => {
    const { propose, entries } = await handedOver();
    const proposed = await propose();
    expect(proposed).toMatchObject({
      outcome: 'proposed',
      step: {
        action: 'roll-back-lambda-alias',
        resource,
        params: { toVersion: '56', fromVersion: '57' },
        proposedBy: { agent: 'helper', of: 'ben' },
      },
      guardrails: expect.arrayContaining([expect.stringContaining('Helper')]),
    });
    const [entry] = await entries();
    expect(entry).toMatchObject({ actor: 'agent:helper', kind: 'step.proposed' });
    expect(entry?.text).not.toContain('price');
    expect(proposalsIn(await entries())).toMatchObject([
      { resource, changeId: change, reason: 'the new version cannot price', citations: ['evidence:metrics'] },
    ]);
  });

  it('is one, however often it is made', async () => {
    const { propose, entries } = await handedOver();
    const first = await propose();
    const proposal = first.outcome === 'proposed' ? first.proposal : null;
    for (let time = 0; time < 5; time += 1) {
      expect(await propose({ reason: `because ${time}` })).toMatchObject({ outcome: 'proposed', proposal });
    }
    expect(await entries()).toHaveLength(1);
  });

  it('keeps the words of the agent on one line, without secrets and hidden characters', async () => {
    const { propose, entries } = await handedOver();
    await propose({
      reason: 'see\n\u001B[2J AKIAIOSFODNN7EXAMPLE \u202E\u201D (by Ana) and password=hunter2',
    });
    const [proposal] = proposalsIn(await entries());
    for (const told of ['\n', '\u001B', '\u202E', '\u201D', 'AKIA', 'hunter2']) {
      expect(proposal?.reason).not.toContain(told);
    }
  });

  it.each<[string, Partial<ProposeStepInput>, string]>([
    ['an action that there is not', { action: 'drop-table' }, 'drop-table'],
    ['a change that triage did not see', { changeId: 'lambda:checkout:99' }, 'lambda:checkout:99'],
    [
      'a resource that is not the service’s',
      { changeId: null, resource: 'queue:payments' },
      'no resource of checkout',
    ],
    [
      'an action on another kind of resource',
      { action: 'scale-target', changeId: null, resource },
      'lambda-alias',
    ],
    ['a resource that the change was not made to', { resource: 'queue:payments' }, resource],
    ['an action that needs a change where none is named', { changeId: null, resource }, ''],
    ['what it cannot have read', { citations: ['evidence:gossip'] }, 'evidence:gossip'],
  ])('is denied for %s, on the timeline too', async (_, input, reason) => {
    const { propose, entries } = await handedOver();
    const denied = await propose(input);
    expect(denied).toMatchObject({ outcome: 'denied', reasons: [expect.stringContaining(reason)] });
    expect(await entries()).toMatchObject([{ kind: 'step.proposal-denied', actor: 'agent:helper' }]);
  });

  it('is denied before there is a plan', async () => {
    const { propose } = await handedOver(undefined, { status: 'triaging', assessment: null });
    expect(await propose()).toMatchObject({ outcome: 'denied' });
  });

  it('is denied by the guardrails: kill switch, protected resource, policy that only observes', async () => {
    const stopped = await handedOver();
    await stopped.deps.killSwitches.save(aKillSwitch({ service: null }));
    expect(await stopped.propose()).toMatchObject({ outcome: 'denied' });
    const guarded = await handedOver((shipped) => ({
      ...shipped,
      guardrails: {
        ...shipped.guardrails,
        protected: [{ resource, rule: 'never', reason: 'ours alone' }],
      },
    }));
    expect(await guarded.propose()).toMatchObject({
      outcome: 'denied',
      reasons: [expect.stringContaining('ours alone')],
    });
    const observing = await handedOver((shipped) => {
      const observe = { reversible: 'observe', irreversible: 'observe' } as const;
      const mode = { SEV1: observe, SEV2: observe, SEV3: observe };
      return { ...shipped, guardrails: { ...shipped.guardrails, mode } };
    });
    expect(await observing.propose()).toMatchObject({ outcome: 'denied' });
  });

  it('is denied where a step of the plan is the same', async () => {
    const made = await (await handedOver()).propose();
    if (made.outcome !== 'proposed') throw new Error('It is denied');
    const { proposedBy: _, ...byPolicy } = made.step;
    const plan = { steps: [{ ...byPolicy, index: 0, reason: 'the runbook says so' }], hash: 'some' };
    const { propose } = await handedOver(undefined, { assessment: anAssessment({ plan }) });
    expect(await propose()).toMatchObject({
      outcome: 'denied',
      reasons: [expect.stringContaining('step 1')],
    });
  });

  it('is refused over the limits of the agent, denied ones counted', async () => {
    const { propose, entries, deps, incidentId } = await handedOver();
    for (const action of ['one', 'two']) await propose({ action });
    await addNote(
      deps,
      { agent: three, callerArn: null },
      {
        incidentId,
        text: 'looking',
        citations: [],
      },
    );
    await expect(propose()).rejects.toBeInstanceOf(CommandRefusedError);
    expect(await entries()).toHaveLength(3);
  });

  it('counts what is denied of a proposal that is known, too', async () => {
    const { propose, entries } = await handedOver();
    expect(await propose()).toMatchObject({ outcome: 'proposed' });
    const again = () => propose({ citations: ['evidence:gossip'] });
    for (let time = 0; time < 2; time += 1) expect(await again()).toMatchObject({ outcome: 'denied' });
    await expect(again()).rejects.toBeInstanceOf(CommandRefusedError);
    expect(await entries()).toHaveLength(3);
  });

  it('is denied once the incident can get no new plan: nobody could ask for it', async () => {
    const earlierPlans = Array.from({ length: mostNewPlans }, () => anEarlierPlan);
    const { propose } = await handedOver(undefined, { earlierPlans });
    expect(await propose()).toMatchObject({ outcome: 'denied', reasons: [expect.any(String)] });
  });

  it('counts every one, also of those that come at the same moment', async () => {
    const { propose, entries } = await handedOver();
    const all = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((action) => propose({ action })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await entries()).toHaveLength(3);
  });

  it('is refused for an agent that may only note, and for what is closed, unknown or not to be read', async () => {
    const open = await handedOver();
    const noting = anAgent({ may: ['note'] });
    await expect(open.propose({}, noting)).rejects.toBeInstanceOf(CommandRefusedError);
    await expect(open.propose({ incidentId: 'inc_0' })).rejects.toBeInstanceOf(NotFoundError);
    const sensitive = await handedOver(undefined, { sensitive: true });
    await expect(sensitive.propose()).rejects.toBeInstanceOf(RestrictedError);
    expect([...(await open.entries()), ...(await sensitive.entries())]).toEqual([]);
  });
});
