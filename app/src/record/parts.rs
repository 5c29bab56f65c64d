//! What a page shows of one contact, each part by itself, so that one that changes leaves the others as they are.
use contact::{Contact, ContactId, CustomField, Draft};
use leptos::prelude::*;

use crate::wire::{
    activity::Device,
    contacts::{Known, Note},
    labels::Label,
};

/// What is shown of one contact.
#[derive(Clone, Copy)]
pub struct RecordParts {
    pub id: ContactId,
    pub contact: RwSignal<Contact>,
    pub custom: StoredValue<Vec<CustomField>>,
    pub labels: RwSignal<Vec<Label>>,
    pub notes: RwSignal<Vec<Note>>,
    pub device: RwSignal<Option<Device>>,
}

impl RecordParts {
    /// The parts of a contact, with what is known besides it.
    pub fn new(contact: Contact, known: Known) -> Self {
        Self {
            id: contact.id,
            contact: RwSignal::new(contact),
            custom: StoredValue::new(known.custom),
            labels: RwSignal::new(known.labels),
            notes: RwSignal::new(known.notes),
            device: RwSignal::new(known.device),
        }
    }

    /// Whether a draft has a value of a custom field that is not known here.
    pub fn lacks_field_of(self, draft: &Draft) -> bool {
        let custom = self.custom.try_get_value().unwrap_or_default();
        let mut held = draft.custom.keys();
        held.any(|id| custom.iter().all(|field| field.id != *id))
    }

    /// Whether a draft has a label that is not known here.
    pub fn lacks_label_of(self, draft: &Draft) -> bool {
        let labels = self.labels.try_get_untracked().unwrap_or_default();
        let mut held = draft.labels.iter();
        held.any(|name| labels.iter().all(|label| label.name != *name))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contact::{Contact, ContactId, CustomField, CustomKind, CustomValue, Draft};
    use leptos::prelude::Owner;
    use uuid::Uuid;

    use super::RecordParts;
    use crate::wire::{contacts::Known, labels::Label};

    #[test]
    fn what_a_draft_holds_and_the_page_does_not_know_is_missed() {
        Owner::new().with(|| {
            let contact = Contact {
                id: ContactId(Uuid::nil()),
                version: 1,
                draft: Draft::default(),
                other_first_names: Vec::new(),
                other_last_names: Vec::new(),
                created_at: DateTime::UNIX_EPOCH,
                updated_at: DateTime::UNIX_EPOCH,
            };
            let size = CustomField {
                id: "cf_size".to_owned(),
                name: "Size".to_owned(),
                kind: CustomKind::Text,
                options: Vec::new(),
            };
            let vip = Label {
                id: Uuid::nil(),
                name: "VIP".to_owned(),
                colour: "blue".to_owned(),
            };
            let known = Known {
                custom: vec![size],
                labels: vec![vip],
                ..Known::default()
            };
            let parts = RecordParts::new(contact, known);
            let holding = |field: &str, label: &str| {
                let mut draft = Draft {
                    labels: vec![label.to_owned()],
                    ..Draft::default()
                };
                let value = CustomValue::Text("L".to_owned());
                draft.custom.insert(field.to_owned(), value);
                (parts.lacks_field_of(&draft), parts.lacks_label_of(&draft))
            };
            assert_eq!(holding("cf_size", "VIP"), (false, false));
            assert_eq!(holding("cf_hat", "VIP"), (true, false));
            assert_eq!(holding("cf_size", "Partner"), (false, true));
        });
    }
}
