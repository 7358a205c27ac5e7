//! `musnad quote` as a user runs it.

mod common;

use common::{command, folder, musnad, with_input};

#[test]
fn exit_codes_reports_and_json() {
    let folder = folder("quote");
    let line = r#"{"id": "n1", "outlet": "المرسى", "published": "2024-05-12", "text": "قال الوزير سالم قرنفول إن «الجسر الشرقي سيُفتتح في الربيع المقبل بعد عامين من العمل»."}"#;
    let news = folder.write("news.jsonl", line.as_bytes());
    let case = folder.path("case.musnad");
    assert_eq!(musnad(&["add", "--case", &case, &news]).status, 0);

    let quote = |args: &[&str]| {
        let done = musnad(&[&["quote", "--case", &case], args].concat());
        (done.status, done.out + &done.err)
    };
    let (status, said) = quote(&["الجسر الشرقي", "سيفتتح في الربيع المقبل"]);
    assert!(status == 0 && said.contains("ورد بلفظه") && said.contains("سالم قرنفول"), "{said}");
    assert!(said.contains("2024-05-12") && said.contains("سيُفتتح"), "{said}");
    let (status, said) = quote(&["الجسر الشرقي … بعد عامين من العمل", "--lang", "en"]);
    assert!(status == 0 && said.contains("shortened where it says so"), "{said}");
    let (status, said) = quote(&["الجسر الغربي سيفتتح في الربيع المقبل", "--width", "40"]);
    assert!(
        status == 1 && said.contains("في الوثيقة: «الشرقي»") && said.contains("في الاقتباس: «الغربي»"),
        "{said}"
    );
    let (status, said) = quote(&["الجسر الشرقي سيفتتح في الربيع", "--by", "أمينة زعفران"]);
    assert!(status == 1 && said.contains("ورد على لسان غيره"), "{said}");
    let (status, said) = quote(&["زار الرئيس مزارع الزيتون"]);
    assert!(status == 1 && said.contains("لم يُعثر عليه هنا"), "{said}");

    let (status, said) = quote(&["--json", "الجسر الشرقي سيفتتح", "--by", "الوزير"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((status, &json["schema"], &json["standing"]), (0, &"musnad.quote/1".into(), &"exact".into()));
    assert_eq!(json["sources"][0]["by"], "same");
    assert_eq!(json["sources"][0]["document"], serde_json::Value::Null);
    assert_eq!(json["sources"][0]["evidence"]["document"]["key"], "n1");

    // From a file and from a pipe, in an older encoding too.
    let words = "الجسر الشرقي سيفتتح في الربيع المقبل";
    let file = folder.write("quotation", words.as_bytes());
    assert_eq!(quote(&["--file", &file]).0, 0);
    assert_eq!(with_input(&["quote", "--case", &case, "-"], words.as_bytes()).status, 0);

    // What goes wrong is told apart from what does not stand there.
    for args in [&["…"][..], &[], &["--file", &folder.path("nowhere")], &["-"], &["نص", "--file", &file]]
    {
        let (status, said) = quote(args);
        assert_eq!((status, said.lines().count()), (2, 1), "{args:?}: {said}");
    }
    let done = command(&["quote", "--case", &folder.path("none.musnad"), "نص"]).output().expect("it runs");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("`musnad add` makes one"));
}
