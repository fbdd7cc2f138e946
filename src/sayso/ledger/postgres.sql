-- The ledger's tables in PostgreSQL 15 or newer: entries and openings carry the truth, and the database itself refuses changes.
-- Run by `sayso` on an empty database whose role may create a schema, or by hand: psql --single-transaction -f postgres.sql

CREATE SCHEMA sayso;
COMMENT ON SCHEMA sayso IS 'A Sayso ledger; its rows are appended, never changed';

CREATE TABLE sayso.ledger (version integer NOT NULL);
INSERT INTO sayso.ledger VALUES (1);

-- COLLATE "C": order by bytes, so that no change of a locale library can spoil an index.
CREATE TABLE sayso.entries (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    about text COLLATE "C",
    "by" text COLLATE "C" NOT NULL,
    recorded_at text COLLATE "C" NOT NULL,
    clock text COLLATE "C",
    commitments bytea NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX entries_by_id ON sayso.entries (id);
CREATE INDEX entries_by_kind ON sayso.entries (kind, seq);
CREATE INDEX entries_by_about ON sayso.entries (about, kind, seq) WHERE about IS NOT NULL AND kind <> 'decision';
-- A decision is about several ids, with a space between them.
CREATE INDEX decisions_by_about ON sayso.entries USING gin (string_to_array(about, ' ')) WHERE kind = 'decision';
CREATE INDEX entries_by_time ON sayso.entries (recorded_at, seq);

CREATE TABLE sayso.openings (
    seq bigint PRIMARY KEY,
    salts bytea NOT NULL,
    parts bytea NOT NULL,
    withheld text[] COLLATE "C" NOT NULL DEFAULT '{}',
    redaction bigint
);

CREATE TABLE sayso.captures (
    sha256 text COLLATE "C" PRIMARY KEY,
    bytes bytea NOT NULL
);

-- The planner's statistics keep samples of a column; words that are cut out later must not stay there.
ALTER TABLE sayso.openings ALTER COLUMN salts SET STATISTICS 0, ALTER COLUMN parts SET STATISTICS 0;
ALTER TABLE sayso.captures ALTER COLUMN bytes SET STATISTICS 0;

CREATE FUNCTION sayso.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION sayso.only_what_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    first bigint := (SELECT min(seq) FROM new);
    before record;
BEGIN
    SELECT seq, recorded_at INTO before FROM sayso.entries WHERE seq < first ORDER BY seq DESC LIMIT 1;
    IF first IS NOT NULL AND (
        first <> coalesce(before.seq, 0) + 1
        OR (SELECT max(seq) - min(seq) + 1 <> count(*) FROM new)
        OR EXISTS (
            SELECT FROM (
                SELECT recorded_at, lag(recorded_at, 1, before.recorded_at) OVER (ORDER BY seq) AS last FROM new
            ) AS pairs WHERE recorded_at < last
        )
    ) THEN
        RAISE EXCEPTION 'an entry follows the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- The JSON of an opening's parts. JSON in PostgreSQL holds no U+0000; for comparing, its escape is read as another character.
CREATE FUNCTION sayso.parts_of(parts bytea) RETURNS json LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT replace(convert_from(parts, 'UTF8'), '\u0000', '\ufffd')::json
$$;

-- Openings change only as a redaction says: parts that it names go, all else stays to the byte.
CREATE FUNCTION sayso.only_what_a_redaction_names() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (
        SELECT FROM after FULL JOIN before USING (seq)
        WHERE after.parts IS NULL OR before.parts IS NULL
            OR after.redaction IS NULL OR after.redaction < coalesce(before.redaction, 0)
            OR NOT after.withheld @> before.withheld OR cardinality(after.withheld) <= cardinality(before.withheld)
            OR length(after.salts) <> length(before.salts)
            OR NOT EXISTS (SELECT FROM sayso.entries e WHERE e.seq = after.redaction AND e.kind = 'redaction')
    ) THEN
        RAISE EXCEPTION 'openings are never changed but by a redaction' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        WITH named AS MATERIALIZED (
            SELECT r.redaction, (w ->> 'seq')::bigint AS seq, w ->> 'part' AS part
            FROM (SELECT DISTINCT redaction FROM after) r
            JOIN sayso.openings o ON o.seq = r.redaction
            CROSS JOIN LATERAL json_array_elements(sayso.parts_of(o.parts) -> 'rest' -> 'withheld') w
        )
        SELECT FROM after JOIN before USING (seq) CROSS JOIN LATERAL unnest(after.withheld) cut
        WHERE cut <> ALL (before.withheld) AND NOT EXISTS (
            SELECT FROM named WHERE named.seq = after.seq AND named.part = cut AND named.redaction = after.redaction
        )
    ) THEN
        RAISE EXCEPTION 'a redaction cuts out only what it names' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM after JOIN before USING (seq)
        WHERE (SELECT array_agg(row (key, value::text) ORDER BY key) FROM json_each(sayso.parts_of(after.parts)))
            IS DISTINCT FROM
            (SELECT array_agg(row (key, value::text) ORDER BY key) FROM json_each(sayso.parts_of(before.parts))
                WHERE key <> ALL (after.withheld))
            OR cardinality(after.withheld) - cardinality(before.withheld) <> (
                SELECT count(*) FROM generate_series(1, length(after.salts), 16) at
                WHERE substring(after.salts FROM at FOR 16) <> substring(before.salts FROM at FOR 16)
            )
            OR EXISTS (
                SELECT FROM generate_series(1, length(after.salts), 16) at
                WHERE substring(after.salts FROM at FOR 16) <> substring(before.salts FROM at FOR 16)
                    AND substring(after.salts FROM at FOR 16) <> decode(repeat('00', 16), 'hex')
            )
    ) THEN
        RAISE EXCEPTION 'what a redaction does not name is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- The bytes of a capture go only when the last redaction names them.
CREATE FUNCTION sayso.only_captures_that_a_redaction_names() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (
        SELECT sha256 FROM before
        EXCEPT
        SELECT json_array_elements_text(sayso.parts_of(o.parts) -> 'rest' -> 'captures')
        FROM sayso.openings o
        WHERE o.seq = (SELECT seq FROM sayso.entries WHERE kind = 'redaction' ORDER BY seq DESC LIMIT 1)
    ) THEN
        RAISE EXCEPTION 'captures are never deleted but by a redaction' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER entries_follow AFTER INSERT ON sayso.entries REFERENCING NEW TABLE AS new
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_what_follows();
CREATE TRIGGER entries_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON sayso.entries
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.refuse();
CREATE TRIGGER openings_stay BEFORE DELETE OR TRUNCATE ON sayso.openings
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.refuse();
CREATE TRIGGER openings_stand AFTER UPDATE ON sayso.openings REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_what_a_redaction_names();
CREATE TRIGGER captures_stand BEFORE UPDATE OR TRUNCATE ON sayso.captures
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.refuse();
CREATE TRIGGER captures_stay AFTER DELETE ON sayso.captures REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_captures_that_a_redaction_names();

-- ALWAYS: they hold also in a session that plays a replica.
ALTER TABLE sayso.entries ENABLE ALWAYS TRIGGER entries_follow, ENABLE ALWAYS TRIGGER entries_stand;
ALTER TABLE sayso.openings ENABLE ALWAYS TRIGGER openings_stay, ENABLE ALWAYS TRIGGER openings_stand;
ALTER TABLE sayso.captures ENABLE ALWAYS TRIGGER captures_stand, ENABLE ALWAYS TRIGGER captures_stay;
