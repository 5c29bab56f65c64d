//! That records have contacts already, before anything else is said of a file, and the choice of what becomes of them.

use leptos::prelude::*;

use crate::{
    i18n::*,
    import::{desk::Desk, effect_words, event::ImportEvent},
    wire::imports::{ImportOptions, MatchBy, OnDuplicate},
};

/// How many records have contacts already, with the choice; nothing while nobody is known to exist. Once it was there it
/// stays for the file, or the choice would be taken from under whoever makes it.
#[component]
pub fn ExistingFirst() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let met = Memo::new(move |_| desk.page.with(|page| page.effect.met));
    let existing = Memo::new(move |_| desk.page.with(|page| page.effect.existing()));
    let exists = move || effect_words::existing(i18n, existing.get());
    view! {
        <div class="existing" class:none=move || !met.get()>
            <p class="exists" role="status">
                <Show when=move || met.get()>
                    <strong>{exists}</strong>
                </Show>
            </p>
            <Show when=move || met.get()>
                <DuplicatesChoice/>
            </Show>
        </div>
    }
}

/// What becomes of a record whose contact exists already.
#[component]
pub fn DuplicatesChoice() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let options = Memo::new(move |_| desk.page.with(|page| page.options));
    let set = move |change: &dyn Fn(&mut ImportOptions)| {
        let mut options = options.get_untracked();
        change(&mut options);
        desk.tell(ImportEvent::Options(options));
    };
    let duplicates = move |event| {
        let duplicates = match event_target_value(&event).as_str() {
            "skip" => OnDuplicate::Skip,
            "update" => OnDuplicate::Update,
            _ => OnDuplicate::Create,
        };
        set(&|options| options.duplicates = duplicates);
    };
    let matching = move |event| {
        let matching = match event_target_value(&event).as_str() {
            "phone" => MatchBy::Phone,
            "email" => MatchBy::Email,
            _ => MatchBy::Any,
        };
        set(&|options| options.matching = matching);
    };
    view! {
        <div class="duplicates">
            <div class="field">
                <label for="duplicates">{t!(i18n, import.duplicates)}</label>
                <select id="duplicates" class="input" on:change=duplicates>
                    <option value="create" prop:selected=move || options.get().duplicates == OnDuplicate::Create>
                        {t!(i18n, import.duplicates_create)}
                    </option>
                    <option value="skip" prop:selected=move || options.get().duplicates == OnDuplicate::Skip>
                        {t!(i18n, import.duplicates_skip)}
                    </option>
                    <option value="update" prop:selected=move || options.get().duplicates == OnDuplicate::Update>
                        {t!(i18n, import.duplicates_update)}
                    </option>
                </select>
            </div>
            <Show when=move || options.get().duplicates != OnDuplicate::Create>
                <div class="field">
                    <label for="matching">{t!(i18n, import.matching)}</label>
                    <select id="matching" class="input" on:change=matching>
                        <option value="any" prop:selected=move || options.get().matching == MatchBy::Any>
                            {t!(i18n, import.matching_any)}
                        </option>
                        <option value="phone" prop:selected=move || options.get().matching == MatchBy::Phone>
                            {t!(i18n, import.matching_phone)}
                        </option>
                        <option value="email" prop:selected=move || options.get().matching == MatchBy::Email>
                            {t!(i18n, import.matching_email)}
                        </option>
                    </select>
                </div>
            </Show>
        </div>
    }
}
