-- SPDX-License-Identifier: Apache-2.0
-- The ledger, version 6: counting a party looks at its own event or statement only. The plus signs keep the planner from walking
-- everything that is of the party's country or actor instead.

DROP TRIGGER merged_party_counts;
CREATE TRIGGER merged_party_counts AFTER INSERT ON merged_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND +country = NEW.country
    AND (role, ordinal) <> (NEW.role, NEW.ordinal))
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) SELECT 'events', NEW.role, NEW.identity_key, 1 WHERE NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = NEW.merged_key AND role = NEW.role AND +identity_key = NEW.identity_key
    AND ordinal <> NEW.ordinal)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
DROP TRIGGER merged_party_counts_no_more;
CREATE TRIGGER merged_party_counts_no_more AFTER DELETE ON merged_party BEGIN
  UPDATE tally SET n = n - 1 WHERE kind = 'events' AND facet = 'country' AND value = OLD.country AND NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = OLD.merged_key AND +country = OLD.country);
  UPDATE tally SET n = n - 1 WHERE kind = 'events' AND facet = OLD.role AND value = CAST(OLD.identity_key AS TEXT) AND NOT EXISTS (
    SELECT 1 FROM merged_party WHERE merged_key = OLD.merged_key AND role = OLD.role AND +identity_key = OLD.identity_key);
END;
DROP TRIGGER statement_party_counts;
CREATE TRIGGER statement_party_counts AFTER INSERT ON statement_party BEGIN
  INSERT INTO tally (kind, facet, value, n) SELECT 'statements', 'country', NEW.country, 1 WHERE NOT EXISTS (
    SELECT 1 FROM statement_party WHERE finding_key = NEW.finding_key AND +country = NEW.country AND role <> NEW.role)
  ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally (kind, facet, value, n) VALUES ('statements', NEW.role, NEW.identity_key, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
DROP TRIGGER statement_party_counts_no_more;
CREATE TRIGGER statement_party_counts_no_more AFTER DELETE ON statement_party BEGIN
  UPDATE tally SET n = n - 1 WHERE kind = 'statements' AND facet = 'country' AND value = OLD.country AND NOT EXISTS (
    SELECT 1 FROM statement_party WHERE finding_key = OLD.finding_key AND +country = OLD.country);
  UPDATE tally SET n = n - 1 WHERE kind = 'statements' AND facet = OLD.role AND value = CAST(OLD.identity_key AS TEXT);
END;
