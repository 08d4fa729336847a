import * as z from 'zod/mini';

export const similarIncidents = z.array(
  z.object({
    incidentId: z.string(),
    title: z.string(),
    openedAt: z.string(),
    shared: z.array(z.string()),
    ended: z.string(),
    tookSeconds: z.number(),
  }),
);

export const similarResponse = z.object({ similar: similarIncidents });
