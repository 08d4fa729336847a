import * as z from 'zod/mini';
import { commands } from '../../domain/records/command.ts';
import { severities } from '../../domain/records/severity.ts';
import { openEnum } from './open-enum.ts';

export const commandRequest = z.object({
  command: z.enum(commands),
  by: z.string().check(z.regex(/^[\w.+@-]{1,64}$/, 'must be the id of a person')),
  severity: z.optional(z.enum(severities)),
  comment: z._default(z.nullable(z.string().check(z.maxLength(2000))), null),
  acceptDebts: z._default(z.array(z.string().check(z.maxLength(512))).check(z.maxLength(50)), []),
});

export const commandResponse = z.object({ incidentId: z.string(), command: openEnum(commands) });
