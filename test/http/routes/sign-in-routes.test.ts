import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createInMemorySignInStore } from '../../../local/rehearsal/memory/stores/in-memory-sign-in-store.ts';
import { signInPolicy, testIssuer } from '../../support/builders/policy/sign-in-policy.ts';
import { type MadeUpIssuer, madeUpIssuer } from '../../support/servers/made-up-issuer.ts';
import { sessionCookieName, signInBrowser, signInDeps } from '../../support/worlds/sign-in-world.ts';

const policy = signInPolicy();
let clock: ReturnType<typeof createManualClock>;
let issuer: MadeUpIssuer;
let browser: ReturnType<typeof signInBrowser>;

beforeEach(async () => {
  clock = createManualClock('2026-11-23T02:00:00.000Z');
  issuer = await madeUpIssuer();
  browser = signInBrowser(signInDeps({ clock, policy, http: issuer.http }));
});

/** Sends the browser to the issuer; what it was asked there. */
async function begin(query: Readonly<Record<string, string>> = { return: '/approve', fresh: '1' }) {
  const { location } = await browser.call('GET', '/v1/sign-in', query);
  const { state = '', nonce = '' } = Object.fromEntries(new URL(location).searchParams);
  issuer.state.idToken = await issuer.sign(clock.now(), { nonce });
  return { state, nonce };
}

const callback = (query: Readonly<Record<string, string>>) =>
  browser.call('GET', '/v1/sign-in/callback', { code: 'code-1', iss: testIssuer, ...query });

const who = async (headers: Readonly<Record<string, string>> = {}) =>
  JSON.parse((await browser.call('GET', '/v1/sign-in/session', {}, headers)).body).you;

describe('signing in', () => {
  it('leads to the issuer and back, and then says who it is', async () => {
    const { state } = await begin();
    const back = await callback({ state });
    expect(back).toMatchObject({ status: 302, location: '/prod/approve' });
    expect(await who()).toEqual({
      person: { id: 'ana', name: 'Ana' },
      issuer: testIssuer,
      signedInAt: '2026-11-23T02:00:00.000Z',
      expiresAt: '2026-11-23T10:00:00.000Z',
      isApprover: true,
    });
  });

  it('is recorded with its time, and goes on where that cannot be written', async () => {
    const signIns = createInMemorySignInStore();
    browser = signInBrowser(signInDeps({ clock, policy, http: issuer.http, signIns }));
    await callback({ state: (await begin()).state });
    expect(await signIns.readSignIn('ana')).toEqual({
      person: 'ana',
      issuer: testIssuer,
      at: '2026-11-23T02:00:00.000Z',
    });
    const away = new DependencyUnavailableError('The table is away');
    const broken = { ...signIns, recordSignIn: () => Promise.reject(away) };
    browser = signInBrowser(signInDeps({ clock, policy, http: issuer.http, signIns: broken }));
    expect(await callback({ state: (await begin()).state })).toMatchObject({ status: 302 });
    expect(await who()).toMatchObject({ person: { id: 'ana' } });
  });

  it('keeps cookies of this host alone, out of reach for scripts; only the attempt comes along from the issuer', async () => {
    const begun = await browser.call('GET', '/v1/sign-in');
    expect(begun.set).toEqual([
      expect.stringMatching(
        /^__Host-firebreak-test-sign-in=v1\.\S+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
      ),
    ]);
    const { state } = await begin();
    expect((await callback({ state })).set).toEqual([
      '__Host-firebreak-test-sign-in=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0',
      expect.stringMatching(
        /^__Host-firebreak-test=v1\.\S+; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=28800$/,
      ),
    ]);
  });

  it('leads back to no other page than those it knows', async () => {
    const others = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/approve?x=1',
      '/approve#x',
      '/incidents/../v1/sign-out',
      'approve',
      '/\r\nSet-Cookie: a=b',
    ];
    for (const wanted of others) {
      const { state } = await begin({ return: wanted });
      const { location } = await callback({ state });
      expect({ wanted, location }).toEqual({ wanted, location: '/prod/me' });
    }
  });

  it('is refused with a state that this browser did not begin with', async () => {
    await begin();
    expect((await callback({ state: 'random-1' })).status).toBe(403);
    expect(browser.cookies.has(sessionCookieName)).toBe(false);
    expect(issuer.askedFor('/token')).toBe(0);
  });

  it('is refused in a browser that did not begin it: nobody is signed in as somebody else', async () => {
    const { state } = await begin();
    browser.cookies.clear();
    expect((await callback({ state })).status).toBe(403);
    expect(issuer.askedFor('/token')).toBe(0);
  });

  it('is refused when the answer is played back', async () => {
    const { state } = await begin();
    await callback({ state });
    expect((await callback({ state })).status).toBe(403);
    expect(issuer.askedFor('/token')).toBe(1);
  });

  it('is refused after ten minutes', async () => {
    const { state } = await begin();
    clock.advance(600);
    expect((await callback({ state })).status).toBe(403);
  });

  it('is refused with the answer of another issuer', async () => {
    const { state } = await begin();
    expect((await callback({ state, iss: 'https://login.example.org' })).status).toBe(403);
    expect(issuer.askedFor('/token')).toBe(0);
  });

  it('is refused for whom policy does not know, and shows them their subject, never their address', async () => {
    const { state, nonce } = await begin();
    const claims = { nonce, sub: 'sub-<b>mallory', email: 'ana@example.com', email_verified: true };
    issuer.state.idToken = await issuer.sign(clock.now(), claims);
    const { status, body } = await callback({ state });
    expect(status).toBe(403);
    expect(body).toContain('sub-&#60;b&#62;mallory');
    expect(body).not.toContain('ana@example.com');
    expect(await who()).toBeNull();
  });

  it('shows nothing of what the issuer writes about an error', async () => {
    const { state } = await begin();
    const { status, body } = await callback({
      state,
      error: 'access_denied',
      error_description: 'call +1-555',
    });
    expect(status).toBe(403);
    expect(body).toContain('access_denied');
    expect(body).not.toContain('555');
  });

  it('fails closed while the issuer is away, and says that nothing was decided', async () => {
    const http = { send: () => Promise.reject(new DependencyUnavailableError('login.example.com is away')) };
    browser = signInBrowser(signInDeps({ clock, policy, http }));
    const { status, body, location } = await browser.call('GET', '/v1/sign-in', {
      return: '/approve',
      fresh: '1',
    });
    expect({ status, location }).toEqual({ status: 503, location: 'undefined' });
    expect(body).toContain('href="/prod/approve"');
  });

  it('logs who signed in, and no code, state, nonce, token or cookie', async () => {
    const { state, nonce } = await begin();
    await callback({ state });
    await callback({ state: 'other', code: 'code-of-somebody' });
    const logged = browser.lines.join('\n');
    expect(logged).toContain('"person":"ana"');
    const session = browser.cookies.get(sessionCookieName) ?? '';
    for (const secret of [state, nonce, 'code-1', 'code-of-somebody', issuer.state.idToken, session]) {
      expect(logged).not.toContain(secret);
    }
  });
});

