use super::Act;
use crate::{Field, Form};

/// What retained, acquired or moved munitions are for. All but the last are purposes of Article 3(6) and (7).
const PURPOSES: &[&str] = &["detection-clearance-or-destruction-training", "counter-measures", "destruction", "other"];

/// Every field of an operation's case.
pub const FIELDS: &[Field] = &[
    Field { key: "name", form: Form::Text, group: "who" },
    Field { key: "actor", form: Form::Text, group: "who" },
    Field { key: "partners", form: Form::Texts, group: "who" },
    Field { key: "date", form: Form::Day, group: "who" },
    Field { key: "acts", form: Form::Words(Act::WORDS, "act-"), group: "acts" },
    Field { key: "choice-exclusive", form: Form::YesNo, group: "circumstances" },
    Field { key: "serves-prohibited-act", form: Form::YesNo, group: "circumstances" },
    Field { key: "purpose", form: Form::Word(PURPOSES), group: "circumstances" },
    Field { key: "encouraged", form: Form::Text, group: "evidence" },
    Field { key: "notified", form: Form::Text, group: "evidence" },
    Field { key: "promoted", form: Form::Text, group: "evidence" },
    Field { key: "discouraged", form: Form::Text, group: "evidence" },
];
