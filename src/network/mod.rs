//! The network, as `candour check --external` uses it: asks other websites whether the pages that ours link to are
//! there.
//!
//! Politely: each address once, few requests to one website at a time with a pause between them, and none while it asks
//! to be left alone. What was answered is kept for a while ([`Notebook`]). Bodies are read only where a link names a part
//! of a page, up to a limit, and nothing that is read is kept or shown. A password is never sent, and no website can
//! send us on to a computer inside of the network we are in.

mod client;
mod journey;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

pub use client::choose_ciphers;

use crate::outside::{Address, Answer, Answers, Ports, Questions, Refusal, Silence, State};
use crate::store::Notebook;
use client::{Client, Failure, Reply};
use journey::{Journey, Next};

/// How websites are asked.
#[derive(Clone, Debug)]
pub struct Policy {
    /// How many requests are under way at one time.
    pub at_once: usize,
    /// How many of them to one website.
    pub at_once_per_host: usize,
    /// How long a website is left alone after a request.
    pub pause: Duration,
    /// How often an address is asked before it counts as silent.
    pub attempts: u32,
    /// How long to wait before asking again; twice as long each time.
    pub backoff: Duration,
    /// The longest that a website may ask us to wait.
    pub wait_max: Duration,
    /// The longest that one request may take.
    pub request_time_max: Duration,
    /// The largest page that is read, in bytes.
    pub body_bytes_max: u64,
    /// How many redirects are followed, as many as browsers do.
    pub redirects_max: usize,
    /// How long the answer is kept that a page is there.
    pub good_for: Duration,
    /// How long any other answer is kept.
    pub bad_for: Duration,
    /// Where the two forms of an address are.
    pub ports: Ports,
    /// Whose certificates count.
    pub trust: Trust,
    /// The way to the network.
    pub through: Through,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            at_once: 16,
            at_once_per_host: 2,
            pause: Duration::from_millis(300),
            attempts: 3,
            backoff: Duration::from_secs(1),
            wait_max: Duration::from_secs(30),
            request_time_max: Duration::from_secs(20),
            body_bytes_max: 4 << 20,
            redirects_max: 20,
            good_for: Duration::from_secs(24 * 60 * 60),
            bad_for: Duration::from_secs(60 * 60),
            ports: Ports::default(),
            trust: Trust::Computer,
            through: Through::Environment,
        }
    }
}

/// Whose certificates count.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Those that the computer trusts.
    Computer,
    /// These alone, as DER.
    Only(Vec<Vec<u8>>),
}

/// The way to the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// The proxy that the environment names (`HTTPS_PROXY`, `NO_PROXY`), where it names one.
    Environment,
    /// No proxy.
    Nothing,
}

/// How far the asking is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many addresses there are.
    pub addresses: usize,
    /// On how many websites.
    pub hosts: usize,
    /// How many were known from an earlier run.
    pub kept: usize,
    /// How many have been asked.
    pub asked: usize,
}

/// How many websites have to be out of reach before it is this computer that is.
const ALONE_FROM: usize = 3;

/// After as many requests in a row as this many silent addresses take, the other addresses of a website count as silent
/// without being asked.
const SILENT_ADDRESSES_MAX: u32 = 2;

/// How often what is known is written down, so that a long run may be broken off.
const NOTED_EVERY: Duration = Duration::from_secs(5);

