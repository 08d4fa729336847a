import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { idField, sentenceField } from '../fields.ts';
import { principalField } from './principal-field.ts';

/** What an agent may do beside reading. */
export const agentWritings = ['note', 'propose'] as const;
export type AgentWriting = (typeof agentWritings)[number];

/** Agents that may write notes and propose steps (docs/agents.md). */
export const agentsField = z
  .array(
    z.strictObject({
      id: idField,
      name: sentenceField,
      of: idField
        .optional()
        .describe(
          "Whose agent it is: a person, whose yes does not count for what it proposed. Left out: nobody's.",
        ),
      iam: z
        .array(principalField)
        .min(1)
        .optional()
        .describe('What it signs as on AWS, for itself alone; nobody there when left out.'),
      may: z.array(z.enum(agentWritings)).min(1, 'needs note, propose, or both'),
      atMost: z
        .strictObject({
          perIncident: z.number().int().min(1).max(100).default(5),
          perHour: z.number().int().min(1).max(500).default(20),
        })
        .prefault({})
        .describe('So many notes and proposals together.'),
    }),
  )
  .min(1, 'needs at least one agent');

export type AgentPolicy = Immutable<z.output<typeof agentsField>>[number];
