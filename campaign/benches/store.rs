//! What taking in an answer costs, against copying its bytes.
#![expect(missing_docs, reason = "criterion's macros write none")]
#![expect(
    clippy::expect_used,
    reason = "a bench that cannot build its data has nothing to measure"
)]

use campaign::domain::cause::Cause;
use campaign::insight::turn::Queue;
use campaign::store::Store;
use campaign::table::{Chips, Column, Direction, Order, Query, Run, Selection, Sort};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

type Body = Arc<Vec<u8>>;

/// An answer as the API sends it; of the recipients every `every`th has ended since.
fn body(count: usize, every: usize) -> Body {
    let mut json = String::from(
        r#"{"batch":{"id":"b","name":"Bench","status":"running","total_recipients":100000},"recipients":["#,
    );
    for at in 0..count {
        let comma = if at == 0 { "" } else { "," };
        let has_ended = at % 3 == 0 || at % every == 0;
        let status = if has_ended { "completed" } else { "pending" };
        let times = if has_ended {
            r#""2024-02-15T09:00:10.123456+00:00","completed_at":"2024-02-15T09:03:45.654321+00:00""#
        } else {
            r#"null,"completed_at":null"#
        };
        let scrambled = at.wrapping_mul(2_654_435_761) % 1_000_000_007;
        write!(
            json,
            r#"{comma}{{"id":"{scrambled:08x}-0000-4000-8000-{at:012}","phone_number":"+1415{scrambled:010}","name":"Person {scrambled}","status":"{status}","call_record_id":null,"error_message":null,"attempted_at":{times}}}"#,
        )
        .expect("strings take everything");
    }
    json.push_str("]}");
    Arc::new(json.into_bytes())
}

fn store(criterion: &mut Criterion) {
    for count in [500, 10_000, 100_000] {
        let (before, after) = (body(count, usize::MAX), body(count, 200));
        let mut group = criterion.benchmark_group(format!("{count} recipients"));
        group.sample_size(if count > 50_000 { 20 } else { 60 });
        group.throughput(criterion::Throughput::Bytes(after.len() as u64));
        group.bench_function("copy the bytes", |bench| {
            bench.iter(|| black_box(after.as_ref().clone()));
        });
        group.bench_function("first answer", |bench| {
            bench.iter_batched_ref(
                Store::default,
                |store| store.apply(Arc::clone(&before)),
                BatchSize::LargeInput,
            );
        });
        let mut store = Store::default();
        let mut turns = [&before, &after].into_iter().cycle();
        group.bench_function("0.5 % changed", |bench| {
            bench.iter(|| store.apply(Arc::clone(turns.next().expect("it never ends"))));
        });
        group.bench_function("nothing changed", |bench| {
            let same = Arc::new(after.as_ref().clone());
            bench.iter(|| store.apply(Arc::clone(&same)));
        });
        group.finish();
    }
}

fn table(criterion: &mut Criterion) {
    let mut store = Store::default();
    store.apply(body(100_000, usize::MAX)).expect("it is a campaign");
    let roster = store.roster();
    let sorted = |column, direction| Query {
        order: Order::By(Sort { column, direction }),
        ..Query::default()
    };
    let mut group = criterion.benchmark_group("table of 100000");
    group.sample_size(20);
    group.bench_function("what goes on first", |bench| {
        bench.iter(|| Selection::run(&Query::default(), &Chips::default(), roster));
    });
    for column in Column::ALL {
        let query = sorted(column, Direction::Ascending);
        group.bench_function(format!("sort by {}", column.key()), |bench| {
            bench.iter(|| Selection::run(&query, &Chips::default(), roster));
        });
    }
    let known =
        Selection::run(&sorted(Column::Name, Direction::Ascending), &Chips::default(), roster);
    group.bench_function("turn it round by name", |bench| {
        bench.iter(|| {
            let query = sorted(Column::Name, Direction::Descending);
            let mut run = Run::new(&query, &Chips::default(), roster, &known, false);
            while !run.step(roster, usize::MAX) {}
            run.finish()
        });
    });
    group.bench_function("line up those that wait", |bench| bench.iter(|| Queue::of(roster)));
    group.bench_function("look for causes in unknown words", |bench| {
        let cause = |_| Cause::of(black_box("The far end hung up before anybody spoke"));
        bench.iter(|| (0..100_000).filter_map(cause).count());
    });
    for search in ["per", "zzz", "555"] {
        let query = Query { search: search.into(), ..Query::default() };
        group.bench_function(format!("search {search}"), |bench| {
            bench.iter(|| Selection::run(&query, &Chips::default(), roster));
        });
    }
    let accented = accented(&body(100_000, usize::MAX));
    store.apply(accented).expect("it is a campaign");
    let query = Query { search: "per".into(), ..Query::default() };
    group.bench_function("search per among names with accents", |bench| {
        bench.iter(|| Selection::run(&query, &Chips::default(), store.roster()));
    });
    group.finish();
}

/// The same with names that have to be folded.
fn accented(body: &Body) -> Body {
    let json = String::from_utf8_lossy(body).replace("Person", "Pérsœn Nguyễn");
    Arc::new(json.into_bytes())
}

criterion_group!(benches, store, table);
criterion_main!(benches);
