import * as z from 'zod/mini';
import { reportedChangeStates } from '../../domain/records/reported-change.ts';
import { openEnum } from './open-enum.ts';

/** What most senders are answered; a source may answer as its sender expects (docs/sources.md). */
export const alertResponse = z.object({ deliveryId: z.string() });

/** What a sender of PagerDuty events expects. */
export const eventResponse = z.object({ status: z.string(), message: z.string(), dedup_key: z.string() });

/** What Slack shows to whoever typed a command. */
export const slashCommandResponse = z.object({ response_type: z.literal('ephemeral'), text: z.string() });

export const changesResponse = z.object({
  changes: z.array(
    z.object({
      subject: z.string(),
      environment: z.nullable(z.string()),
      at: z.string(),
      state: openEnum(reportedChangeStates),
    }),
  ),
  ignored: z.optional(z.string()),
  /** Items of a list that could not be read. */
  unread: z.optional(z.array(z.object({ position: z.int(), reason: z.string() }))),
});
