-- The ledger of claims, version 3. One SQLite file, opened in WAL mode; times are ISO 8601 in UTC, days YYYY-MM-DD.
-- Rows are never overwritten: what is no longer held gets `known_to`, and what replaces it a row of its own.

-- A text that somebody published. The same text from two outlets is two reports.
CREATE TABLE report (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,  -- hash of text, publisher, day and address: adding it again changes nothing
    uri        TEXT,
    title      TEXT,
    publisher  TEXT,
    author     TEXT,
    published  TEXT,                  -- day, as the report says; NULL if it does not
    reported   TEXT NOT NULL,         -- the day that counts as when it was told: published, else the day of adding
    sha256     TEXT NOT NULL,         -- of the text in UTF-8; `sayso verify` compares
    text       TEXT NOT NULL,
    copy_of    INTEGER REFERENCES report (id),  -- the earlier report that this is a near-copy of
    added      TEXT NOT NULL
);
CREATE INDEX report_reported ON report (reported);
CREATE INDEX report_publisher ON report (publisher);
CREATE INDEX report_copy ON report (copy_of) WHERE copy_of IS NOT NULL;

-- Bands of a report's MinHash signature: two reports that share one are candidates for near-copies. Hashes are random, so
-- each is on a page of its own: those of the reports after the last whole multiple of 256 are looked for in `signature`.
CREATE TABLE band (
    hash   INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (id),
    PRIMARY KEY (hash, report)
) WITHOUT ROWID;
CREATE TABLE signature (
    report INTEGER PRIMARY KEY REFERENCES report (id),
    mins   BLOB NOT NULL              -- 64 unsigned 32-bit numbers; empty where a text is too short to be a copy
);

-- What a version of the reader made of a report, whole.
CREATE TABLE reading (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report (id),
    reader     TEXT NOT NULL,         -- "sayso 0.1.0"
    digest     TEXT NOT NULL,         -- hash of body before compression
    body       BLOB NOT NULL,         -- the reading as JSON, zlib
    known_from TEXT NOT NULL,
    known_to   TEXT,
    UNIQUE (report, digest)
);

-- People and bodies across reports, and places.
CREATE TABLE entity (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    role       TEXT,
    of         TEXT,
    geonameid  INTEGER,
    country    TEXT,
    latitude   REAL,
    longitude  REAL,
    radius_km  REAL,
    precision  TEXT,
    merged     INTEGER REFERENCES entity (id)  -- the entity that it now counts as; NULL while it stands for itself
);
CREATE UNIQUE INDEX entity_geoname ON entity (geonameid) WHERE geonameid IS NOT NULL;
CREATE TABLE alias (
    folded TEXT NOT NULL,             -- lower case, without accents and punctuation
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (folded, entity)
) WITHOUT ROWID;
CREATE INDEX alias_entity ON alias (entity);
-- Which entity each one of a report was taken for, and why: what makes a merge something to be undone.
CREATE TABLE mention (
    report INTEGER NOT NULL REFERENCES report (id),
    local  TEXT NOT NULL,             -- "e3" in the reading
    entity INTEGER NOT NULL REFERENCES entity (id),
    name   TEXT NOT NULL,
    why    TEXT NOT NULL,
    PRIMARY KEY (report, local)
) WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity);
-- Merges that people made, or unmade (undone is the time of it).
CREATE TABLE merge (
    id     INTEGER PRIMARY KEY,
    kept   INTEGER NOT NULL REFERENCES entity (id),
    gone   INTEGER NOT NULL REFERENCES entity (id),
    who    TEXT NOT NULL,
    why    TEXT NOT NULL,
    at     TEXT NOT NULL,
    undone TEXT
);

-- Roots: the innermost sources of chains. An anonymous one is one outlet's of one day.
CREATE TABLE source (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    entity INTEGER REFERENCES entity (id)
);
CREATE INDEX source_entity ON source (entity);
CREATE INDEX source_name ON source (name);

