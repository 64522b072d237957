-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 1. Explained in docs/formats/ledger.md. Tables are only ever added to; views at the end are for people.
-- Numbers named ..._key belong to this file alone; the text ids (rp_ st_ ev_ ac_ so_) are the same in every ledger.

-- What made the findings.
CREATE TABLE run (
  run_key     INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64),  -- SHA-256 over the four below
  program     TEXT NOT NULL,
  model       TEXT NOT NULL,
  lexicons    TEXT NOT NULL,
  settings    TEXT NOT NULL
) STRICT;

-- An outlet or agency, by its name.
CREATE TABLE source (
  source_key INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,  -- so_…
  name       TEXT NOT NULL,
  words      TEXT NOT NULL          -- the name as it is searched: lower case, no accents, one space before and after each word
) STRICT;

-- The bytes that arrived, once however often they are read.
CREATE TABLE report (
  report_key INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,  -- rp_…
  raw_digest TEXT NOT NULL UNIQUE   -- SHA-256 of the bytes as received
) STRICT;

-- A text that was found in a report; findings point into it.
CREATE TABLE text (
  text_key INTEGER PRIMARY KEY,
  digest   TEXT NOT NULL UNIQUE,    -- SHA-256 of the text
  text     TEXT NOT NULL
) STRICT;

-- One run's reading of one report. A later reading of the same report supersedes it; both stay.
CREATE TABLE reading (
  reading_key     INTEGER PRIMARY KEY,
  report_key      INTEGER NOT NULL REFERENCES report,
  run_key         INTEGER NOT NULL REFERENCES run,
  text_key        INTEGER NOT NULL REFERENCES text,
  source_key      INTEGER NOT NULL REFERENCES source,
  fingerprint     TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64),      -- over raw bytes, text, run and what was told
  findings_digest TEXT NOT NULL CHECK (length(findings_digest) = 64),         -- over all findings of the reading
  name            TEXT NOT NULL,    -- the report's own name: its id field or file name
  path            TEXT NOT NULL,
  url             TEXT NOT NULL,
  author          TEXT NOT NULL,
  title           TEXT NOT NULL,
  language        TEXT NOT NULL,
  published       TEXT CHECK (published IS date(published)),
  date_basis      TEXT NOT NULL     -- where the publication date was found: field, header, metadata, text, flag
) STRICT;
CREATE INDEX reading_by_report ON reading (report_key, reading_key);
CREATE INDEX reading_by_published ON reading (published DESC, reading_key);
CREATE INDEX reading_by_source ON reading (source_key, published DESC, reading_key);
CREATE INDEX reading_by_name ON reading (name);
CREATE INDEX reading_by_run ON reading (run_key);

-- What a statement and an event have in common.
CREATE TABLE finding (
  finding_key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES reading,
  id          TEXT NOT NULL,        -- st_… or ev_…; made from the words and not from the run, so a later reading may repeat it
  kind        TEXT NOT NULL CHECK (kind IN ('statement', 'event')),
  ordinal     INTEGER NOT NULL,     -- order within the reading and kind
  within_key  INTEGER               -- the statement that claims it; none: the report itself does
              REFERENCES statement (finding_key) DEFERRABLE INITIALLY DEFERRED CHECK (within_key <> finding_key),
  score       REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  rule        TEXT NOT NULL,        -- head or rule that decided
  UNIQUE (id, reading_key)
) STRICT;
CREATE INDEX finding_by_reading ON finding (reading_key, kind, ordinal);

-- Somebody is reported to have said, written, announced, believed or wanted something.
CREATE TABLE statement (
  finding_key INTEGER PRIMARY KEY REFERENCES finding,
  form        TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed')),
  published   TEXT                  -- of the reading, for the order of lists
) STRICT;
CREATE INDEX statement_by_published ON statement (published DESC, finding_key);

