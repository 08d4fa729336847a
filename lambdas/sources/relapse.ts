import * as z from 'zod/mini';
import type { SeverityHint } from '../domain/records/alert.ts';
import type { Relapse } from '../domain/records/relapse/relapse.ts';
import { type Severity, severities } from '../domain/records/severity.ts';
import { defineSource } from './reading/define-source.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';

const schema: z.ZodMiniType<Relapse> = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  of: z.string(),
  title: z.string(),
  description: z.string(),
  correlationKey: z.string(),
  service: z.string(),
  environment: z.string(),
  severity: z.enum(severities),
  sensitive: z.boolean(),
});

const hints: Readonly<Record<Severity, SeverityHint>> = { SEV1: 'critical', SEV2: 'high', SEV3: 'low' };

/** What Firebreak itself sees of closed incidents. It is no sender: nothing that is posted to the ingest endpoint is it. */
export const relapse = defineSource({
  name: 'relapse',
  verify: () => ({ ok: false, reason: 'Only Firebreak itself tells of relapses' }),
  read(body) {
    const read = schema.safeParse(body);
    if (!read.success) return quarantined('It is no relapse');
    const { at, of, title, description, service, severity, ...place } = read.data;
    return alertsFound([
      {
        source: 'relapse',
        fingerprint: `relapse of ${of}`,
        status: 'firing',
        title,
        description,
        service,
        severityHint: hints[severity],
        severityRaw: severity,
        labels: {},
        startsAt: at,
        endsAt: null,
        links: [],
        relapse: {
          of,
          correlationKey: place.correlationKey,
          service,
          environment: place.environment,
          sensitive: place.sensitive,
        },
      },
    ]);
  },
});
