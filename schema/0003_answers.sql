-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 3: what makes questions about a large ledger quick. Explained in docs/formats/ledger.md.
-- Everything here is counted from the links of version 2 by triggers, row by row, and could be counted again at any time.

-- How many rows of a kind have a value. facet '' is all rows of the kind; actors and recipients stand here by identity_key.
CREATE TABLE tally (
  kind  TEXT NOT NULL CHECK (kind IN ('events', 'mentions', 'statements', 'reports')),
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (kind, facet, value)
) STRICT, WITHOUT ROWID;

-- The same by time: grain is month or week (Monday), start its first day or empty; a is the type of events and mentions and the
-- form of statements, b the status.
CREATE TABLE tally_time (
  kind  TEXT NOT NULL CHECK (kind IN ('events', 'mentions', 'statements')),
  grain TEXT NOT NULL CHECK (grain IN ('month', 'week')),
  start TEXT NOT NULL,
  a     TEXT NOT NULL,
  b     TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (kind, grain, start, a, b)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_total (
  source_key      INTEGER PRIMARY KEY REFERENCES source,
  n_reports       INTEGER NOT NULL,
  n_statements    INTEGER NOT NULL,
  n_mentions      INTEGER NOT NULL
) STRICT;
CREATE INDEX source_total_by_reports ON source_total (n_reports DESC, source_key);

CREATE TABLE place_total (
  place_key INTEGER PRIMARY KEY REFERENCES place,
  n_events  INTEGER NOT NULL
) STRICT;
CREATE INDEX place_total_by_events ON place_total (n_events DESC, place_key);

-- Lists walk these without looking at the rows themselves.
CREATE INDEX merged_event_walk ON merged_event (
  sort_date DESC, merged_key, date_to, type, status, mode, quad, contested, place_country, n_independent, n_reports, confidence);
CREATE INDEX merged_event_by_end ON merged_event (date_to);
CREATE INDEX merged_event_by_mode ON merged_event (mode, sort_date DESC, merged_key) WHERE mode <> '';
CREATE INDEX merged_event_by_reports ON merged_event (n_reports DESC, sort_date DESC, merged_key);
CREATE INDEX merged_event_by_last_reported ON merged_event (last_reported DESC, merged_key);
CREATE INDEX event_by_mode ON event (mode, date_from DESC, finding_key) WHERE mode <> '';
CREATE INDEX statement_by_form ON statement (form, published DESC, finding_key);
CREATE INDEX finding_by_within ON finding (within_key) WHERE within_key IS NOT NULL;
CREATE INDEX mention_by_origin ON mention (origin, merged_key);

-- An event is counted while it is there.
CREATE TRIGGER merged_event_counts AFTER INSERT ON merged_event BEGIN
  INSERT INTO tally (kind, facet, value, n)
  VALUES ('events', '', '', 1), ('events', 'type', NEW.type, 1), ('events', 'mode', NEW.mode, 1), ('events', 'status', NEW.status, 1),
         ('events', 'quad', NEW.quad, 1), ('events', 'contested', NEW.contested, 1), ('events', 'review', NEW.review, 1),
         ('events', 'place_country', NEW.place_country, 1), ('events', 'date_precision', NEW.date_precision, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  VALUES ('events', 'month', coalesce(date(NEW.date_from, 'start of month'), ''), NEW.type, NEW.status, 1),
         ('events', 'week', coalesce(date(NEW.date_from, '-6 days', 'weekday 1'), ''), NEW.type, NEW.status, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO place_total (place_key, n_events) SELECT NEW.place_key, 1 WHERE NEW.place_key IS NOT NULL
  ON CONFLICT DO UPDATE SET n_events = n_events + 1;
END;
CREATE TRIGGER merged_event_counts_no_more AFTER DELETE ON merged_event BEGIN
  INSERT INTO tally (kind, facet, value, n)
  VALUES ('events', '', '', 0), ('events', 'type', OLD.type, 0), ('events', 'mode', OLD.mode, 0),
         ('events', 'status', OLD.status, 0), ('events', 'quad', CAST(OLD.quad AS TEXT), 0),
         ('events', 'contested', CAST(OLD.contested AS TEXT), 0), ('events', 'review', OLD.review, 0),
         ('events', 'place_country', OLD.place_country, 0), ('events', 'date_precision', OLD.date_precision, 0)
  ON CONFLICT DO UPDATE SET n = n - 1;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  VALUES ('events', 'month', coalesce(date(OLD.date_from, 'start of month'), ''), OLD.type, OLD.status, 0),
         ('events', 'week', coalesce(date(OLD.date_from, '-6 days', 'weekday 1'), ''), OLD.type, OLD.status, 0)
  ON CONFLICT DO UPDATE SET n = n - 1;
  UPDATE place_total SET n_events = n_events - 1 WHERE place_key = OLD.place_key;
END;
CREATE TRIGGER merged_event_counts_anew AFTER UPDATE ON merged_event BEGIN
  INSERT INTO tally (kind, facet, value, n)
  VALUES ('events', '', '', 0), ('events', 'type', OLD.type, 0), ('events', 'mode', OLD.mode, 0),
         ('events', 'status', OLD.status, 0), ('events', 'quad', CAST(OLD.quad AS TEXT), 0),
         ('events', 'contested', CAST(OLD.contested AS TEXT), 0), ('events', 'review', OLD.review, 0),
         ('events', 'place_country', OLD.place_country, 0), ('events', 'date_precision', OLD.date_precision, 0)
  ON CONFLICT DO UPDATE SET n = n - 1;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  VALUES ('events', 'month', coalesce(date(OLD.date_from, 'start of month'), ''), OLD.type, OLD.status, 0),
         ('events', 'week', coalesce(date(OLD.date_from, '-6 days', 'weekday 1'), ''), OLD.type, OLD.status, 0)
  ON CONFLICT DO UPDATE SET n = n - 1;
  UPDATE place_total SET n_events = n_events - 1 WHERE place_key = OLD.place_key;
  INSERT INTO tally (kind, facet, value, n)
  VALUES ('events', '', '', 1), ('events', 'type', NEW.type, 1), ('events', 'mode', NEW.mode, 1), ('events', 'status', NEW.status, 1),
         ('events', 'quad', NEW.quad, 1), ('events', 'contested', NEW.contested, 1), ('events', 'review', NEW.review, 1),
         ('events', 'place_country', NEW.place_country, 1), ('events', 'date_precision', NEW.date_precision, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  VALUES ('events', 'month', coalesce(date(NEW.date_from, 'start of month'), ''), NEW.type, NEW.status, 1),
         ('events', 'week', coalesce(date(NEW.date_from, '-6 days', 'weekday 1'), ''), NEW.type, NEW.status, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO place_total (place_key, n_events) SELECT NEW.place_key, 1 WHERE NEW.place_key IS NOT NULL
  ON CONFLICT DO UPDATE SET n_events = n_events + 1;
END;

-- Once for each country and actor of an event, however many parties bear it.
CREATE TRIGGER merged_party_counts AFTER INSERT ON merged_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND country = NEW.country
    AND (role, ordinal) <> (NEW.role, NEW.ordinal))
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', NEW.role, NEW.identity_key, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND role = NEW.role AND identity_key = NEW.identity_key
    AND ordinal <> NEW.ordinal)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER merged_party_counts_no_more AFTER DELETE ON merged_party BEGIN
  UPDATE tally SET n = n - 1 WHERE kind = 'events' AND facet = 'country' AND value = OLD.country AND NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = OLD.merged_key AND country = OLD.country);
  UPDATE tally SET n = n - 1 WHERE kind = 'events' AND facet = OLD.role AND value = CAST(OLD.identity_key AS TEXT) AND NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = OLD.merged_key AND role = OLD.role AND identity_key = OLD.identity_key);
END;
CREATE TRIGGER merged_party_keeps_who BEFORE UPDATE OF merged_key, role, ordinal, identity_key, country ON merged_party
BEGIN SELECT RAISE(ABORT, 'parties of an event are taken out and put in again'); END;

CREATE TRIGGER statement_party_counts AFTER INSERT ON statement_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'statements', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM statement_party WHERE finding_key = NEW.finding_key AND country = NEW.country AND role <> NEW.role)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) VALUES ('statements', NEW.role, NEW.identity_key, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER statement_party_counts_no_more AFTER DELETE ON statement_party BEGIN
  UPDATE tally SET n = n - 1 WHERE kind = 'statements' AND facet = 'country' AND value = OLD.country AND NOT EXISTS (
    SELECT 1 FROM statement_party WHERE finding_key = OLD.finding_key AND country = OLD.country);
  UPDATE tally SET n = n - 1 WHERE kind = 'statements' AND facet = OLD.role AND value = CAST(OLD.identity_key AS TEXT);
END;
CREATE TRIGGER statement_party_keeps_who BEFORE UPDATE OF finding_key, role, identity_key, country ON statement_party
BEGIN SELECT RAISE(ABORT, 'parties of a statement are taken out and put in again'); END;

-- A reading is counted while it is the latest of its report, with its statements and mentions.
CREATE TRIGGER copy_counts AFTER INSERT ON copy BEGIN
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'reports', column1, column2, 1 FROM (VALUES ('', ''), ('copy', (NEW.original_key <> NEW.reading_key)),
    ('language', (SELECT language FROM reading WHERE reading_key = NEW.reading_key))) WHERE true
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'statements', '', '', count(*) FROM finding WHERE reading_key = NEW.reading_key AND kind = 'statement'
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'statements', 'form', form, count(*) FROM finding JOIN statement USING (finding_key)
  WHERE reading_key = NEW.reading_key GROUP BY form
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'statements', 'month', coalesce(date(published, 'start of month'), ''), form, '', count(*)
  FROM finding JOIN statement USING (finding_key) WHERE reading_key = NEW.reading_key GROUP BY 3, 4
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'statements', 'week', coalesce(date(published, '-6 days', 'weekday 1'), ''), form, '', count(*)
  FROM finding JOIN statement USING (finding_key) WHERE reading_key = NEW.reading_key GROUP BY 3, 4
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO source_total (source_key, n_reports, n_statements, n_mentions)
  SELECT source_key, 1, (SELECT count(*) FROM finding WHERE reading_key = NEW.reading_key AND kind = 'statement'),
         (SELECT count(*) FROM finding WHERE reading_key = NEW.reading_key AND kind = 'event')
  FROM reading WHERE reading_key = NEW.reading_key
  ON CONFLICT DO UPDATE SET n_reports = n_reports + 1, n_statements = n_statements + excluded.n_statements,
                            n_mentions = n_mentions + excluded.n_mentions;
END;
CREATE TRIGGER copy_counts_no_more AFTER DELETE ON copy BEGIN
  INSERT INTO tally (kind, facet, value, n)
  VALUES ('reports', '', '', 0), ('reports', 'copy', CAST(OLD.original_key <> OLD.reading_key AS TEXT), 0),
         ('reports', 'language', (SELECT language FROM reading WHERE reading_key = OLD.reading_key), 0)
  ON CONFLICT DO UPDATE SET n = n - 1;
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'statements', '', '', -count(*) FROM finding WHERE reading_key = OLD.reading_key AND kind = 'statement'
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'statements', 'form', form, -count(*) FROM finding JOIN statement USING (finding_key)
  WHERE reading_key = OLD.reading_key GROUP BY form
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'statements', 'month', coalesce(date(published, 'start of month'), ''), form, '', -count(*)
  FROM finding JOIN statement USING (finding_key) WHERE reading_key = OLD.reading_key GROUP BY 3, 4
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'statements', 'week', coalesce(date(published, '-6 days', 'weekday 1'), ''), form, '', -count(*)
  FROM finding JOIN statement USING (finding_key) WHERE reading_key = OLD.reading_key GROUP BY 3, 4
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  UPDATE source_total SET n_reports = n_reports - 1,
    n_statements = n_statements - (SELECT count(*) FROM finding WHERE reading_key = OLD.reading_key AND kind = 'statement'),
    n_mentions = n_mentions - (SELECT count(*) FROM finding WHERE reading_key = OLD.reading_key AND kind = 'event')
  WHERE source_key = (SELECT source_key FROM reading WHERE reading_key = OLD.reading_key);
END;
-- A reading that turns out to be a copy, or no copy.
CREATE TRIGGER copy_counts_anew AFTER UPDATE OF original_key ON copy
WHEN (OLD.original_key <> OLD.reading_key) <> (NEW.original_key <> NEW.reading_key) BEGIN
  UPDATE tally SET n = n - 1
  WHERE kind = 'reports' AND facet = 'copy' AND value = CAST(OLD.original_key <> OLD.reading_key AS TEXT);
  INSERT INTO tally (kind, facet, value, n) VALUES ('reports', 'copy', (NEW.original_key <> NEW.reading_key), 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER copy_keeps_reading BEFORE UPDATE OF reading_key ON copy
BEGIN SELECT RAISE(ABORT, 'a reading stays what it is'); END;

CREATE TRIGGER mention_counts AFTER INSERT ON mention BEGIN
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'mentions', facet, value, 1 FROM (
    SELECT '' AS facet, '' AS value UNION ALL SELECT 'type', type FROM event WHERE finding_key = NEW.finding_key
    UNION ALL SELECT 'mode', mode FROM event WHERE finding_key = NEW.finding_key
    UNION ALL SELECT 'status', status FROM event WHERE finding_key = NEW.finding_key) WHERE true
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'mentions', 'month', coalesce(date(date_from, 'start of month'), ''), type, status, 1 FROM event
  WHERE finding_key = NEW.finding_key
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'mentions', 'week', coalesce(date(date_from, '-6 days', 'weekday 1'), ''), type, status, 1 FROM event
  WHERE finding_key = NEW.finding_key
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER mention_counts_no_more AFTER DELETE ON mention BEGIN
  INSERT INTO tally (kind, facet, value, n)
  SELECT 'mentions', facet, value, -1 FROM (
    SELECT '' AS facet, '' AS value UNION ALL SELECT 'type', type FROM event WHERE finding_key = OLD.finding_key
    UNION ALL SELECT 'mode', mode FROM event WHERE finding_key = OLD.finding_key
    UNION ALL SELECT 'status', status FROM event WHERE finding_key = OLD.finding_key) WHERE true
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'mentions', 'month', coalesce(date(date_from, 'start of month'), ''), type, status, -1 FROM event
  WHERE finding_key = OLD.finding_key
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally_time (kind, grain, start, a, b, n)
  SELECT 'mentions', 'week', coalesce(date(date_from, '-6 days', 'weekday 1'), ''), type, status, -1 FROM event
  WHERE finding_key = OLD.finding_key
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

-- The words of names, so that a name is found by any of them without looking at all names.
CREATE TABLE name_word (
  kind     TEXT NOT NULL CHECK (kind IN ('actor', 'place', 'source')),
  word     TEXT NOT NULL,
  name_key INTEGER NOT NULL,
  PRIMARY KEY (kind, word, name_key)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO name_word (kind, word, name_key)
WITH RECURSIVE cut (name_key, word, rest) AS (
  SELECT actor_key, '', substr(words, 2) FROM actor UNION ALL
  SELECT name_key, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
SELECT 'actor', word, name_key FROM cut WHERE word <> '';
INSERT OR IGNORE INTO name_word (kind, word, name_key)
WITH RECURSIVE cut (name_key, word, rest) AS (
  SELECT place_key, '', substr(words, 2) FROM place UNION ALL
  SELECT name_key, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
SELECT 'place', word, name_key FROM cut WHERE word <> '';
INSERT OR IGNORE INTO name_word (kind, word, name_key)
WITH RECURSIVE cut (name_key, word, rest) AS (
  SELECT source_key, '', substr(words, 2) FROM source UNION ALL
  SELECT name_key, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
SELECT 'source', word, name_key FROM cut WHERE word <> '';
CREATE TRIGGER actor_is_found AFTER INSERT ON actor BEGIN
  INSERT OR IGNORE INTO name_word (kind, word, name_key) SELECT 'actor', word, NEW.actor_key FROM (
    WITH RECURSIVE cut (word, rest) AS (
      SELECT '', substr(NEW.words, 2) UNION ALL
      SELECT substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
    SELECT word FROM cut WHERE word <> '');
END;
CREATE TRIGGER place_is_found AFTER INSERT ON place BEGIN
  INSERT OR IGNORE INTO name_word (kind, word, name_key) SELECT 'place', word, NEW.place_key FROM (
    WITH RECURSIVE cut (word, rest) AS (
      SELECT '', substr(NEW.words, 2) UNION ALL
      SELECT substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
    SELECT word FROM cut WHERE word <> '');
END;
CREATE TRIGGER source_is_found AFTER INSERT ON source BEGIN
  INSERT OR IGNORE INTO name_word (kind, word, name_key) SELECT 'source', word, NEW.source_key FROM (
    WITH RECURSIVE cut (word, rest) AS (
      SELECT '', substr(NEW.words, 2) UNION ALL
      SELECT substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut WHERE rest <> '')
    SELECT word FROM cut WHERE word <> '');
END;
