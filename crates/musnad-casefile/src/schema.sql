-- The casefile, version 1. Places are code points, end exclusive, so that substr(text, start + 1, end - start) is what stands there.

-- One run of the program that wrote something: every row below names the run that made it.
CREATE TABLE run (
    id      INTEGER PRIMARY KEY,
    began   TEXT NOT NULL,              -- UTC
    tool    TEXT NOT NULL,              -- version of the program
    rules   TEXT NOT NULL               -- hash of the rules and lexicons it read with
) STRICT;

-- A file that documents came from.
CREATE TABLE source (
    id      INTEGER PRIMARY KEY,
    path    TEXT NOT NULL,              -- as the user gave it
    sha256  BLOB NOT NULL,              -- of its bytes
    bytes   INTEGER NOT NULL,
    run     INTEGER NOT NULL REFERENCES run
) STRICT;

-- Documents as read. A changed document is a further version; the last one is current.
CREATE TABLE document (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL,          -- the id of its record, else the path of its file
    version     INTEGER NOT NULL,
    current     INTEGER NOT NULL,
    title       TEXT,
    outlet      TEXT,
    published   TEXT,
    text        TEXT NOT NULL,
    sha256      BLOB NOT NULL,          -- of title, outlet, day and text
    source      INTEGER REFERENCES source,
    line        INTEGER,
    run         INTEGER NOT NULL REFERENCES run,
    UNIQUE (key, version)
) STRICT;
CREATE INDEX document_current ON document (key) WHERE current = 1;
CREATE INDEX document_source ON document (source);

-- What was read in a document, as the contract's JSON without the text, compressed with zstd.
CREATE TABLE reading (
    document    INTEGER PRIMARY KEY REFERENCES document,
    run         INTEGER NOT NULL REFERENCES run,
    json        BLOB NOT NULL
) STRICT;

-- The lists that questions are asked of, one row an annotation; `n` is its place in the contract's list, from 0.
CREATE TABLE statement (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, act TEXT NOT NULL,
    speaker TEXT, speaker_type TEXT, target TEXT, outlet TEXT, said_on TEXT, grade TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_speaker ON statement (speaker);

CREATE TABLE date (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, unit TEXT, approx INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_name ON name (name);

-- Who did what, in order. Each row holds the hash of the one before it: a row that is changed or taken out is found.
CREATE TABLE journal (
    n       INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,              -- UTC
    author  TEXT NOT NULL,
    act     TEXT NOT NULL,
    what    TEXT NOT NULL,              -- JSON
    hash    BLOB NOT NULL               -- SHA-256 of the hash before and this row
) STRICT;
