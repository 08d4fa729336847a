import * as z from 'zod/mini';
import { severities } from '../../domain/records/severity.ts';
import { actionEnds } from '../../domain/reporting/numbers/incident-figures.ts';
import { durationNames } from '../../domain/reporting/times/moment-names.ts';

const instant = z.iso.datetime();

/** `since` is 28 days before `until`, and `until` is now, when left out. */
export const reportQuery = z.object({
  since: z.optional(instant),
  until: z.optional(instant),
  service: z.optional(z.string().check(z.maxLength(200))),
});

const quantiles = z.object({
  count: z.number(),
  p50: z.nullable(z.number()),
  p90: z.nullable(z.number()),
  longest: z.nullable(z.number()),
});

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what is inferred of it is in the result
function each<Name extends string, Value extends z.ZodMiniType>(names: readonly Name[], value: Value) {
  return z.object(Object.fromEntries(names.map((name) => [name, value])) as Readonly<Record<Name, Value>>);
}

const line = {
  incidents: z.number(),
  bySeverity: each(severities, z.number()),
  open: z.number(),
  seconds: each(durationNames, quantiles),
  actions: each(actionEnds, z.number()),
  falseFires: z.number(),
  folded: z.number(),
  updates: z.object({ due: z.number(), onTime: z.number() }),
  openDebts: z.number(),
  /** Left out by versions that did not count them. */
  openFollowUps: z._default(z.number(), 0),
  relapses: z._default(z.number(), 0),
};

export const reportResponse = z.object({
  since: z.string(),
  until: z.string(),
  countedSince: z.nullable(z.string()),
  total: z.object(line),
  groups: z.array(z.object({ service: z.string(), week: z.string(), ...line })),
  falseFires: z.array(z.object({ id: z.string(), service: z.string(), reason: z.string() })),
});
