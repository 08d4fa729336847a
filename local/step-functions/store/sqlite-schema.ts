/** Tables of the durable store. Rows are JSON; what is searched by has a column and an index. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS machines (
    number INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    json TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS revisions (
    id TEXT PRIMARY KEY,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    number INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    machine TEXT NOT NULL,
    status TEXT NOT NULL,
    fixed TEXT NOT NULL,
    progress TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS executions_of_machine ON executions (machine, number);
  CREATE INDEX IF NOT EXISTS executions_of_machine_by_status ON executions (machine, status, number);
  CREATE INDEX IF NOT EXISTS running_executions ON executions (number) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS branches (
    execution INTEGER NOT NULL,
    id INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS events (
    execution INTEGER NOT NULL,
    id INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
`;
