import { describe, expect, it } from '@jest/globals';
import { RestrictedError } from '../../lambdas/domain/errors.ts';
import { approversOf, mayCallerRead, mayRead } from '../../lambdas/domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { reconcileApproval } from '../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../lambdas/use-cases/approvals/view-approval.ts';
import { correlateBatch } from '../../lambdas/use-cases/correlation/correlate-batch.ts';
import { isExempt } from '../../lambdas/use-cases/suppression/is-exempt.ts';
import { sweep } from '../../lambdas/use-cases/sweep/sweep.ts';
import { deliveredLink } from '../../local/rehearsal/delivered-link.ts';
import { aPolicy } from '../support/builders/policy/a-policy.ts';
import { anAlert } from '../support/builders/records.ts';
import {
  sampleApproval,
  sampleIncidentId,
  sampleRecord,
} from '../support/builders/samples/sample-incident.ts';
import { createFaults } from '../support/faults/faults.ts';
import { approvalWorld } from '../support/worlds/approval-world.ts';
import { consoleCaller, inMemoryConsole, storeRecord } from '../support/worlds/console-server.ts';
import { useCaseWorld } from '../support/worlds/use-case-world.ts';

/** In this policy ana and ben approve, and only ben is named for security. */
const { people } = aPolicy();
const leakRule = {
  id: 'leak',
  when: 'alert.text.contains("leak")',
  severity: 'SEV1',
  symptom: 'security',
  reason: 'By leak.',
  place: 'severity.yaml:1',
} as const;
const policy: CompiledPolicy = aPolicy({ severity: { ...aPolicy().severity, rules: [leakRule] } });
const sensitive = { sensitive: true };

describe('who may see a sensitive incident', () => {
  it('are those whom policy names for security', () => {
    expect([mayRead(people, sensitive, 'ben'), mayRead(people, sensitive, 'ana')]).toEqual([true, false]);
    expect(mayRead(people, { sensitive: false }, 'anybody')).toBe(true);
    expect(approversOf(people, sensitive, {})).toEqual(['ben']);
    const approvals = { ...people.approvals, securityApprovers: ['dana', 'ben'] };
    expect(approversOf({ ...people, approvals }, sensitive, {})).toEqual(['ben']);
    expect(approversOf({ ...people, approvals }, { sensitive: false }, {})).toEqual(['ana', 'ben']);
    const stakeholders = { ...people.stakeholders, security: ['dana', 'ben'] };
    expect(approversOf({ ...people, approvals, stakeholders }, sensitive, {})).toEqual(['dana', 'ben']);
  });

  it.each([
    [undefined, 'arn:aws:sts::123456789012:assumed-role/Security/dana', false],
    [
      ['arn:aws:sts::123456789012:assumed-role/Security/*'],
      'arn:aws:sts::123456789012:assumed-role/Security/dana',
      true,
    ],
    [
      ['arn:aws:sts::123456789012:assumed-role/Security/*'],
      'arn:aws:sts::123456789012:assumed-role/SecurityX/dana',
      false,
    ],
    [['arn:aws:iam::123456789012:user/dana'], 'arn:aws:iam::123456789012:user/dana2', false],
    [['arn:aws:iam::123456789012:user/dana'], null, false],
  ])('of callers with principals %j and caller %s: %s', (securityPrincipals, caller, allowed) => {
    const named = securityPrincipals === undefined ? people : { ...people, securityPrincipals };
    expect(mayCallerRead(named, sensitive, caller)).toBe(allowed);
  });
});

describe('a sensitive incident in the console', () => {
  const closed = sampleRecord('closed');
  const secret = { ...closed, incident: { ...closed.incident, sensitive: true } };
  const paths = ['/v1/incidents/{id}', '/v1/incidents/{id}/timeline', '/incidents/{id}'];
  const tell = /CheckoutErrorRateHigh|Lambda|roll|TypeError|41/;

  it('is kept from the API, from open pages and from the list', async () => {
    const deps = inMemoryConsole();
    await storeRecord(deps, secret);
    await deps.approvals.createApproval(sampleApproval('approved'));
    const call = consoleCaller(deps);
    for (const resource of paths) {
      const { statusCode, body } = await call({ resource, parameters: { id: sampleIncidentId } });
      expect(statusCode).toBe(resource.startsWith('/v1') ? 403 : 200);
      expect(body.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, '')).not.toMatch(tell);
    }
    for (const resource of ['/v1/incidents', '/']) {
      const { body } = await call({ resource, query: { status: 'all' } });
      expect(body).toContain('Security-sensitive incident');
      expect(body).not.toContain('CheckoutErrorRateHigh');
    }
  });

  it.each(['open', 'signed-link'] as const)(
    'is shown by a personal link to the right person only (%s)',
    async (access) => {
      const deps = inMemoryConsole({ access });
      await storeRecord(deps, secret);
      const view = async (person: string) => {
        const key = await deps.linkKeys.sign({
          scope: 'view',
          subject: sampleIncidentId,
          person,
          planHash: null,
          generation: 0,
          expiresAt: '2026-11-24T00:00:00.000Z',
        });
        const body = JSON.stringify({ key, page: `/incidents/${sampleIncidentId}` });
        return await consoleCaller(deps)({ method: 'POST', resource: '/v1/console/view', body });
      };
      const [ana, ben] = [await view('ana'), await view('ben')];
      expect([ana.statusCode, ben.statusCode]).toEqual([403, 200]);
      expect(JSON.parse(ana.body).error.code).toBe('incident.restricted');
      expect(ana.body).not.toMatch(tell);
      expect(ben.body).toMatch(tell);
    },
  );
});

