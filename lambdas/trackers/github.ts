import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../domain/errors.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import type { FoundTicket, Tracker, TrackerContext } from '../ports/plug-ins/tracker.ts';
import {
  callGithub,
  githubFailure,
  githubHostOf,
  githubRepositoryPattern,
} from '../resources/outside/github-api.ts';
import { placeSecret } from '../resources/outside/place-secret.ts';
import { answerOf } from '../resources/outside/published-answer.ts';
import { type GithubIssue, githubIssue, isMarked } from './github/github-issue.ts';

const issueSchema = z.object({
  number: z.int(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  created_at: z.string(),
  body: z.nullable(z.string()),
  pull_request: z.optional(z.unknown()),
});
const issuesSchema = z.array(issueSchema);
const repositorySchema = z.object({
  has_issues: z.boolean(),
  archived: z.boolean(),
  permissions: z.optional(z.object({ push: z.boolean(), triage: z.optional(z.boolean()) })),
});

const pageSize = 50;
/** More issues made since a follow-up was proposed than these pages hold: then nobody can tell, and nothing is made. */
const mostPages = 20;
/** Two machines' clocks may differ. */
const clockDifferenceSeconds = 900;

const page = 'docs/follow-ups.md#github';

/** Issues of a repository. The marker in the body of an issue tells whose it is. https://docs.github.com/en/rest/issues/issues */
export const github: Tracker<GithubIssue> = {
  name: 'github',
  env: {},
  secrets: {
    GITHUB_TICKETS_SECRET:
      'A fine-grained token that may write issues, or {"<id of the tracker>": "<token>"}',
  },
  localSecrets: { GITHUB_TICKETS_SECRET: 'github_pat_local' },
  iam: [],
  host: { pattern: /./, expected: 'the host name of your GitHub Enterprise', isRequired: false },
  to: { pattern: githubRepositoryPattern, expected: 'owner/repository' },
  render: githubIssue,
  async find(context, followUpId, since) {
    const from = new Date(Date.parse(since) - clockDifferenceSeconds * 1000).toISOString();
    let oldest: FoundTicket | null = null;
    for (let number = 1; number <= mostPages; number += 1) {
      // Newest first, also by what was just made: unlike a search it does not lag. A label may be missing: GitHub drops those of whoever may not set any.
      const query = `state=all&sort=created&direction=desc&since=${encodeURIComponent(from)}&per_page=${pageSize}&page=${number}`;
      const response = await call(context, 'GET', `issues?${query}`);
      if (response.status !== 200) throw failure(context, response);
      const issues = answerOf(issuesSchema, response, githubHostOf(context.place));
      const young = issues.filter(({ created_at }) => created_at >= from);
      const found = young.filter(
        ({ body, pull_request }) => pull_request === undefined && body !== null && isMarked(body, followUpId),
      );
      const last = found.at(-1);
      if (last !== undefined) oldest = ticketOf(context, last);
      if (issues.length < pageSize || young.length < issues.length) return oldest;
    }
    throw new DependencyUnavailableError(
      `${context.place.to} has too many issues since ${since} to tell whether ${followUpId} is one of them`,
    );
  },
  async create(context, body) {
    const response = await call(context, 'POST', 'issues', body);
    if (response.status !== 201) throw failure(context, response);
    return ticketOf(context, answerOf(issueSchema, response, githubHostOf(context.place)));
  },
  async read(context, key) {
    const response = await call(context, 'GET', `issues/${key.split('#')[1] ?? ''}`);
    if (response.status === 404 || response.status === 410) return 'gone';
    if (response.status !== 200) throw failure(context, response);
    return answerOf(issueSchema, response, githubHostOf(context.place)).state;
  },
  async check(context) {
    const response = await call(context, 'GET', '');
    if (response.status !== 200) throw failure(context, response);
    const { has_issues, archived, permissions } = answerOf(
      repositorySchema,
      response,
      githubHostOf(context.place),
    );
    const issues = await call(context, 'GET', 'issues?per_page=1');
    if (issues.status !== 200 && has_issues) throw failure(context, issues);
    const { to, labels } = context.place;
    const maySetLabels = permissions === undefined || permissions.push || permissions.triage === true;
    return [
      ...(has_issues ? [] : [`${to} has its issues switched off`]),
      ...(archived ? [`${to} is archived: nothing can be filed there`] : []),
      ...(maySetLabels || labels.length === 0
        ? []
        : [`the token may set no labels in ${to}: GitHub leaves them out`]),
    ];
  },
};

async function call(
  { place, secret, http }: TrackerContext,
  method: 'GET' | 'POST',
  path: string,
  body?: GithubIssue,
): Promise<HttpResponse> {
  const value = await secret('GITHUB_TICKETS_SECRET');
  const token = placeSecret(value, { placeId: place.id, what: 'the tracker github', page });
  return await callGithub(http, place, token, { method, path, ...(body === undefined ? {} : { body }) });
}

function failure({ place }: TrackerContext, response: HttpResponse): Error {
  return githubFailure(place, response, { needs: 'write issues there', page });
}

function ticketOf(
  { place }: TrackerContext,
  { number, html_url, state }: z.infer<typeof issueSchema>,
): FoundTicket {
  return { key: `${place.to}#${number}`, url: html_url, state };
}