/// Asks every address. `tell` is told how far it is, first of all before the first request.
///
/// # Errors
/// This computer does not reach the network, or does not know whom to trust.
#[expect(clippy::disallowed_methods, reason = "pauses between requests are kept by the clock")]
pub fn ask(
    questions: &Questions,
    policy: &Policy,
    notebook: &mut Notebook,
    tell: &dyn Fn(Asked),
) -> Result<Answers, String> {
    let mut answers = Answers::new();
    let mut journeys = Vec::new();
    for (address, parts) in questions {
        match notebook.answer(address, parts, policy.good_for, policy.bad_for) {
            Some(answer) => drop(answers.insert(address.clone(), answer)),
            None => journeys.push(Journey::new(address.clone(), parts.clone())),
        }
    }
    let hosts: BTreeSet<&str> = questions.keys().map(Address::host).collect();
    let mut asked = Asked { addresses: questions.len(), hosts: hosts.len(), kept: answers.len(), asked: 0 };
    tell(asked);
    if journeys.is_empty() {
        return Ok(answers);
    }
    let client = Client::new(policy);
    if client.trusts_nobody() && journeys.iter().any(|journey| journey.at.is_secure()) {
        let reason =
            "this computer has no certificates by which it could know a website; install its package ca-certificates";
        return Err(reason.to_owned());
    }
    let started = Instant::now();
    let opened = notebook.now();
    let now = || opened.saturating_add(started.elapsed().as_secs());
    let fresh = journeys.len();
    let queue = Queue::new(journeys);
    let mut heard = false;
    let mut fresh_answers = Vec::new();
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..policy.at_once.clamp(1, fresh) {
            let sender = sender.clone();
            let (queue, client, now) = (&queue, &client, &now);
            scope.spawn(move || queue.work(client, policy, now, &sender));
        }
        drop(sender);
        let mut noted = Instant::now();
        for (address, answer) in receiver {
            asked.asked += 1;
            tell(asked);
            heard |= is_heard(answer.state);
            fresh_answers.push((address, answer));
            if heard && noted.elapsed() > NOTED_EVERY {
                note(notebook, questions, &fresh_answers);
                noted = Instant::now();
            }
        }
    });
    if !heard {
        alone(&fresh_answers)?;
    }
    note(notebook, questions, &fresh_answers);
    answers.extend(fresh_answers);
    Ok(answers)
}

fn note(notebook: &mut Notebook, questions: &Questions, answers: &[(Address, Answer)]) {
    for (address, answer) in answers {
        if let Some(parts) = questions.get(address) {
            notebook.note(address, parts, answer);
        }
    }
    notebook.save();
}

/// Whether an answer shows that the network is there.
fn is_heard(state: State) -> bool {
    !matches!(state, State::NoHost | State::Certificate | State::Silent(Silence::NoConnection | Silence::TimedOut))
}

/// Whether it is us that nobody answers.
fn alone(answers: &[(Address, Answer)]) -> Result<(), String> {
    let hosts: BTreeSet<&str> = answers.iter().map(|(address, _)| address.host()).collect();
    let (count, certificate) = (hosts.len(), answers.iter().any(|(_, answer)| answer.state == State::Certificate));
    match (count >= ALONE_FROM, certificate) {
        (false, _) => Ok(()),
        (true, false) => Err(format!(
            "none of the {count} websites that pages link to can be reached; connect this computer to the internet, or name its proxy in HTTPS_PROXY"
        )),
        (true, true) => Err(format!(
            "none of the {count} websites that pages link to has a certificate that this computer trusts; install the certificates of your organisation's proxy, or name their file in SSL_CERT_FILE"
        )),
    }
}

/// The journeys under way, and how the websites are.
struct Queue {
    state: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    /// Journeys that wait for their next request, each with the moment before which it is not to be made.
    journeys: Vec<(Journey, Option<Instant>)>,
    /// How many journeys have not ended.
    unfinished: usize,
    hosts: BTreeMap<String, Host>,
    doors: BTreeMap<String, Door>,
}

#[derive(Default)]
struct Host {
    /// How many requests are under way.
    active: usize,
    /// The moment before which it is left alone.
    not_before: Option<Instant>,
}

#[derive(Default)]
struct Door {
    /// How many requests in a row had no answer.
    silent: u32,
    /// What every other journey finds here.
    closed: Option<State>,
}

/// What a worker does next.
enum Turn {
    Request(Journey),
    /// The door is closed: what it would find.
    Closed(Journey, State),
    Wait(Option<Duration>),
    End,
}

impl Queue {
    fn new(journeys: Vec<Journey>) -> Queue {
        let unfinished = journeys.len();
        let journeys = journeys.into_iter().map(|journey| (journey, None)).collect();
        Queue { state: Mutex::new(Waiting { journeys, unfinished, ..Waiting::default() }), changed: Condvar::new() }
    }

