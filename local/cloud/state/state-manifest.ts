import { existsSync, renameSync } from 'node:fs';
import * as z from 'zod';
import type { StateDirectory } from './state-directory.ts';
import { type StatePart, stateParts } from './state-parts.ts';

const FILE = 'manifest.json';
const manifestSchema = z.object({ parts: z.array(z.string()) });

/** A store of the state cannot be read; nothing in it was touched. */
export class StateDamagedError extends Error {
  override readonly name = 'StateDamagedError';

  constructor(state: StateDirectory, { name, withoutIt }: StatePart, why: string) {
    const path = state.file(name);
    super(
      `${path} cannot be read: ${why}. Put it back from a backup, or go on without it: mv '${path}' '${path}.damaged' && npm start. ` +
        `Without it ${withoutIt}.`,
    );
  }
}

/**
 * Tells apart what is new, what is missing beside the others and what cannot be read, and says so of each. Small files that cannot be read
 * are set aside. Throws StateDamagedError for a store that cannot be.
 */
export function checkStateParts(state: StateDirectory, tell: (line: string) => void): void {
  const known = manifestSchema.safeParse(state.readJson(FILE)).data?.parts ?? [];
  const isLost = existsSync(state.file(FILE)) && known.length === 0;
  if (isLost) tell(`${state.file(FILE)} cannot be read: what is missing beside it is not noticed this time.`);
  for (const part of stateParts) {
    const path = state.file(part.name);
    if (existsSync(path)) checkReadable(state, part, tell);
    else if (known.includes(part.name)) {
      tell(
        `${path} is missing, though the rest of the state is there: ${part.withoutIt}. If you have a backup, stop and put it back.`,
      );
    }
  }
}

/** Remembers what there is by now, so that it is missed when it is gone. */
export function keepManifest(state: StateDirectory): void {
  const parts = stateParts.map(({ name }) => name).filter((name) => existsSync(state.file(name)));
  state.writeJson(FILE, { parts });
}

function checkReadable(state: StateDirectory, part: StatePart, tell: (line: string) => void): void {
  const why = part.whyUnreadable(state);
  if (why === null) {
    const remark = part.remark?.(state) ?? null;
    if (remark !== null) tell(`${state.file(part.name)}: ${remark}.`);
    return;
  }
  if (part.kind === 'store') throw new StateDamagedError(state, part, why);
  const path = state.file(part.name);
  renameSync(path, `${path}.damaged`);
  tell(`${path} cannot be read (${why}) and was kept as ${part.name}.damaged: ${part.withoutIt}.`);
}