CREATE TABLE place (
  place_key INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  resolved  INTEGER NOT NULL CHECK (resolved IN (0, 1)),  -- 0: name is only the words of the report
  country   TEXT NOT NULL,          -- ISO 3166-1 alpha-3 or empty
  words     TEXT NOT NULL,
  UNIQUE (name, country, resolved)
) STRICT;
CREATE INDEX place_by_country ON place (country);

-- Somebody did, does, will do, might do or did not do something to somebody.
CREATE TABLE event (
  finding_key    INTEGER PRIMARY KEY REFERENCES finding,
  type           TEXT NOT NULL CHECK (type <> ''),  -- PLOVER v2
  mode           TEXT NOT NULL,
  cameo          TEXT NOT NULL,
  status         TEXT NOT NULL
                 CHECK (status IN ('happened', 'ongoing', 'planned', 'requested', 'threatened', 'possible', 'denied')),
  status_score   REAL NOT NULL CHECK (status_score BETWEEN 0 AND 1),
  content_of_key INTEGER            -- the verbal event that speaks of this act
                 REFERENCES event DEFERRABLE INITIALLY DEFERRED CHECK (content_of_key <> finding_key),
  date_from      TEXT CHECK (date_from IS date(date_from)),
  date_to        TEXT CHECK (date_to IS date(date_to) AND date_to >= date_from),
  date_basis     TEXT NOT NULL CHECK (date_basis IN ('text', 'publication_date', '')),  -- whence the two before
  date_rule      TEXT NOT NULL,
  place_key      INTEGER REFERENCES place,
  place_reason   TEXT NOT NULL,
  CHECK ((date_from IS NULL) = (date_to IS NULL) AND (date_from IS NULL) = (date_basis = ''))
) STRICT;
CREATE INDEX event_by_date ON event (date_from DESC, finding_key);
CREATE INDEX event_by_type ON event (type, date_from DESC, finding_key);
CREATE INDEX event_by_status ON event (status, date_from DESC, finding_key);
CREATE INDEX event_by_place ON event (place_key) WHERE place_key IS NOT NULL;

-- A name with its country. One person may have several: joining them comes later.
CREATE TABLE actor (
  actor_key INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,   -- ac_…
  name      TEXT NOT NULL,
  resolved  INTEGER NOT NULL CHECK (resolved IN (0, 1)),  -- 0: name is only the words of the report
  country   TEXT NOT NULL,          -- ISO 3166-1 alpha-3, IGO NGO IMG MNC UNO EUR, or empty
  words     TEXT NOT NULL
) STRICT;
CREATE INDEX actor_by_country ON actor (country);

