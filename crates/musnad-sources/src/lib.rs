//! The readers of Musnad: bytes of several formats and encodings to documents.
