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

/** Nothing says which version made the state. */
export class StateUnmarkedError extends Error {
  override readonly name = 'StateUnmarkedError';

  constructor(path: string) {
    super(
      `${path} has no version.json that can be read: it was damaged, or a version before there was one made this state. ` +
        `Put it back from a backup, or, if you know that this version made it: echo '{"version":${stateVersion}}' > '${path}/version.json'. ` +
        `Or start over, without its incidents: rm -r ${path}`,
    );
  }
}

/** Marks new state with the version. Throws StateVersionError for what another version left. */
export function checkStateVersion(state: StateDirectory): void {
  const found = versionSchema.safeParse(state.readJson('version.json')).data?.version ?? null;
  if (found === null && wasPlayedOn(state)) throw new StateUnmarkedError(state.path);
  if (found !== null && found !== stateVersion) throw new StateVersionError(state.path, found);
  state.writeJson('version.json', { version: stateVersion });
}

function wasPlayedOn(state: StateDirectory): boolean {
  return ['scenario.json', 'dynamodb', 'manifest.json'].some((name) => existsSync(state.file(name)));
}
