//! The program `musnad`.
fn main() {}
