// oxlint-disable promise/valid-params -- z.catch is no promise's
import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../domain/errors.ts';
import type { PublicImpact, PublicRelease } from '../domain/records/public-status/public-status.ts';
import { unavailableFor } from '../domain/unavailable-for.ts';
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

const host = 'api.statuspage.io';
const page = 'docs/status-pages.md#statuspage';

const ours = z.object({ incident: z.string(), release: z.int() });
const incidentSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  shortlink: z.catch(z.nullable(z.string()), null),
  metadata: z.catch(z.object({ firebreak: z.optional(z.catch(z.optional(ours), undefined)) }), {}),
});
type KnownIncident = z.infer<typeof incidentSchema>;

const pageSize = 100;
const mostPages = 10;
/** Two machines' clocks may differ. */
const clockDifferenceSeconds = 900;

const componentStatus: Readonly<Record<PublicImpact, string>> = {
  critical: 'major_outage',
  major: 'partial_outage',
  minor: 'degraded_performance',
};

/** Atlassian Statuspage. Its metadata, which nobody sees, tells whose an incident is and which release it has. https://developer.statuspage.io */
export const statuspage: StatusPage = {
  name: 'statuspage',
  env: {},
  secrets: { STATUSPAGE_SECRET: 'An API key, or {"<id of the page>": "<API key>"}' },
  localSecrets: { STATUSPAGE_SECRET: 'statuspage-local' },
  iam: [],
  host: null,
  to: { pattern: /^[a-z0-9]{8,20}$/, expected: 'the id of the page, such as kctbh9vrtdwd' },
  iamFor: () => [],
  objectIn: () => null,
  async publish(context, post) {
    const { release } = post;
    const known = await find(context, post);
    if (known !== null && (known.metadata.firebreak?.release ?? 0) >= release.number) return placeOf(known);
    const incident = { ...bodyOf(context, post), ...(known === null ? impactOf(release) : {}) };
    const response = await call(context, {
      method: known === null ? 'POST' : 'PATCH',
      path: known === null ? 'incidents' : `incidents/${known.id}`,
      body: { incident },
    });
    if (response.status >= 300) throw failure(context, response);
    return placeOf(answerOf(incidentSchema, response, host));
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

/** An incident that is known is read; else it is looked for among those made since the first release. */
async function find(
  context: StatusPageContext,
  { ref, incidentId, releases }: PublicPost,
): Promise<KnownIncident | null> {
  if (ref !== null) {
    const response = await call(context, { method: 'GET', path: `incidents/${ref}` });
    if (response.status === 200) return answerOf(incidentSchema, response, host);
    if (response.status !== 404) throw failure(context, response);
    throw deletedThere(context.place.id);
  }
  const from = Date.parse(releases[0].at) - clockDifferenceSeconds * 1000;
  for (let number = 1; number <= mostPages; number += 1) {
    const response = await call(context, {
      method: 'GET',
      path: `incidents?limit=${pageSize}&page=${number}`,
    });
    if (response.status !== 200) throw failure(context, response);
    const incidents = answerOf(z.array(incidentSchema), response, host);
    const found = incidents.find(({ metadata }) => metadata.firebreak?.incident === incidentId);
    if (found !== undefined) return found;
    if (incidents.length < pageSize || Date.parse(incidents.at(-1)?.created_at ?? '') < from) return null;
  }
  throw new DependencyUnavailableError(
    `${host} has too many incidents to tell whether ${incidentId} is one of them`,
  );
}

function bodyOf({ place }: StatusPageContext, { incidentId, service, release }: PublicPost) {
  const component = place.components[service];
  const { state, title, text, impact, number } = release;
  return {
    name: title,
    status: state,
    body: text,
    deliver_notifications: place.notify,
    metadata: { firebreak: { incident: incidentId, release: number } },
    ...(component === undefined
      ? {}
      : {
          component_ids: [component],
          components: { [component]: state === 'resolved' ? 'operational' : componentStatus[impact] },
        }),
  };
}

/** A resolved one keeps the impact that it had. */
function impactOf({ impact }: PublicRelease) {
  return { impact_override: impact };
}

function placeOf({ id, shortlink }: KnownIncident): PublicPlace {
  return { ref: id, url: shortlink };
}

async function call(
  { place, secret, http }: StatusPageContext,
  { method, path, body }: Pick<HttpRequest, 'method' | 'path'> & { readonly body?: unknown },
): Promise<HttpResponse> {
  const value = await secret('STATUSPAGE_SECRET');
  const key = placeSecret(value, { placeId: place.id, what: 'the status page statuspage', page });
  return await http.send({
    method,
    host,
    path: `/v1/pages/${place.to}/${path}`,
    headers: {
      authorization: `OAuth ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** 420 is its older word for 429. */
function failure({ place }: StatusPageContext, response: HttpResponse): Error {
  const { status, retryAfterSeconds = 60 } = response;
  if (status === 420) return unavailableFor(`${host} is asked too often: HTTP 420`, retryAfterSeconds);
  const nexts: Readonly<Record<number, string>> = {
    401: `Its API key has expired or is wrong: ${page}`,
    404: `Is ${place.to} the id of the page? ${page}`,
    422: `A component of the page may be gone: npx firebreak status test`,
  };
  return refusal(
    `Statuspage refused ${place.to}`,
    response,
    nexts[status] ?? `The key must be allowed to write incidents: ${page}`,
  );
}
