/**
 * The steps that build `mirror.db`, oldest first: a file at `user_version` n has taken the first n.
 * A step that was released never changes.
 */
export const mirrorSteps: readonly string[] = [
  `
  CREATE TABLE mirror.connections (
    name TEXT PRIMARY KEY,
    sync TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE mirror.jobs (
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

  CREATE INDEX mirror.jobs_by_created_at ON jobs (created_at, job_id, connection);
  CREATE INDEX mirror.jobs_by_device_count ON jobs (device_count, job_id, connection);
  CREATE INDEX mirror.jobs_by_status ON jobs (status_order, job_id, connection);
  CREATE INDEX mirror.jobs_by_status_since ON jobs (since_before, job_id, connection);

  CREATE INDEX mirror.jobs_of_connection ON jobs (connection, active);
  CREATE INDEX mirror.jobs_of_status ON jobs (status);
  CREATE INDEX mirror.jobs_of_product ON jobs (product_key);
  CREATE INDEX mirror.jobs_of_strategy ON jobs (strategy);
  CREATE INDEX mirror.jobs_of_source ON jobs (source_id);
  CREATE INDEX mirror.jobs_of_source_region ON jobs (source_region);
  CREATE INDEX mirror.jobs_of_target_uid ON jobs (target_uid);

  CREATE TABLE mirror.job_targets (
    kind TEXT NOT NULL CHECK (kind IN ('instance', 'region')),
    value TEXT NOT NULL,
    job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, job)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mirror.job_targets_of_job ON job_targets (job);

  CREATE TABLE mirror.instances (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- By the job's own id, not by a row's: history must outlive a mirror that is built anew.
  CREATE TABLE mirror.transitions (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    job_id TEXT NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    after_at INTEGER NOT NULL,
    before_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX mirror.transitions_of_job ON transitions (job_id, connection);
  `,
  // What was observed moves to the file of what cannot be rebuilt. A job that is there already has
  // moved before, whole: this step was interrupted after that file's commit.
  `
  INSERT INTO main.transitions
    (connection, job_id, from_status, to_status, after_at, before_at, commit_number)
  SELECT connection, job_id, from_status, to_status, after_at, before_at, 0
  FROM mirror.transitions AS old
  WHERE NOT EXISTS (
    SELECT 1 FROM main.first_looks AS known
    WHERE known.job_id = old.job_id AND known.connection = old.connection
  )
  ORDER BY id;

  INSERT INTO main.first_looks (connection, job_id, status, seen_at, commit_number)
  SELECT connection, job_id, coalesce(
    (
      SELECT from_status FROM mirror.transitions AS old
      WHERE old.job_id = jobs.job_id AND old.connection = jobs.connection
      ORDER BY id LIMIT 1
    ),
    status
  ), first_seen_at, 0
  FROM mirror.jobs
  WHERE true
  ORDER BY first_seen_at
  ON CONFLICT DO NOTHING;

  DROP TABLE mirror.transitions;

  ALTER TABLE mirror.jobs ADD COLUMN absent_walks INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE mirror.jobs ADD COLUMN absent_since INTEGER;
  CREATE INDEX mirror.jobs_in_doubt ON jobs (connection, confirmed_at, job_id)
    WHERE absent_walks >= 2 AND missing_since IS NULL;
  CREATE INDEX mirror.jobs_missing ON jobs (missing_since) WHERE missing_since IS NOT NULL;

  -- Counts leave out missing jobs: with the column in the index they need not read the rows.
  DROP INDEX mirror.jobs_of_connection;
  DROP INDEX mirror.jobs_of_status;
  DROP INDEX mirror.jobs_of_product;
  DROP INDEX mirror.jobs_of_strategy;
  DROP INDEX mirror.jobs_of_source;
  DROP INDEX mirror.jobs_of_source_region;
  DROP INDEX mirror.jobs_of_target_uid;
  CREATE INDEX mirror.jobs_of_connection ON jobs (connection, active, missing_since);
  CREATE INDEX mirror.jobs_of_status ON jobs (status, missing_since);
  CREATE INDEX mirror.jobs_of_product ON jobs (product_key, missing_since);
  CREATE INDEX mirror.jobs_of_strategy ON jobs (strategy, missing_since);
  CREATE INDEX mirror.jobs_of_source ON jobs (source_id, missing_since);
  CREATE INDEX mirror.jobs_of_source_region ON jobs (source_region, missing_since);
  CREATE INDEX mirror.jobs_of_target_uid ON jobs (target_uid, missing_since);

  -- A walk that began before anybody asked whether it is settled proves no absence.
  UPDATE mirror.connections SET sync = json_set(sync, '$.current.isSettled', json('false'))
    WHERE json_type(sync, '$.current') = 'object';
  UPDATE mirror.connections SET sync = json_set(sync, '$.last.isSettled', json('false'))
    WHERE json_type(sync, '$.last') = 'object';
  ALTER TABLE mirror.connections ADD COLUMN counted_walk TEXT;

  CREATE TABLE mirror.events (
    seq INTEGER PRIMARY KEY,
    changes TEXT NOT NULL,
    change_count INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE mirror.mirror_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    pair TEXT,
    commits INTEGER NOT NULL,
    epoch TEXT NOT NULL
  ) STRICT;
  INSERT INTO mirror.mirror_state VALUES (1, NULL, 0, lower(hex(randomblob(8))));
  `,
  // Rows as they came, in a table of their own: no list reads them.
  `
  CREATE TABLE mirror.received (
    job INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    request_id TEXT
  ) STRICT;
  `,
  // When the answer came that confirmed the row; of the status it holds, which one it followed and
  // when the look was sent that first showed it. No call of the steps before took 10 s.
  `
  ALTER TABLE mirror.jobs ADD COLUMN answered_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE mirror.jobs ADD COLUMN since_from TEXT;
  ALTER TABLE mirror.jobs ADD COLUMN since_sent_at INTEGER NOT NULL DEFAULT 0;
  UPDATE mirror.jobs SET
    answered_at = confirmed_at,
    since_sent_at = since_before - 10000,
    since_from = (
      SELECT from_status FROM main.transitions AS change
      WHERE change.job_id = jobs.job_id AND change.connection = jobs.connection
        AND change.before_at = jobs.since_before
      ORDER BY id DESC LIMIT 1
    );
  `,
  // Lists and facets are read from an index in memory: what served them here goes.
  `
  DROP INDEX mirror.jobs_by_created_at;
  DROP INDEX mirror.jobs_by_device_count;
  DROP INDEX mirror.jobs_by_status;
  DROP INDEX mirror.jobs_by_status_since;
  DROP INDEX mirror.jobs_of_connection;
  DROP INDEX mirror.jobs_of_status;
  DROP INDEX mirror.jobs_of_product;
  DROP INDEX mirror.jobs_of_strategy;
  DROP INDEX mirror.jobs_of_source;
  DROP INDEX mirror.jobs_of_source_region;
  DROP INDEX mirror.jobs_of_target_uid;
  DROP INDEX mirror.jobs_missing;
  DROP TABLE mirror.job_targets;
  ALTER TABLE mirror.jobs DROP COLUMN search_text;
  CREATE INDEX mirror.jobs_active ON jobs (connection, job_id)
    WHERE active = 1 AND missing_since IS NULL;
  `,
]
