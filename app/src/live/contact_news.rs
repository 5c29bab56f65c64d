//! News of contacts, for pages that show what follows from them.
use crate::{browser::attention::in_attendance, live::follow, wire::live::News};

/// How often such a page asks at most, in milliseconds.
const PAUSE: u32 = 3_000;

/// Asks again once contacts were changed, or this field of some, and not before somebody is at the page.
pub fn on_contact_news(field: Option<&'static str>, ask: impl Fn() + Copy + 'static) {
    let ask_soon = in_attendance(ask);
    follow(PAUSE, move |news| {
        if news.iter().any(|one| concerns(one, field)) {
            ask_soon();
        }
    });
}

fn concerns(news: &News, field: Option<&str>) -> bool {
    match (news, field) {
        // What is done to a contact as a whole names no fields.
        (News::Contact { fields, .. }, Some(field)) => {
            fields.is_empty() || fields.iter().any(|name| name == field)
        }
        (News::Contact { .. } | News::ManyContacts | News::Resync, _) => true,
        (
            News::Enquiry { .. }
            | News::Gone { .. }
            | News::ManyEnquiries
            | News::Enquiries
            | News::Imports,
            _,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{News, concerns};

    fn written(fields: &[&str]) -> News {
        News::Contact {
            id: contact::ContactId::default(),
            version: Some(2),
            change: "Updated".to_owned(),
            fields: fields.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn a_page_of_one_field_is_concerned_by_what_may_have_changed_it() {
        let labels = |news: &News| concerns(news, Some("labels"));
        assert!(labels(&written(&["company", "labels"])));
        assert!(labels(&written(&[])), "deleted, restored or merged");
        assert!(labels(&News::ManyContacts));
        assert!(!labels(&written(&["company"])));
        assert!(concerns(&written(&["company"]), None));
        assert!(!concerns(&News::Enquiries, None));
    }
}
