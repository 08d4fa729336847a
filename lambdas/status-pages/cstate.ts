import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../domain/errors.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import type { StatusPage, StatusPageContext } from '../ports/plug-ins/status-page.ts';
import {
  callGithub,
  githubFailure,
  githubHostOf,
  githubRepositoryPattern,
} from '../resources/outside/github-api.ts';
import { placeSecret } from '../resources/outside/place-secret.ts';
import { answerOf } from '../resources/outside/published-answer.ts';
import { cstateIssue, cstatePath } from './cstate/cstate-issue.ts';

const page = 'docs/status-pages.md#cstate';
const fileSchema = z.object({ sha: z.string(), content: z.string(), html_url: z.nullable(z.string()) });
const writtenSchema = z.object({ content: z.object({ html_url: z.nullable(z.string()) }) });
const repositorySchema = z.object({
  archived: z.boolean(),
  permissions: z.optional(z.object({ push: z.boolean() })),
});

/** A status page made by cstate from a repository on GitHub: one Markdown file for each incident. https://github.com/cstate/cstate */
export const cstate: StatusPage = {
  name: 'cstate',
  env: {},
  secrets: { CSTATE_SECRET: 'A token that may write contents, or {"<id of the page>": "<token>"}' },
  localSecrets: { CSTATE_SECRET: 'github_pat_local' },
  iam: [],
  host: { pattern: /./, expected: 'the host name of your GitHub Enterprise', isRequired: false },
  to: { pattern: githubRepositoryPattern, expected: 'owner/repository' },
  iamFor: () => [],
  objectIn: () => null,
  async publish(context, post) {
    const path = post.ref ?? cstatePath(post);
    const wanted = cstateIssue(post);
    const known = await read(context, path);
    if (known?.text === wanted) return { ref: path, url: known.url };
    const response = await call(context, 'PUT', `contents/${path}`, {
      message: `${post.name}: ${post.release.state}`,
      content: Buffer.from(wanted).toString('base64'),
      ...(known === null ? {} : { sha: known.sha }),
    });
    if (response.status === 409) {
      throw new DependencyUnavailableError(`${context.place.to} was changed at the same moment`);
    }
    if (response.status >= 300) throw failure(context, response);
    const { content } = answerOf(writtenSchema, response, githubHostOf(context.place));
    return { ref: path, url: content.html_url };
  },
  async check(context) {
    const { to } = context.place;
    const response = await call(context, 'GET', '');
    if (response.status !== 200) throw failure(context, response);
    const { archived, permissions } = answerOf(repositorySchema, response, githubHostOf(context.place));
    return [
      ...(archived ? [`${to} is archived: nothing can be written there`] : []),
      ...(permissions?.push === false ? [`the token may not write contents of ${to}`] : []),
    ];
  },
};

/** Null: there is no such file. */
async function read(context: StatusPageContext, path: string) {
  const response = await call(context, 'GET', `contents/${path}`);
  if (response.status === 404) return null;
  if (response.status !== 200) throw failure(context, response);
  const { sha, content, html_url } = answerOf(fileSchema, response, githubHostOf(context.place));
  return { sha, text: Buffer.from(content, 'base64').toString('utf8'), url: html_url };
}

async function call(
  { place, secret, http }: StatusPageContext,
  method: 'GET' | 'PUT',
  path: string,
  body?: unknown,
): Promise<HttpResponse> {
  const value = await secret('CSTATE_SECRET');
  const token = placeSecret(value, { placeId: place.id, what: 'the status page cstate', page });
  return await callGithub(http, place, token, { method, path, ...(body === undefined ? {} : { body }) });
}

function failure({ place }: StatusPageContext, response: HttpResponse): Error {
  return githubFailure(place, response, { needs: 'read and write contents of it', page });
}
