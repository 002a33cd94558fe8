//! The one integration test of the program, from outside: each module says in its first line what belongs there.

mod book;
mod commands;
mod evidence;
mod golden;
mod invariants;
mod register;
mod site;
mod support;
mod words;
