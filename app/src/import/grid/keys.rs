//! What a key does on a cell of the grid while nothing is typed into it.
use crate::import::event::GridMove;

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridKey {
    /// Goes to another cell; with `extends`, the block from the one before to there.
    Go {
        step: GridMove,
        extends: bool,
    },
    /// To the next problem (true) or the previous one.
    Problem(bool),
    /// Types into the cell, after what stands there.
    Edit,
    /// Types over the cell, beginning with this.
    Overwrite(String),
    /// A letter is being composed.
    Compose,
    /// A letter on a cell that was come to by `n` or `p`. These two are no letters there, so that a word would lose its beginning, and
    /// what is left of it stand in another cell: it is typed once the cell is open.
    Shut,
    Empty,
    Undo,
    Redo,
    /// All cells on the page are one block.
    All,
    /// The block is only the cell.
    Release,
}

/// A walk from problem to problem by `n` and `p`, which are no letters meanwhile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProblemWalk {
    #[default]
    None,
    /// The focus is on a cell that they came to: it is mended there.
    Arrived,
    /// What was typed there was taken, and the focus went on to a cell that nobody means yet.
    Mended,
}

impl ProblemWalk {
    /// Whether `n` and `p` go on.
    pub fn is_on(self) -> bool {
        self != Self::None
    }

    /// What is left of it once this key was pressed on a cell. Whoever mends the cell that they came to goes on afterwards.
    pub fn after(self, key: &GridKey, held: HeldKeys) -> Self {
        match key {
            GridKey::Problem(_) if !held.alt => self,
            GridKey::Edit | GridKey::Shut => self,
            _ if key.overwrites() && self == Self::Arrived => self,
            _ => Self::None,
        }
    }

    /// What is left of it once what was typed was taken by a key that leads to another cell.
    pub fn taken(self) -> Self {
        match self {
            Self::Arrived => Self::Mended,
            other => other,
        }
    }
}

/// The keys that are held down with another.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeldKeys {
    /// Ctrl, or Cmd.
    pub control: bool,
    pub shift: bool,
    pub alt: bool,
}

impl GridKey {
    /// Reads a key; nothing where it is none of the grid's.
    pub fn of(key: &str, held: HeldKeys, walk: ProblemWalk) -> Option<Self> {
        let go = |step| {
            Some(Self::Go {
                step,
                extends: held.shift,
            })
        };
        match key {
            "ArrowDown" if held.alt => Some(Self::Problem(true)),
            "ArrowUp" if held.alt => Some(Self::Problem(false)),
            "Process" | "Unidentified" if !held.control => Some(Self::Compose),
            // Another language writes some letters with AltGr, which is these two at once.
            _ if held.alt && !held.control => None,
            "Home" if held.control => go(GridMove::First),
            "End" if held.control => go(GridMove::Last),
            // Capitals where Caps Lock is on.
            "z" | "Z" if held.control && !held.shift => Some(Self::Undo),
            "y" | "Y" | "z" | "Z" if held.control => Some(Self::Redo),
            "a" | "A" if held.control => Some(Self::All),
            "ArrowDown" => go(GridMove::Down),
            "ArrowUp" => go(GridMove::Up),
            "ArrowLeft" => go(GridMove::Left),
            "ArrowRight" => go(GridMove::Right),
            "Home" => go(GridMove::Start),
            "End" => go(GridMove::End),
            "PageDown" => go(GridMove::PageDown),
            "PageUp" => go(GridMove::PageUp),
            "Enter" | "F2" => Some(Self::Edit),
            "Delete" | "Backspace" => Some(Self::Empty),
            "Escape" => Some(Self::Release),
            "n" if walk.is_on() && !held.control => Some(Self::Problem(true)),
            "p" if walk.is_on() && !held.control => Some(Self::Problem(false)),
            letter if letter.chars().count() == 1 && held.control == held.alt => match walk {
                ProblemWalk::Arrived => Some(Self::Shut),
                _ => Some(Self::Overwrite(letter.to_owned())),
            },
            _ => None,
        }
    }

