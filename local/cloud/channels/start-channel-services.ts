import { html } from '../../../lambdas/pages/html/html.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  refusal,
  serveLoopback,
} from '../http/loopback-server.ts';
import type { StateDirectory } from '../state/state-directory.ts';
import type { ChannelService } from './channel-service.ts';
import { githubService } from './github-service.ts';
import { instatusService } from './instatus-service.ts';
import { jiraService } from './jira-service.ts';
import { type BoardMessage, MessageBoard } from './message-board.ts';
import { pagerdutyService } from './pagerduty-service.ts';
import { slackService } from './slack-service.ts';
import { smsService } from './sms-service.ts';
import { statuspageService } from './statuspage-service.ts';
import { teamsService } from './teams-service.ts';
import { webhookService } from './webhook-service.ts';

const services: readonly ChannelService[] = [
  slackService,
  pagerdutyService,
  teamsService,
  smsService,
  webhookService,
  githubService,
  jiraService,
  statuspageService,
  instatusService,
];

export interface ChannelServices extends LoopbackServer {
  readonly board: MessageBoard;
}

/** Sees each request before its service does, and may answer in its place, before or after it did its work. */
export type Interposed = (request: LocalRequest, serve: () => LocalResponse) => LocalResponse;

/** The services that stand for those of chat and paging, each under its name, and a page with what they took. */
export async function startChannelServices(
  state: StateDirectory | null,
  {
    port = 0,
    pages = '',
    now = () => new Date(),
    interpose = (_, serve) => serve(),
  }: {
    readonly port?: number;
    /** Where the other pages are. */
    readonly pages?: string;
    readonly now?: () => Date;
    readonly interpose?: Interposed;
  } = {},
): Promise<ChannelServices> {
  const board = new MessageBoard(state);
  const server = await serveLoopback(
    async (request) => {
      if (request.method === 'GET' && request.path === '/') return page(board, pages);
      const { service, path } = addressed(request);
      if (service === undefined) return refusal(404, 'route.unknown', 'Nothing is served here.');
      return interpose(request, () => service.answer({ ...request, path, now: now() }, board));
    },
    { port, maxBodyBytes: 262_144 },
  );
  return { ...server, board };
}

/** By the host it is meant for, where it came through the client of servers outside AWS; else by the first part of its path. */
function addressed({ headers, path }: LocalRequest) {
  const host = headers['x-forwarded-host'];
  if (typeof host === 'string') return { service: services.find(({ hosts }) => hosts?.test(host)), path };
  const [, name, rest] = /^\/([a-z]+)(\/.*)?$/.exec(path) ?? [];
  return { service: services.find((each) => each.name === name), path: rest ?? path };
}

function page(board: MessageBoard, base: string): LocalResponse {
  const main = html`<h1>Channels</h1>
<p>What chat, pagers, phones, webhooks, trackers and status pages got. These services stand for the real ones: nothing left this computer.</p>
${services.map(({ name, title }) => {
  const messages = board.of(name);
  if (messages.length === 0) return false;
  const begun = messages.filter(({ thread }) => thread === null);
  return html`<h2>${title}</h2>
${begun.map((message) =>
  card(
    message,
    messages.filter(({ thread }) => thread === message.id),
  ),
)}`;
})}`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: renderPage({ base }, { title: 'Channels', main, refreshSeconds: 5 }).html,
  };
}

function card({ title, lines, link, data }: BoardMessage, replies: readonly BoardMessage[]) {
  const { state } = data;
  return html`<div class="card"><h3>${title}</h3>
${typeof state === 'string' && html`<p><span class="badge">${state}</span></p>`}
${lines.map((line) => html`<p>${line}</p>`)}
${link !== null && html`<p><a href="${link}">Open the incident</a></p>`}
${replies.map(
  (reply) => html`<div class="card">${reply.lines.map((line) => html`<p>${line}</p>`)}</div>`,
)}</div>`;
}
