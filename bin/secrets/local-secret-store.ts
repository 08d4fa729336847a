import { objectOf, textOf } from '../../lambdas/sources/reading/json.ts';
import { SOURCES_SECRET } from '../../local/cloud/secrets-manager.ts';
import { StateDirectory, StateInUseError } from '../../local/cloud/state/state-directory.ts';
import { lockState } from '../../local/cloud/state/state-lock.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * The laptop's secrets in `.firebreak/secrets.json`, for the time when `npm start` does not run; while it does, `running` has them.
 * The lock of the state folder decides which it is, so that neither overwrites the other.
 */
export function createLocalSecretStore(folder: string, running: SecretStore): SecretStore {
  return {
    async read() {
      return withFile(folder, ({ value }) => value) ?? (await running.read());
    },
    async update(change) {
      const changed = withFile(folder, ({ value, write }) => {
        const made = change(value);
        if (made.value !== value) write(made.value);
        return made;
      });
      return changed ?? (await running.update(change));
    },
  };
}

/** Null when `npm start` runs on the folder. */
function withFile<Result>(
  folder: string,
  use: (file: { value: string; write: (value: string) => void }) => Result,
): Result | null {
  const state = new StateDirectory(folder);
  const lock = tryLock(state);
  if (lock === null) return null;
  try {
    const secrets = objectOf(state.readJson('secrets.json'));
    return use({
      value: textOf(secrets[SOURCES_SECRET]) ?? '{}',
      write: (value) => state.writeJson('secrets.json', { ...secrets, [SOURCES_SECRET]: value }),
    });
  } finally {
    lock.stop();
  }
}

function tryLock(state: StateDirectory): { stop(): void } | null {
  try {
    return lockState(state);
  } catch (error) {
    if (error instanceof StateInUseError) return null;
    throw error;
  }
}