-- Who takes part in a finding. The words are the evidence of the same role and ordinal.
CREATE TABLE party (
  finding_key INTEGER NOT NULL REFERENCES finding,
  role        TEXT NOT NULL CHECK (role IN ('speaker', 'addressee', 'actor', 'recipient')),
  ordinal     INTEGER NOT NULL,
  actor_key   INTEGER NOT NULL REFERENCES actor,
  sector      TEXT NOT NULL,
  reason      TEXT NOT NULL,        -- lexicon line or rule by which the name was found
  PRIMARY KEY (finding_key, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_actor ON party (actor_key, role, finding_key);

-- The exact words that show a finding.
CREATE TABLE evidence (
  finding_key INTEGER NOT NULL REFERENCES finding,
  role        TEXT NOT NULL CHECK (role IN ('speaker', 'addressee', 'actor', 'recipient', 'trigger', 'time', 'place', 'cue', 'content')),
  ordinal     INTEGER NOT NULL,
  byte_begin  INTEGER NOT NULL CHECK (byte_begin >= 0),  -- of the text, half-open
  byte_end    INTEGER NOT NULL CHECK (byte_end > byte_begin),
  char_begin  INTEGER NOT NULL CHECK (char_begin >= 0),  -- the same in Unicode code points: substr(text, char_begin + 1, char_end - char_begin)
  char_end    INTEGER NOT NULL CHECK (char_end > char_begin),
  raw_begin   INTEGER NOT NULL CHECK (raw_begin >= 0),   -- of the bytes as received
  raw_end     INTEGER NOT NULL CHECK (raw_end >= raw_begin),
  quote       TEXT NOT NULL,
  PRIMARY KEY (finding_key, role, ordinal)
) STRICT, WITHOUT ROWID;

-- Nothing is changed or taken out.
CREATE TRIGGER run_keeps       BEFORE UPDATE ON run       BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_keeps    BEFORE UPDATE ON source    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER report_keeps    BEFORE UPDATE ON report    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER text_keeps      BEFORE UPDATE ON text      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_keeps   BEFORE UPDATE ON reading   BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER finding_keeps   BEFORE UPDATE ON finding   BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statement_keeps BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER place_keeps     BEFORE UPDATE ON place     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_keeps     BEFORE UPDATE ON event     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER actor_keeps     BEFORE UPDATE ON actor     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER party_keeps     BEFORE UPDATE ON party     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER evidence_keeps  BEFORE UPDATE ON evidence  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER run_stays       BEFORE DELETE ON run       BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_stays    BEFORE DELETE ON source    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER report_stays    BEFORE DELETE ON report    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER text_stays      BEFORE DELETE ON text      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_stays   BEFORE DELETE ON reading   BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER finding_stays   BEFORE DELETE ON finding   BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statement_stays BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER place_stays     BEFORE DELETE ON place     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_stays     BEFORE DELETE ON event     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER actor_stays     BEFORE DELETE ON actor     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER party_stays     BEFORE DELETE ON party     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER evidence_stays  BEFORE DELETE ON evidence  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- The latest reading of each report.
CREATE VIEW current_reading AS
SELECT reading.* FROM reading
WHERE NOT EXISTS (SELECT 1 FROM reading AS later
                  WHERE later.report_key = reading.report_key AND later.reading_key > reading.reading_key);

CREATE VIEW report_view AS
SELECT report.id AS report_id, reading.published, source.name AS source, reading.title, reading.url, reading.author,
       reading.language, reading.name, reading.path, reading.date_basis, text.text, report.raw_digest,
       text.digest AS text_digest, run.fingerprint AS run,
       (SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'statement') AS statements,
       (SELECT count(*) FROM finding WHERE finding.reading_key = reading.reading_key AND kind = 'event') AS events
FROM current_reading AS reading
JOIN report USING (report_key) JOIN source USING (source_key) JOIN text USING (text_key) JOIN run USING (run_key);

-- Every evidence row, also of readings that were superseded.
CREATE VIEW evidence_view AS
SELECT finding.id AS record_id, evidence.role, evidence.ordinal, evidence.quote, evidence.char_begin, evidence.char_end,
       evidence.byte_begin, evidence.byte_end, evidence.raw_begin, evidence.raw_end, report.id AS report_id,
       run.fingerprint AS run
FROM evidence JOIN finding USING (finding_key) JOIN reading USING (reading_key) JOIN report USING (report_key)
JOIN run USING (run_key);

CREATE VIEW statement_view AS
SELECT finding.id AS statement_id, statement.published, source.name AS source,
  (SELECT name FROM party JOIN actor USING (actor_key)
   WHERE party.finding_key = finding.finding_key AND role = 'speaker') AS speaker,
  (SELECT country FROM party JOIN actor USING (actor_key)
   WHERE party.finding_key = finding.finding_key AND role = 'speaker') AS speaker_country,
  (SELECT sector FROM party WHERE party.finding_key = finding.finding_key AND role = 'speaker') AS speaker_sector,
  (SELECT quote FROM evidence
   WHERE evidence.finding_key = finding.finding_key AND role = 'speaker') AS speaker_words,
  (SELECT quote FROM evidence WHERE evidence.finding_key = finding.finding_key AND role = 'cue') AS cue,
  (SELECT group_concat(quote, ' … ')
   FROM (SELECT quote FROM evidence
         WHERE evidence.finding_key = finding.finding_key AND role = 'content' ORDER BY ordinal)) AS content,
  statement.form,
  (SELECT name FROM party JOIN actor USING (actor_key)
   WHERE party.finding_key = finding.finding_key AND role = 'addressee') AS addressee,
  (SELECT outer_finding.id FROM finding AS outer_finding WHERE outer_finding.finding_key = finding.within_key) AS within,
  (WITH RECURSIVE chain (at, steps) AS (
     SELECT finding.finding_key, 1
     UNION ALL
     SELECT link.within_key, steps + 1 FROM chain JOIN finding AS link ON link.finding_key = at
     WHERE link.within_key IS NOT NULL AND steps < 100)
   SELECT max(steps) FROM chain) AS chain_depth,
  finding.score AS confidence, finding.rule, report.id AS report_id, reading.title, reading.url, run.fingerprint AS run
FROM statement JOIN finding USING (finding_key) JOIN current_reading AS reading USING (reading_key)
JOIN report USING (report_key) JOIN source USING (source_key) JOIN run USING (run_key);

CREATE VIEW event_view AS
SELECT finding.id AS event_id, event.date_from, event.date_to, event.date_basis, event.type, event.mode, event.cameo,
  (SELECT group_concat(name, '; ')
   FROM (SELECT name FROM party JOIN actor USING (actor_key)
         WHERE party.finding_key = finding.finding_key AND role = 'actor' ORDER BY ordinal)) AS actors,
  (SELECT group_concat(country, '; ')
   FROM (SELECT country FROM party JOIN actor USING (actor_key)
         WHERE party.finding_key = finding.finding_key AND role = 'actor' ORDER BY ordinal)) AS actor_countries,
  (SELECT group_concat(name, '; ')
   FROM (SELECT name FROM party JOIN actor USING (actor_key)
         WHERE party.finding_key = finding.finding_key AND role = 'recipient' ORDER BY ordinal)) AS recipients,
  (SELECT group_concat(country, '; ')
   FROM (SELECT country FROM party JOIN actor USING (actor_key)
         WHERE party.finding_key = finding.finding_key AND role = 'recipient' ORDER BY ordinal)) AS recipient_countries,
  event.status, place.name AS place, place.country AS place_country,
  (SELECT quote FROM evidence WHERE evidence.finding_key = finding.finding_key AND role = 'trigger') AS trigger_words,
  (SELECT quote FROM evidence WHERE evidence.finding_key = finding.finding_key AND role = 'time') AS time_words,
  (SELECT outer_finding.id FROM finding AS outer_finding WHERE outer_finding.finding_key = finding.within_key) AS within,
  (SELECT name FROM party JOIN actor USING (actor_key)
   WHERE party.finding_key = finding.within_key AND role = 'speaker') AS claimed_by,
  (WITH RECURSIVE chain (at, steps) AS (
     SELECT finding.finding_key, 0
     UNION ALL
     SELECT link.within_key, steps + 1 FROM chain JOIN finding AS link ON link.finding_key = at
     WHERE link.within_key IS NOT NULL AND steps < 100)
   SELECT max(steps) FROM chain) AS chain_depth,
  (SELECT doorway.id FROM finding AS doorway WHERE doorway.finding_key = event.content_of_key) AS content_of,
  finding.score AS confidence, event.status_score AS status_confidence, finding.rule,
  reading.published, source.name AS source, report.id AS report_id, reading.title, reading.url, run.fingerprint AS run
FROM event JOIN finding USING (finding_key) JOIN current_reading AS reading USING (reading_key)
JOIN report USING (report_key) JOIN source USING (source_key) JOIN run USING (run_key)
LEFT JOIN place USING (place_key);
