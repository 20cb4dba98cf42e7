/**
 * The steps that build the file, oldest first: a file at `user_version` n has taken the first n.
 * A step that was released never changes.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE connections (
    name TEXT PRIMARY KEY,
    sync TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL REFERENCES connections (name),
    job_id TEXT NOT NULL,
    product_key TEXT NOT NULL,
    status TEXT NOT NULL,
    status_order INTEGER NOT NULL,
    active INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    source_id TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_region TEXT NOT NULL,
    source_uid TEXT NOT NULL,
    targets TEXT NOT NULL,
    target_uid TEXT NOT NULL,
    device_count REAL,
    created_at INTEGER,
    search_text TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    since_after INTEGER,
    since_before INTEGER NOT NULL,
    missing_since INTEGER,
    UNIQUE (job_id, connection)
  ) STRICT;

  CREATE INDEX jobs_by_created_at ON jobs (created_at, job_id, connection);
  CREATE INDEX jobs_by_device_count ON jobs (device_count, job_id, connection);
  CREATE INDEX jobs_by_status ON jobs (status_order, job_id, connection);
  CREATE INDEX jobs_by_status_since ON jobs (since_before, job_id, connection);

  CREATE INDEX jobs_of_connection ON jobs (connection, active);
  CREATE INDEX jobs_of_status ON jobs (status);
  CREATE INDEX jobs_of_product ON jobs (product_key);
  CREATE INDEX jobs_of_strategy ON jobs (strategy);
  CREATE INDEX jobs_of_source ON jobs (source_id);
  CREATE INDEX jobs_of_source_region ON jobs (source_region);
  CREATE INDEX jobs_of_target_uid ON jobs (target_uid);

  CREATE TABLE job_targets (
    kind TEXT NOT NULL CHECK (kind IN ('instance', 'region')),
    value TEXT NOT NULL,
    job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, job)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX job_targets_of_job ON job_targets (job);

  CREATE TABLE instances (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- By the job's own id, not by a row's: history must outlive a mirror that is built anew.
  CREATE TABLE transitions (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    job_id TEXT NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    after_at INTEGER NOT NULL,
    before_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX transitions_of_job ON transitions (job_id, connection);
  `,
]
