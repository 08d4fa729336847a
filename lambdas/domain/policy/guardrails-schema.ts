import * as z from 'zod';
import type { Immutable } from '../immutable.ts';
import { severities } from '../severity/severity.ts';
import { idField, minutesField, sentenceField } from './fields.ts';
import { weekdays } from './weekdays.ts';

/** `observe`: nothing is done; `approve`: a person decides; `auto`: done without asking. */
const modes = ['observe', 'approve', 'auto'] as const;

const timeField = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM in UTC, quoted');
const instantField = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-24T00:00:00Z' });

const freezeWindowSchema = z
  .strictObject({
    id: idField,
    reason: sentenceField,
    decision: z.enum(['deny', 'needs-approval']).default('deny'),
    services: z.array(idField).optional().describe('Left out: every service.'),
    exceptSeverities: z.array(z.enum(severities)).default([]),
    once: z.strictObject({ from: instantField, until: instantField }).optional(),
    weekly: z
      .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: timeField, until: timeField })
      .optional()
      .describe('UTC. A window whose end is not after its start runs past midnight.'),
  })
  .refine((window) => (window.once === undefined) !== (window.weekly === undefined), {
    message: 'needs either once or weekly',
  })
  .refine(
    (window) => window.once === undefined || Date.parse(window.once.from) < Date.parse(window.once.until),
    {
      message: 'must end after it begins',
      path: ['once', 'until'],
    },
  );

const modeSchema = z.strictObject({
  reversible: z.enum(modes),
  irreversible: z
    .enum(['observe', 'approve'], {
      error: 'must be observe or approve: what cannot be undone always waits for a person',
    })
    .describe('Never auto: what cannot be undone waits for a person.'),
});

/** guardrails.yaml: what automation may do, and when it must ask or keep still. */
export const guardrailsSchema = z.strictObject({
  killSwitch: z.boolean().default(false).describe('true: no action runs anywhere.'),
  mode: z.strictObject({ SEV1: modeSchema, SEV2: modeSchema, SEV3: modeSchema }),
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
  evidenceMaxAgeMinutes: minutesField
    .default(30)
    .describe('Older evidence is no ground to act on without asking again.'),
});

export type GuardrailsPolicy = Immutable<z.output<typeof guardrailsSchema>>;
export type FreezeWindow = GuardrailsPolicy['freezeWindows'][number];
