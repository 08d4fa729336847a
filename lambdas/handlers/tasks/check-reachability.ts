import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { checkReachability } from '../../use-cases/reachability/check-reachability.ts';

/** By schedule: looks whether everybody could be reached, before they have to be. */
export const checkReachabilityTask = defineTask({ input: z.unknown(), run: checkReachability });
