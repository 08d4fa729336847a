import {
  ConfigurationError,
  DependencyUnavailableError,
  FirebreakError,
  UnauthenticatedError,
} from '../../domain/errors.ts';
import { attemptMinutes } from '../../domain/sign-in/session.ts';
import type { SignIn } from '../../domain/sign-in/sign-in.ts';
import type { Page } from '../../pages/html/layout.ts';
import { mePage, refusedPage } from '../../pages/sign-in/sign-in-pages.ts';
import type { SignInDeps } from '../../runtime/build/build-sign-in.ts';
import type { Log } from '../../runtime/log/log.ts';
import { beginSignIn } from '../../use-cases/sign-in/begin-sign-in.ts';
import { finishSignIn } from '../../use-cases/sign-in/finish-sign-in.ts';
import { whoAmI } from '../../use-cases/sign-in/who-am-i.ts';
import { basePath } from '../base-path.ts';
import { signOutResponse, whoAmIResponse } from '../contract/sign-in.ts';
import { clearCookie, cookieOf, setCookie } from '../cookies.ts';
import { responseForError } from '../error-status.ts';
import { type HttpResponse, htmlResponse, jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';
import { isOwnPage, sessionOf } from '../session-of.ts';

/** What a browser is sent through to sign in, and what it asks about that. The log has ids of people only, no code, state or cookie. */
export const signInRoutes = httpTask<SignInDeps>({
  'GET /me': (deps) => htmlPage(200, mePage(basePath(deps.consoleUrl))),

  'GET /v1/sign-in': async (deps, { query }, log) => {
    try {
      const { location, attempt } = await beginSignIn(deps, {
        returnTo: query['return'],
        isFresh: query['fresh'] === '1',
      });
      const cookie = setCookie({
        name: deps.attemptCookie,
        value: attempt,
        seconds: attemptMinutes * 60,
        // The way back comes from the issuer's site.
        sameSite: 'Lax',
      });
      return { status: 302, headers: { Location: location }, body: '', cookies: [cookie] };
    } catch (error) {
      return refused(deps, error, query['return'] === '/approve' ? '/approve' : null, log);
    }
  },

  'GET /v1/sign-in/callback': async (deps, request, log) => {
    const kept = cookieOf(request, deps.attemptCookie);
    const attempt = kept === null ? null : await deps.attempts.open(kept, deps.clock.now());
    try {
      const { person, issuer, returnTo, session, seconds } = await finishSignIn(deps, {
        attempt,
        state: request.query['state'] ?? null,
        code: request.query['code'] ?? null,
        issuer: request.query['iss'] ?? null,
        error: request.query['error'] ?? null,
      });
      log.info('Signed in', { person });
      await record(deps, { person, issuer, at: deps.clock.now().toISOString() }, log);
      const { cookie: name } = deps.browserSessions;
      return {
        status: 302,
        headers: { Location: `${basePath(deps.consoleUrl)}${returnTo}` },
        body: '',
        cookies: [
          clearCookie(deps.attemptCookie),
          setCookie({ name, value: session, seconds, sameSite: 'Strict' }),
        ],
      };
    } catch (error) {
      return refused(deps, error, attempt?.returnTo ?? null, log);
    }
  },

  'GET /v1/sign-in/session': async (deps, request) => {
    const now = deps.clock.now();
    const you = whoAmI(deps.policy, await sessionOf(deps.browserSessions, request, now));
    return jsonResponse(200, whoAmIResponse, { you, now: now.toISOString() });
  },

  'POST /v1/sign-out': (deps, request) => {
    if (!isOwnPage(deps.browserSessions, request)) {
      throw new UnauthenticatedError('This is not from a page of Firebreak');
    }
    const response = jsonResponse(200, signOutResponse, { signedOut: true });
    return { ...response, cookies: [clearCookie(deps.browserSessions.cookie)] };
  },
});

/** A table that is away keeps nobody from signing in: `check-reachability` then knows of an earlier time. */
async function record({ signIns }: SignInDeps, signIn: SignIn, log: Log): Promise<void> {
  try {
    await signIns.recordSignIn(signIn);
  } catch (error) {
    log.warn('The sign-in was not recorded', { error });
  }
}

/** People came by a browser: they get a page. */
function refused(deps: SignInDeps, error: unknown, returnTo: string | null, log: Log): HttpResponse {
  const { status } = responseForError(error);
  const details = { status, error };
  if (status >= 500) log.error('Could not sign in', details);
  else log.warn('Not signed in', details);
  return {
    ...htmlPage(status, refusedPage(basePath(deps.consoleUrl), whyNot(error), returnTo)),
    cookies: [clearCookie(deps.attemptCookie)],
  };
}

function whyNot(error: unknown): string {
  if (error instanceof DependencyUnavailableError) return 'The issuer does not answer at the moment';
  if (error instanceof ConfigurationError)
    return 'Signing in is not set up right: npx firebreak doctor says what is wrong';
  return error instanceof FirebreakError ? error.message : 'Something went wrong; it was logged';
}

function htmlPage(status: number, { html, inline }: Page): HttpResponse {
  return htmlResponse(status, html, inline);
}
