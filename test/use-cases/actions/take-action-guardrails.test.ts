import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CompiledPolicy, GuardrailsPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { guardrailsSchema } from '../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import { metricNames } from '../../../lambdas/domain/records/evidence.ts';
import type { Step } from '../../../lambdas/domain/records/plan.ts';
import { stopAutomation } from '../../../lambdas/domain/records/transitions/incident-changes.ts';
import { guardrails } from '../../../lambdas/domain/response/guardrails/index.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import {
  aClosedIncident,
  aDebt,
  aKillSwitch,
  anApproval,
  aStepRecord,
  aTimelineEntry,
} from '../../support/builders/records.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

const auto = { reversible: 'auto', irreversible: 'approve' } as const;
const observe = { reversible: 'observe', irreversible: 'observe' } as const;
const of = <Mode>(mode: Mode) => ({ SEV1: mode, SEV2: mode, SEV3: mode });
const freely = guardrailsSchema.parse({ mode: of(auto) });
const freeze = (decision: 'deny' | 'needs-approval') => ({
  freezeWindows: [
    {
      id: 'launch',
      reason: 'The launch',
      decision,
      exceptSeverities: [],
      once: { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' },
    },
  ],
});

let world: ApprovalWorld;
const input = () => ({ incidentId: world.incidentId, stepIndex: 0, approvalId: world.approvalId });
const withGuardrails = (over: Partial<GuardrailsPolicy>): CompiledPolicy => ({
  ...world.policy,
  guardrails: { ...world.policy.guardrails, ...over },
});
const changes = () => world.account.changes.length;
const step = () => world.incidents.readStep(world.incidentId, 0);
const stop = (service: string | null) => world.killSwitches.save(aKillSwitch({ service }));
const anotherAction = (id: string, at: Date) =>
  world.leases
    .acquireLease('lambda-alias:checkout:live', id, at, 1, {
      incidentId: id,
      index: 0,
      service: 'checkout',
      action: 'scale-ecs-service',
      at: at.toISOString(),
    })
    .then(() => world.leases.releaseLease('lambda-alias:checkout:live', id));

const everyStep = (over: Partial<Step>) =>
  world.change((incident) => {
    const { assessment } = incident;
    if (assessment === null) return incident;
    const steps = assessment.plan.steps.map((each) => ({ ...each, ...over }));
    const plan = { ...assessment.plan, steps };
    return { ...incident, version: incident.version + 1, assessment: { ...assessment, plan } };
  });

/** What makes each guardrail stricter after its verdict. */
const stricter: Readonly<Record<string, () => Promise<Partial<GuardrailsPolicy> | Partial<CompiledPolicy>>>> =
  {
    'kill-switch': async () => {
      await stop(null);
      return {};
    },
    'automation-stopped': async () => {
      await world.change((incident) => {
        const stopped = stopAutomation(incident, 'person:ben', world.clock.now());
        return stopped.ok ? stopped.incident : incident;
      });
      return {};
    },
    mode: async () => ({ mode: of(observe) }),
    'earned-autonomy': async () => {
      for (const id of ['inc_a', 'inc_b']) {
        const { assessment } = (await world.incidents.readIncident(world.incidentId)) ?? {};
        if (assessment === undefined) throw new Error('There is no incident');
        await world.incidents.createIncident(aClosedIncident({ id, assessment }));
        const result = {
          at: '2026-11-20T02:00:00.000Z',
          outcome: 'stale',
          text: 'gone',
          postState: null,
        } as const;
        await world.incidents.saveStep(aStepRecord({ incidentId: id, result }));
      }
      return {};
    },
    'agent-proposal': async () => {
      // Of an agent that policy names no more.
      await everyStep({ proposedBy: { agent: 'helper', of: null } });
      return {};
    },
    'freeze-window': async () => freeze('deny'),
    cooldown: async () => {
      await anotherAction('inc_other', world.clock.now());
      return {};
    },
    'protected-resources': async () => ({
      protected: [{ resource: 'lambda-alias:checkout:*', rule: 'never', reason: 'The launch' }],
    }),
    'one-at-a-time': async () => {
      await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 600);
      return {};
    },
    oscillation: async () => {
      await anotherAction('inc_one', new Date(world.clock.now().getTime() - 2 * 3_600_000));
      await anotherAction('inc_two', new Date(world.clock.now().getTime() - 3_600_000));
      return {};
    },
    'blast-radius': async () => {
      await world.incidents.putDebt(
        aDebt({ incidentId: 'inc_other', service: 'search', resource: 'another' }),
      );
      return {
        blastRadius: { ...freely.blastRadius, servicesAtOnce: 1, decision: 'deny', withinMinutes: 10_000 },
      };
    },
    'own-echo': async () => {
      const echoes = metricNames.map(
        (metric) => ({ metric, goes: 'up', because: 'it starts cold' }) as const,
      );
      const createdAt = world.clock.now().toISOString();
      await world.incidents.putDebt(
        aDebt({ incidentId: 'inc_other', service: 'checkout', createdAt, echoes }),
      );
      return {};
    },
    cost: async () => {
      await everyStep({ addsUnits: 'unbounded' });
      return {};
    },
    'action-budget': async () => ({ budget: { actionsPerIncident: 0, actionsPerServicePerDay: 0 } }),
    'known-target': async () => ({ services: [] }),
    'evidence-freshness': async () => {
      world.clock.advance(31 * 60);
      return {};
    },
  };

