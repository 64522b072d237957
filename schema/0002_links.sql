-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 2: links between entries. Explained in docs/formats/ledger.md and linking.md.
-- What reports said (version 1) is never changed. Links are computed from it: any of them may be replaced when a report arrives, and
-- `demarche link` makes all of them again with the same result. What people decided is kept like what reports said.

-- One report's telling of an event is now called a mention, and its id begins with mn_. The thirteen characters stay.
DROP TRIGGER finding_keeps;
UPDATE finding SET id = 'mn_' || substr(id, 4) WHERE kind = 'event';
CREATE TRIGGER finding_keeps BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- One row. The number grows with every commit that changes the ledger.
CREATE TABLE ledger_revision (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  revision INTEGER NOT NULL,
  at       TEXT NOT NULL,           -- time of that commit, RFC 3339 in UTC, or empty where the writer was not told
  linked   INTEGER NOT NULL,        -- version of the linking that made the links; another one makes them all again
  horizon  TEXT NOT NULL            -- latest publication date, up to which plans were looked for
) STRICT;
INSERT INTO ledger_revision VALUES (1, 0, '', 0, '');

-- The latest reading of each report, and which other reading it is a copy of.
CREATE TABLE copy (
  reading_key  INTEGER PRIMARY KEY REFERENCES reading,
  original_key INTEGER NOT NULL REFERENCES reading (reading_key),  -- itself where it is no copy
  reason       TEXT NOT NULL CHECK (reason IN ('original', 'same-text', 'near-text', 'credited')),
  credit       TEXT NOT NULL,       -- agency that the report credits, or empty
  similarity   REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX copy_by_original ON copy (original_key, reading_key);

-- One actor across reports. Its key and id are those of the row of `actor` that names it best.
CREATE TABLE identity (
  identity_key INTEGER PRIMARY KEY REFERENCES actor (actor_key),
  id           TEXT NOT NULL UNIQUE,  -- ac_…
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('state', 'organization', 'person', 'group', 'unknown')),
  country      TEXT NOT NULL,
  sector       TEXT NOT NULL,       -- the most frequent of its mentions
  n_reports    INTEGER NOT NULL,
  n_statements INTEGER NOT NULL,    -- as speaker or addressee
  n_mentions   INTEGER NOT NULL     -- as actor or recipient
) STRICT;
CREATE INDEX identity_by_reports ON identity (n_reports DESC, identity_key);
CREATE INDEX identity_by_country ON identity (country, n_reports DESC, identity_key);
CREATE INDEX identity_by_name ON identity (name, identity_key);

CREATE TABLE alias (
  actor_key    INTEGER PRIMARY KEY REFERENCES actor,
  identity_key INTEGER NOT NULL REFERENCES identity DEFERRABLE INITIALLY DEFERRED,
  reason       TEXT NOT NULL        -- same-name, short-name, office, spelling, decision …
) STRICT;
CREATE INDEX alias_by_identity ON alias (identity_key, actor_key);

