-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 5: sketches of texts are looked up by day, so that finding copies costs the same however long the ledger grows.
-- They are made again with all links (linking version 2).

DROP TABLE text_sketch;
CREATE TABLE text_sketch (
  band        INTEGER NOT NULL,     -- a hash of sequences of words, or of the whole text
  day         INTEGER NOT NULL,     -- of publication, since 1970; the least number where it is unknown
  reading_key INTEGER NOT NULL REFERENCES reading,
  PRIMARY KEY (band, day, reading_key)
) STRICT, WITHOUT ROWID;
