//! Lemma edit scripts: what turns a form into its lemma.

use super::words::normalise;

/// An edit script, as the weights' file spells it.
#[derive(Debug)]
pub(super) enum Script {
    /// `=lemma`: a lemma that shares nothing with its form.
    Whole(String),
    /// `case|front|back|prefix|suffix`: lower the form first if `case` is `l`; cut so many characters at both ends; put the
    /// affixes on.
    Edit { lower: bool, front: usize, back: usize, prefix: String, suffix: String },
}

impl Script {
    /// Reads a script; `None` where it is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Some(lemma) = text.strip_prefix('=') {
            return Some(Self::Whole(lemma.to_owned()));
        }
        let mut parts = text.split('|');
        let script = Self::Edit {
            lower: parts.next()? == "l",
            front: parts.next()?.parse().ok()?,
            back: parts.next()?.parse().ok()?,
            prefix: parts.next()?.to_owned(),
            suffix: parts.next()?.to_owned(),
        };
        parts.next().is_none().then_some(script)
    }

    /// The lemma of a form; the form itself where the script does not fit it.
    pub(super) fn apply(&self, form: &str) -> String {
        match self {
            Self::Whole(lemma) => lemma.clone(),
            Self::Edit { lower, front, back, prefix, suffix } => {
                let form = normalise(form);
                let base: Vec<char> =
                    if *lower { form.to_lowercase().chars().collect() } else { form.chars().collect() };
                let cut = front + back;
                if cut > base.len() || (cut == base.len() && prefix.is_empty() && suffix.is_empty()) {
                    return form;
                }
                let kept: String = base[*front..base.len() - back].iter().collect();
                format!("{prefix}{kept}{suffix}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn scripts_make_lemmas() {
        let lemma = |script, form| Script::read(script).unwrap().apply(form);
        assert_eq!(lemma("l|0|5||er", "Annoncèrent"), "annoncer");
        assert_eq!(lemma("=être", "est"), "être");
        assert_eq!(lemma("l|0|9||er", "a"), "a");
        assert!(Script::read("l|x|1||").is_none());
    }
}
