import * as z from 'zod/mini';
import { commands } from '../../domain/records/command.ts';
import { severities, symptoms } from '../../domain/records/severity.ts';
import { by, linkKey, onPage } from './caller.ts';
import { openEnum } from './open-enum.ts';

const given = {
  command: z.enum(commands),
  severity: z.optional(z.enum(severities)),
  comment: z._default(z.nullable(z.string().check(z.maxLength(2000))), null),
  acceptDebts: z._default(z.array(z.string().check(z.maxLength(512))).check(z.maxLength(50)), []),
  yes: z.optional(z.boolean()),
  debt: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  hours: z.optional(z.number()),
  again: z.optional(z.boolean()),
  fresh: z.optional(z.boolean()),
  proposal: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
};

export const commandRequest = z.object({ ...given, by });

const line = (longest: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(3, 'must say what is wrong'),
      z.maxLength(longest),
      z.regex(/^[^\p{Cc}]*$/u, 'must be one line'),
    );

const declared = {
  title: line(200),
  description: z._default(z.nullable(z.string().check(z.maxLength(2000))), null),
  service: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(200))), null),
  environment: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(200))), null),
  severity: z._default(z.nullable(z.enum(severities)), null),
  symptom: z._default(z.nullable(z.enum(symptoms)), null),
};

/** What a person declares with no alert. */
export const declareRequest = z.object({ ...declared, by });

/** From a page: of the holder of a personal link to any incident, or of whoever is signed in. */
export const pageDeclareRequest = z.object({ key: linkKey, ...declared });

export const declareResponse = z.object({ deliveryId: z.string() });

export const pageCommandRequest = z.object({ ...onPage, ...given });

export const commandResponse = z.object({
  incidentId: z.string(),
  command: openEnum(commands),
  underWay: z.nullable(z.object({ text: z.string(), since: z.string() })),
});

const reason = z.string().check(z.trim(), z.minLength(3, 'must say why'), z.maxLength(500));
const service = z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(200))), null);

export const killSwitchRequest = z.object({ isOn: z.boolean(), service, reason, by });

/** From a page, which turns it on and not off. */
export const pageKillSwitchRequest = z.object({ key: linkKey, service, reason });

export const killSwitchFields = {
  service: z.nullable(z.string()),
  at: z.nullable(z.string()),
  by: z.string(),
  reason: z.string(),
};

export const killSwitchResponse = z.object({ isOn: z.boolean(), ...killSwitchFields });
