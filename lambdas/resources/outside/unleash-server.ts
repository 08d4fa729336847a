import * as z from 'zod/mini';
import type { UnleashFlagId } from '../unleash-flag.ts';
import type { FlagCall, FlagServer, FlagState } from './flag-server.ts';
import { documentOf, writtenBy } from './refusal.ts';
import { unleashEventsRequest, unleashFlagRequest, unleashPlace, unleashToggle } from './unleash-requests.ts';

const flagSchema = z.object({ enabled: z.boolean() });

const eventsSchema = z.object({
  events: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      createdAt: z.string(),
      createdBy: z.optional(z.nullable(z.string())),
      environment: z.optional(z.nullable(z.string())),
    }),
  ),
});

/** https://docs.getunleash.io/concepts/events: what switches a flag in one environment. */
const switches: Readonly<Record<string, FlagState>> = {
  'feature-environment-enabled': 'on',
  'feature-environment-disabled': 'off',
};

/** The admin API of Unleash. A flag there has no version: its newest event stands for one. */
export const unleashServer: FlagServer<UnleashFlagId> = {
  name: 'Unleash',

  async read(call, id) {
    const { http, token, signal } = call;
    const { host } = unleashPlace(id.server);
    const request = { ...unleashFlagRequest(id, token), ...(signal === undefined ? {} : { signal }) };
    const flag = documentOf(host, await http.send(request), flagSchema);
    if (flag === null) return null;
    const [newest] = await eventsOf(call, id, null);
    return {
      state: flag.enabled ? 'on' : 'off',
      version: String(newest?.id ?? 0),
      // An archived flag is no longer found.
      isArchived: false,
    };
  },

  async turn({ http, token }, id, to) {
    return writtenBy(await http.send(unleashToggle(id, to, token)));
  },

  async listEvents(call, id, since) {
    const oldest = since.toISOString();
    const events = await eventsOf(call, id, oldest);
    return events
      .map(({ id: number, type, createdAt, createdBy }) => ({
        id: String(number),
        at: new Date(createdAt).toISOString(),
        actor: createdBy ?? null,
        to: switches[type] ?? null,
      }))
      .filter(({ at }) => at >= oldest);
  },
};

/** Of the flag as a whole and of this environment, newest first. */
async function eventsOf({ http, token, signal }: FlagCall, id: UnleashFlagId, from: string | null) {
  const { host } = unleashPlace(id.server);
  const request = unleashEventsRequest(id, from, token);
  const response = await http.send({ ...request, ...(signal === undefined ? {} : { signal }) });
  return (documentOf(host, response, eventsSchema)?.events ?? [])
    .filter(({ environment }) => environment == null || environment === id.environment)
    .toSorted((a, b) => b.id - a.id);
}
