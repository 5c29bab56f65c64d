//! What one wants to know before calling back whoever was missed.
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    i18n::*,
    panel::sections::reach,
    record::activity::entries::visit,
    ui::{
        icon::Icon,
        when::{When, time_there},
    },
    values::words::I18n,
    wire::overview::MissedEnquiry,
};

/// Stands in a sentence for the time, which is a view: no sentence has a control character.
const TIME: &str = "\u{1}";

/// The number with the time there, what they said last, and where they were last; none where nothing is known.
pub fn brief(i18n: I18n, missed: &MissedEnquiry, now: DateTime<Utc>) -> Option<AnyView> {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let number = missed.number.as_ref();
    let number = number.map(|number| reach(i18n, number, false));
    let there = missed.minutes_ahead.map(|ahead| there(i18n, ahead, now));
    let reach = (number.is_some() || there.is_some())
        .then(|| view! { <p class="reaches">{number} {there}</p> });
    let said = missed.last_said.as_ref().map(|said| {
        view! {
            <blockquote>
                <p><bdi>{said.text.clone()}</bdi></p>
                <When at=said.at language=language/>
            </blockquote>
        }
    });
    let visits = missed.visits.iter();
    let visits = visits.map(|held| view! { <li>{visit(i18n, held)}</li> });
    let visits = visits.collect::<Vec<_>>();
    let visits = (!visits.is_empty()).then(|| {
        view! {
            <h3>{t!(i18n, enquiries.last_visits)}</h3>
            <ol role="list">{visits}</ol>
        }
    });
    if reach.is_none() && said.is_none() && visits.is_none() {
        return None;
    }
    let brief = view! {
        <section class="brief">
            <h2>{t!(i18n, panel.brief)}</h2>
            {reach}
            {said}
            {visits}
        </section>
    };
    Some(brief.into_any())
}

/// What time it is where they are, which the script lets go on.
fn there(i18n: I18n, minutes_ahead: i32, now: DateTime<Utc>) -> AnyView {
    let sentence = t_string!(i18n, enquiries.there, time = TIME).to_string();
    let (before, after) = sentence.split_once(TIME).unwrap_or_default();
    let [before, after] = [before, after].map(str::to_owned);
    let time = time_there(minutes_ahead, now).get();
    view! {
        <span class="there">
            <Icon icon=icondata_lu::LuClock/>
            {before}
            <time data-ahead=minutes_ahead.to_string()>{time}</time>
            {after}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::Language;
    use leptos::prelude::*;

    use super::brief;
    use crate::{
        panel::{
            html::html,
            samples::{attribute, missed, moment, tag, text},
        },
        wire::overview::MissedEnquiry,
    };

    fn drawn(missed: &MissedEnquiry) -> String {
        html(Language::English, |i18n| {
            brief(i18n, missed, moment()).into_any()
        })
    }

    #[test]
    fn before_calling_back_one_sees_the_number_the_time_there_what_was_said_and_the_last_visits() {
        let brief = drawn(&missed());
        assert!(brief.contains("href=\"tel:+85291234567\""), "{brief}");
        assert_eq!(attribute(tag(&brief, "data-ahead"), "data-ahead"), "480");
        let text = text(&brief);
        // Nine in London is five in the afternoon in Hong Kong.
        for wanted in [
            "17:00 there",
            "Is anybody there?",
            "Last pages visited",
            "Prices",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }

    #[test]
    fn of_whom_nothing_is_known_nothing_is_said() {
        let unknown = MissedEnquiry {
            number: None,
            minutes_ahead: None,
            visits: Vec::new(),
            last_said: None,
            ..missed()
        };
        assert_eq!(drawn(&unknown), "");
    }
}
