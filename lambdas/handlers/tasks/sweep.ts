import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { sweep } from '../../use-cases/sweep/sweep.ts';

/** Every minute: finishes or reports what is overdue or half done. */
export const sweepTask = defineTask({ input: z.unknown(), run: sweep });
