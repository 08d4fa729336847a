import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { tendFollowUps } from '../../use-cases/follow-ups/tend-follow-ups.ts';

/** Every few minutes: proposes what closed incidents ask for, files tickets, reads how they are, reminds owners. */
export const fileFollowUpsTask = defineTask({ input: z.unknown(), run: tendFollowUps });
