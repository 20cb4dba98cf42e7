/**
 * The steps that build `history.db`, oldest first: a file at `user_version` n has taken the first
 * n. A step that was released never changes.
 *
 * Rows are only ever added, each with the number of the commit that added it: so a commit that the
 * other file does not have can be taken back.
 */
export const historySteps: readonly string[] = [
  `
  CREATE TABLE main.history_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    pair TEXT,
    commits INTEGER NOT NULL
  ) STRICT;
  INSERT INTO main.history_state VALUES (1, NULL, 0);

  CREATE TABLE main.first_looks (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    job_id TEXT NOT NULL,
    status TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    commit_number INTEGER NOT NULL,
    UNIQUE (job_id, connection)
  ) STRICT;

  CREATE TABLE main.transitions (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    job_id TEXT NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    after_at INTEGER NOT NULL,
    before_at INTEGER NOT NULL,
    commit_number INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX main.transitions_of_job ON transitions (job_id, connection);

  CREATE TABLE main.gaps (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    after_at INTEGER NOT NULL,
    before_at INTEGER NOT NULL,
    commit_number INTEGER NOT NULL,
    UNIQUE (connection, after_at, before_at)
  ) STRICT;
  `,
]
