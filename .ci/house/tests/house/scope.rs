//! What is known at a place of a source: which transactions were handed in, which connections were taken from a pool, and
//! under which names statements go.
use std::collections::{HashMap, HashSet};

use proc_macro2::{Delimiter, TokenTree};

use crate::{
    sql,
    tokens::{group, is, is_block, is_mark, leaves, product, text, word_at},
};

/// Where a word stands in its file: line and column.
pub type Place = (usize, usize);
/// What is known where a word stands.
#[derive(Clone, Default)]
pub struct Scope {
    /// The function that it stands in, a method with a dot before its name.
    pub function: String,
    /// The transactions that were handed in.
    pub handed: HashSet<String>,
    /// The connections that were taken from a pool.
    pub taken: HashSet<String>,
    /// The closures that have a name.
    pub closures: HashSet<String>,
    /// The statements that go under a name.
    pub holds: HashMap<String, Vec<Place>>,
}

/// A call: what stands before its name, and what it is given.
pub struct Call<'a> {
    pub path: Vec<String>,
    pub before: &'a [TokenTree],
    pub arguments: &'a [TokenTree],
    pub line: usize,
    /// Its answer is asked for an error at once, so that it cannot be a future.
    pub fails: bool,
}

impl Scope {
    /// Forgets what the names of a `let` meant before. If it is one name, says it, and where its value begins.
    pub fn lets(&mut self, tokens: &[TokenTree], at: usize) -> Option<(String, usize)> {
        let end = (at..tokens.len()).find(|end| is(tokens, *end, '='));
        let pattern = &tokens[at + 1..end.unwrap_or(tokens.len())];
        for name in words(&leaves(pattern, true)) {
            self.handed.remove(&name);
            self.taken.remove(&name);
        }
        let is_mutable = word_at(tokens, at + 1).as_deref() == Some("mut");
        let name = at + 1 + usize::from(is_mutable);
        let is_one = is(tokens, name + 1, '=') || is(tokens, name + 1, ':');
        let name = word_at(tokens, name).map(|said| (said, name + 1));
        name.filter(|_| is_one)
    }

    /// Hears the parameter of a closure, if one begins here and its type says that it is a transaction.
    pub fn hears(&mut self, tokens: &[TokenTree], at: usize) {
        if is(tokens, at, '|') && is(tokens, at + 2, ':') {
            let end = (at + 3..tokens.len()).find(|end| is(tokens, *end, '|'));
            let parameter = &tokens[at + 1..end.unwrap_or(tokens.len())];
            self.handed.extend(handed_in(parameter));
        }
    }

    pub fn is_handed(&self, tokens: &[TokenTree]) -> bool {
        only_word(tokens).is_some_and(|word| self.handed.contains(&word))
    }

    /// Whether this was taken from a pool, or is being taken.
    pub fn is_taken(&self, tokens: &[TokenTree]) -> bool {
        only_word(tokens).is_some_and(|word| self.taken.contains(&word)) || takes(tokens)
    }

    /// These words, unless they are a transaction that was handed in.
    pub fn stranger(&self, tokens: &[TokenTree]) -> Option<String> {
        (!self.is_handed(tokens)).then(|| tokens.iter().map(ToString::to_string).collect())
    }
}

impl Call<'_> {
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    pub fn is_method(&self) -> bool {
        self.before.last().is_some_and(|token| is_mark(token, '.'))
    }

    /// Whether it is a function of a type or a trait.
    pub fn is_of_type(&self) -> bool {
        let mut path = self.path.iter().rev().skip(1);
        path.next()
            .is_some_and(|it| it.starts_with(char::is_uppercase))
    }

    pub fn receiver(&self) -> &[TokenTree] {
        let dot = usize::from(self.is_method());
        &self.before[..self.before.len() - dot]
    }

    pub fn receiver_word(&self) -> String {
        let receiver = self.receiver();
        let last = receiver.len().checked_sub(1);
        last.and_then(|last| word_at(receiver, last))
            .unwrap_or_default()
    }
}

