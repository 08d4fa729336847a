import { beforeEach, describe, expect, it } from '@jest/globals';
import { SignInNeededError } from '../../../lambdas/domain/errors.ts';
import { approvalEntries } from '../../../lambdas/domain/reporting/timeline/approval-entries.ts';
import type { Session } from '../../../lambdas/domain/sign-in/session.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { type DeliveredLink, deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aSession, signInPolicy, testIssuer } from '../../support/builders/policy/sign-in-policy.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
let ana: DeliveredLink;

/** An approver was asked about a step that cannot be undone, and reads it for a while. */
async function asked(settings: Parameters<typeof signInPolicy>[0] = {}) {
  world = await approvalWorld(signInPolicy(settings));
  await world.makeIrreversible();
  await world.ask();
  ana = deliveredLink(world.sentTo('ana')[0]);
  world.clock.advance(100);
}

const now = () => world.clock.now().toISOString();
const decide = (session: Session | null, overrides: Parameters<ApprovalWorld['decide']>[1] = {}) =>
  world.decide(ana, { session, ...overrides });
const refusals = async () =>
  (await world.incidents.readRecord(world.incidentId))?.entries.filter(
    ({ kind }) => kind === 'approval.sign-in-refused',
  );

describe('a step that cannot be undone', () => {
  beforeEach(() => asked());

  it('is approved by link, code and a fresh sign-in, which goes on record', async () => {
    const at = now();
    expect(await decide(aSession(at))).toMatchObject({ state: 'approved', decidedBy: 'ana' });
    expect((await world.approval()).votes).toMatchObject([
      { by: 'ana', signedIn: { at, issuer: testIssuer } },
    ]);
    expect(approvalEntries(await world.approval()).at(-1)?.text).toContain('signed in at login.example.com');
  });

  it('is not approved by link and code alone, and no attempt is used up', async () => {
    await expect(decide(null)).rejects.toBeInstanceOf(SignInNeededError);
    expect(await world.approval()).toMatchObject({ state: 'pending', links: [{ wrongCodes: 0 }, {}] });
  });

  it('is not approved with the sign-in of another approver, and that goes on record once', async () => {
    const ben = aSession(now(), { subject: 'sub-ben' });
    await expect(decide(ben)).rejects.toBeInstanceOf(SignInNeededError);
    await expect(decide(ben)).rejects.toBeInstanceOf(SignInNeededError);
    expect(await refusals()).toMatchObject([{ data: { person: 'ana', signedIn: 'ben' } }]);
    expect((await world.approval()).state).toBe('pending');
  });

  it.each([
    ['of somebody whom policy does not name', { subject: 'sub-mallory' }],
    ['at another issuer', { issuer: 'https://login.example.org' }],
    ['that does not tell when', { authenticatedAt: null }],
  ])('is not approved with a sign-in %s', async (_, overrides) => {
    await expect(decide(aSession(now(), overrides))).rejects.toBeInstanceOf(SignInNeededError);
  });

  it('is not approved with a proof that is older than policy allows, however young the session is', async () => {
    const authenticatedAt = new Date(world.clock.now().getTime() - 361_000).toISOString();
    await expect(decide(aSession(now(), { authenticatedAt }))).rejects.toBeInstanceOf(SignInNeededError);
  });

  it('is rejected without a sign-in', async () => {
    expect(await decide(null, { decision: 'reject' })).toMatchObject({ state: 'rejected' });
  });

  it('says on its page what is missing, and when nothing is', async () => {
    expect((await viewApproval(world, ana.key)).signIn).toMatchObject({
      done: false,
      address: 'v1/sign-in?return=/approve&fresh=1',
    });
    expect((await viewApproval(world, ana.key, aSession(now()))).signIn).toMatchObject({ done: true });
  });
});

describe('where policy asks for a second factor', () => {
  beforeEach(() => asked({ acrValues: ['mfa', 'hardware'] }));

  it('takes a sign-in that had one', async () => {
    await expect(decide(aSession(now()))).rejects.toBeInstanceOf(SignInNeededError);
    await expect(decide(aSession(now(), { acr: 'password' }))).rejects.toBeInstanceOf(SignInNeededError);
    expect(await decide(aSession(now(), { acr: 'hardware' }))).toMatchObject({ state: 'approved' });
  });
});

describe('a step that can be undone', () => {
  const start = async (which: 'irreversible' | 'all') => {
    world = await approvalWorld(signInPolicy({}, which));
    await world.ask();
    ana = deliveredLink(world.sentTo('ana')[0]);
    world.clock.advance(100);
  };

  it('takes none unless policy asks for it', async () => {
    await start('irreversible');
    expect((await viewApproval(world, ana.key)).signIn).toBeNull();
    expect(await decide(null)).toMatchObject({ state: 'approved' });
  });

  it('takes one of the last minutes where policy asks for it, whenever its person last typed a password', async () => {
    await start('all');
    await expect(decide(null)).rejects.toBeInstanceOf(SignInNeededError);
    const old = new Date(world.clock.now().getTime() - 901_000).toISOString();
    await expect(decide(aSession(now(), { signedInAt: old }))).rejects.toBeInstanceOf(SignInNeededError);
    expect(await decide(aSession(now(), { authenticatedAt: null }))).toMatchObject({ state: 'approved' });
  });

  it('is asked anew when it was approved without the sign-in that policy asks for by now', async () => {
    await start('irreversible');
    await decide(null);
    const stricter = { ...world, policy: signInPolicy({}, 'all') };
    const policy = { ...stricter.policy, services: world.policy.services };
    expect(await world.act({ ...stricter, policy })).toEqual({
      outcome: 'needs-approval',
      reason: expect.stringContaining('without signing in'),
    });
    expect(world.account.alias.version).toBe('57');
  });
});
