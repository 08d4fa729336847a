import type { StateDirectory } from '../state/state-directory.ts';
import { keptIncidents, withKeptTable } from './kept-table.ts';

/** Writes each incident with its whole record as a line of JSON, newest first, without the tokens of its waits. Returns how many. */
export async function exportState(
  state: StateDirectory,
  write: (line: string) => Promise<void>,
): Promise<number> {
  return await withKeptTable(state, async ({ incidents }) => {
    let count = 0;
    for await (const { id } of keptIncidents(incidents, 'all')) {
      const record = await incidents.readRecord(id);
      if (record === null) continue;
      count += 1;
      await write(JSON.stringify(record, withoutTokens));
    }
    return count;
  });
}

function withoutTokens(name: string, value: unknown): unknown {
  return name === 'encryptedToken' ? undefined : value;
}
