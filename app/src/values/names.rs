//! Names of countries and languages in the reader's language, as their browser knows them, and lists of them in the order
//! of that language. The server knows only the English ones; the browser tells them anew once it has taken over.
use std::{cell::RefCell, cmp::Ordering, rc::Rc};

use contact::{Country, language};
use js_sys::{
    Array, Function,
    Intl::{Collator, DisplayNames},
    Object, Reflect,
};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use crate::i18n::{I18nLocaleTrait, Locale};

/// Whether the browser has taken over what the server wrote of this part of the page.
#[derive(Clone, Copy)]
struct TakenOver(RwSignal<bool>);

/// Begins a part of the page: what the server wrote of it is taken over as it is, and then told anew.
pub fn take_over() {
    let ours = RwSignal::new(false);
    provide_context(TakenOver(ours));
    Effect::new(move |_| ours.set(true));
}

fn is_ours() -> bool {
    match use_context::<TakenOver>() {
        Some(TakenOver(ours)) => ours.get(),
        // Whoever answers a click stands in no part of the page, but in a browser.
        None => cfg!(not(feature = "ssr")),
    }
}

/// The name of a country.
pub fn country(reader: Locale, country: Country) -> String {
    known(reader, "region", country.code()).unwrap_or_else(|| country.name().to_owned())
}

/// The name of a language by its code; the code where it is none.
pub fn language_of(reader: Locale, code: &str) -> String {
    let Some(english) = language::name(code) else {
        return code.to_owned();
    };
    known(reader, "language", code).unwrap_or_else(|| english.to_owned())
}

/// Every country with its name, in the order of the names.
pub fn countries(reader: Locale) -> Vec<(Country, String)> {
    thread_local!(static KNOWN: KeptLists<Country> = const { RefCell::new(Vec::new()) });
    in_order(reader, &KNOWN, || {
        let named = |one| (one, country(reader, one));
        Country::all().map(named).collect()
    })
}

/// Every language by its code with its name, in the order of the names.
pub fn languages(reader: Locale) -> Vec<(&'static str, String)> {
    thread_local!(static KNOWN: KeptLists<&'static str> = const { RefCell::new(Vec::new()) });
    in_order(reader, &KNOWN, || {
        let named = |(code, _): &(&'static str, _)| (*code, language_of(reader, code));
        language::all().iter().map(named).collect()
    })
}

/// Lists that were made before, by the reader's language.
type KeptLists<T> = RefCell<Vec<(Locale, Rc<[(T, String)]>)>>;

fn in_order<T: Copy + 'static>(
    reader: Locale,
    kept: &'static std::thread::LocalKey<KeptLists<T>>,
    make: impl FnOnce() -> Vec<(T, String)>,
) -> Vec<(T, String)> {
    if !is_ours() {
        let mut named = make();
        named.sort_by(|(_, one), (_, other)| one.cmp(other));
        return named;
    }
    let known = kept.with_borrow(|kept| {
        let of_reader = kept.iter().find(|(language, _)| *language == reader);
        of_reader.map(|(_, named)| named.to_vec())
    });
    known.unwrap_or_else(|| {
        let mut named = make();
        let compare = Collator::new(&tags(reader), &Object::new()).compare();
        named.sort_by(|(_, one), (_, other)| compared(&compare, one, other));
        kept.with_borrow_mut(|kept| kept.push((reader, named.clone().into())));
        named
    })
}

fn compared(compare: &Function, one: &str, other: &str) -> Ordering {
    let order = compare.call2(&JsValue::NULL, &one.into(), &other.into());
    let order = order.ok().and_then(|order| order.as_f64());
    order.unwrap_or_default().total_cmp(&0.0)
}

/// What the browser calls it; nothing where our own name is the one to show.
fn known(reader: Locale, kind: &str, code: &str) -> Option<String> {
    if reader == Locale::en || !is_ours() {
        return None;
    }
    thread_local!(static KNOWN: RefCell<Vec<(Locale, String, DisplayNames)>> = const { RefCell::new(Vec::new()) });
    KNOWN.with_borrow_mut(|known| {
        let is_meant =
            |(language, of, _): &&(Locale, String, DisplayNames)| *language == reader && of == kind;
        if !known.iter().any(|one| is_meant(&one)) {
            let options = Object::new();
            // The short name of a region is the everyday one: 香港 and no more.
            for (name, value) in [("type", kind), ("style", "short"), ("fallback", "none")] {
                // A new object takes any property.
                let _ = Reflect::set(&options, &name.into(), &value.into());
            }
            known.push((
                reader,
                kind.to_owned(),
                DisplayNames::new(&tags(reader), &options),
            ));
        }
        let (_, _, names) = known.iter().find(is_meant)?;
        names.of(code).map(String::from)
    })
}

/// The language for the browser: Traditional Chinese as it is written in Hong Kong.
fn tags(reader: Locale) -> Array {
    Array::of1(&JsValue::from_str(match reader {
        Locale::zh_Hant => "zh-Hant-HK",
        other => other.as_str(),
    }))
}
