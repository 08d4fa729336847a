import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { linkKey, named } from './identity.ts';

/** A change of an incident: below its path for whoever signs, and where pages send what comes with a personal link. */
export interface IncidentPost {
  readonly below: string;
  readonly byLink: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends it in the name of whoever the link or the credentials belong to; on a laptop of `as`. */
export async function postAs(
  base: string,
  given: string,
  { below, byLink, body }: IncidentPost,
  { as, link }: { readonly as?: string; readonly link?: string },
): Promise<{ readonly id: string; readonly response: unknown }> {
  // A personal link names its incident itself, and its holder may have no credentials to look others up.
  if (link !== undefined) {
    return { id: given, response: await callApi(base, byLink, { ...body, key: linkKey(link) }) };
  }
  const id = await findIncidentId(base, given);
  return { id, response: await callApi(base, incidentPath(id, below), { ...body, ...named(as) }) };
}
