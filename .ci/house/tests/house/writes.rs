//! What is written to the database by another transaction than that which `Asker::write` hands to its work. Sources are read
//! as words: a statement that writes is followed from its text, under the names that it is given, to the call that carries
//! it out; and a connection that was taken from a pool is followed to the function that writes by it.
use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::{
    graph::{Graph, Source},
    scope::{
        Call, Place, Scope, closure, handed_in, is_constant, is_statement, last, method,
        parameters, place, takes, words,
    },
    tokens::{
        after_item, group, is, is_block, is_mark, leaves, line, parse, parts, path_to, product,
        word_at,
    },
};

/// What carries a statement out.
const EXECUTORS: &[&str] = &[
    "copy_in_raw",
    "describe",
    "execute",
    "execute_many",
    "fetch",
    "fetch_all",
    "fetch_many",
    "fetch_one",
    "fetch_optional",
    "prepare",
    "prepare_with",
];
/// What opens a connection.
const CONNECTS: &[&str] = &[
    "connect",
    "connect_lazy",
    "connect_lazy_with",
    "connect_with",
];
/// A file that says none of these has no way to the database.
const WAYS: &[&str] = &[
    "sqlx",
    "Database",
    "database",
    "model",
    "pool",
    "PgConnection",
];

/// What is done past the asker: the file, the line, and what.
pub type Past = (usize, usize, String);
/// The functions that write by a transaction which they are given: the file, and the name, a method's with a dot before it.
type Writers = HashSet<(usize, String)>;

/// A call that is given a connection.
struct Given {
    from: String,
    path: Vec<String>,
    is_method: bool,
    line: usize,
    /// One that was taken from a pool.
    is_lent: bool,
    /// One that was handed in.
    is_handed: bool,
}

/// What is found in a file.
struct Reader<'a> {
    path: &'a str,
    /// Constants and macros that hold a statement.
    named: &'a HashSet<String>,
    speaks: bool,
    /// By whom each statement is carried out: nothing to say where it is a transaction that was handed in.
    statements: BTreeMap<Place, Vec<Option<String>>>,
    past: Vec<(usize, String)>,
    given: Vec<Given>,
    writers: HashSet<String>,
}

