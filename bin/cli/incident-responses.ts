import * as z from 'zod';
import { CommandError } from './command-error.ts';
import { assessmentResponse, evidenceResponse } from './evidence-response.ts';

const waiting = z.nullable(z.object({ for: z.string(), text: z.string(), people: z.array(z.string()) }));

const summaryFields = {
  id: z.string(),
  title: z.string(),
  severity: z.string(),
  severityReason: z.string(),
  status: z.string(),
  service: z.string(),
  environment: z.string(),
  openedAt: z.string(),
  closedAt: z.nullable(z.string()),
  outcome: z.nullable(z.string()),
  waiting,
};

/** What the command line shows of the API's answers; `--json` prints them whole. */
export const listResponse = z.object({
  incidents: z.array(z.object(summaryFields)),
  cursor: z.nullable(z.string()),
});

export const incidentResponse = z.object({
  ...summaryFields,
  commander: z.nullable(z.string()),
  plan: z.nullable(
    z.object({ steps: z.array(z.object({ index: z.number(), summary: z.string(), state: z.string() })) }),
  ),
  assessment: assessmentResponse,
  evidence: evidenceResponse,
  debts: z.array(z.object({ resource: z.string(), status: z.string(), howToRestore: z.string() })),
  links: z.object({ page: z.string(), execution: z.nullable(z.string()) }),
});

export const timelineResponse = z.object({
  entries: z.array(z.object({ at: z.string(), actor: z.string(), kind: z.string(), text: z.string() })),
});

export type ListedIncident = z.infer<typeof listResponse>['incidents'][number];
export type ShownIncident = z.infer<typeof incidentResponse>;
export type ShownEntry = z.infer<typeof timelineResponse>['entries'][number];

/** Throws CommandError when the other side does not speak as this version does. */
export function readResponse<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CommandError('The answer is not that of a Firebreak of this version', {
    next: 'Check the address, and that this checkout is the one that was deployed.',
  });
}
