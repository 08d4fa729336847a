import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn } from '../../../../../bin/commands/doctor/checks/check-sign-in.ts';
import { findingsOf } from '../../../../../bin/commands/doctor/finding.ts';
import type { Installation } from '../../../../../bin/installation/installation.ts';
import { resourceNames } from '../../../../../lib/functions/resource-names.ts';
import { startDemoIssuer } from '../../../../../local/cloud/demo-issuer.ts';
import { aPolicy } from '../../../../support/builders/policy/a-policy.ts';
import { signInPolicy } from '../../../../support/builders/policy/sign-in-policy.ts';

const api = 'http://127.0.0.1:5399/prod';
let issuer: Awaited<ReturnType<typeof startDemoIssuer>>;

beforeAll(async () => {
  issuer = await startDemoIssuer({
    port: 0,
    clientId: 'firebreak',
    redirectUri: `${api}/v1/sign-in/callback`,
    subjects: [],
  });
});
afterAll(() => issuer.stop());

async function found(policy = signInPolicy({ issuer: issuer.url }), at = api) {
  const installation = { stage: 'prod', api: async () => at } as Partial<Installation> as Installation;
  return await findingsOf(signIn, { installation, names: resourceNames('prod'), policy });
}

describe('the check of the sign-in, at a real issuer', () => {
  it('is content with one that knows the client and the way back', async () => {
    expect(await found()).toMatchObject([{ check: 'sign-in', state: 'ok', next: null }]);
  });

  it('has nothing to ask where policy names no issuer', async () => {
    expect(await found(aPolicy())).toMatchObject([{ state: 'ok' }]);
  });

  it('finds that the way back is not registered', async () => {
    expect(await found(undefined, 'http://127.0.0.1:5398/prod')).toMatchObject([
      { state: 'problem', found: expect.stringContaining('127.0.0.1:5398/prod/v1/sign-in/callback') },
    ]);
  });

  it('finds that the client is not known', async () => {
    expect(await found(signInPolicy({ issuer: issuer.url, clientId: 'another' }))).toMatchObject([
      { state: 'problem', found: expect.stringContaining('another') },
    ]);
  });

  it('finds that the issuer calls itself otherwise than policy does', async () => {
    expect(await found(signInPolicy({ issuer: `${issuer.url}/` }))).toMatchObject([{ state: 'problem' }]);
  });

  it('finds that tokens are signed in no way that policy takes', async () => {
    expect(await found(signInPolicy({ issuer: issuer.url, algorithms: ['PS512'] }))).toMatchObject([
      { state: 'problem', found: expect.stringContaining('RS256') },
    ]);
  });

  it('names approvers who could not sign in', async () => {
    const policy = signInPolicy({ issuer: issuer.url });
    const people = policy.people.people.map(({ oidc, ...person }) =>
      person.id === 'ana' || oidc === undefined ? person : { ...person, oidc },
    );
    expect(await found({ ...policy, people: { ...policy.people, people } })).toMatchObject([
      { state: 'problem', found: expect.stringMatching(/^ana cannot approve/) },
    ]);
  });

  it('does not take silence for health', async () => {
    const gone = await startDemoIssuer({ port: 0, clientId: 'x', redirectUri: api, subjects: [] });
    await gone.stop();
    expect(await found(signInPolicy({ issuer: gone.url }))).toMatchObject([{ state: 'unknown' }]);
  });
});
