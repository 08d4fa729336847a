import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import { publicImpacts, publicStates } from '../../domain/records/public-status/public-status.ts';
import { compareTexts } from '../../domain/records/text/compare-texts.ts';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import type { PublicPost } from '../../ports/plug-ins/status-page.ts';

const updateSchema = z.object({
  number: z.int(),
  state: z.enum(publicStates),
  text: z.string(),
  at: z.string(),
});
const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  service: z.string(),
  state: z.enum(publicStates),
  impact: z.enum(publicImpacts),
  startedAt: z.string(),
  updatedAt: z.string(),
  resolvedAt: z.nullable(z.string()),
  updates: z.array(updateSchema),
});
const fileSchema = z.object({
  version: z.literal(1),
  title: z.string(),
  updatedAt: z.string(),
  services: z.array(z.string()),
  incidents: z.array(incidentSchema),
});

/** `status.json`: what the page shows, for programs. Newest incident first. */
export type StatusFile = z.infer<typeof fileSchema>;
export type StatusFileIncident = StatusFile['incidents'][number];

const mostIncidents = 50;

/** Throws ConfigurationError for what this did not write. */
export function parseStatusFile(text: string, key: string): StatusFile {
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `${key} is not what Firebreak writes there: move it away, or name another path`,
  );
}

/** The file with an incident as it is now, in the place of what it said about it before. */
export function withIncident(
  known: StatusFile | null,
  post: PublicPost,
  { title, services }: Pick<StatusFile, 'title'> & { readonly services: readonly string[] },
): StatusFile {
  const { incidentId: id, release, releases, name, startedAt } = post;
  const incident: StatusFileIncident = {
    id,
    title: release.title,
    service: name,
    state: release.state,
    impact: release.impact,
    startedAt,
    updatedAt: release.at,
    resolvedAt: release.state === 'resolved' ? release.at : null,
    updates: releases.map(({ number, state, text, at }) => ({ number, state, text, at })).toReversed(),
  };
  const others = (known?.incidents ?? []).filter((each) => each.id !== id);
  const incidents = [...others, incident].toSorted(newestFirst);
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null);
  const over = incidents.filter(({ resolvedAt }) => resolvedAt !== null).slice(0, mostIncidents);
  const updatedAt =
    incidents
      .map((each) => each.updatedAt)
      .toSorted()
      .at(-1) ?? release.at;
  return { version: 1, title, updatedAt, services: [...services], incidents: [...open, ...over] };
}

/** Two that began at the same time keep their order, whichever of them is written. */
function newestFirst(a: StatusFileIncident, b: StatusFileIncident): number {
  return compareTexts(b.startedAt, a.startedAt) || compareTexts(b.id, a.id);
}
