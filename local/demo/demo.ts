import * as z from 'zod';
import type { ChartMark } from '../../lambdas/pages/chart/chart-marks.ts';
import { renderHtml } from '../../lambdas/pages/html/html.ts';
import { answerJson, jsonOf } from '../cloud/channels/channel-service.ts';
import { type LocalRequest, type LocalResponse, refusal } from '../cloud/http/loopback-server.ts';
import type { Account } from '../world/account.ts';
import type { ScenarioSummary } from '../world/scenario/scenario.ts';
import { demoPage } from './demo-page.ts';
import { inboxPane } from './inbox-pane.ts';
import { mailFrame } from './mail-frame.ts';
import { type KeptMail, keptMailSchema } from './mail-parts.ts';
import { type StoryLine, worldPane } from './world-pane.ts';
import { readWorld } from './world-readings.ts';

export interface DemoDeps {
  readonly addresses: { readonly api: string; readonly inbox: string; readonly channels: string };
  /** Of the local world's clock. */
  readonly now: () => number;
  readonly speed: number;
  readonly scenario: { readonly name: string; readonly summary: string } | null;
  /** Those that may be started. Reads and draws each: only called where they are shown. */
  readonly scenarios: () => readonly ScenarioSummary[];
  /** Null where no scenario is played. */
  readonly account: Account | null;
  readonly story: () => readonly StoryLine[];
  /** As the stand-in of SES keeps them, oldest first. */
  readonly mails: () => readonly unknown[];
  readonly incidents: () => IncidentsNow;
  /** Ends this run and begins another; null: it cannot be done here. */
  readonly restart: ((scenario: string) => void) | null;
}

export interface IncidentsNow {
  /** The one to look at; null: there has been none. */
  readonly inFocus: string | null;
  /** What was done about incidents. */
  readonly actions: readonly StoryLine[];
}

const wantedSchema = z.object({ scenario: z.string().max(200) });
const mostMoments = 8;
const uncached = { 'cache-control': 'no-store' };

/** The demo on the laptop: everything is read from this process, no function works for it. Null for requests that are not its own. */
export function createDemo(deps: DemoDeps): (request: LocalRequest) => LocalResponse | null {
  const run = String(deps.now());
  const mails = (): readonly KeptMail[] =>
    deps.mails().flatMap((mail) => keptMailSchema.safeParse(mail).data ?? []);
  let known: readonly ScenarioSummary[] | null = null;
  const scenarios = (): readonly ScenarioSummary[] => (known ??= deps.scenarios());
  let isEnding = false;
  return (request) => {
    const { method, path } = request;
    if (path !== '/demo' && !path.startsWith('/demo/')) return null;
    const [, id] = /^\/demo\/mails\/([\w.-]+)$/.exec(path) ?? [];
    if (path === '/demo/scenario') {
      if (method !== 'POST') return refusal(405, 'method.unknown', '/demo/scenario takes POST.');
      const answer = startScenario(scenarios(), deps.restart, request, isEnding);
      isEnding ||= answer.status === 202;
      return answer;
    }
    if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'method.unknown', `${path} takes GET.`);
    if (path === '/demo') {
      const { scenario, addresses } = deps;
      const { name = null, summary = null } = scenario ?? {};
      return demoPage({ run, scenario: name, summary, scenarios: scenarios(), ...addresses });
    }
    if (path === '/demo/panes') return panes(deps, run, mails());
    const mail = mails().find(({ messageId }) => messageId === id);
    return mail === undefined ? refusal(404, 'route.unknown', `There is no ${path}.`) : mailFrame(mail);
  };
}

function panes(deps: DemoDeps, run: string, mails: readonly KeptMail[]): LocalResponse {
  const { account, addresses, speed } = deps;
  const nowMs = deps.now();
  const { inFocus, actions } = deps.incidents();
  const story = deps.story();
  return answerJson(
    200,
    {
      run,
      now: new Date(nowMs).toISOString(),
      speed,
      incident: inFocus,
      mails: mails.length,
      world: renderHtml(
        worldPane(
          account === null ? [] : readWorld(account, nowMs),
          [...story, ...actions].toSorted((a, b) => (a.at < b.at ? -1 : 1)),
          momentsOf(story, actions),
        ),
      ),
      inbox: renderHtml(inboxPane(mails, addresses.api)),
    },
    uncached,
  );
}

function momentsOf(story: readonly StoryLine[], actions: readonly StoryLine[]): readonly ChartMark[] {
  return [
    ...story.map((line) => ({ kind: 'change' as const, ...line })),
    ...actions.map((line) => ({ kind: 'action' as const, ...line })),
  ]
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-mostMoments)
    .map((moment, place) => ({ ...moment, number: place + 1 }));
}

/** Only JSON is taken: a form of another site cannot send that, and the server refuses other origins. */
function startScenario(
  scenarios: readonly ScenarioSummary[],
  restart: DemoDeps['restart'],
  request: LocalRequest,
  isEnding: boolean,
): LocalResponse {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return refusal(415, 'request.unreadable', 'The body must be JSON.');
  }
  const { data } = wantedSchema.safeParse(jsonOf(request));
  if (!scenarios.some(({ name }) => name === data?.scenario)) {
    return refusal(
      400,
      'input.invalid',
      `scenario: must be one of ${scenarios.map(({ name }) => name).join(', ')}`,
    );
  }
  if (restart === null)
    return refusal(409, 'demo.fixed', 'This run cannot begin another: start Firebreak anew.');
  if (isEnding) return refusal(409, 'demo.busy', 'Another scenario is being started.');
  restart(data?.scenario ?? '');
  return answerJson(202, { scenario: data?.scenario }, uncached);
}
