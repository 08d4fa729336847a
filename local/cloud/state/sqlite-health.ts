import { DatabaseSync } from 'node:sqlite';

/** Why an SQLite database cannot be trusted, or null. */
export function whySqliteUnreadable(path: string): string | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') return String(found);
    const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get();
    return Number(tables?.['n']) === 0 ? 'it is empty' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database?.close();
  }
}
