-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 4: copies are found and counted without looking at every report.

CREATE INDEX copy_of_another ON copy (reading_key) WHERE original_key <> reading_key;

ALTER TABLE source_total ADD COLUMN n_copies INTEGER NOT NULL DEFAULT 0;
UPDATE source_total SET n_copies = counted.n
FROM (SELECT source_key, count(*) AS n FROM copy JOIN reading USING (reading_key) WHERE original_key <> reading_key GROUP BY source_key)
  AS counted
WHERE counted.source_key = source_total.source_key;

CREATE TRIGGER copy_of_source AFTER INSERT ON copy WHEN NEW.original_key <> NEW.reading_key BEGIN
  INSERT INTO source_total (source_key, n_reports, n_statements, n_mentions, n_copies)
  SELECT source_key, 0, 0, 0, 1 FROM reading WHERE reading_key = NEW.reading_key
  ON CONFLICT DO UPDATE SET n_copies = n_copies + 1;
END;
CREATE TRIGGER copy_of_source_no_more AFTER DELETE ON copy WHEN OLD.original_key <> OLD.reading_key BEGIN
  UPDATE source_total SET n_copies = n_copies - 1
  WHERE source_key = (SELECT source_key FROM reading WHERE reading_key = OLD.reading_key);
END;
CREATE TRIGGER copy_of_source_anew AFTER UPDATE OF original_key ON copy
WHEN (OLD.original_key <> OLD.reading_key) <> (NEW.original_key <> NEW.reading_key) BEGIN
  UPDATE source_total SET n_copies = n_copies + iif(NEW.original_key <> NEW.reading_key, 1, -1)
  WHERE source_key = (SELECT source_key FROM reading WHERE reading_key = NEW.reading_key);
END;
