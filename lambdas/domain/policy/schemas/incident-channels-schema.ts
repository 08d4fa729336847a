import * as z from 'zod';
import { severities } from '../../records/severity.ts';
import { idField } from '../fields.ts';

/** Places that belong to nobody in particular, where all who follow an incident read how it goes. */
export const incidentChannelsField = z
  .array(
    z.strictObject({
      id: idField.describe('Your name for the place; it stands on timelines.'),
      channel: idField.describe('By which channel (docs/channels.md).'),
      to: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe(
          'Where in it: a Slack channel, or the entry of the secret; docs/channels.md tells for each.',
        ),
      severities: z
        .array(z.enum(severities))
        .min(1)
        .default([...severities])
        .describe('Only incidents of these severities.'),
      services: z
        .array(idField)
        .min(1)
        .optional()
        .describe('Only incidents of these services; all when left out.'),
    }),
  )
  .default([])
  .describe('Chat channels, pagers and webhooks; never told about security-sensitive incidents.');
