//! The extractors of Musnad: dates, quantities, names, verses, statements with chains.