/// The last value of some words: all of them, where it is a part of another one.
pub fn last(tokens: &[TokenTree]) -> &[TokenTree] {
    let at = tokens.len().saturating_sub(1);
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let is_part = before.is_some_and(|it| is_mark(it, '.') || is_mark(it, ':'));
    let from = if is_part { 0 } else { at };
    &tokens[from..]
}

/// The one word there is, borrowed or not.
fn only_word(tokens: &[TokenTree]) -> Option<String> {
    let says = |token: &&TokenTree| match token {
        TokenTree::Ident(ident) => ident != "mut",
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '&' | '*' | ','),
        _ => true,
    };
    let mut said = tokens.iter().filter(says);
    match (said.next(), said.next()) {
        (Some(TokenTree::Ident(ident)), None) => Some(ident.to_string()),
        _ => None,
    }
}

/// Whether a connection is taken from a pool here, or a transaction begun on one.
pub fn takes(tokens: &[TokenTree]) -> bool {
    (0..tokens.len()).any(|at| {
        let word = word_at(tokens, at + 1).unwrap_or_default();
        let is_taken = matches!(word.as_str(), "acquire" | "begin" | "detach");
        let given = group(tokens, at + 2).is_some_and(|it| it.stream().is_empty());
        let inside = group(tokens, at).filter(|_| !is_block(&tokens[at]));
        is(tokens, at, '.') && is_taken && given
            || inside.is_some_and(|inside| takes(&product(inside.stream())))
    })
}

/// The parameters of the function that begins here: the first round brackets behind its generics.
pub fn parameters(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut depth = 0;
    for at in 2..tokens.len() {
        let brackets = group(tokens, at).filter(|it| it.delimiter() == Delimiter::Parenthesis);
        if is(tokens, at, '<') {
            depth += 1;
        } else if is(tokens, at, '>') && !is(tokens, at - 1, '-') {
            depth -= 1;
        } else if let Some(brackets) = brackets.filter(|_| depth == 0) {
            return product(brackets.stream());
        }
    }
    Vec::new()
}

/// The name of a parameter, if it is a transaction of whoever calls.
pub fn handed_in(parameter: &[TokenTree]) -> Option<String> {
    let colon = (1..parameter.len()).find(|at| is(parameter, *at, ':'))?;
    let is_borrowed = parameter.iter().any(|token| is_mark(token, '&'));
    let is_connection = words(parameter).any(|word| word == "PgConnection");
    let name = word_at(parameter, colon - 1);
    name.filter(|_| is_borrowed && is_connection)
}

/// The parameter of the first closure.
pub fn closure(tokens: &[TokenTree]) -> Option<String> {
    let begins = |at: &usize| is(tokens, *at, '|') && is(tokens, *at + 2, '|');
    let at = (0..tokens.len()).find(begins)?;
    word_at(tokens, at + 1)
}

pub fn words(tokens: &[TokenTree]) -> impl Iterator<Item = String> {
    (0..tokens.len()).filter_map(move |at| word_at(tokens, at))
}

pub fn method(name: &str) -> String {
    format!(".{name}")
}

pub fn place(token: &TokenTree) -> Place {
    let start = token.span().start();
    (start.line, start.column)
}

/// Whether a constant begins here, not one of a type's parameters.
pub fn is_constant(tokens: &[TokenTree], at: usize) -> bool {
    let is_parameter = |at: usize| is(tokens, at, '<') || is(tokens, at, ',');
    let word = word_at(tokens, at).unwrap_or_default();
    matches!(word.as_str(), "const" | "static")
        && word_at(tokens, at + 1).is_some()
        && is(tokens, at + 2, ':')
        && !at.checked_sub(1).is_some_and(is_parameter)
}

/// Whether a word is a text that writes, that names a file of them, or that is known by a name for one.
pub fn is_statement(token: &TokenTree, named: &HashSet<String>) -> bool {
    match token {
        TokenTree::Ident(ident) => named.contains(&ident.to_string()),
        token => {
            text(token).is_some_and(|text| text.ends_with(".sql") || !sql::writes(&text).is_empty())
        }
    }
}
