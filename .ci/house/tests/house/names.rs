//! What a type is called, so that whoever has met a name in one room knows what it means in every other.
use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};

use crate::{
    graph::workspace,
    tokens::{is_block, is_mark, line, parse, product, word_at},
};

/// The names that mean two things, each with its reason.
const TWICE: &[(&str, &str)] = &[(
    "Query",
    "utoipa reads off an extractor's name that parameters stand behind the `?`, and a list is asked by a query",
)];

/// The types that are defined here, each with its line. Those of an `impl` or a trait are known by whose they are.
fn types(stream: TokenStream, of_another: bool) -> Vec<(String, usize)> {
    let tokens = product(stream);
    let (mut types_here, mut begun) = (Vec::new(), false);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                types_here.extend(types(group.stream(), begun && is_block(token)));
                begun &= !is_block(token);
            }
            TokenTree::Ident(word) => {
                let word = word.to_string();
                begun |= matches!(word.as_str(), "impl" | "trait");
                let defines = match word.as_str() {
                    "struct" | "enum" | "trait" | "union" => true,
                    word => word == "type" && !of_another,
                };
                let name = word_at(&tokens, at + 1).filter(|_| defines);
                types_here.extend(name.map(|name| (name, line(token))));
            }
            mark => begun &= !is_mark(mark, ';'),
        }
    }
    types_here
}

#[test]
fn a_type_is_told_from_what_a_trait_calls_its_types() {
    let text = "struct A; impl B for A { type C = A; fn d() { enum E {} } } trait F { type G; } type H = A;
                #[cfg(test)] mod tests { struct I; }";
    let types = types(parse("planted", text), false).into_iter();
    assert_eq!(types.map(|(name, _)| name).collect::<String>(), "AEFH");
}

#[test]
fn a_type_s_name_means_one_thing() {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in &workspace().sources {
        for (name, line) in types(parse(&source.path, &source.text), false) {
            let place = format!("{}:{line}", source.path);
            all.entry(name).or_default().push(place);
        }
    }
    all.retain(|_, places| places.len() > 1);
    for (name, why) in TWICE {
        assert!(
            all.remove(*name).is_some(),
            "{name} is defined once: strike it off TWICE in names.rs ({why})"
        );
    }
    assert!(
        all.is_empty(),
        "give each thing a name of its own that says what it is: {all:#?}"
    );
}
