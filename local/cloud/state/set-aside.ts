import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { StateDirectory } from './state-directory.ts';

/** What the next run goes on with: time never runs back, senders keep their tokens, and what was signed can be verified. */
const kept = /^(earlier|clock\.json|secrets\.json|evidence-key\.json|version\.json|lock\.sqlite.*|.*\.next)$/;

/**
 * Moves what a run has left into a folder of its own below `earlier`, so that another one begins anew. Nothing is deleted. The state must
 * not be in use. @returns the folder's path
 */
export function setAside(state: StateDirectory, name: string, at: Date): string {
  const label = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}-${name}`;
  const folder = state.folder(join('earlier', label));
  for (const entry of readdirSync(state.path)) {
    if (!kept.test(entry)) renameSync(state.file(entry), join(folder, entry));
  }
  return folder;
}
