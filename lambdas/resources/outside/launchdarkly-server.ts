import * as z from 'zod/mini';
import type { LaunchDarklyFlagId } from '../launchdarkly-flag.ts';
import type { FlagCall, FlagEvent, FlagServer, FlagState } from './flag-server.ts';
import {
  launchDarklyAuditRequest,
  launchDarklyFlagRequest,
  launchDarklyToggle,
} from './launchdarkly-requests.ts';
import { documentOf, writtenBy } from './refusal.ts';

const flagSchema = z.object({
  archived: z.optional(z.boolean()),
  environments: z.record(
    z.string(),
    z.object({ on: z.boolean(), version: z.number(), archived: z.optional(z.boolean()) }),
  ),
});

const entrySchema = z.object({
  _id: z.string(),
  date: z.number(),
  accesses: z.array(z.object({ action: z.string(), resource: z.string() })),
  member: z.optional(z.object({ email: z.optional(z.string()) })),
  token: z.optional(z.object({ name: z.optional(z.string()) })),
});
const auditSchema = z.object({ items: z.array(entrySchema) });

/** The REST API of LaunchDarkly. */
export const launchDarklyServer: FlagServer<LaunchDarklyFlagId> = {
  name: 'LaunchDarkly',

  async read({ http, token, signal }, id) {
    const response = await http.send({ ...launchDarklyFlagRequest(id, token), ...until(signal) });
    const flag = documentOf(id.host, response, flagSchema);
    const found = flag?.environments[id.environment];
    if (flag == null || found === undefined) return null;
    return {
      state: found.on ? 'on' : 'off',
      version: String(found.version),
      isArchived: flag.archived === true || found.archived === true,
    };
  },

  async turn({ http, token }, id, to, comment) {
    return writtenBy(await http.send(launchDarklyToggle(id, to, comment, token)));
  },

  async listEvents(call, id, since) {
    const { http, token, signal } = call;
    const request = launchDarklyAuditRequest(id, since.getTime(), token);
    const log = documentOf(id.host, await http.send({ ...request, ...until(signal) }), auditSchema);
    const entries = (log?.items ?? []).toSorted((a, b) => b.date - a.date);
    return entries.length === 0 ? [] : await eventsOf(call, id, entries);
  },
};

/** The log says that a flag was switched, not to what: what it is now tells, and each switch before it did the opposite. */
async function eventsOf(
  call: FlagCall,
  id: LaunchDarklyFlagId,
  entries: readonly z.infer<typeof entrySchema>[],
): Promise<readonly FlagEvent[]> {
  let state: FlagState = (await launchDarklyServer.read(call, id))?.state ?? 'off';
  const resource = `proj/${id.project}:env/${id.environment}:flag/${id.flag}`;
  const events: FlagEvent[] = [];
  for (const { _id, date, accesses, member, token } of entries) {
    const own = accesses.filter((access) => access.resource.split(';')[0] === resource);
    if (own.length === 0) continue;
    const isSwitch = own.some(({ action }) => action === 'updateOn');
    events.push({
      id: _id,
      at: new Date(date).toISOString(),
      actor: member?.email ?? token?.name ?? null,
      to: isSwitch ? state : null,
    });
    if (isSwitch) state = state === 'on' ? 'off' : 'on';
  }
  return events;
}

function until(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}