impl Reader<'_> {
    fn is_statement(&self, token: &TokenTree) -> bool {
        is_statement(token, self.named)
    }

    fn block(&mut self, tokens: &[TokenTree], mut scope: Scope) {
        for statement in tokens.split_inclusive(|token| is_mark(token, ';')) {
            self.statement(statement, &mut scope);
        }
    }

    fn statement(&mut self, tokens: &[TokenTree], scope: &mut Scope) {
        let (mut at, mut start, mut bound) = (0, 0, None);
        while let Some(token) = tokens.get(at) {
            let word = word_at(tokens, at).unwrap_or_default();
            let end = match word.as_str() {
                // What a constant or a macro holds counts where it is named.
                "use" if !is(tokens, at + 1, '<') => Some(tokens.len()),
                "const" | "static" if is_constant(tokens, at) => Some(tokens.len()),
                "macro_rules" if is(tokens, at + 1, '!') => Some(at + 4),
                "fn" if word_at(tokens, at + 1).is_some() => Some(self.function(tokens, at)),
                "for" => self.each(tokens, at, scope),
                _ => None,
            };
            if let Some(end) = end {
                (at, start) = (end, end);
                continue;
            }
            if word == "let" {
                bound = scope.lets(tokens, at);
                start = at;
            }
            if is_mark(token, ',') {
                start = at + 1;
            }
            scope.hears(tokens, at);
            if self.is_statement(token) {
                self.statements.entry(place(token)).or_default();
            }
            if let Some(inside) = group(tokens, at) {
                start = self.inside(tokens, start..at, inside, scope);
            }
            at += 1;
        }
        if let Some((name, from)) = bound {
            self.binds(name, &tokens[from..], scope);
        }
    }

    /// Reads a function, and says where it ends.
    fn function(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let end = after_item(tokens, at);
        let body = group(tokens, end - 1).filter(|_| is_block(&tokens[end - 1]));
        if let Some(body) = body {
            let parameters = parameters(&tokens[at..end]);
            let is_method = words(&parameters).any(|word| word == "self");
            let name = word_at(tokens, at + 1).unwrap_or_default();
            let scope = Scope {
                function: if is_method { method(&name) } else { name },
                handed: parts(&parameters).filter_map(handed_in).collect(),
                ..Scope::default()
            };
            self.block(&product(body.stream()), scope);
        }
        end
    }

    /// Reads a loop: its names hold in turn what its head holds. Says where it ends; nothing where it is none.
    fn each(&mut self, tokens: &[TokenTree], at: usize, scope: &mut Scope) -> Option<usize> {
        let is_in = |at: usize| word_at(tokens, at).as_deref() == Some("in");
        let into = (at..tokens.len()).find(|at| is_in(*at) || is_block(&tokens[*at]))?;
        let end = (into..tokens.len()).find(|at| is_block(&tokens[*at]))?;
        let body = group(tokens, end).filter(|_| is_in(into))?;
        let head = &tokens[into + 1..end];
        let held = self.held(head, scope);
        let mut inner = scope.clone();
        for name in words(&leaves(&tokens[at + 1..into], true)) {
            inner.holds.insert(name, held.clone());
        }
        self.statement(head, scope);
        self.block(&product(body.stream()), inner);
        Some(end + 1)
    }

    /// Reads what stands in brackets at the end of what was said `since`; says where the next that is said begins.
    fn inside(
        &mut self,
        tokens: &[TokenTree],
        since: Range<usize>,
        inside: &Group,
        scope: &Scope,
    ) -> usize {
        let (mut start, at) = (since.start, since.end);
        let arguments = product(inside.stream());
        let mut inner = scope.clone();
        let named = at
            .checked_sub(1)
            .filter(|at| word_at(tokens, *at).is_some());
        if let Some(name) = named.filter(|_| inside.delimiter() == Delimiter::Parenthesis) {
            let call = Call {
                path: path_to(tokens, name),
                before: tokens.get(start..name).unwrap_or_default(),
                arguments: &arguments,
                line: line(&tokens[name]),
                fails: is(tokens, at + 1, '?'),
            };
            if self.call(&call, scope) {
                start = at + 1;
            }
            if self.opens(&call, scope) {
                inner.handed.extend(closure(&arguments));
            }
        }
        self.block(&arguments, inner);
        if inside.delimiter() == Delimiter::Brace {
            start = at + 1;
        }
        start
    }

    /// Reads who carries out what a call holds; tells whether it is one that carries out.
    fn call(&mut self, call: &Call, scope: &Scope) -> bool {
        let carries_out = call.is_method() && EXECUTORS.contains(&call.name());
        if carries_out {
            let receiver = call.receiver();
            self.carried_out(receiver, scope, scope.stranger(call.arguments));
            self.carried_out(call.arguments, scope, scope.stranger(last(receiver)));
        }
        let arguments = || parts(call.arguments);
        let is_handed = arguments().any(|part| scope.is_handed(part));
        let is_lent = arguments().any(|part| scope.is_taken(part));
        if is_handed {
            for part in arguments().filter(|part| !scope.is_handed(part)) {
                self.carried_out(part, scope, None);
            }
        }
        if is_handed || is_lent {
            self.given.push(Given {
                from: scope.function.clone(),
                path: call.path.clone(),
                is_method: call.is_method(),
                line: call.line,
                is_lent,
                is_handed,
            });
        }
        carries_out
    }

    /// Notes where a transaction is begun, a connection opened, or the server's own work written; tells whether what it is
    /// given is handed a transaction.
    fn opens(&mut self, call: &Call, scope: &Scope) -> bool {
        let name = call.name();
        let is_begun = match name {
            // A function of ours has a module before its name, and a value of ours a way to fail.
            "begin" if call.is_method() => {
                call.arguments.is_empty() && !call.fails && call.receiver_word() != "self"
            }
            "begin" => call.is_of_type(),
            "begin_with" => true,
            _ => false,
        };
        if is_begun && self.speaks {
            let what = "begins a transaction".to_owned();
            self.past.push((call.line, what));
        }
        if CONNECTS.contains(&name) && (call.is_method() || call.path.len() > 1) {
            self.past.push((call.line, "opens a connection".to_owned()));
        }
        let is_of_model = self.path.starts_with("app/src/model");
        if !is_of_model || !call.is_method() || !matches!(name, "write" | "write_once") {
            return false;
        }
        let first = word_at(call.arguments, 0).unwrap_or_default();
        let is_work = is(call.arguments, 0, '|')
            || matches!(first.as_str(), "async" | "move")
            || scope.closures.contains(&first)
            || call.receiver_word() == "database";
        if name == "write_once" || parts(call.arguments).count() == 1 && is_work {
            let what = "writes for nobody who asks".to_owned();
            self.past.push((call.line, what));
        }
        true
    }

    fn carried_out(&mut self, tokens: &[TokenTree], scope: &Scope, by: Option<String>) {
        for place in self.held(tokens, scope) {
            if by.is_none() {
                self.writers.insert(scope.function.clone());
            }
            self.statements.entry(place).or_default().push(by.clone());
        }
    }

    /// The statements in these words, and under their names.
    fn held(&self, tokens: &[TokenTree], scope: &Scope) -> Vec<Place> {
        let mut held = Vec::new();
        for token in leaves(tokens, false) {
            if self.is_statement(&token) {
                held.push(place(&token));
            } else if let TokenTree::Ident(ident) = &token {
                held.extend(scope.holds.get(&ident.to_string()).into_iter().flatten());
            }
        }
        held
    }

    /// Gives what a value holds and nobody has carried out yet a name.
    fn binds(&mut self, name: String, value: &[TokenTree], scope: &mut Scope) {
        let mut held = self.held(value, scope);
        held.retain(|place| self.statements.get(place).is_none_or(Vec::is_empty));
        if takes(value) {
            scope.taken.insert(name.clone());
        }
        let first = word_at(value, 1).unwrap_or_default();
        if is(value, 1, '|') || matches!(first.as_str(), "async" | "move") {
            scope.closures.insert(name.clone());
        }
        scope.holds.insert(name, held);
    }
}

