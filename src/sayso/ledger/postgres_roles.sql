-- Who may do what with a ledger in PostgreSQL; run once by its owner after postgres.sql, in the ledger's database.
-- Needs CREATEROLE, unless the two roles are there already. Nobody but the owner can take the ledger's guards away.

DO $$
BEGIN
    IF to_regrole('sayso_desk') IS NULL THEN CREATE ROLE sayso_desk NOLOGIN; END IF;
    IF to_regrole('sayso_redactor') IS NULL THEN CREATE ROLE sayso_redactor NOLOGIN; END IF;
END $$;

-- The desk reads and appends.
GRANT USAGE ON SCHEMA sayso TO sayso_desk;
GRANT SELECT ON sayso.ledger TO sayso_desk;
GRANT SELECT, INSERT ON sayso.entries, sayso.openings, sayso.captures TO sayso_desk;

-- A redactor can besides cut out what a redaction names; no one has UPDATE or DELETE on entries.
GRANT sayso_desk TO sayso_redactor;
GRANT UPDATE (salts, parts, withheld, redaction) ON sayso.openings TO sayso_redactor;
GRANT DELETE ON sayso.captures TO sayso_redactor;
