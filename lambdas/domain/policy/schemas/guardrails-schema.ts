import * as z from 'zod';
import { modes } from '../../records/guardrails/modes.ts';
import type { Immutable } from '../../records/immutable.ts';
import { severities } from '../../records/severity.ts';
import { idField, minutesField, sentenceField } from '../fields.ts';
import { protectedResourceSchema } from '../protected-resource.ts';
import { checkScheduledWindow, scheduledWindowFields } from '../scheduled-window.ts';

const freezeWindowSchema = z
  .strictObject({
    id: idField,
    reason: sentenceField,
    decision: z.enum(['deny', 'needs-approval']).default('deny'),
    services: z.array(idField).optional().describe('Left out: every service.'),
    exceptSeverities: z.array(z.enum(severities)).default([]),
    ...scheduledWindowFields,
  })
  .superRefine(checkScheduledWindow);

const modeSchema = z.strictObject({
  reversible: z.enum(modes),
  irreversible: z
    .enum(['observe', 'approve'], {
      error: 'must be observe or approve: what cannot be undone always waits for a person',
    })
    .describe('Never auto: what cannot be undone waits for a person.'),
});

/** What a person decided about an action on a service; the latest counts. */
const trustSchema = z.strictObject({
  service: idField,
  action: z.string().min(1),
  at: z.iso.datetime({ error: 'must be a time such as 2026-11-23T02:00:00Z' }),
  by: idField,
  reason: sentenceField,
});

const countField = z.number().int().min(1).max(5);
const peopleSchema = z
  .strictObject({
    reversible: countField.default(1),
    irreversible: countField
      .optional()
      .describe('Left out: two, or one where people.yaml names an issuer under signIn.'),
  })
  .prefault({});

const priceSchema = z.strictObject({
  resource: z
    .string()
    .min(1)
    .max(512)
    .describe('Its key, such as ecs-service:shop:web; * stands for any text.'),
  usdPerUnitHour: z.number().min(0).max(10_000).describe('Of one task, instance or other unit, for an hour.'),
});

/** guardrails.yaml: what automation may do, and when it must ask or keep still. */
export const guardrailsSchema = z.strictObject({
  killSwitch: z.boolean().default(false).describe('true: no action runs anywhere.'),
  mode: z.strictObject({ SEV1: modeSchema, SEV2: modeSchema, SEV3: modeSchema }),
  people: z
    .strictObject({ SEV1: peopleSchema, SEV2: peopleSchema, SEV3: peopleSchema })
    .prefault({})
    .describe('How many people must agree where a person decides.'),
  freezeWindows: z.array(freezeWindowSchema).default([]),
  cooldown: z
    .strictObject({
      defaultMinutes: minutesField.describe('Between two actions on one resource.'),
      actions: z.record(z.string(), minutesField).default({}).describe('Minutes per kind of action.'),
    })
    .prefault({ defaultMinutes: 30 }),
  budget: z
    .strictObject({
      actionsPerIncident: z.number().int().min(0).max(10),
      actionsPerServicePerDay: z.number().int().min(0).max(100),
    })
    .prefault({ actionsPerIncident: 3, actionsPerServicePerDay: 6 }),
  blastRadius: z
    .strictObject({
      servicesAtOnce: z.number().int().min(1).max(100),
      regionsAtOnce: z.number().int().min(1).max(30),
      capacityPercentAtOnce: z
        .number()
        .min(0)
        .max(100)
        .describe('Of one service, taken away by actions that say how much they take.'),
      withinMinutes: minutesField.describe('What automation changed longer ago does not count.'),
      decision: z.enum(['deny', 'needs-approval']).default('needs-approval').describe('Beyond a bound.'),
    })
    .prefault({ servicesAtOnce: 3, regionsAtOnce: 1, capacityPercentAtOnce: 50, withinMinutes: 60 }),
  protected: z
    .array(protectedResourceSchema)
    .default([])
    .describe('Resources that automation leaves alone, or changes only after asking.'),
  oscillation: z
    .strictObject({
      togglesAtMost: z.number().int().min(1).max(10),
      withinMinutes: minutesField,
    })
    .prefault({ togglesAtMost: 2, withinMinutes: 240 })
    .describe('So often one resource may be changed to and fro in this time.'),
  autonomy: z
    .strictObject({
      failuresAtMost: z.number().int().min(0).max(25),
      ofLast: z.number().int().min(1).max(25),
      raised: z
        .array(trustSchema)
        .default([])
        .describe('Actions that a person trusts again on a service: what was before does not count.'),
      lowered: z
        .array(trustSchema)
        .default([])
        .describe('Actions that a person trusts less on a service, until somebody raises them.'),
    })
    .prefault({ failuresAtMost: 1, ofLast: 5 })
    .describe(
      'What fails more often on a service does less by itself: auto asks, and what asked is only observed.',
    ),
  cost: z
    .strictObject({
      askAboveUsd: z.number().min(0).max(1_000_000),
      prices: z
        .array(priceSchema)
        .default([])
        .describe('The first that fits a resource counts; without one, a person is asked.'),
    })
    .prefault({ askAboveUsd: 100 })
    .describe('Of an action that adds capacity, for as long as it stays in place.'),
  recovery: z
    .strictObject({
      leastTrafficPercent: z
        .number()
        .min(0)
        .max(100)
        .describe(
          'Good readings with a smaller part of the usual traffic show no recovery; 0: any traffic does.',
        ),
      extendMinutes: z
        .number()
        .int()
        .min(0)
        .max(30)
        .default(5)
        .describe(
          'How long a wait is extended, once, when something is still unknown at its end; then people are asked.',
        ),
    })
    .prefault({ leastTrafficPercent: 20 }),
  evidenceMaxAgeMinutes: minutesField
    .default(30)
    .describe('Older evidence is no ground to act on without asking again.'),
});

export type GuardrailsPolicy = Immutable<z.output<typeof guardrailsSchema>>;
