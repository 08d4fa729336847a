// oxlint-disable promise/valid-params -- z.catch is no promise's
import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../domain/errors.ts';
import type { PublicImpact } from '../domain/records/public-status/public-status.ts';
import type { HttpRequest, HttpResponse } from '../ports/http-client.ts';
import type {
  PublicPlace,
  PublicPost,
  StatusPage,
  StatusPageContext,
} from '../ports/plug-ins/status-page.ts';
import { placeSecret } from '../resources/outside/place-secret.ts';
import { answerOf, refusal } from '../resources/outside/published-answer.ts';
import { componentsPerCall, deletedThere, missingComponents } from './listed-components.ts';

const host = 'api.instatus.com';
const page = 'docs/status-pages.md#instatus';

const incidentSchema = z.object({
  id: z.string(),
  name: z.string(),
  started: z.string(),
  updates: z.catch(
    z.array(
      z.object({
        message: z.catch(z.nullable(z.string()), null),
        status: z.string(),
        started: z.string(),
        createdAt: z.catch(z.optional(z.string()), undefined),
      }),
    ),
    [],
  ),
});
type KnownIncident = z.infer<typeof incidentSchema>;
const createdSchema = z.object({ id: z.string() });

const pageSize = 100;
const mostPages = 10;
/** Times may come back without their milliseconds. */
const sameMilliseconds = 1000;
const clockDifferenceMilliseconds = 120_000;
const dayMilliseconds = 86_400_000;

const componentStatus: Readonly<Record<PublicImpact, string>> = {
  critical: 'MAJOROUTAGE',
  major: 'PARTIALOUTAGE',
  minor: 'DEGRADEDPERFORMANCE',
};

/**
 * Instatus takes neither a key nor a marker that nobody sees: an incident is known again by its name and the very time at which it began,
 * an update by its words and its time. https://instatus.com/help/api/incidents
 */
export const instatus: StatusPage = {
  name: 'instatus',
  env: {},
  secrets: { INSTATUS_SECRET: 'An API key, or {"<id of the page>": "<API key>"}' },
  localSecrets: { INSTATUS_SECRET: 'instatus-local' },
  iam: [],
  host: null,
  to: { pattern: /^[a-z0-9]{10,40}$/, expected: 'the id of the page, such as ckf01fvnxywz60a35d0rlmj8v' },
  iamFor: () => [],
  objectIn: () => null,
  async publish(context, post) {
    const known = await find(context, post);
    if (known === null) {
      const [{ title }] = post.releases;
      const body = { ...updateOf(context, post), name: title, started: post.startedAt, shouldPublish: true };
      const response = await call(context, { method: 'POST', path: 'incidents', body });
      if (response.status >= 300) throw failure(context, response);
      return placeOf(answerOf(createdSchema, response, host));
    }
    if (hasRelease(known, post)) return placeOf(known);
    const path = `incidents/${known.id}/incident-updates`;
    const response = await call(context, { method: 'POST', path, body: updateOf(context, post) });
    if (response.status >= 300) throw failure(context, response);
    return placeOf(known);
  },
  async check(context) {
    return await missingComponents(context.place, host, async (number) => {
      const path = `components?per_page=${componentsPerCall}&page=${number}`;
      const response = await call(context, { method: 'GET', path });
      if (response.status !== 200) throw failure(context, response);
      return response;
    });
  },
};

async function find(
  context: StatusPageContext,
  { ref, releases, startedAt }: PublicPost,
): Promise<KnownIncident | null> {
  if (ref !== null) {
    const response = await call(context, { method: 'GET', path: `incidents/${ref}` });
    if (response.status === 200) return answerOf(incidentSchema, response, host);
    if (response.status !== 404) throw failure(context, response);
    throw deletedThere(context.place.id);
  }
  for (let number = 1; number <= mostPages; number += 1) {
    const response = await call(context, {
      method: 'GET',
      path: `incidents?per_page=${pageSize}&page=${number}`,
    });
    if (response.status !== 200) throw failure(context, response);
    const incidents = answerOf(z.array(incidentSchema), response, host);
    const found = incidents.find(
      ({ name, started }) => name === releases[0].title && isSameTime(started, startedAt),
    );
    if (found !== undefined) return found;
    const from = Date.parse(startedAt) - dayMilliseconds;
    if (incidents.length < pageSize || incidents.every(({ started }) => Date.parse(started) < from))
      return null;
  }
  throw new DependencyUnavailableError(`${host} has too many incidents to tell whether this is one of them`);
}

/** The update that came with the incident has the time at which that began: when it was made then tells which release it is. */
function hasRelease({ updates }: KnownIncident, { release, startedAt }: PublicPost): boolean {
  const from = Date.parse(release.at) - clockDifferenceMilliseconds;
  return updates.some(
    ({ message, status, started, createdAt }) =>
      message?.trim() === release.text &&
      status === release.state.toUpperCase() &&
      (isSameTime(started, release.at) ||
        (isSameTime(started, startedAt) && Date.parse(createdAt ?? release.at) >= from)),
  );
}

function isSameTime(one: string, other: string): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= sameMilliseconds;
}

function updateOf({ place }: StatusPageContext, { service, release }: PublicPost) {
  const component = place.components[service];
  const { state, impact, text, at } = release;
  const status = state === 'resolved' ? 'OPERATIONAL' : componentStatus[impact];
  return {
    message: text,
    status: state.toUpperCase(),
    started: at,
    notify: place.notify,
    components: component === undefined ? [] : [component],
    statuses: component === undefined ? [] : [{ id: component, status }],
  };
}

function placeOf({ id }: Pick<KnownIncident, 'id'>): PublicPlace {
  return { ref: id, url: null };
}

async function call(
  { place, secret, http }: StatusPageContext,
  { method, path, body }: Pick<HttpRequest, 'method' | 'path'> & { readonly body?: unknown },
): Promise<HttpResponse> {
  const value = await secret('INSTATUS_SECRET');
  const key = placeSecret(value, { placeId: place.id, what: 'the status page instatus', page });
  return await http.send({
    method,
    host,
    path: `/v1/${place.to}/${path}`,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function failure({ place }: StatusPageContext, response: HttpResponse): Error {
  const nexts: Readonly<Record<number, string>> = {
    401: `Its API key has expired or is wrong: ${page}`,
    404: `Is ${place.to} the id of the page? ${page}`,
  };
  const next = nexts[response.status] ?? `The key must be allowed to write incidents: ${page}`;
  return refusal(`Instatus refused ${place.to}`, response, next);
}
