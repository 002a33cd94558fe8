//! The harness itself: that it sees a loss where there is one.

use crate::harness::{Account, Dice, Held, Place, Sent, Writer, differences, held, settle, wait};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

/// A store with what three writers entered, and their account.
fn written(name: &str) -> (Place, Arc<Account>) {
    let place = Place::new(name);
    let account = Arc::new(place.account());
    let site = place.start();
    let mut dice = Dice::of(name);
    for name in ["w1", "w2", "w3"] {
        let mut writer = Writer::new(name, &account, dice.split());
        for _ in 0..8 {
            assert!(matches!(writer.send(site.address()).1, Sent::Entered));
        }
    }
    wait("everything is signed", || site.health()["signed"] == site.health()["held"]);
    assert_eq!(settle(&place, &site, &account), [""; 0]);
    (place, account)
}

#[test]
fn what_was_acknowledged_and_is_there_is_no_loss_and_every_kind_of_loss_is_told() {
    let (place, account) = written("losses");
    let all = held(&place);
    assert_eq!(differences(&account, &all), [""; 0]);
    let told = |held: &[Held]| differences(&account, held).join("\n");
    let several = account.all().into_iter().find(|(key, batch)| batch.marks.len() > 1 && key != "seed").unwrap();
    let within = usize::try_from(*several.1.entries.as_ref().unwrap().start()).unwrap();

    let numbered = |mut held: Vec<Held>| {
        held.iter_mut().zip(1..).for_each(|(entry, number)| entry.number = number);
        held
    };
    let first = &all[..all.len() - 3];
    assert!(told(first).contains("lost: it was acknowledged") || told(first).contains("half of it"), "{}", told(first));
    assert!(told(first).contains(&format!("lost: {} entries were signed", all.len())), "{}", told(first));
    let mut half = all.clone();
    half.remove(within);
    assert!(told(&half).contains("numbers are left out"), "{}", told(&half));
    assert!(told(&numbered(half)).contains("half of it is there"));
    let mut twice = all.clone();
    twice.push(all[within].clone());
    assert!(told(&numbered(twice)).contains("more than once"));
    let mut swapped = all.clone();
    swapped.swap(within, within - 1);
    assert!(told(&numbered(swapped)).contains("does not stand together"));
    let mut moved = all.clone();
    let before = moved.remove(within - 2);
    moved.insert(within - 2 + several.1.marks.len(), before);
    assert!(told(&numbered(moved)).contains("and stands at"));
    let mut strange = all.clone();
    strange.push(Held { number: 0, mark: "of nobody".to_owned(), leaf: "{}".to_owned() });
    assert!(told(&numbered(strange)).contains("nobody asked for"));
    let mut changed = all.clone();
    changed[0].leaf.push(' ');
    assert!(told(&changed).contains("are not those that were signed"), "{}", told(&changed));
}

/// A front that acknowledges before anything is written, and then loses it: the fault the harness is there to find.
fn hasty() -> String {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = door.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for mut client in door.incoming().flatten() {
            let mut asked = [0; 4096];
            let _ = client.read(&mut asked);
            let body = r#"{"first":100,"last":100,"entered":1,"again":false}"#;
            let _ = write!(client, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    address
}

#[test]
fn a_server_that_acknowledges_before_it_writes_is_found_out() {
    let (place, account) = written("hasty");
    let hasty = hasty();
    let (key, sent) = Writer::new("late", &account, Dice::of("late")).send(&hasty);
    assert!(matches!(sent, Sent::Entered));
    let found = settle(&place, &place.start(), &account);
    assert_eq!(found, [format!("{key}: lost: it was acknowledged as entries 100..=100 and is not there")]);
}