    /// Whether it changes what stands in a cell by itself: that must be a cell that somebody chose.
    pub fn overwrites(&self) -> bool {
        matches!(self, Self::Overwrite(_) | Self::Compose | Self::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_meaning_on_a_cell() {
        let plain = HeldKeys::default();
        let control = HeldKeys {
            control: true,
            ..plain
        };
        let shift = HeldKeys {
            shift: true,
            ..plain
        };
        let alt = HeldKeys { alt: true, ..plain };
        let go = |step, extends| Some(GridKey::Go { step, extends });
        let over = |text: &str| Some(GridKey::Overwrite(text.to_owned()));
        for (key, held, meaning) in [
            ("ArrowDown", plain, go(GridMove::Down, false)),
            ("ArrowDown", shift, go(GridMove::Down, true)),
            ("ArrowDown", alt, Some(GridKey::Problem(true))),
            ("ArrowUp", alt, Some(GridKey::Problem(false))),
            ("Home", plain, go(GridMove::Start, false)),
            ("Home", control, go(GridMove::First, false)),
            ("End", control, go(GridMove::Last, false)),
            ("PageUp", plain, go(GridMove::PageUp, false)),
            ("F2", plain, Some(GridKey::Edit)),
            ("Enter", plain, Some(GridKey::Edit)),
            ("Delete", plain, Some(GridKey::Empty)),
            ("z", control, Some(GridKey::Undo)),
            ("Z", control, Some(GridKey::Undo)),
            ("y", control, Some(GridKey::Redo)),
            (
                "Z",
                HeldKeys {
                    shift: true,
                    ..control
                },
                Some(GridKey::Redo),
            ),
            // A name may begin with any letter: here they are typed.
            ("n", plain, over("n")),
            ("陳", plain, over("陳")),
            (
                "@",
                HeldKeys {
                    alt: true,
                    ..control
                },
                over("@"),
            ),
            ("Process", plain, Some(GridKey::Compose)),
            // These are the browser's.
            ("c", control, None),
            ("v", control, None),
            ("Tab", plain, None),
            ("Shift", shift, None),
            ("F5", plain, None),
            ("d", alt, None),
        ] {
            assert_eq!(
                GridKey::of(key, held, ProblemWalk::None),
                meaning,
                "{key} {held:?}"
            );
        }
    }

    #[test]
    fn n_and_p_go_on_from_a_cell_that_they_came_to_and_are_letters_of_any_other() {
        let plain = HeldKeys::default();
        let control = HeldKeys {
            control: true,
            ..plain
        };
        let over = |text: &str| Some(GridKey::Overwrite(text.to_owned()));
        for (key, walking, otherwise) in [
            ("n", Some(GridKey::Problem(true)), over("n")),
            ("p", Some(GridKey::Problem(false)), over("p")),
            // A word would lose its n and p: it is typed once the cell is open.
            ("N", Some(GridKey::Shut), over("N")),
            ("q", Some(GridKey::Shut), over("q")),
            ("@", Some(GridKey::Shut), over("@")),
            ("Escape", Some(GridKey::Release), Some(GridKey::Release)),
            ("Enter", Some(GridKey::Edit), Some(GridKey::Edit)),
        ] {
            let of = |walk| GridKey::of(key, plain, walk);
            assert_eq!(of(ProblemWalk::Arrived), walking, "{key}");
            assert_eq!(of(ProblemWalk::None), otherwise, "{key}");
        }
        let prints = GridKey::of("p", control, ProblemWalk::Arrived);
        assert_eq!(prints, None, "it prints");
    }

    #[test]
    fn a_walk_goes_on_once_what_was_typed_was_taken_until_another_key_ends_it() {
        let plain = HeldKeys::default();
        let press = |walk: ProblemWalk, key: &str| {
            let meaning = GridKey::of(key, plain, walk).expect("the grid knows it");
            (walk.after(&meaning, plain), meaning)
        };
        // `n`, F2, what is typed, Enter, `n`.
        for (key, meaning) in [
            ("F2", GridKey::Edit),
            ("Enter", GridKey::Edit),
            ("Delete", GridKey::Empty),
        ] {
            let (walk, pressed) = press(ProblemWalk::Arrived, key);
            assert_eq!((walk, pressed), (ProblemWalk::Arrived, meaning), "{key}");
            let walk = walk.taken();
            assert_eq!(walk, ProblemWalk::Mended);
            assert_eq!(press(walk, "n"), (walk, GridKey::Problem(true)));
            assert_eq!(press(walk, "p"), (walk, GridKey::Problem(false)));
        }
        for (walk, key) in [
            (ProblemWalk::Arrived, "ArrowDown"),
            (ProblemWalk::Arrived, "Escape"),
            (ProblemWalk::Mended, "ArrowLeft"),
            (ProblemWalk::Mended, "Escape"),
            // Nobody has come to that cell by `n` or `p`.
            (ProblemWalk::Mended, "x"),
            (ProblemWalk::Mended, "Delete"),
        ] {
            let (walk, _) = press(walk, key);
            assert_eq!(walk, ProblemWalk::None, "{key}");
            assert_eq!(walk.taken(), walk);
            assert_eq!(press(walk, "n").1, GridKey::Overwrite("n".to_owned()));
        }
        let alt = HeldKeys { alt: true, ..plain };
        let by_arrow = GridKey::Problem(true);
        assert_eq!(
            ProblemWalk::Arrived.after(&by_arrow, alt),
            ProblemWalk::None
        );
    }

    #[test]
    fn what_overwrites_is_told_from_what_goes_and_from_what_only_opens() {
        let over = GridKey::Overwrite("a".to_owned());
        for key in [over, GridKey::Compose, GridKey::Empty] {
            assert!(key.overwrites(), "{key:?}");
        }
        for key in [
            GridKey::Edit,
            GridKey::Problem(true),
            GridKey::Shut,
            GridKey::Release,
        ] {
            assert!(!key.overwrites(), "{key:?}");
        }
    }
}
