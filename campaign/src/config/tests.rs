use super::*;
use crate::secret::ApiKey;
use crate::table::Column;

const ID: &str = "f1e2d3c4-5678-9012-3456-789012345678";
const ORIGIN: &str = "https://page.example";

/// As on a page of [`ORIGIN`].
fn check(attributes: &Attributes, given: &Given) -> Settings {
    check_at(ORIGIN, attributes, given)
}

fn check_at(origin: &str, attributes: &Attributes, given: &Given) -> Settings {
    let absolute = |text: &str| match text {
        "http://[" => None,
        text if text.contains("://") => Some(text.to_owned()),
        text => Some(format!("{ORIGIN}/{}", text.trim_start_matches('/'))),
    };
    let page = Page {
        absolute: &absolute,
        is_time_zone: &|name| name.contains('/'),
        is_currency: &|code| code == "USD",
        origin,
    };
    attributes.check(given, &page)
}

#[expect(clippy::unnecessary_wraps, reason = "every attribute is an Option")]
fn some(text: &str) -> Option<String> {
    Some(text.into())
}

fn with_key(key: &str) -> Given {
    Given { api_key: ApiKey::new(key), ..Given::default() }
}

fn of_batch() -> Attributes {
    Attributes { batch_id: some(ID), ..Attributes::default() }
}

fn source_at(endpoint: &str, key: &str) -> Result<Source, Missing> {
    check(&Attributes { endpoint: some(endpoint), ..of_batch() }, &with_key(key)).config.source
}

#[test]
fn the_vendor_wants_a_key_and_a_proxy_does_not() {
    assert_eq!(source_at("", "").unwrap_err(), Missing::Key);
    assert_eq!(source_at("https://API.magpipe.ai/x", "").unwrap_err(), Missing::Key);
    let Ok(Source::Api { endpoint, .. }) = source_at("", "mk") else { panic!() };
    assert_eq!(endpoint.as_str(), VENDOR_ENDPOINT);
    assert!(source_at("https://example.org/proxy", "").is_ok());
    let Ok(Source::Api { endpoint, .. }) = source_at("/proxy", "") else { panic!() };
    assert_eq!(endpoint.as_str(), "https://page.example/proxy");
}

#[test]
fn what_is_wrong_is_named() {
    let with_id = |id: &str| {
        let attributes = Attributes { batch_id: some(id), ..Attributes::default() };
        check(&attributes, &with_key("mk")).config.source.unwrap_err()
    };
    assert_eq!(with_id(" "), Missing::BatchId);
    assert_eq!(with_id("\u{a0}\u{200b}"), Missing::BatchId);
    assert_eq!(with_id("42"), Missing::BatchIdMalformed);
    assert_eq!(source_at("", "a b").unwrap_err(), Missing::KeyMalformed);
    assert_eq!(source_at("ftp://x", "mk").unwrap_err(), Missing::Endpoint);
    assert_eq!(source_at("http://[", "mk").unwrap_err(), Missing::Endpoint);
}

#[test]
fn a_batch_id_may_come_with_blanks_that_nobody_sees() {
    for unseen in ["\u{a0}", "\u{200b}", "\u{feff}", "\u{2060}", "\u{202a}", "\t", "\u{3000}"] {
        let batch_id = Some(format!("{unseen}{ID}{unseen}"));
        let attributes = Attributes { batch_id, ..Attributes::default() };
        let source = check(&attributes, &with_key("mk")).config.source;
        assert_eq!(source, check(&of_batch(), &with_key("mk")).config.source, "{unseen:?}");
    }
}

