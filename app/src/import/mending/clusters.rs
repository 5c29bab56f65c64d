//! Values of a column that mean the same, each cluster with the spelling that it gets when it is ticked.
use std::collections::BTreeMap;

use contact::mend::{Mend, clusters::MOST_CLUSTERS, value_key};
use leptos::prelude::*;
use preview::ValueCluster;

use super::{proposal::Proposal, words::too_many};
use crate::{
    i18n::*,
    import::{desk::Desk, words::records},
    ui::{button::Button, number::grouped},
    values::words::I18n,
};

/// The clusters of the open column, once the worker has found them.
#[component]
pub fn Clusters(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let found = Memo::new(move |_| {
        desk.page.with(|page| {
            let open = page.mending.open.as_ref()?;
            Some((open.clusters.clone()?, open.distinct))
        })
    });
    let column = StoredValue::new(column);
    move || match found.get() {
        None => view! { <p class="hint" role="status">{t!(i18n, import.import_steps.looking)}</p> }
            .into_any(),
        Some((clusters, distinct)) if clusters.is_empty() => view! {
            <p class="hint" role="status">{t!(i18n, import.import_steps.no_clusters)}</p>
            {too_many(i18n, distinct)}
        }
        .into_any(),
        Some((clusters, distinct)) => view! {
            {too_many(i18n, distinct)}
            <ClusterList column=column.get_value() clusters/>
        }
        .into_any(),
    }
}

/// A cluster as somebody wants it: whether it is ticked, and how it is to be written.
#[derive(Clone)]
struct WantedCluster {
    ticked: RwSignal<bool>,
    spelling: RwSignal<String>,
}

#[component]
fn ClusterList(column: String, clusters: Vec<ValueCluster>) -> impl IntoView {
    let i18n = use_i18n();
    let is_a_part = clusters.len() == MOST_CLUSTERS;
    let wanted = clusters.iter().map(|cluster| WantedCluster {
        ticked: RwSignal::new(false),
        spelling: RwSignal::new(cluster.suggestion.clone()),
    });
    let wanted: Vec<WantedCluster> = wanted.collect();
    let all = wanted.clone();
    let tick_all = move || {
        let every = all.iter().all(|one| one.ticked.get_untracked());
        all.iter().for_each(|one| one.ticked.set(!every));
    };
    let lines = clusters.iter().enumerate().zip(&wanted);
    let lines = lines
        .map(|((at, cluster), one)| line(i18n, at, cluster, one))
        .collect_view();
    let mend = Signal::derive(move || {
        let mut into = BTreeMap::new();
        for (cluster, one) in clusters.iter().zip(&wanted) {
            let spelling = one.spelling.get().trim().to_owned();
            if one.ticked.get() && !spelling.is_empty() {
                let keys = cluster.values.iter().map(|value| value_key(&value.value));
                into.extend(keys.map(|key| (key, spelling.clone())));
            }
        }
        (!into.is_empty()).then(|| Mend::Values {
            column: column.clone(),
            into,
        })
    });
    view! {
        <div class="above">
            <Button small=true on_press=tick_all>{t!(i18n, import.import_steps.all)}</Button>
            {is_a_part.then(|| view! {
                <p class="hint">{t_string!(i18n, import.import_steps.largest, n = grouped(MOST_CLUSTERS as u64))}</p>
            })}
        </div>
        <ul role="list" class="clusters" aria-label=move || t_string!(i18n, import.import_steps.clusters)>{lines}</ul>
        <Proposal mend none=move || t_string!(i18n, import.import_steps.no_tick)/>
    }
}

/// One cluster: its values with their records, and how they are to be written.
fn line(i18n: I18n, at: usize, cluster: &ValueCluster, one: &WantedCluster) -> AnyView {
    let (ticked, spelling) = (one.ticked, one.spelling);
    let values = cluster.values.iter().map(|value| {
        view! {
            <span class="value"><bdi>{value.value.clone()}</bdi>" "<span class="hint">{grouped(value.records)}</span></span>
            " "
        }
    });
    let values = values.collect_view();
    let id = format!("cluster-{at}");
    let suggestion = cluster.suggestion.clone();
    let of = cluster.clone();
    let count = move || match written_otherwise(&of, &spelling.read()) {
        0 => t_string!(i18n, import.import_steps.nothing).to_owned(),
        n => t_string!(i18n, import.import_steps.would_get, n = records(i18n, n)),
    };
    view! {
        <li>
            <label class="tick">
                <input type="checkbox" bind:checked=ticked/>
                <span class="same">{values}</span>
                <span class="hint">{count}</span>
            </label>
            <label class="quiet" for=id.clone()>
                {move || t_string!(i18n, import.import_steps.spelling_of, value = suggestion.clone())}
            </label>
            <input class="input" id=id autocomplete="off" bind:value=spelling/>
        </li>
    }
    .into_any()
}

/// In how many records a cluster is written otherwise than in this spelling. One with two values of a list is counted twice
/// here, and once where it is asked what the step would do.
fn written_otherwise(cluster: &ValueCluster, spelling: &str) -> u64 {
    let spelling = spelling.trim();
    let values = cluster.values.iter();
    let others = values.filter(|value| !spelling.is_empty() && value.value != spelling);
    others.map(|value| value.records).sum()
}

#[cfg(test)]
mod tests {
    use preview::ColumnValue;

    use super::{ValueCluster, written_otherwise};

    #[test]
    fn a_cluster_says_how_many_records_get_another_spelling() {
        let value = |value: &str, records| ColumnValue {
            value: value.to_owned(),
            records,
            mended: None,
            good: true,
        };
        let cluster = ValueCluster {
            values: vec![value("Acme", 5), value("ACME", 2), value("acme", 1)],
            suggestion: "Acme".to_owned(),
        };
        assert_eq!(written_otherwise(&cluster, "Acme"), 3);
        assert_eq!(written_otherwise(&cluster, " ACME "), 6);
        assert_eq!(written_otherwise(&cluster, "Acme Ltd"), 8);
        assert_eq!(written_otherwise(&cluster, " "), 0, "none is wanted");
    }
}
