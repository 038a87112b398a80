use serde_json::Value;

use crate::{Case, PAGE, TEXT, lines, stderr, stdout};

const GOLD: &str = "\
# sent_id = vardo-1
1-2\tDu\t_\t_\t_\t_\t_\t_\t_\t_
1\tDe\t_\t_\t_\t_\t_\t_\t_\t_
2\tle\t_\t_\t_\t_\t_\t_\t_\t_
3\tport\t_\t_\t_\t_\t_\t_\t_\t_
4\tde-Vardo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t.\t_\t_\t_\t_\t_\t_\t_\t_

";

#[test]
fn json_has_offsets_in_scalar_values_and_words_of_multiword_tokens() {
    let case = Case::new();
    case.write("a.txt", "« Été » 🌊 : le ministre vient du port. Il dort.");
    let printed = case.json(&["parse", "a.txt", "--lang", "fr", "--json"]);
    let object = &printed[0];
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["attributions", "entities", "language", "sentences", "source", "text"]);
    assert_eq!((object["source"].as_str(), object["language"].as_str()), (Some("a.txt"), Some("fr")));
    let text: Vec<char> = object["text"].as_str().unwrap().chars().collect();
    let number = |value: &Value, key: &str| value[key].as_u64().unwrap() as usize;
    let (mut tokens, mut multiword) = (0, 0);
    for sentence in object["sentences"].as_array().unwrap() {
        let rows = sentence["tokens"].as_array().unwrap();
        let words: Vec<&Value> = rows
            .iter()
            .flat_map(|row| row["words"].as_array().map_or(vec![row], |words| words.iter().collect()))
            .collect();
        for word in &words {
            assert!(number(word, "head") <= words.len(), "{word}");
            assert_eq!(word["deprel"] == "root", number(word, "head") == 0, "{word}");
            assert!(["lemma", "upos", "feats"].iter().all(|key| word[*key].is_string()), "{word}");
        }
        assert_eq!(words.iter().filter(|word| word["head"] == 0).count(), 1);
        for row in rows {
            let own: String = text[number(row, "start")..number(row, "end")].iter().collect();
            assert_eq!(row["text"], *own);
            tokens += 1;
            if let Some(words) = row["words"].as_array() {
                multiword += 1;
                assert_eq!(
                    (&words[0]["text"], &words[1]["text"], words.len()),
                    (&"de".into(), &"le".into(), 2)
                );
                assert!(row.get("head").is_none());
            }
        }
    }
    assert!(tokens >= 14 && multiword == 1, "{object}");
}

#[test]
fn conllu_comes_back_as_it_went_out() {
    let case = Case::new();
    case.write("a.html", PAGE).write("b.txt", TEXT).write("gold.conllu", GOLD);
    let first = case.run(&["parse", "a.html", "b.txt", "--conllu"]);
    assert!(first.status.success(), "{}", stderr(&first));
    case.write("again.conllu", &stdout(&first));
    let second = stdout(&case.run(&["parse", "again.conllu", "--conllu"]));
    let columns = |written: &str| -> Vec<String> {
        written
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                assert_eq!(cells.len(), 10, "{line}");
                assert!(!cells.contains(&""), "{line}");
                format!("{} {} {}", cells[0], cells[1], cells[9])
            })
            .collect()
    };
    let (first, second) = (columns(&stdout(&first)), columns(&second));
    assert!(first.len() > 60 && first.iter().any(|row| row.ends_with("SpaceAfter=No")));
    // Where the first file ends nobody knows whether a space came after it.
    assert_eq!(first, second);
    let gold = stdout(&case.run(&["parse", "gold.conllu", "--lang", "fr", "--conllu"]));
    assert!(gold.contains("# sent_id = vardo-1\n# text = Du port de-Vardo.\n1-2\tDu\t_\t_"), "{gold}");
    assert_eq!(columns(&gold), columns(GOLD));
}

#[test]
fn the_table_is_for_people() {
    let case = Case::new();
    let output = case.pipe(&["parse", "-", "--lang", "fr"], "Le ministre vient du port.");
    let shown = stdout(&output);
    assert!(shown.contains("Le ministre vient du port.") && shown.contains("de (du)"), "{shown}");
    assert!(stderr(&output).is_empty(), "{}", stderr(&output));
}

#[test]
fn a_language_that_the_analyser_was_not_trained_on_is_said() {
    let case = Case::new();
    case.write("a.txt", "نفت الوزارة يوم الثلاثاء أن تكون قواتها قد غادرت المدينة.");
    let output = case.run(&["parse", "a.txt", "--json"]);
    assert!(output.status.success());
    assert_eq!(lines(&output)[0]["language"], "ar");
    assert!(stderr(&output).contains("W015") && stderr(&output).contains("`ar`"), "{}", stderr(&output));
}

#[test]
fn a_broken_file_is_named_with_its_line_and_the_others_are_read() {
    let case = Case::new();
    case.write("bad.conllu", "1\tLe\t_\n").write("latin.conllu", "").write("good.conllu", GOLD);
    std::fs::write(case.path("latin.conllu"), b"1\t\xe9\t_\t_\t_\t_\t_\t_\t_\t_\n").unwrap();
    let output = case.run(&["parse", "bad.conllu", "latin.conllu", "good.conllu", "--json", "--lang", "fr"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 1);
    let said = stderr(&output);
    assert!(
        said.contains("bad.conllu: not CoNLL-U: line 1: 3 columns") && said.contains("latin.conllu: "),
        "{said}"
    );
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let case = Case::new();
    case.write("p/a.html", PAGE)
        .write("p/b.txt", TEXT)
        .write("p/c.txt", &TEXT.repeat(40))
        .write("p/d.conllu", GOLD);
    let with = |jobs: &str| stdout(&case.run(&["parse", "p", "--json", "--jobs", jobs]));
    let one = with("1");
    assert_eq!(one.lines().count(), 4);
    assert_eq!(one, with("4"));
}
