import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { sealRecord } from '../../use-cases/bundle/seal-record.ts';
import { type WritePostmortemDeps, writePostmortem } from '../../use-cases/postmortem/write-postmortem.ts';

/** The document of a closed incident; then its record is sealed. */
export const writePostmortemTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: async (deps: WritePostmortemDeps, input) => {
    const written = await writePostmortem(deps, input);
    await sealRecord(deps, input);
    return written;
  },
});
