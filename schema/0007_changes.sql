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