describe('a session', () => {
  beforeEach(async () => {
    const { state } = await begin();
    await callback({ state });
  });

  const under = (...secrets: [string, ...string[]]) => {
    const other = signInBrowser(signInDeps({ clock, policy, http: issuer.http, secrets }));
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    browser = other;
  };

  it('lives on through one rotation of its key, and not through two', async () => {
    under('session-key-2', 'session-key');
    expect(await who()).toMatchObject({ person: { id: 'ana' } });
    under('session-key-3', 'session-key-2');
    expect(await who()).toBeNull();
  });

  it('is over after its hours', async () => {
    clock.advance(8 * 3600);
    expect(await who()).toBeNull();
  });

  it('is nobody’s once policy has another subject or issuer', async () => {
    const [ana, ...others] = policy.people.people;
    if (ana === undefined) throw new Error('The policy has nobody');
    const renamed = {
      ...policy,
      people: { ...policy.people, people: [{ ...ana, oidc: { subject: 'x' } }, ...others] },
    };
    for (const changed of [renamed, signInPolicy({ issuer: 'https://login.example.org' })]) {
      const other = signInBrowser(signInDeps({ clock, policy: changed, http: issuer.http }));
      for (const [name, value] of browser.cookies) other.cookies.set(name, value);
      const { body } = await other.call('GET', '/v1/sign-in/session');
      expect(JSON.parse(body).you).toBeNull();
    }
  });

  it.each([
    ['changed', (sealed: string) => `${sealed.slice(0, -2)}AA`],
    ['cut', (sealed: string) => sealed.slice(0, 20)],
    ['made up', () => 'v1.AAAA'],
  ])('does not count once it is %s', async (_, change) => {
    browser.cookies.set(sessionCookieName, change(browser.cookies.get(sessionCookieName) ?? ''));
    expect(await who()).toBeNull();
  });

  it('is no attempt, and an attempt is no session', async () => {
    await begin();
    browser.cookies.set(sessionCookieName, browser.cookies.get(`${sessionCookieName}-sign-in`) ?? '');
    expect(await who()).toBeNull();
  });

  it('is not told to pages of other sites', async () => {
    expect(await who({ 'sec-fetch-site': 'same-site' })).toBeNull();
    expect(await who({ 'sec-fetch-site': 'same-origin' })).not.toBeNull();
  });

  it('is ended by pages of this origin only', async () => {
    for (const origin of ['https://evil.example.com', 'null', 'https://firebreak.example.com.evil.example']) {
      expect((await browser.call('POST', '/v1/sign-out', {}, { origin })).status).toBe(401);
    }
    expect((await browser.call('POST', '/v1/sign-out')).status).toBe(401);
    expect(await who()).not.toBeNull();
    const own = { origin: 'https://firebreak.example.com' };
    expect((await browser.call('POST', '/v1/sign-out', {}, own)).status).toBe(200);
    expect(await who()).toBeNull();
  });
});