describe('an approval of a sensitive incident', () => {
  it('is asked of approvers who may see it, and of nobody else', async () => {
    const world = await approvalWorld();
    await world.change((incident) => ({ ...incident, sensitive: true }));
    await world.ask();
    expect(world.channel.sent().map(({ to }) => to)).toEqual(['ben']);
  });

  it('is void when no approver may see it', async () => {
    const world = await approvalWorld(
      aPolicy({ people: { ...people, approvals: { ...people.approvals, approvers: ['ana'] } } }),
    );
    await world.change((incident) => ({ ...incident, sensitive: true }));
    await world.ask();
    expect(world.channel.sent()).toEqual([]);
    expect(await world.approval()).toMatchObject({ state: 'void' });
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision: 'void' });
  });

  it('that became so after it was asked is void, and its links show nothing to others', async () => {
    const world = await approvalWorld();
    await world.ask();
    const [ana, ben] = ['ana', 'ben'].map((person) => deliveredLink(world.sentTo(person)[0]));
    world.clock.advance(60);
    const sensitiveSince = world.clock.now().toISOString();
    await world.change((incident) => ({ ...incident, sensitive: true, sensitiveSince }));
    await expect(viewApproval(world, ana?.key ?? '')).rejects.toThrow(RestrictedError);
    await expect(world.decide(ana ?? { key: '', code: '' }, { nonce: 'x' })).rejects.toThrow(RestrictedError);
    expect(await viewApproval(world, ben?.key ?? '')).toMatchObject({ state: 'pending' });
    await expect(world.decide(ben ?? { key: '', code: '' })).rejects.toMatchObject({ code: 'approval.void' });
    await reconcileApproval(world, world.approvalId);
    expect((await world.approval()).state).toBe('void');
  });
});

describe('an incident whose alerts speak of security', () => {
  const target = { correlationKey: 'checkout/production', service: 'checkout', environment: 'production' };
  const delivered = (title: string, fingerprint: string) => ({
    alert: anAlert({ title, fingerprint }),
    receivedAt: '2026-11-23T02:05:00.000Z',
    deliveryId: `dlv_${fingerprint}`,
    sensitive: title.includes('leak'),
  });

  it('is sensitive from its first write on', async () => {
    const world = useCaseWorld();
    await correlateBatch({ ...world, policy }, [{ target, delivered: delivered('A key leak', 'f7') }]);
    const { incidents } = await world.incidents.listIncidents({ status: 'all', limit: 5 });
    expect(incidents).toEqual([expect.objectContaining({ sensitive: true })]);
  });

  it('becomes sensitive before such an alert is part of it, and those who may see it are notified', async () => {
    const world = useCaseWorld();
    await world.acted();
    const seen: string[] = [];
    const incidents = {
      ...world.incidents,
      saveAlertPage: async (...args: Parameters<typeof world.incidents.saveAlertPage>) => {
        const incident = await world.incidents.readIncident(args[0]);
        seen.push(`sensitive: ${incident?.sensitive}`);
        await world.incidents.saveAlertPage(...args);
      },
    };
    await correlateBatch({ ...world, incidents, policy }, [
      { target, delivered: delivered('A key leak', 'f7') },
    ]);
    expect(seen).toEqual(['sensitive: true']);
    world.clock.advance(120);
    await sweep(world.through(createFaults(null), policy));
    const told = world.channel.sent().filter(({ kind }) => kind === 'incident-restricted');
    expect(told.map(({ to }) => to)).toEqual(['ben']);
    expect(world.channel.sent().every(({ to }) => to === 'ben')).toBe(true);
  });
});

describe('an alert that speaks of security', () => {
  it('is never held back in an incident of others', () => {
    const target = { correlationKey: 'checkout/production', service: 'checkout', environment: 'production' };
    const firing = (sensitive: boolean) => ({
      alert: anAlert(),
      receivedAt: 'x',
      deliveryId: 'x',
      sensitive,
    });
    expect(isExempt({ policy }, target, firing(true), ['SEV1'])).toBe(true);
    expect(isExempt({ policy }, target, firing(false), ['SEV1'])).toBe(false);
  });
});
