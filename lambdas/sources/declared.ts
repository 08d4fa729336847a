import * as z from 'zod/mini';
import type { Declared } from '../domain/records/declared.ts';
import { severities, symptoms } from '../domain/records/severity.ts';
import { defineSource } from './reading/define-source.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';

const schema: z.ZodMiniType<Declared> = z.object({
  id: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  title: z.string(),
  description: z.nullable(z.string()),
  service: z.nullable(z.string()),
  environment: z.nullable(z.string()),
  severity: z.nullable(z.enum(severities)),
  symptom: z.nullable(z.enum(symptoms)),
});

/** What people declare by the API. It is no sender: nothing that is posted to the ingest endpoint is it. */
export const declared = defineSource({
  name: 'declared',
  verify: () => ({ ok: false, reason: 'Incidents are declared by POST /v1/incidents' }),
  read(body) {
    const read = schema.safeParse(body);
    if (!read.success) return quarantined('It is no declaration');
    const { id, by, at, title, description, service, environment, severity, symptom } = read.data;
    return alertsFound([
      {
        source: 'declared',
        fingerprint: id,
        status: 'firing',
        title,
        description,
        service,
        severityHint: null,
        severityRaw: severity,
        labels: environment === null ? {} : { environment },
        startsAt: at,
        endsAt: null,
        links: [],
        declared: { by, severity, symptom },
      },
    ]);
  },
});