#[test]
fn the_first_source_and_the_first_credential_win() {
    let [data, fetcher, provider] = [1, 2, 3].map(HostValue);
    let mut attributes =
        Attributes { src: some("/snapshot.json"), token_endpoint: some("/token"), ..of_batch() };
    let mut given = Given {
        data: Some(data),
        fetcher: Some(fetcher),
        token_provider: Some(provider),
        api_key: ApiKey::new("mk"),
        key_attribute: ApiKey::new("mk-attribute"),
    };
    let check_next = |attributes: &Attributes, given: &Given, name, expected: Source| {
        let settings = check(attributes, given);
        assert_eq!((settings.credential, settings.config.source), (name, Ok(expected)));
    };
    let api = |credential| Source::Api {
        endpoint: Endpoint::vendor(),
        batch: crate::batch_id::BatchId::parse(ID).unwrap(),
        credential,
    };
    check_next(&attributes, &given, "data", Source::AtHand(data, some(ID)));
    given.data = None;
    let snapshot = Endpoint::parse("https://page.example/snapshot.json").unwrap();
    check_next(&attributes, &given, "src", Source::Snapshot(snapshot));
    attributes.src = some(" ");
    check_next(&attributes, &given, "fetcher", Source::Fetcher(fetcher, some(ID)));
    given.fetcher = None;
    let token = api(Credential::Token(TokenSource::Provider(provider)));
    check_next(&attributes, &given, "tokenProvider", token);
    given.token_provider = None;
    let token = api(Credential::Token(TokenSource::Endpoint("https://page.example/token".into())));
    check_next(&attributes, &given, "token-endpoint", token);
    attributes.token_endpoint = None;
    let key = |text| api(Credential::Key(ApiKey::new(text).unwrap()));
    check_next(&attributes, &given, "apiKey", key("mk"));
    given.api_key = None;
    check_next(&attributes, &given, "api-key", key("mk-attribute"));
    given.key_attribute = None;
    assert_eq!(check(&attributes, &given).credential, "none");
    assert_eq!(check(&attributes, &given).config.source, Err(Missing::Key));
}

#[test]
fn a_token_endpoint_of_another_origin_is_not_used() {
    let attributes =
        Attributes { token_endpoint: some("https://elsewhere.example/token"), ..of_batch() };
    let settings = check(&attributes, &with_key("mk"));
    assert_eq!(settings.credential, "apiKey");
    let said: Vec<_> = settings.warnings.iter().map(Warning::to_string).collect();
    assert_eq!(
        said,
        [
            r#"token-endpoint="https://elsewhere.example/token" is not of this page's origin, so it is not asked for tokens."#
        ]
    );
}

#[test]
fn a_key_in_an_attribute_is_warned_of_where_others_see_the_page() {
    let given = Given { key_attribute: ApiKey::new("mk_1"), ..with_key("mk_2") };
    let warnings = |origin| check_at(origin, &of_batch(), &given).warnings;
    assert_eq!(warnings("https://page.example"), [Warning::KeyInPage]);
    assert_eq!(warnings("http://localhost:8080"), []);
    assert!(!Warning::KeyInPage.to_string().contains("mk_"));
}

#[test]
fn a_file_is_not_asked_for_again_by_itself() {
    let refresh = |src: &str, interval: Option<&str>, given: &Given| {
        let refresh_interval = interval.map(Into::into);
        check(&Attributes { src: some(src), refresh_interval, ..of_batch() }, given).config.refresh
    };
    let none = Given::default();
    assert_eq!(refresh("/a.json", None, &none), Refresh::Manual);
    assert_eq!(refresh("/a.json", Some("30"), &none), Refresh::Every(Span::seconds(30)));
    assert_eq!(refresh("", None, &none), Refresh::Auto);
    let data = Given { data: Some(HostValue(1)), ..none };
    assert_eq!(refresh("/a.json", None, &data), Refresh::Auto);
}