-- One event, however many reports tell it. Its key is that of the mention from which its id is made.
CREATE TABLE merged_event (
  merged_key       INTEGER PRIMARY KEY REFERENCES event (finding_key),
  id               TEXT NOT NULL UNIQUE,  -- ev_ and the characters of the mention that was told first
  type             TEXT NOT NULL,
  mode             TEXT NOT NULL,
  cameo            TEXT NOT NULL,
  quad             INTEGER NOT NULL CHECK (quad BETWEEN 0 AND 4),
  status           TEXT NOT NULL
                   CHECK (status IN ('happened', 'ongoing', 'planned', 'requested', 'threatened', 'possible', 'denied')),
  contested        INTEGER NOT NULL CHECK (contested IN (0, 1)),  -- some independent source asserts and another denies
  date_from        TEXT,
  date_to          TEXT,
  date_precision   TEXT NOT NULL CHECK (date_precision IN ('day', 'week', 'month', 'quarter', 'year', 'unknown')),
  date_basis       TEXT NOT NULL CHECK (date_basis IN ('text', 'publication_date', '')),
  sort_date        TEXT NOT NULL,   -- date_from, or empty: lists are ordered by it
  place_key        INTEGER REFERENCES place,
  place_country    TEXT NOT NULL,
  votes_happened   INTEGER NOT NULL,  -- independent sources, not reports
  votes_ongoing    INTEGER NOT NULL,
  votes_planned    INTEGER NOT NULL,
  votes_requested  INTEGER NOT NULL,
  votes_threatened INTEGER NOT NULL,
  votes_possible   INTEGER NOT NULL,
  votes_denied     INTEGER NOT NULL,
  n_mentions       INTEGER NOT NULL,
  n_reports        INTEGER NOT NULL,
  n_copies         INTEGER NOT NULL,  -- of these reports
  n_sources        INTEGER NOT NULL,  -- outlets
  n_independent    INTEGER NOT NULL,
  first_reported   TEXT,
  last_reported    TEXT,
  confidence       REAL NOT NULL,
  top_key          INTEGER NOT NULL REFERENCES event (finding_key),  -- the fullest mention
  review           TEXT NOT NULL CHECK (review IN ('unreviewed', 'accepted', 'corrected', 'rejected'))
) STRICT;
CREATE INDEX merged_event_by_date ON merged_event (sort_date DESC, merged_key);
CREATE INDEX merged_event_by_type ON merged_event (type, sort_date DESC, merged_key);
CREATE INDEX merged_event_by_status ON merged_event (status, sort_date DESC, merged_key);
CREATE INDEX merged_event_by_quad ON merged_event (quad, sort_date DESC, merged_key);
CREATE INDEX merged_event_by_place ON merged_event (place_key, sort_date DESC, merged_key) WHERE place_key IS NOT NULL;
CREATE INDEX merged_event_by_place_country ON merged_event (place_country, sort_date DESC, merged_key) WHERE place_country <> '';
CREATE INDEX merged_event_by_first_reported ON merged_event (first_reported DESC, merged_key);
CREATE INDEX merged_event_by_independent ON merged_event (n_independent DESC, sort_date DESC, merged_key);
CREATE INDEX merged_event_by_top ON merged_event (top_key);
CREATE INDEX merged_event_contested ON merged_event (sort_date DESC, merged_key) WHERE contested;
CREATE INDEX merged_event_reviewed ON merged_event (review, sort_date DESC, merged_key) WHERE review <> 'unreviewed';

