//! Which file refers to which: the sources read as tokens (so that views and other macros count, and comments do not),
//! every path resolved as the compiler does, through `use`, `self`, `super` and re-exports, to the file that holds what
//! is meant. A parent's `mod x;` is no arrow; unit tests are not read.
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    ops::RangeInclusive,
    path::Path,
    sync::OnceLock,
};

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::tokens::{
    after_item, after_tests, double_colon, goes_on, group, hidden, is, is_block, leaves, line,
    parse, path_at, word_at,
};

/// Where a name leads: `app::model::contacts`, the crate first.
type Names = Vec<String>;

/// A source and what it says.
#[derive(Default)]
pub struct Source {
    /// Its path from the workspace's root.
    pub path: String,
    pub text: String,
    /// The same without comments and what is compiled for tests only.
    pub code: String,
    pub lines: usize,
    /// Its functions, each with its first line and how many it has.
    pub functions: Vec<(String, usize, usize)>,
    /// What would bring in code that is not read here, or by another name: what it is, and the line.
    pub hidden: Vec<(&'static str, usize)>,
    module: Names,
    /// The paths in it: the module that says it, the path, the line.
    said: Vec<(Names, Names, usize)>,
    /// The lines of what is compiled for tests only.
    tests: Vec<RangeInclusive<usize>>,
}

/// A module: the file that holds it, and what it defines or brings in by name.
#[derive(Default)]
struct Module {
    source: usize,
    defined: HashSet<String>,
    brought: HashMap<String, Names>,
    globs: Vec<Names>,
}

/// All sources of the workspace.
#[derive(Default)]
pub struct Graph {
    pub sources: Vec<Source>,
    modules: HashMap<Names, Module>,
}

/// The crates, by the file that each begins with.
const CRATES: &[(&str, &str)] = &[
    ("contact", "app/contact/src/lib.rs"),
    ("app", "app/src/lib.rs"),
    ("server", "server/src/lib.rs"),
    ("external_contacts", "server/src/main.rs"),
    ("frontend", "frontend/src/lib.rs"),
    ("preview", "app/preview/src/lib.rs"),
    ("import_worker", "frontend/import-worker/src/lib.rs"),
];

/// What is followed by the name of what it defines.
const DEFINES: &[&str] = &[
    "const", "enum", "fn", "mod", "static", "struct", "trait", "type", "union",
];

/// The workspace, read once.
pub fn workspace() -> &'static Graph {
    static READ: OnceLock<Graph> = OnceLock::new();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let read = |path: &str| {
        let text = fs::read_to_string(root.join(path));
        Some(text.unwrap_or_else(|error| panic!("{path}: {error}")))
    };
    READ.get_or_init(|| Graph::of(&read))
}

impl Graph {
    /// Reads the crates of which there is a text.
    pub fn of(text: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut graph = Self::default();
        for (name, path) in CRATES {
            graph.source(text, path, vec![name.to_string()]);
        }
        graph
    }

    fn source(&mut self, read: &dyn Fn(&str) -> Option<String>, path: &str, module: Names) {
        let Some(text) = read(path) else {
            return;
        };
        let tokens = parse(path, &text);
        let number = self.sources.len();
        self.sources.push(Source {
            path: path.to_owned(),
            lines: text.lines().count(),
            module: module.clone(),
            ..Source::default()
        });
        // The children of `foo.rs` stand in `foo/`, those of `lib.rs` beside it.
        let folder = match path
            .strip_suffix("/lib.rs")
            .or(path.strip_suffix("/main.rs"))
        {
            Some(folder) => folder.to_owned(),
            None => path.trim_end_matches(".rs").to_owned(),
        };
        let children = self.module(tokens, number, module.clone());
        let source = &mut self.sources[number];
        source.code = source.product(&text);
        source.text = text;
        for child in children {
            let mut names = module.clone();
            names.push(child.clone());
            self.source(read, &format!("{folder}/{child}.rs"), names);
        }
    }

    /// Takes in a module, and says which of its children have files of their own.
    fn module(&mut self, tokens: TokenStream, source: usize, names: Names) -> Vec<String> {
        let module = Module {
            source,
            defined: defined(tokens.clone()),
            ..Module::default()
        };
        self.modules.insert(names.clone(), module);
        let mut children = Vec::new();
        self.tokens(tokens, source, &names, &mut children);
        children
    }

