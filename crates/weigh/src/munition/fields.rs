use crate::{Field, Form};

/// What a munition may be designed to dispense. The four words before the last two are those of Article 2(2)(a).
pub(crate) const PAYLOADS: &[&str] = &["flares", "smoke", "pyrotechnics", "chaff", "explosive", "other"];

/// How a submunition destroys itself or goes dead. Article 2(2)(c) asks for an electronic mechanism.
pub(crate) const MECHANISMS: &[&str] = &["electronic", "mechanical", "other", "none"];

/// Every field of a munition's case.
pub const FIELDS: &[Field] = &[
    Field { key: "name", form: Form::Text, group: "munition" },
    Field { key: "mine", form: Form::YesNo, group: "munition" },
    Field { key: "conventional", form: Form::YesNo, group: "munition" },
    Field { key: "disperses-submunitions", form: Form::YesNo, group: "munition" },
    Field { key: "dispenser-on-aircraft", form: Form::YesNo, group: "munition" },
    Field { key: "explosive", form: Form::YesNo, group: "submunition" },
    Field { key: "weight-kg", form: Form::Number, group: "submunition" },
    Field { key: "self-propelled", form: Form::YesNo, group: "submunition" },
    Field { key: "payload", form: Form::Word(PAYLOADS), group: "purpose" },
    Field { key: "air-defence-only", form: Form::YesNo, group: "purpose" },
    Field { key: "electronic-effects", form: Form::YesNo, group: "purpose" },
    Field { key: "purpose-shown", form: Form::YesNo, group: "safeguards" },
    Field { key: "count", form: Form::Count, group: "safeguards" },
    Field { key: "single-target", form: Form::YesNo, group: "safeguards" },
    Field { key: "self-destruction", form: Form::Word(MECHANISMS), group: "safeguards" },
    Field { key: "self-deactivation", form: Form::Word(MECHANISMS), group: "safeguards" },
    Field { key: "failure-rate-percent", form: Form::Percent, group: "safeguards" },
];
