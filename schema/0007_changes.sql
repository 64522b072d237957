-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 7: what each commit changed, so that whoever keeps a copy need not fetch everything again; and where mentions hang
-- together in very great number, how strictly they are told apart.

-- Reports, events, plans and decisions. Statements and mentions come with their report; actors and contradictions with their events.
CREATE TABLE change (
  revision  INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  what      TEXT NOT NULL CHECK (what IN ('added', 'changed', 'merged', 'removed')),
  into_id   TEXT NOT NULL,  -- merged: the event that has taken it up, at that revision; else empty
  PRIMARY KEY (revision, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_gone ON change (record_id, revision) WHERE what IN ('merged', 'removed');

-- How strict links must be for the mention's component to be small enough (src/linking/clusters.h).
ALTER TABLE link_feature ADD COLUMN level INTEGER NOT NULL DEFAULT 0;

-- Changes after this revision are told in full. It moves up where all links are made anew.
ALTER TABLE ledger_revision ADD COLUMN told_from INTEGER NOT NULL DEFAULT 0;
UPDATE ledger_revision SET told_from = revision;

-- "He", "one of them": somebody whom a report leaves open. Such words stand in their records and are no actor of lists and totals.
ALTER TABLE identity ADD COLUMN nobody INTEGER NOT NULL DEFAULT 0 CHECK (nobody IN (0, 1));

DROP TRIGGER merged_party_counts;
CREATE TRIGGER merged_party_counts AFTER INSERT ON merged_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND +country = NEW.country
    AND (role, ordinal) <> (NEW.role, NEW.ordinal))
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', NEW.role, NEW.identity_key, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND role = NEW.role AND +identity_key = NEW.identity_key
    AND ordinal <> NEW.ordinal)
  AND NOT EXISTS (SELECT 1 FROM identity WHERE identity_key = NEW.identity_key AND nobody)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
DROP TRIGGER statement_party_counts;
CREATE TRIGGER statement_party_counts AFTER INSERT ON statement_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'statements', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM statement_party WHERE finding_key = NEW.finding_key AND +country = NEW.country AND role <> NEW.role)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) SELECT 'statements', NEW.role, NEW.identity_key, 1
  WHERE NOT EXISTS (SELECT 1 FROM identity WHERE identity_key = NEW.identity_key AND nobody)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