    fn tokens(
        &mut self,
        tokens: TokenStream,
        source: usize,
        module: &Names,
        children: &mut Vec<String>,
    ) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(end) = after_tests(&tokens, at) {
                let last = tokens[end - 1].span().end().line;
                self.sources[source].tests.push(line(token)..=last);
                at = end;
                continue;
            }
            if let Some(hidden) = hidden(&tokens, at) {
                self.sources[source].hidden.push((hidden, line(token)));
            }
            at += 1;
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), source, module, children),
                TokenTree::Ident(ident) => {
                    let (word, line) = (ident.to_string(), ident.span().start().line);
                    match (word.as_str(), word_at(&tokens, at)) {
                        ("mod", Some(name)) => match group(&tokens, at + 1) {
                            Some(inside) => {
                                let mut names = module.clone();
                                names.push(name);
                                self.module(inside.stream(), source, names);
                                at += 2;
                            }
                            None => children.push(name),
                        },
                        ("fn", Some(name)) => {
                            if let Some(body) = body(&tokens, at) {
                                let lines = body.span_close().end().line + 1 - line;
                                self.sources[source].functions.push((name, line, lines));
                            }
                        }
                        ("use", _) => at = self.brings(&tokens, at, source, module, Names::new()),
                        _ if double_colon(&tokens, at) && !goes_on(&tokens, at - 1) => {
                            let path = path_at(&tokens, at - 1);
                            self.sources[source].said.push((module.clone(), path, line));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes in the tree of a `use`, and says where it ends.
    fn brings(
        &mut self,
        tokens: &[TokenTree],
        mut at: usize,
        source: usize,
        module: &Names,
        mut path: Names,
    ) -> usize {
        let before = path.clone();
        let mut name = None;
        let mut line = 0;
        loop {
            let token = tokens.get(at);
            at += 1;
            match token {
                Some(TokenTree::Ident(ident)) if ident == "as" => {
                    name = word_at(tokens, at);
                    at += 1;
                }
                Some(TokenTree::Ident(ident)) => {
                    line = ident.span().start().line;
                    if ident != "self" || path.is_empty() {
                        path.push(ident.to_string());
                    }
                }
                Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => {}
                Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => {
                    let module_brings = self.modules.get_mut(module).expect("being read");
                    module_brings.globs.push(path.clone());
                    let said = &mut self.sources[source].said;
                    said.push((module.clone(), path.clone(), punct.span().start().line));
                    path = before.clone();
                }
                Some(TokenTree::Group(group)) => {
                    let inside: Vec<_> = group.stream().into_iter().collect();
                    let mut inner = 0;
                    while inner < inside.len() {
                        inner = self.brings(&inside, inner, source, module, path.clone());
                    }
                    path = before.clone();
                }
                _ => break,
            }
        }
        if path != before || name.is_some() {
            let name = name.or(path.last().cloned()).expect("a name");
            let said = &mut self.sources[source].said;
            said.push((module.clone(), path.clone(), line));
            let brought = &mut self.modules.get_mut(module).expect("being read").brought;
            brought.insert(name, path);
        }
        at
    }

    /// The file that holds what `path` means where `module` says it; none where that is no part of the workspace.
    fn resolve(&self, module: &Names, path: &[String], depth: usize) -> Option<usize> {
        let (first, rest) = path.split_first()?;
        if depth > 16 {
            return None;
        }
        let root = vec![module.first()?.clone()];
        match first.as_str() {
            "crate" => self.walk(root, rest, depth),
            "self" => self.walk(module.clone(), rest, depth),
            "super" => {
                let parent = module[..module.len() - 1].to_vec();
                match rest.first().map(String::as_str) {
                    Some("super") => self.resolve(&parent, rest, depth),
                    _ => self.walk(parent, rest, depth),
                }
            }
            _ => {
                let here = &self.modules[module];
                let brought = here
                    .brought
                    .get(first)
                    .filter(|path| path.first() != Some(first) || path.len() > 1);
                if let Some(brought) = brought.filter(|brought| brought.as_slice() != path) {
                    let whole: Names = brought.iter().chain(rest).cloned().collect();
                    return self.resolve(module, &whole, depth + 1);
                }
                let child: Names = module.iter().chain([first]).cloned().collect();
                if self.modules.contains_key(&child) {
                    return self.walk(child, rest, depth);
                }
                if CRATES.iter().any(|(name, _)| name == first) {
                    return self.walk(vec![first.clone()], rest, depth);
                }
                here.globs
                    .iter()
                    .find_map(|glob| self.through(module, glob, path, depth))
            }
        }
    }

    /// What `path` means from inside `module`: its children, what it brings in, or else what stands in its file.
    fn walk(&self, module: Names, path: &[String], depth: usize) -> Option<usize> {
        let here = self.modules.get(&module)?;
        let Some((first, rest)) = path.split_first() else {
            return Some(here.source);
        };
        let child: Names = module.iter().chain([first]).cloned().collect();
        if self.modules.contains_key(&child) {
            return self.walk(child, rest, depth);
        }
        if let Some(brought) = here.brought.get(first) {
            // A function may have the name of a macro that is brought in: then the file itself is meant.
            let whole: Names = brought.iter().chain(rest).cloned().collect();
            let meant = self.resolve(&module, &whole, depth + 1);
            return meant.or(Some(here.source));
        }
        let mut globs = here.globs.iter();
        let meant = globs.find_map(|glob| self.through(&module, glob, path, depth));
        meant.or_else(|| here.defines(first).then_some(here.source))
    }

    /// What `path` means by way of a `use glob::*`.
    fn through(
        &self,
        module: &Names,
        glob: &Names,
        path: &[String],
        depth: usize,
    ) -> Option<usize> {
        let whole: Names = glob.iter().chain(path).cloned().collect();
        let found = self.resolve(module, &whole, depth + 1)?;
        (found != self.resolve(module, glob, depth + 1)?).then_some(found)
    }

    /// The file that holds what `path` means where the source says it; none where that is no part of the workspace.
    pub fn file(&self, source: usize, path: &[String]) -> Option<usize> {
        self.resolve(&self.sources[source].module, path, 0)
    }

    /// The paths that begin in the workspace and lead nowhere: the source, the line, the path.
    pub fn lost(&self) -> Vec<(usize, usize, String)> {
        let mut lost = Vec::new();
        for (from, source) in self.sources.iter().enumerate() {
            for (module, path, line) in &source.said {
                if begins_here(path) && self.resolve(module, path, 0).is_none() {
                    lost.push((from, *line, path.join("::")));
                }
            }
        }
        lost
    }

    /// All arrows, each once, with the line of its first mention.
    pub fn arrows(&self) -> BTreeMap<(usize, usize), usize> {
        let mut arrows = BTreeMap::new();
        for (from, source) in self.sources.iter().enumerate() {
            for (module, path, line) in &source.said {
                if let Some(to) = self.resolve(module, path, 0).filter(|to| *to != from) {
                    arrows.entry((from, to)).or_insert(*line);
                }
            }
        }
        arrows
    }
}

impl Module {
    /// Whether something of this name is defined here, if only by a macro: the properties of a component, the type of a
    /// server function.
    fn defines(&self, name: &str) -> bool {
        let of_component = name.strip_suffix("Props");
        let small = name.char_indices().map(|(at, letter)| match letter {
            'A'..='Z' if at > 0 => format!("_{}", letter.to_ascii_lowercase()),
            letter => letter.to_ascii_lowercase().to_string(),
        });
        self.defined.contains(name)
            || of_component.is_some_and(|component| self.defined.contains(component))
            || self.defined.contains(&small.collect::<String>())
    }
}

impl Source {
    /// The lines of `text` that are neither comments nor compiled for tests only.
    fn product(&self, text: &str) -> String {
        let is_for_tests = |number: usize| self.tests.iter().any(|lines| lines.contains(&number));
        let lines = (1..).zip(text.lines()).filter(|(number, line)| {
            !line.trim_start().starts_with("//") && !is_for_tests(*number)
        });
        lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
    }
}

/// The names that a module defines, and all words of the macros that it calls, which may define more.
fn defined(tokens: TokenStream) -> HashSet<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut defined = HashSet::new();
    for at in 0..tokens.len() {
        let Some(word) = word_at(&tokens, at) else {
            continue;
        };
        if DEFINES.contains(&word.as_str()) {
            defined.extend(word_at(&tokens, at + 1));
        }
        if is(&tokens, at + 1, '!') {
            let named = usize::from(word_at(&tokens, at + 2).is_some());
            let called = tokens.get(at + 2..at + 3 + named).unwrap_or_default();
            let words = leaves(called, true);
            defined.extend((0..words.len()).filter_map(|at| word_at(&words, at)));
        }
    }
    defined
}

fn begins_here(path: &[String]) -> bool {
    path.first().is_some_and(|first| {
        matches!(first.as_str(), "crate" | "self" | "super")
            || CRATES.iter().any(|(name, _)| name == first)
    })
}

fn body(tokens: &[TokenTree], at: usize) -> Option<&Group> {
    let last = after_item(tokens, at) - 1;
    group(tokens, last).filter(|_| is_block(&tokens[last]))
}

/// The groups of files that lead back to each other.
pub fn circles(files: usize, arrows: &BTreeMap<(usize, usize), usize>) -> Vec<Vec<usize>> {
    let reached: Vec<HashSet<usize>> = (0..files)
        .map(|from| {
            let (mut reached, mut next) = (HashSet::new(), vec![from]);
            while let Some(from) = next.pop() {
                for ((_, to), _) in arrows.range((from, 0)..(from + 1, 0)) {
                    if reached.insert(*to) {
                        next.push(*to);
                    }
                }
            }
            reached
        })
        .collect();
    let mut circles = Vec::new();
    for file in 0..files {
        let circle: Vec<usize> = (0..files)
            .filter(|other| reached[file].contains(other) && reached[*other].contains(&file))
            .collect();
        if circle.first() == Some(&file) {
            circles.push(circle);
        }
    }
    circles
}
