import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { sendUpdate } from '../../use-cases/updates/send-update.ts';

/** Every minute while an incident is open: sends the status update that is due. */
export const sendUpdateTask = defineTask({ input: z.object({ incidentId: z.string() }), run: sendUpdate });
