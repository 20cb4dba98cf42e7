/**
 * The steps that build `history.db`, oldest first: a file at `user_version` n has taken the first
 * n. A step that was released never changes.
 *
 * Rows of what was observed are only ever added, each with the number of the commit that added it:
 * so a commit that the other file does not have can be taken back.
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
  // When the look was sent that `before_at` or `seen_at` is the answer of, and which job of those
  // that had this id it showed. NULL: a file of the step before, or the upstream did not say.
  // A `from_status` of NULL: the job before had the same id but was another one, or is forgotten.
  `
  ALTER TABLE main.first_looks ADD COLUMN sent_at INTEGER;
  ALTER TABLE main.first_looks ADD COLUMN created_at INTEGER;

  CREATE TABLE main.new_transitions (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    job_id TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT NOT NULL,
    after_at INTEGER NOT NULL,
    before_at INTEGER NOT NULL,
    commit_number INTEGER NOT NULL,
    sent_at INTEGER,
    created_at INTEGER
  ) STRICT;
  INSERT INTO main.new_transitions
  SELECT id, connection, job_id, from_status, to_status, after_at, before_at, commit_number,
    NULL, NULL
  FROM main.transitions ORDER BY id;
  DROP TABLE main.transitions;
  ALTER TABLE main.new_transitions RENAME TO transitions;
  CREATE INDEX main.transitions_of_job ON transitions (job_id, connection);

  -- Of each connection the newest moment, or one a little older, as of which the mirror was settled:
  -- a mirror that is built anew learns from it since when nobody looked. It needs no number: what it
  -- says rests on earlier commits alone.
  CREATE TABLE main.settled_looks (
    connection TEXT PRIMARY KEY,
    settled_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]
