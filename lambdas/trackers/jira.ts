import * as z from 'zod/mini';
import { ConfigurationError } from '../domain/errors.ts';
import { unavailableFor } from '../domain/unavailable-for.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import type { FoundTicket, Tracker, TrackerContext } from '../ports/plug-ins/tracker.ts';
import { placeSecret } from '../resources/outside/place-secret.ts';
import { answerOf, refusal } from '../resources/outside/published-answer.ts';
import { type JiraIssue, jiraIssue } from './jira/jira-issue.ts';
import { missingFields } from './jira/missing-fields.ts';

const status = z.object({ statusCategory: z.object({ key: z.string() }) });
const issueSchema = z.object({ key: z.string(), fields: z.object({ status }) });
const searchSchema = z.object({ issues: z.array(issueSchema) });
const createdSchema = z.object({ key: z.string() });
const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});

const help = 'docs/follow-ups.md#jira';

/** Issues of a project of Jira Cloud. A label of each tells whose it is. https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/ */
export const jira: Tracker<JiraIssue> = {
  name: 'jira',
  env: {},
  secrets: {
    JIRA_TICKETS_SECRET: '<e-mail>:<API token>, or {"<id of the tracker>": "<e-mail>:<API token>"}',
  },
  localSecrets: { JIRA_TICKETS_SECRET: 'firebreak@example.com:local' },
  iam: [],
  host: { pattern: /\.atlassian\.net$/, expected: 'your site, such as acme.atlassian.net', isRequired: true },
  to: { pattern: /^[A-Z][A-Z0-9_]{1,254}$/, expected: 'the key of a project, such as OPS' },
  render: jiraIssue,
  async find(context, followUpId) {
    // The search that this replaced is gone (410). It lags by moments: what may have been made is looked for minutes later.
    const response = await call(context, 'POST', 'search/jql', {
      jql: `project = "${context.place.to}" AND labels = "${followUpId}" ORDER BY created ASC`,
      fields: ['status'],
      maxResults: 1,
    });
    if (response.status !== 200) throw failure(context, response);
    const [issue] = answerOf(searchSchema, response, hostOf(context)).issues;
    return issue === undefined ? null : { ...linkOf(context, issue.key), state: stateOf(issue) };
  },
  async create(context, body) {
    const response = await call(context, 'POST', 'issue', body);
    if (response.status !== 201) throw failure(context, response);
    return { ...linkOf(context, answerOf(createdSchema, response, hostOf(context)).key), state: 'open' };
  },
  async read(context, key) {
    const response = await call(context, 'GET', `issue/${encodeURIComponent(key)}?fields=status`);
    if (response.status === 404) return 'gone';
    if (response.status !== 200) throw failure(context, response);
    return stateOf(answerOf(issueSchema, response, hostOf(context)));
  },
  async check(context) {
    const { to } = context.place;
    const response = await call(
      context,
      'GET',
      `mypermissions?projectKey=${to}&permissions=BROWSE_PROJECTS,CREATE_ISSUES`,
    );
    if (response.status !== 200) throw failure(context, response);
    const { permissions } = answerOf(permissionsSchema, response, hostOf(context));
    const denied = ['BROWSE_PROJECTS', 'CREATE_ISSUES'].filter(
      (name) => permissions[name]?.havePermission !== true,
    );
    if (denied.length > 0) return [`the account of the token lacks ${denied.join(' and ')} in ${to}`];
    return await missingFields(context.place, async (path) => {
      const answer = await call(context, 'GET', path);
      if (answer.status !== 200) throw failure(context, answer);
      return answer;
    });
  },
};

function hostOf({ place: { host } }: TrackerContext): string {
  if (host !== undefined) return host;
  throw new ConfigurationError(`A tracker of Jira needs its host in people.yaml: ${help}`);
}

async function call(
  context: TrackerContext,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<HttpResponse> {
  const { place, secret, http } = context;
  const value = await secret('JIRA_TICKETS_SECRET');
  const login = placeSecret(value, { placeId: place.id, what: 'the tracker jira', page: help });
  return await http.send({
    method,
    host: hostOf(context),
    path: `/rest/api/3/${path}`,
    headers: {
      authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function failure(context: TrackerContext, response: HttpResponse): Error {
  const { retryAfterSeconds } = response;
  if (retryAfterSeconds !== undefined) {
    return unavailableFor(
      `${hostOf(context)} is asked too often: HTTP ${response.status}`,
      retryAfterSeconds,
    );
  }
  const nexts: Readonly<Record<number, string>> = {
    400: `A field that the project requires goes under fields of the tracker: ${help}`,
    401: `Its API token has expired or is wrong: ${help}`,
    410: `Jira has taken this call away: a newer Firebreak is needed`,
  };
  const next =
    nexts[response.status] ?? `The account of the token must be allowed to make issues there: ${help}`;
  return refusal(`Jira refused ${context.place.to}`, response, next);
}

function linkOf(context: TrackerContext, key: string): Pick<FoundTicket, 'key' | 'url'> {
  return { key, url: `https://${hostOf(context)}/browse/${encodeURIComponent(key)}` };
}

function stateOf({ fields }: z.infer<typeof issueSchema>): FoundTicket['state'] {
  return fields.status.statusCategory.key === 'done' ? 'closed' : 'open';
}
