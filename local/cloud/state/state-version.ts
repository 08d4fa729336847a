import { existsSync } from 'node:fs';
import * as z from 'zod';
import type { StateDirectory } from './state-directory.ts';

/** Grows when records, messages or files of the state become unreadable for what reads them now. */
export const stateVersion = 2;

/** The state was made by another version of Firebreak; nothing in it was touched. */
export class StateVersionError extends Error {
  override readonly name = 'StateVersionError';

  constructor(path: string, found: number) {
    super(
      `The state in ${path} was made by ${found < stateVersion ? 'an earlier' : 'a later'} version of Firebreak, which this one cannot read. ` +
        `Start over, without its incidents: rm -r ${path} (or keep it, and use another folder: npm start -- --state DIR)`,
    );
  }
}

const versionSchema = z.object({ version: z.number().int().positive() });

/** Marks new state with the version. Throws StateVersionError for what another version left. */
export function checkStateVersion(state: StateDirectory): void {
  const found = versionSchema.safeParse(state.readJson('version.json')).data?.version ?? unmarked(state);
  if (found !== null && found !== stateVersion) throw new StateVersionError(state.path, found);
  state.writeJson('version.json', { version: stateVersion });
}

/** The first version left no mark, but the scenario that it played. */
function unmarked(state: StateDirectory): number | null {
  return existsSync(state.file('scenario.json')) ? 1 : null;
}