-- The stretches of text that claims were read from: the sentence around one, or a statement's content. The words themselves
-- stand in the report alone; the index of them holds none.
CREATE TABLE sentence (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    start  INTEGER NOT NULL,
    end    INTEGER NOT NULL,
    UNIQUE (report, start, end)
);
CREATE VIRTUAL TABLE sentence_text USING fts5 (quote, content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO sentence_text (sentence_text, rank) VALUES ('automerge', 16);  -- words are added more often than asked for
-- A few hashes of pairs of telling words of the sentence of each statement and event: those that share one may say the same.
-- New ones wait, in the order of adding, in the second table, and are sorted into the first 256 reports at a time.
CREATE TABLE passage (
    hash     INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    PRIMARY KEY (hash, sentence)
) WITHOUT ROWID;
CREATE TABLE passage_new (
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    hash     INTEGER NOT NULL,
    PRIMARY KEY (sentence, hash)
) WITHOUT ROWID;

-- One claim a row: a figure, an event, control of a place, a commitment, or a statement as such.
CREATE TABLE claim (
    id             INTEGER PRIMARY KEY,
    key            TEXT NOT NULL,      -- hash of report, kind, characters and slots
    report         INTEGER NOT NULL REFERENCES report (id),
    kind           TEXT NOT NULL,
    start          INTEGER NOT NULL,   -- characters of the report's text
    end            INTEGER NOT NULL,
    sentence       INTEGER NOT NULL REFERENCES sentence (id),
    source         INTEGER NOT NULL REFERENCES source (id),
    via            TEXT NOT NULL DEFAULT '',  -- outlets between source and report, nearest to the report first, by line
    stance         TEXT NOT NULL DEFAULT 'asserts',
    modality       TEXT NOT NULL DEFAULT 'asserted',
    statement      TEXT,               -- key of the statement's own claim
    about          TEXT,               -- key of the claim that it answers
    place          INTEGER REFERENCES entity (id),
    time           TEXT,               -- EDTF
    earliest       TEXT,
    latest         TEXT,
    made           TEXT,               -- EDTF, when it was said
    reported       TEXT NOT NULL,
    measure        TEXT,
    low            REAL,
    high           REAL,
    relation       TEXT,
    unit           TEXT,
    rate           TEXT,
    part_of        TEXT,               -- key of the figure that it is a part of
    type           TEXT,               -- of an event, or the status of control
    mode           TEXT,
    actor          INTEGER REFERENCES entity (id),  -- who acts, holds or promises
    actor_name     TEXT,
    recipient      INTEGER REFERENCES entity (id),
    recipient_name TEXT,
    what           TEXT,
    due            TEXT,
    conditional    INTEGER NOT NULL DEFAULT 0,
    confidence     REAL NOT NULL,
    origin         TEXT NOT NULL,      -- "sayso 0.1.0", or "person:<correction>"
    known_from     TEXT NOT NULL,
    known_to       TEXT
);
CREATE INDEX claim_key ON claim (key);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_sentence ON claim (sentence);
-- All that the search for claims in like words asks of those of a sentence, so that it need not open a row of each.
CREATE INDEX claim_told ON claim (sentence, reported, kind, type, known_to) WHERE kind IN ('statement', 'event') AND known_to IS NULL;
CREATE INDEX claim_place ON claim (place, kind, ifnull(measure, type), reported) WHERE known_to IS NULL;
CREATE INDEX claim_source ON claim (source, reported, report) WHERE known_to IS NULL;  -- the last so that counts need no row
CREATE INDEX claim_actor ON claim (actor) WHERE actor IS NOT NULL AND known_to IS NULL;
CREATE INDEX claim_recipient ON claim (recipient) WHERE recipient IS NOT NULL AND known_to IS NULL;
CREATE INDEX claim_time ON claim (earliest, latest) WHERE earliest IS NOT NULL AND known_to IS NULL;
CREATE INDEX claim_reported ON claim (reported, kind, type) WHERE known_to IS NULL;
CREATE INDEX claim_due ON claim (due) WHERE kind = 'commitment' AND known_to IS NULL;
-- Where entities that are places lie: a box around each.
CREATE VIRTUAL TABLE place_box USING rtree (id, south, north, west, east);

-- What two claims are to each other, with the slots compared and the reason in words.
CREATE TABLE link (
    id         INTEGER PRIMARY KEY,
    a          TEXT NOT NULL,          -- key of the earlier claim
    b          TEXT NOT NULL,          -- key of the later one
    judgement  TEXT NOT NULL,
    slots      TEXT NOT NULL,          -- JSON: slot to "same", "differs", …
    reason     TEXT NOT NULL,
    score      REAL NOT NULL,
    origin     TEXT NOT NULL,
    known_from TEXT NOT NULL,
    known_to   TEXT
);
CREATE UNIQUE INDEX link_pair ON link (a, b) WHERE known_to IS NULL;
CREATE INDEX link_b ON link (b) WHERE known_to IS NULL;
-- What is disputed: asked for by the queue, the map and every list.
CREATE INDEX link_against_a ON link (a) WHERE judgement = 'contradicts' AND known_to IS NULL;
CREATE INDEX link_against_b ON link (b) WHERE judgement = 'contradicts' AND known_to IS NULL;
CREATE INDEX link_judgement ON link (judgement, known_from);

-- What people say of claims, kept apart from what was read: accept, fix, reject, split, merge, undo.
CREATE TABLE correction (
    id     INTEGER PRIMARY KEY,
    claim  TEXT NOT NULL,              -- key
    action TEXT NOT NULL,
    fields TEXT NOT NULL DEFAULT '{}', -- JSON: field to its right value
    who    TEXT NOT NULL,
    why    TEXT NOT NULL,
    at     TEXT NOT NULL,
    undoes INTEGER REFERENCES correction (id)
);
CREATE INDEX correction_claim ON correction (claim);
