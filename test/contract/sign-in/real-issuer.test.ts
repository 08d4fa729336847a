import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import { SignInRefusedError } from '../../../lambdas/domain/errors.ts';
import type { SignInDeps } from '../../../lambdas/runtime/build/build-sign-in.ts';
import { systemClock } from '../../../lambdas/runtime/env/system-clock.ts';
import { startDemoIssuer } from '../../../local/cloud/demo-issuer.ts';
import { signInPolicy } from '../../support/builders/policy/sign-in-policy.ts';
import { signInBrowser, signInDeps } from '../../support/worlds/sign-in-world.ts';

const consoleUrl = 'http://127.0.0.1:5399/prod';
let issuer: Awaited<ReturnType<typeof startDemoIssuer>>;
let deps: SignInDeps;

beforeAll(async () => {
  issuer = await startDemoIssuer({
    port: 0,
    clientId: 'firebreak',
    redirectUri: `${consoleUrl}/v1/sign-in/callback`,
    subjects: ['sub-ana', 'sub-mallory'],
  });
  deps = signInDeps({
    clock: systemClock,
    policy: signInPolicy({ issuer: issuer.url }),
    http: createHttpClient({ send: sendToLoopback(issuer.url) }),
    consoleUrl,
  });
});

afterAll(() => issuer.stop());

/** Follows a browser's way through the issuer as this subject, up to the way back; what it is sent back with. */
async function through(location: string, subject: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>();
  let url = new URL(location);
  for (let step = 0; step < 10; step += 1) {
    if (url.pathname.startsWith('/interaction/')) url.searchParams.set('as', subject);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`${url.pathname} answers ${answer.status}: ${await answer.text()}`);
    url = new URL(next, url);
    if (url.href.startsWith(consoleUrl)) return Object.fromEntries(url.searchParams);
  }
  throw new Error('The issuer leads nowhere');
}

describe('a real issuer', () => {
  it('signs a person in, and says when they proved who they are', async () => {
    const browser = signInBrowser(deps);
    const { location } = await browser.call('GET', '/v1/sign-in', { return: '/approve', fresh: '1' });
    const back = await browser.call('GET', '/v1/sign-in/callback', await through(location, 'sub-ana'));
    expect(back).toMatchObject({ status: 302, location: '/prod/approve' });
    const sealed = browser.cookies.get(deps.browserSessions.cookie) ?? '';
    const session = await deps.sessions.open(sealed, systemClock.now());
    expect(session).toMatchObject({
      issuer: issuer.url,
      subject: 'sub-ana',
      authenticatedAt: expect.any(String),
    });
  });

  it('signs in a person whom policy does not know, who gets nowhere', async () => {
    const browser = signInBrowser(deps);
    const { location } = await browser.call('GET', '/v1/sign-in');
    const back = await browser.call('GET', '/v1/sign-in/callback', await through(location, 'sub-mallory'));
    expect(back.status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  it('takes a code once, and only from whoever began', async () => {
    const attempt = {
      state: 's'.repeat(43),
      nonce: 'n'.repeat(43),
      verifier: 'v'.repeat(43),
      returnTo: '/me',
      isFresh: true,
      expiresAt: '2099-01-01T00:00:00.000Z',
    };
    const sent = async () => {
      const { code = '', iss = null } = await through(
        await deps.provider.authorizationUrl(attempt),
        'sub-ana',
      );
      return { code, issuer: iss };
    };
    const stolen = deps.provider.identify(await sent(), { ...attempt, verifier: 'w'.repeat(43) });
    await expect(stolen).rejects.toBeInstanceOf(SignInRefusedError);
    const answer = await sent();
    await expect(deps.provider.identify(answer, attempt)).resolves.toMatchObject({ subject: 'sub-ana' });
    await expect(deps.provider.identify(answer, attempt)).rejects.toBeInstanceOf(SignInRefusedError);
  });
});
