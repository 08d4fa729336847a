import type * as z from 'zod/mini';
import {
  approvalAskAgainRequest,
  approvalAskAgainResponse,
  approvalDecideRequest,
  approvalDecideResponse,
  approvalViewRequest,
  approvalViewResponse,
} from './approvals.ts';
import {
  commandRequest,
  commandResponse,
  declareRequest,
  declareResponse,
  killSwitchRequest,
  killSwitchResponse,
  pageCommandRequest,
  pageDeclareRequest,
  pageKillSwitchRequest,
} from './command.ts';
import { consoleViewRequest, consoleViewResponse } from './console-view.ts';
import { debtListResponse } from './debts.ts';
import { exportQuery, exportResponse } from './export.ts';
import {
  followUpListQuery,
  followUpListResponse,
  followUpRequest,
  followUpResponse,
  pageFollowUpRequest,
} from './follow-ups.ts';
import { incidentResponse } from './incident.ts';
import { incidentListQuery, incidentListResponse } from './incident-list.ts';
import { alertResponse, changesResponse, eventResponse, slashCommandResponse } from './ingest.ts';
import {
  pagePostmortemEditRequest,
  postmortemEditRequest,
  postmortemEditResponse,
  postmortemResponse,
} from './postmortem.ts';
import {
  pageReleaseRequest,
  publicStatusResponse,
  releaseRequest,
  releaseResponse,
} from './public-status.ts';
import { reportQuery, reportResponse } from './report.ts';
import { signOutResponse, whoAmIResponse } from './sign-in.ts';
import { similarResponse } from './similar.ts';
import { timelineResponse } from './timeline.ts';

interface RouteContract {
  readonly query?: z.ZodMiniType;
  readonly request?: z.ZodMiniType;
  readonly response: z.ZodMiniType;
}

/** Every route that speaks JSON, as docs/api.md describes it. Bodies of alerts and changes are their senders' own. */
export const apiContract = {
  'POST /v1/alerts/{source}': { response: alertResponse },
  'POST /v1/alerts/{source}/{token}': { response: alertResponse },
  'POST /v2/enqueue': { response: eventResponse },
  'POST /v1/changes/{source}': { response: changesResponse },
  'POST /v1/changes/{source}/{token}': { response: changesResponse },
  'POST /v1/slack/declare': { response: slashCommandResponse },
  'GET /v1/incidents': { query: incidentListQuery, response: incidentListResponse },
  'POST /v1/incidents': { request: declareRequest, response: declareResponse },
  'GET /v1/report': { query: reportQuery, response: reportResponse },
  'GET /v1/debts': { response: debtListResponse },
  'GET /v1/followups': { query: followUpListQuery, response: followUpListResponse },
  'POST /v1/followups': { request: followUpRequest, response: followUpResponse },
  'POST /v1/console/followups': { request: pageFollowUpRequest, response: followUpResponse },
  'GET /v1/incidents/{id}': { response: incidentResponse },
  'GET /v1/incidents/{id}/timeline': { response: timelineResponse },
  'GET /v1/incidents/{id}/export': { query: exportQuery, response: exportResponse },
  'GET /v1/incidents/{id}/similar': { response: similarResponse },
  'GET /v1/incidents/{id}/status': { response: publicStatusResponse },
  'POST /v1/incidents/{id}/status': { request: releaseRequest, response: releaseResponse },
  'POST /v1/console/status': { request: pageReleaseRequest, response: releaseResponse },
  'GET /v1/incidents/{id}/postmortem': { response: postmortemResponse },
  'POST /v1/incidents/{id}/postmortem': { request: postmortemEditRequest, response: postmortemEditResponse },
  'POST /v1/console/postmortem': { request: pagePostmortemEditRequest, response: postmortemEditResponse },
  'POST /v1/incidents/{id}/commands': { request: commandRequest, response: commandResponse },
  'POST /v1/kill-switch': { request: killSwitchRequest, response: killSwitchResponse },
  'POST /v1/approvals/view': { request: approvalViewRequest, response: approvalViewResponse },
  'POST /v1/approvals/decide': { request: approvalDecideRequest, response: approvalDecideResponse },
  'POST /v1/approvals/ask-again': { request: approvalAskAgainRequest, response: approvalAskAgainResponse },
  'POST /v1/console/view': { request: consoleViewRequest, response: consoleViewResponse },
  'POST /v1/console/commands': { request: pageCommandRequest, response: commandResponse },
  'GET /v1/sign-in/session': { response: whoAmIResponse },
  'POST /v1/sign-out': { response: signOutResponse },
  'POST /v1/console/incidents': { request: pageDeclareRequest, response: declareResponse },
  'POST /v1/console/kill-switch': { request: pageKillSwitchRequest, response: killSwitchResponse },
} as const satisfies Readonly<Record<string, RouteContract>>;

export type ApiRoute = keyof typeof apiContract;
export type ApiResponse<Route extends ApiRoute> = z.output<(typeof apiContract)[Route]['response']>;