/// Sets one attribute.
type Set = fn(&mut Attributes, Option<String>);
/// A setter, a value that is valid, one that is not, and what is said of that.
type Case = (Set, &'static str, &'static str, &'static str);

#[test]
fn what_is_not_valid_has_its_default_and_a_warning() {
    let cases: [Case; 14] = [
        (
            |a, v| a.view = v,
            "table",
            "neon",
            r#"view="neon" is not one of full, summary, table, badge, wallboard, so full is used."#,
        ),
        (
            |a, v| a.theme = v,
            "dark",
            "neon",
            r#"theme="neon" is not one of auto, light, dark, so auto is used."#,
        ),
        (
            |a, v| a.density = v,
            "compact",
            "neon",
            r#"density="neon" is not one of comfortable, compact, so comfortable is used."#,
        ),
        (
            |a, v| a.mask = v,
            "all",
            "neon",
            r#"mask="neon" is not one of none, numbers, all, so none is used."#,
        ),
        (
            |a, v| a.loading = v,
            "eager",
            "neon",
            r#"loading="neon" is not one of lazy, eager, so lazy is used."#,
        ),
        (
            |a, v| a.refresh_interval = v,
            " 30 ",
            "4",
            r#"refresh-interval="4" is not valid, so the default is used; it takes auto, 0 for manual, or seconds from 5 to 86400."#,
        ),
        (
            |a, v| a.hourly_budget = v,
            "60",
            "0",
            r#"hourly-budget="0" is not valid, so the default is used; it takes the most requests in an hour, such as 900."#,
        ),
        (
            |a, v| a.call_url = v,
            "/calls/{call_record_id}",
            "/calls",
            r#"call-url="/calls" is not valid, so the default is used; it takes a web address with {call_record_id} in it, behind the host."#,
        ),
        (
            |a, v| a.time_zone = v,
            "Asia/Tokyo",
            "CET5",
            r#"time-zone="CET5" is not valid, so the default is used; it takes an IANA name such as Europe/Berlin."#,
        ),
        (
            |a, v| a.window_time_zone = v,
            "Asia/Tokyo",
            "CET5",
            r#"window-time-zone="CET5" is not valid, so the default is used; it takes an IANA name such as Europe/Berlin."#,
        ),
        (
            |a, v| a.dial_fee = v,
            "0.005 USD",
            "0.005",
            r#"dial-fee="0.005" is not valid, so the default is used; it takes an amount and a currency, such as 0.005 USD."#,
        ),
        (
            |a, v| a.finish_by = v,
            "17:00",
            "2024-02-15T17:00",
            r#"finish-by="2024-02-15T17:00" is not valid, so the default is used; it takes a time with its offset such as 2024-02-15T17:00:00Z, or a time of the day such as 17:00."#,
        ),
        (
            |a, v| a.replay = v,
            "60x",
            "fast",
            r#"replay="fast" is not valid, so the default is used; it takes a speed such as 60x."#,
        ),
        (
            |a, v| a.asset_base = v,
            "/files",
            "http://[",
            r#"asset-base="http://[" is not an address, so the script's folder is used."#,
        ),
    ];
    for (set, valid, invalid, says) in cases {
        let with = |value: &str| {
            let mut attributes = of_batch();
            set(&mut attributes, some(value));
            check(&attributes, &with_key("mk"))
        };
        assert_eq!(with(valid).warnings, [], "{valid}");
        let refused = with(invalid);
        let said: Vec<_> = refused.warnings.iter().map(Warning::to_string).collect();
        assert_eq!(said, [says]);
        let unset = check(&of_batch(), &with_key("mk"));
        assert_eq!(Settings { warnings: Vec::new(), ..refused }, unset, "{invalid}");
    }
}

#[test]
fn what_is_valid_is_taken() {
    let attributes = Attributes {
        hourly_budget: some("60"),
        mask: some("all"),
        columns: some("status name"),
        time_zone: some("Asia/Tokyo"),
        dial_fee: some("0.005 USD"),
        call_url: some("/calls/{call_record_id}"),
        replay: some("2.5x"),
        ..of_batch()
    };
    let Settings { config, look, replay, .. } = check(&attributes, &with_key("mk"));
    assert_eq!((config.budget, config.mask, replay), (60, Mask::All, Some(2.5)));
    assert_eq!(look.columns, [Column::Status, Column::Name]);
    assert_eq!(look.time_zone.as_deref(), Some("Asia/Tokyo"));
    assert_eq!(look.dial_fee.as_deref(), Some("0.005 USD"));
    assert_eq!(look.call_url.as_deref(), Some("/calls/{call_record_id}"));
}

#[test]
fn forms_that_are_nearly_right_are_refused() {
    let warns = |change: fn(&mut Attributes, Option<String>), value: &str| {
        let mut attributes = of_batch();
        change(&mut attributes, some(value));
        assert_eq!(check(&attributes, &with_key("mk")).warnings.len(), 1, "{value}");
    };
    for fee in ["USD 0.005", "0.005 EURO", "-1 USD", "1. USD", ".5 USD", "1  USD"] {
        warns(|a, v| a.dial_fee = v, fee);
    }
    for speed in ["0x", "-1x", "x", "60", "1e3x", "infx", "1.2.3x"] {
        warns(|a, v| a.replay = v, speed);
    }
    warns(|a, v| a.call_url = v, "ftp://example.org/{call_record_id}");
    warns(|a, v| a.call_url = v, "https://{call_record_id}/x");
    warns(|a, v| a.hourly_budget = v, "+60");
    warns(|a, v| a.hourly_budget = v, "1000000000");
}
