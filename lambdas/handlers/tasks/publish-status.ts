import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { publishStatuses } from '../../use-cases/public-status/publish-statuses.ts';

/** Every two minutes: brings what people released to the status pages that lack it. */
export const publishStatusTask = defineTask({ input: z.unknown(), run: publishStatuses });