    /// Makes requests until there is none left to make.
    #[expect(clippy::disallowed_methods, reason = "pauses between requests are kept by the clock")]
    fn work(&self, client: &Client, policy: &Policy, now: &dyn Fn() -> u64, done: &mpsc::Sender<(Address, Answer)>) {
        let mut waiting = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let next = match waiting.turn(policy, Instant::now()) {
                Turn::End => return,
                Turn::Wait(time) => {
                    let time = time.unwrap_or(Duration::from_secs(1));
                    waiting = self.changed.wait_timeout(waiting, time).unwrap_or_else(PoisonError::into_inner).0;
                    continue;
                }
                Turn::Closed(journey, state) => journey.end(state, policy),
                Turn::Request(journey) => {
                    drop(waiting);
                    let reply = client.request(&journey.at, journey.method);
                    waiting = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                    waiting.answered(journey, reply, policy, now(), Instant::now())
                }
            };
            match next {
                Next::Again(journey, wait) | Next::Pause(journey, wait) => {
                    waiting.journeys.push((journey, Some(Instant::now() + wait)));
                }
                Next::Done(address, answer) => {
                    waiting.unfinished -= 1;
                    // The receiver outlives the workers.
                    let _ = done.send((address, answer));
                }
            }
            self.changed.notify_all();
        }
    }
}

impl Waiting {
    /// The first journey whose time has come and whose website may be asked.
    fn turn(&mut self, policy: &Policy, now: Instant) -> Turn {
        if self.unfinished == 0 {
            return Turn::End;
        }
        let mut soonest: Option<Instant> = None;
        let mut chosen = None;
        for (index, (journey, not_before)) in self.journeys.iter().enumerate() {
            if let Some(state) = self.doors.get(&journey.at.door()).and_then(|door| door.closed) {
                chosen = Some((index, Some(state)));
                break;
            }
            let host = self.hosts.get(journey.at.host());
            if host.is_some_and(|host| host.active >= policy.at_once_per_host.max(1)) {
                continue;
            }
            let moment = (*not_before).max(host.and_then(|host| host.not_before));
            match moment.filter(|moment| *moment > now) {
                Some(moment) => soonest = Some(soonest.map_or(moment, |soonest| soonest.min(moment))),
                None => {
                    chosen = Some((index, None));
                    break;
                }
            }
        }
        let Some((index, closed)) = chosen else {
            return Turn::Wait(soonest.map(|moment| moment.saturating_duration_since(now)));
        };
        let (journey, _) = self.journeys.remove(index);
        if let Some(state) = closed {
            return Turn::Closed(journey, state);
        }
        let host = self.hosts.entry(journey.at.host().to_owned()).or_default();
        host.active += 1;
        host.not_before = Some(now + policy.pause);
        Turn::Request(journey)
    }

    /// Takes note of how a website is, and goes on.
    fn answered(&mut self, journey: Journey, reply: Reply, policy: &Policy, now: u64, moment: Instant) -> Next {
        let (host, door, counts) = (journey.at.host().to_owned(), journey.at.door(), journey.is_as_written());
        let silence = match reply {
            Reply::Failed(Failure::TimedOut) => Some(State::Silent(Silence::TimedOut)),
            Reply::Failed(Failure::NoConnection) => Some(State::Silent(Silence::NoConnection)),
            _ => None,
        };
        let next = journey.follow(reply, policy, now);
        let host = self.hosts.entry(host).or_default();
        host.active -= 1;
        let mut rest = policy.pause;
        if let Next::Pause(_, wait) = &next {
            rest = rest.max(*wait);
        }
        let door = self.doors.entry(door).or_default();
        match silence {
            None => door.silent = 0,
            Some(state) if counts => {
                door.silent += 1;
                rest = rest.max((policy.backoff * door.silent).min(policy.wait_max));
                if door.silent >= policy.attempts * SILENT_ADDRESSES_MAX {
                    door.closed = Some(state);
                }
            }
            Some(_) => {}
        }
        if counts && let Some(state @ (State::NoHost | State::Refused(Refusal::Busy))) = ended(&next) {
            door.closed = Some(state);
        }
        host.not_before = host.not_before.max(Some(moment + rest));
        next
    }
}

/// What a journey found as its address is written, where that is known now.
fn ended(next: &Next) -> Option<State> {
    match next {
        Next::Done(_, answer) => Some(answer.state),
        Next::Again(journey, _) | Next::Pause(journey, _) => journey.found_as_written(),
    }
}
