import { DatabaseSync } from 'node:sqlite';
import { type StateDirectory, StateInUseError } from './state-directory.ts';

const SQLITE_BUSY = 5;

/**
 * Holds the state directory for this process, however it ends: SQLite's exclusive lock is the operating system's, and
 * gone with the process. Throws StateInUseError when another one holds it.
 */
export function lockState(state: StateDirectory): { stop(): void } {
  const database = new DatabaseSync(state.file('lock.sqlite'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    throw isHeld ? new StateInUseError(state.path, error) : error;
  }
  return { stop: () => database.close() };
}
