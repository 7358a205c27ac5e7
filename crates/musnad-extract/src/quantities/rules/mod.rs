//! The rules: what makes a unit, where the counted noun ends, ranges, duals, and what is no figure.

pub(super) mod dual;
pub(super) mod exclude;
pub(super) mod money;
pub(super) mod noun;
pub(super) mod noun_first;
pub(super) mod one;
pub(super) mod plural;
pub(super) mod range;
pub(super) mod unit;
