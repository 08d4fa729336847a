import * as z from 'zod/mini';
import { closeOutcomes, incidentStatuses } from '../../domain/records/incident.ts';
import { severities, symptoms } from '../../domain/records/severity.ts';
import { waitingFor } from '../../domain/reporting/views/waiting.ts';
import { killSwitchFields } from './command.ts';
import { openEnum } from './open-enum.ts';

export const incidentListQuery = z.object({
  status: z._default(z.enum(['open', 'all', ...incidentStatuses]), 'all'),
  service: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
});

/** What an incident of the list and one by itself have in common. */
export const incidentFields = {
  id: z.string(),
  title: z.string(),
  /** What is wrong, in one line; the title is what the first alert is called. Empty from a version that does not know it. */
  headline: z._default(z.string(), ''),
  severity: openEnum(severities),
  severityReason: z.string(),
  symptom: openEnum(symptoms),
  status: openEnum(incidentStatuses),
  service: z.string(),
  environment: z.string(),
  sensitive: z.boolean(),
  openedAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.nullable(z.string()),
  outcome: z.nullable(openEnum(closeOutcomes)),
  /** The incident of the same key that it came back after. */
  reopens: z._default(z.nullable(z.string()), null),
  waiting: z.nullable(
    z.object({
      for: openEnum(waitingFor),
      text: z.string(),
      people: z.array(z.string()),
      since: z.string(),
      until: z.nullable(z.string()),
    }),
  ),
};

export const incidentListResponse = z.object({
  incidents: z.array(z.object({ ...incidentFields, impact: z.nullable(z.string()) })),
  cursor: z.nullable(z.string()),
  killSwitches: z.array(z.object(killSwitchFields)),
});