/// The constants and macros that hold a statement, be it by another one's name.
fn named(files: &[(usize, Vec<TokenTree>)]) -> HashSet<String> {
    let mut named = HashSet::new();
    loop {
        let known = named.len();
        for (_, tokens) in files {
            name(tokens, &mut named);
        }
        if named.len() == known {
            return named;
        }
    }
}

fn name(tokens: &[TokenTree], named: &mut HashSet<String>) {
    for at in 0..tokens.len() {
        if let Some(inside) = group(tokens, at) {
            name(&product(inside.stream()), named);
        }
        let is_macro = word_at(tokens, at).as_deref() == Some("macro_rules");
        let (name, value) = if is_macro {
            (at + 2, tokens.get(at + 3..at + 4))
        } else if is_constant(tokens, at) {
            let end = (at..tokens.len()).find(|end| is(tokens, *end, ';'));
            (at + 1, tokens.get(at + 3..end.unwrap_or(tokens.len())))
        } else {
            continue;
        };
        let held = leaves(value.unwrap_or_default(), true);
        if held.iter().any(|token| is_statement(token, named)) {
            named.extend(word_at(tokens, name));
        }
    }
}

fn read<'a>(source: &'a Source, tokens: &[TokenTree], named: &'a HashSet<String>) -> Reader<'a> {
    let ways = ["sqlx", "Database", ".pool", ".heavy", ".lists"];
    let mut reader = Reader {
        path: &source.path,
        named,
        speaks: ways.iter().any(|way| source.text.contains(way)),
        statements: BTreeMap::new(),
        past: Vec::new(),
        given: Vec::new(),
        writers: HashSet::new(),
    };
    reader.block(tokens, Scope::default());
    reader
}

/// Whether a call leads to a function that writes.
fn leads_to_one(graph: &Graph, writers: &Writers, file: usize, call: &Given) -> bool {
    let Some(name) = call.path.last() else {
        return false;
    };
    if call.is_method {
        let name = method(name);
        return writers.iter().any(|(_, writer)| *writer == name);
    }
    let there = graph.file(file, &call.path).unwrap_or(file);
    writers.contains(&(there, name.clone()))
}

fn writers(graph: &Graph, readers: &[(usize, Reader)]) -> Writers {
    let mut writers = Writers::new();
    for (file, reader) in readers {
        writers.extend(reader.writers.iter().map(|name| (*file, name.clone())));
    }
    loop {
        let known = writers.len();
        for (file, reader) in readers {
            for call in reader.given.iter().filter(|call| call.is_handed) {
                if leads_to_one(graph, &writers, *file, call) {
                    writers.insert((*file, call.from.clone()));
                }
            }
        }
        if writers.len() == known {
            return writers;
        }
    }
}

/// All that is done past the asker.
pub fn past_the_asker(graph: &Graph) -> Vec<Past> {
    let sources = graph.sources.iter().enumerate().filter(|(_, source)| {
        let is_ours = ["app/src/", "server/src/"]
            .iter()
            .any(|it| source.path.starts_with(it));
        is_ours && WAYS.iter().any(|way| source.text.contains(way))
    });
    let files: Vec<(usize, Vec<TokenTree>)> = sources
        .map(|(file, source)| (file, product(parse(&source.path, &source.text))))
        .collect();
    let named = named(&files);
    let readers: Vec<(usize, Reader)> = files
        .iter()
        .map(|(file, tokens)| (*file, read(&graph.sources[*file], tokens, &named)))
        .collect();
    let writers = writers(graph, &readers);
    let mut past = Vec::new();
    for (file, reader) in &readers {
        let all = reader.past.iter().cloned();
        past.extend(all.map(|(line, what)| (*file, line, what)));
        for ((line, _), by) in &reader.statements {
            let strangers = by.iter().flatten();
            let strangers = strangers.map(|who| format!("has a statement carried out by {who}"));
            past.extend(strangers.map(|what| (*file, *line, what)));
            if by.is_empty() {
                let what = "has a statement that nobody is seen to carry out".to_owned();
                past.push((*file, *line, what));
            }
        }
        for call in reader.given.iter().filter(|call| call.is_lent) {
            if leads_to_one(graph, &writers, *file, call) {
                let what = format!("lends a connection to {}", call.path.join("::"));
                past.push((*file, call.line, what));
            }
        }
    }
    past
}