-- Every event row of a latest reading, and the event that it tells of.
CREATE TABLE mention (
  finding_key INTEGER PRIMARY KEY REFERENCES event,
  merged_key  INTEGER NOT NULL REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,
  origin      TEXT NOT NULL,        -- the source on which this telling rests, in words
  independent INTEGER NOT NULL CHECK (independent IN (0, 1)),  -- the first telling from its origin
  reason      TEXT NOT NULL,        -- why it belongs to this event
  score       REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX mention_by_event ON mention (merged_key, finding_key);

-- Who takes part in a merged event. Country and date stand here again for the order of lists.
CREATE TABLE merged_party (
  merged_key   INTEGER NOT NULL REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,
  role         TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  ordinal      INTEGER NOT NULL,
  identity_key INTEGER NOT NULL REFERENCES identity DEFERRABLE INITIALLY DEFERRED,
  country      TEXT NOT NULL,
  sector       TEXT NOT NULL,
  sort_date    TEXT NOT NULL,
  PRIMARY KEY (merged_key, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_party_by_identity ON merged_party (identity_key, sort_date DESC, merged_key, role);
CREATE INDEX merged_party_by_country ON merged_party (country, sort_date DESC, merged_key, role);

-- Speakers and addressees of the statements of latest readings, likewise.
CREATE TABLE statement_party (
  finding_key  INTEGER NOT NULL REFERENCES statement,
  role         TEXT NOT NULL CHECK (role IN ('speaker', 'addressee')),
  identity_key INTEGER NOT NULL REFERENCES identity DEFERRABLE INITIALLY DEFERRED,
  country      TEXT NOT NULL,
  sort_date    TEXT NOT NULL,       -- publication date or empty
  PRIMARY KEY (finding_key, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_party_by_identity ON statement_party (identity_key, sort_date DESC, finding_key, role);
CREATE INDEX statement_party_by_country ON statement_party (country, sort_date DESC, finding_key, role);

-- Numbers of people that a mention's own words tell, and their range over the merged event.
CREATE TABLE mention_number (
  finding_key INTEGER NOT NULL REFERENCES event,
  what        TEXT NOT NULL CHECK (what IN ('killed', 'injured', 'arrested', 'crowd')),
  low         INTEGER NOT NULL,
  high        INTEGER NOT NULL CHECK (high >= low),
  words       TEXT NOT NULL,
  PRIMARY KEY (finding_key, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE merged_number (
  merged_key INTEGER NOT NULL REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,
  what       TEXT NOT NULL CHECK (what IN ('killed', 'injured', 'arrested', 'crowd')),
  low        INTEGER NOT NULL,
  high       INTEGER NOT NULL CHECK (high >= low),
  PRIMARY KEY (merged_key, what)
) STRICT, WITHOUT ROWID;

-- A planned, requested or threatened event and what came of it. One row for each such event.
CREATE TABLE plan_link (
  plan_link_key INTEGER PRIMARY KEY,  -- the plan's merged_key
  id            TEXT NOT NULL UNIQUE,  -- pl_ and the characters of the plan's id
  plan_key      INTEGER NOT NULL UNIQUE REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,
  outcome_key   INTEGER REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,
  verdict       TEXT NOT NULL CHECK (verdict IN ('kept', 'late', 'changed', 'withdrawn', 'refuted', 'not_seen', 'open')),
  due_from      TEXT,
  due_to        TEXT,
  days_off      INTEGER,            -- from the end of the due interval to the outcome; negative: before it began
  score         REAL NOT NULL,      -- what they have in common, in points (src/linking/weights.tsv)
  basis         TEXT NOT NULL,      -- why they belong together
  sort_date     TEXT NOT NULL       -- due_from, or the plan's
) STRICT;
CREATE INDEX plan_link_by_date ON plan_link (sort_date DESC, plan_link_key);
CREATE INDEX plan_link_by_verdict ON plan_link (verdict, sort_date DESC, plan_link_key);
CREATE INDEX plan_link_by_outcome ON plan_link (outcome_key) WHERE outcome_key IS NOT NULL;
CREATE INDEX plan_link_open ON plan_link (due_to) WHERE verdict = 'open';

-- Two records that cannot both hold.
CREATE TABLE contradiction (
  contradiction_key INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,  -- cx_…
  kind              TEXT NOT NULL CHECK (kind IN ('assert_deny', 'number', 'role', 'date', 'place')),
  field             TEXT NOT NULL,  -- status, killed, injured …, actor, date_from, place
  a_kind            TEXT NOT NULL CHECK (a_kind IN ('event', 'mention', 'statement')),
  a_key             INTEGER NOT NULL,  -- merged_key, or finding_key
  b_kind            TEXT NOT NULL CHECK (b_kind IN ('event', 'mention', 'statement')),
  b_key             INTEGER NOT NULL,
  a_value           TEXT NOT NULL,
  b_value           TEXT NOT NULL,
  n_independent_a   INTEGER NOT NULL,
  n_independent_b   INTEGER NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  merged_key        INTEGER NOT NULL REFERENCES merged_event DEFERRABLE INITIALLY DEFERRED,  -- the event in dispute
  sort_date         TEXT NOT NULL
) STRICT;
CREATE INDEX contradiction_by_date ON contradiction (sort_date DESC, contradiction_key);
CREATE INDEX contradiction_by_kind ON contradiction (kind, sort_date DESC, contradiction_key);
CREATE INDEX contradiction_by_event ON contradiction (merged_key, contradiction_key);

-- What a person decided. Linking honors it; a later decision may undo it.
CREATE TABLE decision (
  decision_key INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,  -- dc_…
  at           TEXT NOT NULL,
  by           TEXT NOT NULL,
  act          TEXT NOT NULL CHECK (act IN ('accept', 'reject', 'correct', 'merge', 'split', 'undo')),
  record_id    TEXT NOT NULL,
  other_id     TEXT NOT NULL,       -- merge: with this one; split: away from this one; else empty
  before       TEXT NOT NULL,       -- correct: JSON object of the fields as they were and as they shall be
  after        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  undoes       TEXT NOT NULL        -- act undo: the decision that no longer holds; else empty
) STRICT;
CREATE INDEX decision_by_record ON decision (record_id, decision_key);
CREATE INDEX decision_by_other ON decision (other_id, decision_key) WHERE other_id <> '';
CREATE INDEX decision_by_undone ON decision (undoes) WHERE undoes <> '';
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Full text. The words stand in the views; the indexes are kept by the writer. Superseded readings stay in them.
CREATE VIEW report_words AS
SELECT reading.reading_key, reading.title, text.text FROM reading JOIN text USING (text_key);
CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, content = 'report_words', content_rowid = 'reading_key', tokenize = 'unicode61 remove_diacritics 2');

-- Of statements and mentions; `parties` has the words of the report and the names behind them.
CREATE VIEW finding_words AS
SELECT finding.finding_key,
  coalesce((SELECT group_concat(quote, ' ') FROM evidence
            WHERE evidence.finding_key = finding.finding_key AND role = 'speaker'), '') AS speaker,
  coalesce((SELECT group_concat(quote, ' ') FROM evidence
            WHERE evidence.finding_key = finding.finding_key AND role = 'cue'), '') AS cue,
  coalesce((SELECT group_concat(quote, ' … ') FROM evidence
            WHERE evidence.finding_key = finding.finding_key AND role = 'content'), '') AS content,
  coalesce((SELECT group_concat(quote, ' ') FROM evidence
            WHERE evidence.finding_key = finding.finding_key AND role = 'trigger'), '') AS trigger_words,
  coalesce((SELECT group_concat(quote, ' ') FROM evidence
            WHERE evidence.finding_key = finding.finding_key AND role IN ('addressee', 'actor', 'recipient', 'place')), '')
  || ' ' ||
  coalesce((SELECT group_concat(name, ' ') FROM party JOIN actor USING (actor_key)
            WHERE party.finding_key = finding.finding_key AND resolved), '') AS parties
FROM finding;
CREATE VIRTUAL TABLE finding_search USING fts5 (
  speaker, cue, content, trigger_words, parties,
  content = 'finding_words', content_rowid = 'finding_key', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO report_search (rowid, title, text) SELECT reading_key, title, text FROM report_words;
INSERT INTO finding_search (rowid, speaker, cue, content, trigger_words, parties)
SELECT finding_key, speaker, cue, content, trigger_words, parties FROM finding_words;

-- How many latest readings were published on a day: the coverage beside everything that is counted over time.
CREATE TABLE report_day (
  day       TEXT PRIMARY KEY,
  n_reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What linking keeps for itself: by these it finds what a new report may belong to.
CREATE TABLE text_sketch (
  band        INTEGER NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES reading,
  PRIMARY KEY (band, reading_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE copy_pair (
  one_key    INTEGER NOT NULL REFERENCES reading (reading_key),  -- each pair stands twice
  other_key  INTEGER NOT NULL REFERENCES reading (reading_key),
  similarity REAL NOT NULL,
  PRIMARY KEY (one_key, other_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_block (
  block       INTEGER NOT NULL,
  day         INTEGER NOT NULL,
  finding_key INTEGER NOT NULL REFERENCES event,
  PRIMARY KEY (block, day, finding_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_pair (
  one_key   INTEGER NOT NULL REFERENCES event (finding_key),  -- each pair stands twice
  other_key INTEGER NOT NULL REFERENCES event (finding_key),
  points    INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (one_key, other_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE identity_key (
  words     TEXT NOT NULL,          -- name and country under which one actor may be found again
  actor_key INTEGER NOT NULL REFERENCES actor,
  PRIMARY KEY (words, actor_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE identity_tally (
  identity_key INTEGER NOT NULL REFERENCES identity DEFERRABLE INITIALLY DEFERRED,
  what         TEXT NOT NULL,       -- 'sector GOV', 'kind person'
  n            INTEGER NOT NULL,
  PRIMARY KEY (identity_key, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_feature (
  finding_key INTEGER PRIMARY KEY REFERENCES event,
  features    TEXT NOT NULL
) STRICT;

-- Views for people. A row of mention_view is one report's telling, a row of event_view one event.
DROP VIEW event_view;
CREATE VIEW mention_view AS
SELECT finding.id AS mention_id, merged_event.id AS event_id, mention.origin, mention.independent, mention.reason AS merge_reason,
  mention.score AS merge_score, event.date_from, event.date_to, event.date_basis, event.type, event.mode, event.cameo,
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
LEFT JOIN place USING (place_key) LEFT JOIN mention ON mention.finding_key = event.finding_key
LEFT JOIN merged_event USING (merged_key);

CREATE VIEW event_view AS
SELECT merged_event.id AS event_id, merged_event.date_from, merged_event.date_to, merged_event.date_precision,
  merged_event.date_basis, merged_event.type, merged_event.mode, merged_event.cameo, merged_event.quad,
  (SELECT group_concat(word, '; ')
   FROM (SELECT identity.name AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = merged_event.merged_key AND role = 'actor' ORDER BY ordinal)) AS actors,
  (SELECT group_concat(word, '; ')
   FROM (SELECT merged_party.country AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = merged_event.merged_key AND role = 'actor' ORDER BY ordinal)) AS actor_countries,
  (SELECT group_concat(word, '; ')
   FROM (SELECT identity.name AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = merged_event.merged_key AND role = 'recipient' ORDER BY ordinal)) AS recipients,
  (SELECT group_concat(word, '; ')
   FROM (SELECT merged_party.country AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = merged_event.merged_key AND role = 'recipient' ORDER BY ordinal)) AS recipient_countries,
  merged_event.status, merged_event.contested, place.name AS place, merged_event.place_country,
  merged_event.votes_happened, merged_event.votes_ongoing, merged_event.votes_planned, merged_event.votes_requested,
  merged_event.votes_threatened, merged_event.votes_possible, merged_event.votes_denied,
  merged_event.n_mentions, merged_event.n_reports, merged_event.n_copies, merged_event.n_sources, merged_event.n_independent,
  merged_event.first_reported, merged_event.last_reported, merged_event.confidence, merged_event.review,
  (SELECT low FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'killed') AS killed_low,
  (SELECT high FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'killed') AS killed_high,
  (SELECT low FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'injured') AS injured_low,
  (SELECT high FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'injured') AS injured_high,
  (SELECT low FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'arrested') AS arrested_low,
  (SELECT high FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'arrested') AS arrested_high,
  (SELECT low FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'crowd') AS crowd_low,
  (SELECT high FROM merged_number WHERE merged_number.merged_key = merged_event.merged_key AND what = 'crowd') AS crowd_high,
  (SELECT id FROM finding WHERE finding_key = top_key) AS top_mention_id,
  (SELECT quote FROM evidence WHERE finding_key = top_key AND role = 'trigger') AS trigger_words,
  (SELECT report.id FROM finding JOIN reading USING (reading_key) JOIN report USING (report_key) WHERE finding_key = top_key)
    AS top_report_id,
  (SELECT title FROM finding JOIN reading USING (reading_key) WHERE finding_key = top_key) AS top_title,
  (SELECT url FROM finding JOIN reading USING (reading_key) WHERE finding_key = top_key) AS top_url,
  (SELECT outcome.id FROM plan_link JOIN merged_event AS outcome ON outcome.merged_key = outcome_key
   WHERE plan_key = merged_event.merged_key) AS outcome_id,
  (SELECT verdict FROM plan_link WHERE plan_key = merged_event.merged_key) AS outcome_verdict,
  (SELECT group_concat(plan.id, ';') FROM plan_link JOIN merged_event AS plan ON plan.merged_key = plan_key
   WHERE outcome_key = merged_event.merged_key) AS plan_of,
  (SELECT group_concat(id, ';') FROM contradiction WHERE contradiction.merged_key = merged_event.merged_key)
    AS contradiction_ids
FROM merged_event LEFT JOIN place USING (place_key);

-- Plans, requests and threats with what came of them. Coverage is how many reports the ledger has of the time in which the outcome
-- would have been told: "not seen" says no more than that none of these tells it.
CREATE VIEW plan_view AS
SELECT plan_link.id AS plan_link_id, plan_link.verdict, plan_link.due_from, plan_link.due_to, plan_link.days_off, plan_link.score,
  plan_link.basis,
  (SELECT coalesce(sum(n_reports), 0) FROM report_day WHERE day BETWEEN due_from AND date(due_to, '+30 days')) AS coverage,
  plan.id AS plan_id, plan.type, plan.status AS plan_status,
  (SELECT group_concat(word, '; ')
   FROM (SELECT identity.name AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = plan.merged_key AND role = 'actor' ORDER BY ordinal)) AS actors,
  (SELECT group_concat(word, '; ')
   FROM (SELECT identity.name AS word FROM merged_party JOIN identity USING (identity_key)
         WHERE merged_party.merged_key = plan.merged_key AND role = 'recipient' ORDER BY ordinal)) AS recipients,
  place.name AS place, (SELECT quote FROM evidence WHERE finding_key = plan.top_key AND role = 'trigger') AS trigger_words,
  plan.first_reported, plan.n_independent, outcome.id AS outcome_id, outcome.type AS outcome_type,
  outcome.status AS outcome_status, outcome.date_from AS outcome_from, outcome.date_to AS outcome_to
FROM plan_link JOIN merged_event AS plan ON plan.merged_key = plan_key LEFT JOIN place USING (place_key)
LEFT JOIN merged_event AS outcome ON outcome.merged_key = outcome_key;

CREATE VIEW contradiction_view AS
SELECT contradiction.id AS contradiction_id, contradiction.kind, contradiction.field, contradiction.a_kind,
  CASE a_kind WHEN 'event' THEN (SELECT id FROM merged_event WHERE merged_key = a_key)
              ELSE (SELECT id FROM finding WHERE finding_key = a_key) END AS a_id,
  contradiction.b_kind,
  CASE b_kind WHEN 'event' THEN (SELECT id FROM merged_event WHERE merged_key = b_key)
              ELSE (SELECT id FROM finding WHERE finding_key = b_key) END AS b_id,
  contradiction.a_value, contradiction.b_value, contradiction.n_independent_a, contradiction.n_independent_b,
  contradiction.state, event.id AS event_id, event.type, event.date_from
FROM contradiction JOIN merged_event AS event USING (merged_key);

-- Every decision, and whether it still holds.
CREATE VIEW decision_view AS
SELECT decision.id AS decision_id, decision.at, decision.by, decision.act, decision.record_id, decision.other_id, decision.before,
  decision.after, decision.reason, decision.undoes,
  NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.undoes = decision.id) AS holds
FROM decision;