async function policyAfter(name: string): Promise<CompiledPolicy> {
  const over = await (stricter[name]?.() ?? Promise.reject(new Error(`Nothing makes ${name} stricter`)));
  return 'services' in over
    ? { ...world.policy, ...over }
    : withGuardrails({ ...world.policy.guardrails, ...(over as Partial<GuardrailsPolicy>) });
}

describe('take-action asks every guardrail again right before the effect', () => {
  it('of the registry, whatever let the step run before', async () => {
    expect(Object.keys(stricter).toSorted()).toEqual(guardrails.map(({ name }) => name).toSorted());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...guardrails.map(({ name }) => name)),
        fc.boolean(),
        async (name, isApproved) => {
          world = await approvalWorld(aPolicy({ guardrails: isApproved ? aPolicy().guardrails : freely }));
          if (isApproved) {
            await world.ask();
            await world.decide(deliveredLink(world.sentTo('ana')[0]));
          } else {
            await checkGuardrails(world, input());
          }
          const policy = await policyAfter(name);
          const { outcome } = await takeAction(
            { ...world, policy },
            { ...input(), approvalId: isApproved ? world.approvalId : null },
          );
          expect(outcome).toMatch(/^(refused|needs-approval)$/);
          expect(changes()).toBe(0);
          expect((await step())?.lock).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('and does it when nothing became stricter', async () => {
    world = await approvalWorld(aPolicy({ guardrails: freely }));
    await checkGuardrails(world, input());
    expect(await takeAction(world, { ...input(), approvalId: null })).toMatchObject({ outcome: 'done' });
    expect(changes()).toBe(1);
  });
});

describe('take-action with an approval', () => {
  beforeEach(async () => {
    world = await approvalWorld();
    await world.ask();
    await world.decide(deliveredLink(world.sentTo('ana')[0]));
  });

  it('records a new deny with the step and says why', async () => {
    const policy = withGuardrails(freeze('deny'));
    expect(await takeAction({ ...world, policy }, input())).toEqual({
      outcome: 'refused',
      reason: expect.stringContaining('launch'),
    });
    expect((await step())?.rechecks).toMatchObject([{ verdict: { decision: 'deny' } }]);
  });

  it('asks people about what they did not know when they approved', async () => {
    const policy = withGuardrails(freeze('needs-approval'));
    const deps = { ...world, policy };
    expect(await takeAction(deps, input())).toMatchObject({ outcome: 'needs-approval' });
    expect(await checkGuardrails(deps, input())).toMatchObject({ decision: 'needs-approval' });
    await world.ask('token-2', deps);
    const link = deliveredLink(world.sentTo('ana').at(-1));
    await world.decide(link, {}, deps);
    const approvalId = `${world.approvalId}_1`;
    expect(await takeAction(deps, { ...input(), approvalId })).toMatchObject({ outcome: 'done' });
    expect(changes()).toBe(1);
  });

  it('takes a person’s look for fresh evidence', async () => {
    world = await approvalWorld();
    await world.ask();
    world.clock.advance(14 * 60);
    await world.decide(deliveredLink(world.sentTo('ana')[0]));
    world.clock.advance(20 * 60);
    expect(await world.act()).toMatchObject({ outcome: 'done' });
  });

  it('asks anew when whoever approved is no approver any more', async () => {
    const { people } = world.policy;
    const approvals = { ...people.approvals, approvers: ['ben'] };
    const policy = { ...world.policy, people: { ...people, approvals } };
    expect(await takeAction({ ...world, policy }, input())).toMatchObject({ outcome: 'needs-approval' });
    expect(changes()).toBe(0);
  });

  it.each([null, 'checkout'])('obeys the kill switch of %p', async (service) => {
    await stop(service);
    expect(await world.act()).toEqual({
      outcome: 'refused',
      reason: expect.stringContaining('the region is on fire'),
    });
    expect(changes()).toBe(0);
  });

  it('leaves alone the kill switch of another service, and one that was released', async () => {
    await stop('search');
    await stop(null);
    await world.killSwitches.save(aKillSwitch({ isOn: false }));
    expect(await world.act()).toMatchObject({ outcome: 'done' });
  });
});

describe('take-action stops at the last moment', () => {
  beforeEach(async () => {
    world = await approvalWorld();
    await world.ask();
    await world.decide(deliveredLink(world.sentTo('ana')[0]));
  });

  /** The account, which does something at the first look at it: the preflight. */
  function meanwhile(work: () => Promise<unknown>): AwsClients {
    let isDone = false;
    return new Proxy(world.aws, {
      get(target, key, receiver) {
        const member: unknown = Reflect.get(target, key, receiver);
        if (key !== 'get' || typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const client = Reflect.apply(member, target, args) as {
            send: (...sent: unknown[]) => Promise<unknown>;
          };
          return {
            ...client,
            send: async (...sent: unknown[]) => {
              if (!isDone) {
                isDone = true;
                await work();
              }
              return await client.send(...sent);
            },
          };
        };
      },
    });
  }

  it.each([
    [
      'a person takes over',
      () =>
        world.incidents.appendEntry(
          world.incidentId,
          aTimelineEntry({ kind: 'command.take-over', actor: 'person:ben' }),
        ),
      /ben took over/,
    ],
    [
      'a person stops automation',
      () => world.change((incident) => ({ ...incident, automationStoppedAt: '2026-11-23T02:02:30.000Z' })),
      /stopped/,
    ],
    ['the kill switch is turned on', () => stop('checkout'), /on fire/],
    ['a freeze begins', async () => world.clock.advance(3600), /launch/],
  ] as const)('when, after its lock is decided on, %s', async (_, work, why) => {
    const policy = withGuardrails({
      evidenceMaxAgeMinutes: 1000,
      freezeWindows: freeze('deny').freezeWindows.map((window) => ({
        ...window,
        once: { from: '2026-11-23T03:00:00Z', until: '2026-11-24T00:00:00Z' },
      })),
    });
    const deps = { ...world, policy, aws: meanwhile(work) };
    expect(await takeAction(deps, input())).toEqual({
      outcome: 'stopped',
      reason: expect.stringMatching(why),
    });
    expect(changes()).toBe(0);
    expect((await step())?.result).toMatchObject({ outcome: 'stopped', text: expect.stringMatching(why) });
    expect(await world.incidents.listDebts(world.incidentId)).toEqual([]);
    expect(await world.act()).toMatchObject({ outcome: 'stopped' });
    const next = await world.leases.acquireLease(
      'lambda-alias:checkout:live',
      'inc_next',
      world.clock.now(),
      60,
    );
    expect(next.acquired).toBe(true);
  });

  it('is not known, and said so, when a run before it was killed after its lock', async () => {
    const killed = { ...world.incidents, putDebt: () => Promise.reject(new Error('killed')) };
    await expect(world.act({ ...world, incidents: killed })).rejects.toThrow('killed');
    await stop(null);
    expect(await world.act()).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringMatching(/may have/),
    });
  });

  it('whichever approval is named', async () => {
    await world.approvals.createApproval(anApproval({ id: 'apr_x', incidentId: 'inc_x' }));
    expect(await takeAction(world, { ...input(), approvalId: 'apr_x' })).toMatchObject({
      outcome: 'refused',
    });
  });
});
