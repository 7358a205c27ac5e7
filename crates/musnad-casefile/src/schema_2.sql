-- Version 2: agencies that a document credits, corrections by hand, and what is known of the casefile as a whole.

-- The agencies in the chains of a document's statements and in its dateline.
CREATE TABLE credit (
    document INTEGER NOT NULL REFERENCES document,
    agency   TEXT NOT NULL,
    PRIMARY KEY (document, agency)
) STRICT, WITHOUT ROWID;

-- `generation`: how often all documents were read anew.
CREATE TABLE state (what TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

-- What a person decided about an annotation. It is found again by the words at its place, so that it outlives another reading.
CREATE TABLE correction (
    journal  INTEGER PRIMARY KEY REFERENCES journal,    -- the row that says who and when
    key      TEXT NOT NULL,                             -- of the document
    sha256   BLOB NOT NULL,                             -- of the version of it that was before the person's eyes
    list     TEXT NOT NULL,                             -- the contract's list: statements, dates, quantities, names
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    verdict  TEXT NOT NULL,                             -- accept, reject, correct
    fields   TEXT                                       -- JSON: what is put in the place of what was read
) STRICT;
CREATE INDEX correction_key ON correction (key);

-- What a person decided about who is who: two names are one party, or a name is not of a party.
CREATE TABLE joining (
    journal  INTEGER PRIMARY KEY REFERENCES journal,
    verdict  TEXT NOT NULL,                             -- merge, split
    name     TEXT NOT NULL,
    party    TEXT NOT NULL
) STRICT;
