import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { recordBounce } from '../../use-cases/notify/record-bounce.ts';

const header = z.object({ name: z.string(), value: z.string() });
const text = z.optional(z.string());

/**
 * An event of SES on the bus: a mail came back. Its detail is as SES publishes it.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const receiveBounceTask = defineTask({
  input: z.object({
    'detail-type': z.string(),
    time: z.string(),
    detail: z.object({
      mail: z.object({
        messageId: z.string(),
        destination: z.array(z.string()),
        headers: z._default(z.array(header), []),
      }),
      bounce: z.optional(z.object({ bounceType: text, bounceSubType: text })),
      complaint: z.optional(z.object({ complaintFeedbackType: text, complaintSubType: text })),
      reject: z.optional(z.object({ reason: text })),
      failure: z.optional(z.object({ errorMessage: text })),
    }),
  }),
  run: recordBounce,
});
