//! The state of a server that outlives a request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;

use crate::batch_id::BatchId;
use crate::fault::Fault;
use crate::limits::{Ledger, Limits};
use crate::log::Log;
use crate::seed;
use crate::sim::campaign::Campaign;
use crate::sim::id::CampaignId;

/// A shared handle to the server's state.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) log: Log,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Debug)]
struct Memory {
    ledger: Ledger,
    campaigns: HashMap<CampaignId, Arc<Campaign>>,
    scripts: HashMap<BatchId, Bytes>,
    faults: HashMap<BatchId, Planned>,
}

/// A fault that spoils a batch's next requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned {
    pub(crate) fault: Fault,
    /// How many more requests it spoils. `None`: all until it is removed.
    pub(crate) times: Option<u32>,
}

impl Shared {
    pub(crate) fn new(limits: Limits) -> Self {
        let memory = Memory {
            ledger: Ledger::new(limits),
            campaigns: HashMap::new(),
            scripts: HashMap::new(),
            faults: HashMap::new(),
        };
        Self { log: Log::default(), memory: Arc::new(Mutex::new(memory)) }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request of `user`, or refuses it.
    pub(crate) fn allows(&self, user: &str, now: i64) -> bool {
        self.memory().ledger.allows(user, now)
    }

    /// The answer for a batch: the one that a test has put, else the documented example if the id is the
    /// example's, else the simulated campaign that the id describes.
    pub(crate) fn answer(&self, id: &BatchId, now: i64) -> Option<Bytes> {
        if let Some(script) = self.memory().scripts.get(id) {
            return Some(script.clone());
        }
        if id.as_str() == seed::BATCH_ID {
            return Some(Bytes::from_static(seed::RESPONSE));
        }
        let campaign = self.campaign(CampaignId::parse(id)?, now);
        Some(Bytes::from(campaign.answer(now)))
    }

    /// The campaign with that id. It begins now if this is the first request for it.
    fn campaign(&self, id: CampaignId, now: i64) -> Arc<Campaign> {
        let mut memory = self.memory();
        let begun =
            memory.campaigns.entry(id).or_insert_with(|| Arc::new(Campaign::begin(id, now)));
        Arc::clone(begun)
    }

    /// Sets the answer for a batch.
    pub(crate) fn script(&self, id: BatchId, answer: Bytes) {
        self.memory().scripts.insert(id, answer);
    }

    /// Removes such an answer. A simulated campaign starts over at its next request.
    pub(crate) fn forget(&self, id: &BatchId) {
        let mut memory = self.memory();
        memory.scripts.remove(id);
        if let Some(id) = CampaignId::parse(id) {
            memory.campaigns.remove(&id);
        }
    }

    /// Sets the fault for a batch's next requests, or removes it.
    pub(crate) fn plan_fault(&self, id: BatchId, planned: Option<Planned>) {
        let mut memory = self.memory();
        match planned {
            Some(planned) => memory.faults.insert(id, planned),
            None => memory.faults.remove(&id),
        };
    }

    /// Takes the fault for this request, if there is one, and counts it.
    pub(crate) fn take_fault(&self, id: &BatchId) -> Option<Fault> {
        let mut memory = self.memory();
        let planned = memory.faults.get_mut(id)?;
        let fault = planned.fault;
        match &mut planned.times {
            None => return Some(fault),
            Some(0) => {}
            Some(left) => {
                *left -= 1;
                return Some(fault);
            }
        }
        memory.faults.remove(id);
        None
    }
}
