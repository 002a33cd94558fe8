//! How each shape is evaluated: one file a shape, named as in the room `rules`. Each gives a *ruling*: what was decided and by
//! which facts. Findings and explanations are both made from it.

pub(crate) mod deadline;
pub(crate) mod extension;
pub(crate) mod no_progress;
pub(crate) mod overdue_watch;
pub(crate) mod periodic_report;
pub(crate) mod retained_minimum;
