import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { type ConcludeRecordDeps, concludeRecord } from '../../use-cases/bundle/conclude-record.ts';
import { type WritePostmortemDeps, writePostmortem } from '../../use-cases/postmortem/write-postmortem.ts';

/** The document of a closed incident; then its record is sealed, and how long it took is measured. */
export const writePostmortemTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: async (deps: WritePostmortemDeps & ConcludeRecordDeps, input) => {
    const written = await writePostmortem(deps, input);
    await concludeRecord(deps, input);
    return written;
  },
});
