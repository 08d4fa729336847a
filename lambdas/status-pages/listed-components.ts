import * as z from 'zod/mini';
import { ConfigurationError } from '../domain/errors.ts';
import type { StatusPagePolicy } from '../domain/policy/schemas/public-status-schema.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { answerOf } from '../resources/outside/published-answer.ts';

const componentsSchema = z.array(z.object({ id: z.string() }));
const mostPages = 10;

/** How many a call lists at most, on Statuspage as on Instatus. */
export const componentsPerCall = 100;

/** What to say of the components that the policy names and the page does not have. `list`: the answer of one call, from the first on. */
export async function missingComponents(
  { to, components }: Pick<StatusPagePolicy, 'to' | 'components'>,
  host: string,
  list: (number: number) => Promise<HttpResponse>,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (let number = 1; number <= mostPages; number += 1) {
    const listed = answerOf(componentsSchema, await list(number), host);
    for (const { id } of listed) ids.add(id);
    if (listed.length < componentsPerCall) {
      return Object.entries(components).flatMap(([service, id]) =>
        ids.has(id) ? [] : [`${to} has no component ${id} (of ${service})`],
      );
    }
  }
  // What was not looked at may be there.
  return [];
}

/** The incident was found before, and is no longer there. */
export function deletedThere(placeId: string): ConfigurationError {
  return new ConfigurationError(
    `The incident was deleted on ${placeId}: nothing more is published about it there`,
  );
}
