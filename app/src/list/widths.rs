//! How wide the columns of the list are drawn. No phone number is cut while other columns have room, and then no email
//! address: what the longest one lacks is taken from those whose values leave the most. Widths are estimated, rather too large, as the server does
//! not know the font.
use contact::{
    Contact, Part, Text,
    query::columns::{Columns, ListColumn, Shows},
};

use crate::values::words::full_name;

/// In pixels: the edges of a cell, the mark of a verified number, `+2`, a picture, the edges of a chip.
const PADDING: u32 = 16;
const MARK: u32 = 20;
const COUNT: u32 = 36;
const PICTURE: u32 = 32;
const CHIP: u32 = 20;
/// A letter of the alphabet or a digit; an East Asian letter is twice as wide.
const LETTER: u32 = 8;
/// No column gives away more than leaves it this.
const NARROWEST: u32 = 80;

/// By how much a column becomes wider or narrower at a time, and how narrow and how wide.
const STEP: u16 = 24;
const LEAST: u16 = 64;
const MOST: u16 = 640;

/// How wide a column is: as somebody made it, or so that the guide's list fits beside the rail of a window 1440 px wide.
pub fn width(column: ListColumn) -> u16 {
    let usual = match column.shows {
        Shows::Name => 184,
        Shows::Part(Part::Text(Text::Company) | Part::Phone(_)) => 160,
        Shows::Part(Part::Text(Text::JobTitle)) => 152,
        Shows::Part(Part::Kind) => 80,
        Shows::Part(Part::Labels) => 200,
        Shows::Part(Part::Email(_) | Part::Social(_)) => 192,
        Shows::Part(Part::Level) | Shows::Updated => 96,
        Shows::Part(Part::Language) | Shows::Created => 112,
        Shows::Part(_) => 128,
    };
    column.width.unwrap_or(usual).clamp(LEAST, MOST)
}

/// Makes a column wider or narrower by a step.
pub fn widen(columns: &mut Columns, shows: Shows, wider: bool) {
    let column = columns.iter().find(|column| column.shows == shows);
    if let Some(now) = column.map(width) {
        let then = if wider { now + STEP } else { now - STEP };
        columns.resize(shows, then.clamp(LEAST, MOST));
    }
}

/// The widths of columns in which these contacts are shown: numbers first, then addresses.
pub fn widths(columns: &[ListColumn], contacts: &[Contact]) -> Vec<u32> {
    let mut widths: Vec<u32> = columns.iter().map(|it| width(*it).into()).collect();
    for shows in [Shows::PHONE, Shows::EMAIL] {
        if let Some(place) = columns.iter().position(|it| it.shows == shows) {
            give(place, columns, contacts, &mut widths);
        }
    }
    widths
}

/// Gives a column what it lacks, as far as others can spare it.
fn give(place: usize, columns: &[ListColumn], contacts: &[Contact], widths: &mut [u32]) {
    let needed = |shows: Shows| {
        let cells = contacts
            .iter()
            .filter_map(|contact| width_of(contact, shows));
        cells.max()
    };
    let lacking = needed(columns[place].shows)
        .unwrap_or_default()
        .saturating_sub(widths[place]);
    let spare: Vec<u32> = columns
        .iter()
        .zip(&*widths)
        .map(|(column, width)| {
            needed(column.shows).map_or(0, |needed| width.saturating_sub(needed.max(NARROWEST)))
        })
        .collect();
    let all: u32 = spare.iter().sum();
    let taken = lacking.min(all);
    for (width, spare) in widths.iter_mut().zip(spare) {
        // In proportion, so that no column gives all.
        *width -= (spare * taken).checked_div(all).unwrap_or(0);
    }
    widths[place] += taken;
}

/// How much room a cell takes, for columns that may give some away; none for the others.
fn width_of(contact: &Contact, shows: Shows) -> Option<u32> {
    let draft = &contact.draft;
    let counted = |values: usize| if values > 1 { COUNT } else { 0 };
    Some(match shows {
        Shows::Name => PADDING + PICTURE + text(&full_name(&draft.first_name, &draft.last_name)),
        Shows::Part(Part::Text(part)) => PADDING + text(draft.text(part)),
        Shows::Part(Part::Email(_)) => {
            let email = draft.emails.first().map(|email| text(&email.address));
            PADDING + email.unwrap_or(0) + counted(draft.emails.len())
        }
        Shows::Part(Part::Phone(_)) => {
            let phone = draft.phones.first()?;
            // Written in at most five groups.
            let groups = 5 * LETTER;
            let mark = if phone.verified { MARK } else { 0 };
            PADDING + text(&phone.number) + groups + mark + counted(draft.phones.len())
        }
        Shows::Part(Part::Labels) => {
            let labels = draft.labels.iter();
            PADDING + labels.map(|label| CHIP + text(label)).sum::<u32>()
        }
        _ => return None,
    })
}

fn text(text: &str) -> u32 {
    let letters = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    letters.sum::<u32>() * LETTER
}

#[cfg(test)]
mod tests {
    use contact::{
        Contact, ContactId, Draft, Part, Phone, Text,
        query::columns::{Columns, Shows},
    };

    use super::{widen, width, widths};

    fn contact(company: &str, numbers: &[&str]) -> Contact {
        let phones = numbers.iter().map(|number| Phone {
            kind: Default::default(),
            number: (*number).to_owned(),
            verified: true,
        });
        Contact {
            id: ContactId::default(),
            version: 1,
            draft: Draft {
                last_name: "Chan".to_owned(),
                company: company.to_owned(),
                phones: phones.collect(),
                ..Draft::default()
            },
            other_first_names: Vec::new(),
            other_last_names: Vec::new(),
            created_at: Default::default(),
            updated_at: Default::default(),
        }
    }

    #[test]
    fn a_long_number_gets_the_room_that_other_columns_leave() {
        let columns: Vec<_> = Columns::default().iter().collect();
        let usual: Vec<u32> = columns.iter().map(|it| width(*it).into()).collect();
        let short = contact("Acme", &[]);
        assert_eq!(widths(&columns, &[short]), usual);
        let two = ["+8529123456789012", "+85291234567"];
        let drawn = widths(&columns, &[contact("Acme", &two)]);
        assert_eq!(drawn[4], 16 + 17 * 8 + 40 + 20 + 36);
        // All in all they are no wider.
        let sum = |widths: &[u32]| widths.iter().sum::<u32>();
        assert!(sum(&drawn) <= sum(&usual) + 8, "{drawn:?}");
        // Nobody gives what they need themselves.
        let long = "A company with a long name";
        let drawn = widths(&columns, &[contact(long, &two)]);
        assert_eq!(drawn[1], usual[1]);
    }

    #[test]
    fn a_column_becomes_wider_by_steps_and_never_too_narrow_or_too_wide() {
        let mut columns: Columns = "name-1.company.email-9999".parse().expect("columns");
        let drawn = |columns: &Columns| columns.iter().map(width).collect::<Vec<_>>();
        assert_eq!(drawn(&columns), [64, 160, 640]);
        widen(&mut columns, Shows::Name, false);
        widen(&mut columns, Shows::Part(Part::Text(Text::Company)), true);
        widen(&mut columns, Shows::EMAIL, true);
        assert_eq!(columns.to_string(), "name-64.company-184.email-640");
    }
}
