//! Publishing to object storage: Amazon S3 and what speaks as it does, Azure Blob Storage, Google Cloud Storage.
//!
//! What was published is recorded at the target ([`RECORD`]), with the storage's own word for the state of each file.
//! A publish lists what stands there, compares, notes what it is about to do ([`UNDERWAY`]), does it in the order of the
//! [`Plan`] and writes the record anew. Whatever is cut off on the way is found again by the next one: what is noted and
//! not recorded, and what is not as it was recorded, is looked at, and put again only where it is not what is wanted.
//! What neither the record nor the note names is somebody else's, and is never deleted.
//!
//! Who may write there is said by the environment alone, and no message holds any of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::path::Path as ObjectPath;
use object_store::{
    Attribute, Attributes, BackoffConfig, ClientConfigKey, Error as StoreError, GetOptions, ObjectStore,
    ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, PutPayload, RetryConfig, UpdateVersion,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::plan::{Listed, Plan, RECORD, Record, Recorded, Standing, Step, UNDERWAY, Underway, Wanted};
use super::target::{Place, Provider};
pub use super::trouble::{Begun, SendError};
use super::trouble::{is_here, plain};
use super::{Others, PublishError, Release};
use crate::artefact::hex;
use crate::network;

/// How many requests are under way at one time.
const AT_ONCE: usize = 8;
/// Larger files travel in parts of this size.
const PART_BYTES: usize = 8 << 20;
/// The name under which a file says what it is.
const MARK: &str = "candour";

/// Folders in object storage that can be published to.
#[derive(Debug)]
pub struct Bucket {
    store: Arc<dyn ObjectStore>,
    /// Without slashes at its ends.
    prefix: String,
    /// As messages call it.
    name: String,
    provider: Option<Provider>,
}

/// How to reach storage.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Where it is, if not at its provider's own address.
    pub endpoint: Option<String>,
    /// How often a request that failed is tried again.
    pub retries: usize,
}

/// What is wished of a publish.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The address of the site.
    pub site: &'a str,
    /// The address of another site whose place this one takes.
    pub replaces: Option<&'a str>,
    /// What becomes of files that Candour did not write.
    pub others: Others,
    /// Whether anything is sent.
    pub sending: Sending,
}

/// Whether anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// All that has changed.
    Really,
    /// Nothing: it is only looked what would be.
    Not,
}

/// How far a publish is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// So many files are about to be put or deleted.
    Planned(usize),
    /// One of them is.
    One,
}

/// What a publish did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The files that were put, in order, with their sizes.
    pub put: Vec<(String, u64)>,
    /// The files that were deleted, in order.
    pub deleted: Vec<String>,
    /// How many were as they are to be.
    pub unchanged: usize,
    /// How many of somebody else's are there.
    pub of_others: usize,
}

/// When something is written over what is there.
enum If {
    /// While it is in the state that it was read in, or still absent.
    Still(Option<UpdateVersion>),
    Anyhow,
}

impl Bucket {
    /// A folder in a storage that is open already.
    pub fn within(store: Arc<dyn ObjectStore>, prefix: &str) -> Bucket {
        let name = if prefix.is_empty() { "the storage".to_owned() } else { prefix.to_owned() };
        Bucket { store, prefix: prefix.to_owned(), name, provider: None }
    }

    /// A folder in the storage of a provider. The environment says who asks: `AWS_…`, `AZURE_…` or `GOOGLE_…`.
    ///
    /// # Errors
    /// An environment that says too little, or something else that is wrong before anything is asked.
    pub fn open(place: &Place, reach: &Reach) -> Result<Bucket, SendError> {
        network::choose_ciphers();
        let is_here = match &reach.endpoint {
            Some(endpoint) => is_here(endpoint)?,
            None => false,
        };
        let backoff = BackoffConfig {
            init_backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(10),
            ..BackoffConfig::default()
        };
        let retry = RetryConfig { backoff, max_retries: reach.retries, retry_timeout: Duration::from_secs(180) };
        // A part on a slow line, with seven others beside it.
        let client = [
            (ClientConfigKey::Timeout, "300 seconds"),
            (ClientConfigKey::ConnectTimeout, "20 seconds"),
            (ClientConfigKey::UserAgent, concat!("Candour/", env!("CARGO_PKG_VERSION"))),
        ];
        let client = client.into_iter().chain(is_here.then_some((ClientConfigKey::AllowHttp, "true")));
        let wrong = |error: StoreError| SendError::Setting { reason: setting(place.provider, &error) };
        let store: Arc<dyn ObjectStore> = match place.provider {
            Provider::Amazon => {
                let mut builder = AmazonS3Builder::from_env().with_bucket_name(&place.bucket).with_retry(retry);
                for (key, value) in client {
                    builder = builder.with_config(AmazonS3ConfigKey::Client(key), value);
                }
                if let Some(endpoint) = &reach.endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                let says = |key| builder.get_config_value(&key).is_some();
                if !says(AmazonS3ConfigKey::Endpoint) && !says(AmazonS3ConfigKey::Region) {
                    return Err(SendError::Setting {
                        reason: "it is not said where the bucket is. Set AWS_REGION, for London to eu-west-2; for a \
                                 storage that is not Amazon's, give its address with --endpoint"
                            .to_owned(),
                    });
                }
                Arc::new(builder.build().map_err(wrong)?)
            }
            Provider::Azure => {
                let mut builder =
                    MicrosoftAzureBuilder::from_env().with_container_name(&place.bucket).with_retry(retry);
                for (key, value) in client {
                    builder = builder.with_config(AzureConfigKey::Client(key), value);
                }
                if let Some(endpoint) = &reach.endpoint {
                    builder = builder.with_endpoint(endpoint.clone());
                }
                Arc::new(builder.build().map_err(wrong)?)
            }
            Provider::Google => {
                let mut builder =
                    GoogleCloudStorageBuilder::from_env().with_bucket_name(&place.bucket).with_retry(retry);
                for (key, value) in client {
                    builder = builder.with_config(GoogleConfigKey::Client(key), value);
                }
                if let Some(endpoint) = &reach.endpoint {
                    builder = builder.with_base_url(endpoint);
                }
                Arc::new(builder.build().map_err(wrong)?)
            }
        };
        Ok(Bucket { store, prefix: place.prefix.clone(), name: place.to_string(), provider: Some(place.provider) })
    }

    /// Brings a release there.
    ///
    /// # Errors
    /// Whatever keeps the whole site from being there. What is there works, see [`super::plan`], and the next publish
    /// goes on.
    pub fn publish(
        &self,
        release: &Release,
        wish: &Wish<'_>,
        tell: &(dyn Fn(Sent) + Sync),
    ) -> Result<Outcome, SendError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| SendError::Setting { reason: format!("cannot start: {error}") })?;
        runtime.block_on(self.bring(release, wish, tell))
    }

    async fn bring(
        &self,
        release: &Release,
        wish: &Wish<'_>,
        tell: &(dyn Fn(Sent) + Sync),
    ) -> Result<Outcome, SendError> {
        let files = release.manifest().files.iter();
        let wanted = Wanted::all(files.map(|(path, entry)| (path.as_str(), entry.bytes, entry.sha256.as_str())));
        let mut listed = self.list().await?;
        let (record, record_version) = self.kept::<Record>(&mut listed, RECORD).await?;
        let (underway, underway_version) = self.kept::<Underway>(&mut listed, UNDERWAY).await?;
        self.is_same_site([&record.site, &underway.site], wish)?;
        let standing = self.certain(Standing::new(&listed, &record, &underway, &wanted)).await?;
        if let (Some(file), Others::Stop) = (standing.of_others.first(), wish.others) {
            let (target, file, count) = (self.name.clone(), file.clone(), standing.of_others.len());
            return Err(SendError::NotOurs { target, file, count });
        }
        let plan = Plan::new(&wanted, &standing);
        let outcome = Outcome {
            put: plan.puts().map(|path| (path.clone(), wanted.get(path).map_or(0, |it| it.bytes))).collect(),
            deleted: plan.deletions().cloned().collect(),
            unchanged: plan.unchanged.len(),
            of_others: standing.of_others.iter().filter(|path| !wanted.contains_key(*path)).count(),
        };
        if wish.sending == Sending::Not {
            return Ok(outcome);
        }
        tell(Sent::Planned(outcome.put.len() + outcome.deleted.len()));
        let mut next = Record { site: wish.site.to_owned(), files: BTreeMap::new() };
        for path in &plan.unchanged {
            if let (Some(wanted), Some(listed)) = (wanted.get(path), listed.get(path)) {
                let etag = listed.etag.clone().unwrap_or_default();
                next.files.insert(path.clone(), Recorded { mark: wanted.mark.clone(), bytes: wanted.bytes, etag });
            }
        }
        // All that may be there until the record is written and that the record does not name.
        let ours = standing.ours.keys().filter(|path| !record.files.contains_key(*path)).cloned();
        let files = ours.chain(plan.puts().cloned()).collect::<BTreeSet<String>>();
        let note = Underway { site: wish.site.to_owned(), files };
        let must_note = !plan.steps.is_empty();
        if must_note {
            self.keep(UNDERWAY, &note, &If::Still(underway_version.clone()), Begun::No).await?;
        }
        for step in &plan.steps {
            self.take(step, release, &wanted, &mut next, tell).await?;
        }
        if must_note || next != record {
            let kept = self.keep(RECORD, &next, &If::Still(record_version), Begun::Perhaps).await;
            if let Err(SendError::Meanwhile { .. }) = kept {
                // Whoever was quicker has taken our note away: without it, what we put would be nobody's.
                let _ = self.keep(UNDERWAY, &note, &If::Anyhow, Begun::Perhaps).await;
            }
            kept?;
        }
        if must_note || underway_version.is_some() {
            self.delete(&[UNDERWAY.to_owned()], &|_| ()).await?;
        }
        Ok(outcome)
    }

    fn is_same_site(&self, there: [&String; 2], wish: &Wish<'_>) -> Result<(), SendError> {
        let plain = |address: &str| address.trim_end_matches('/').to_owned();
        let is_known = |address: &str| {
            address.is_empty() || plain(address) == plain(wish.site) || Some(plain(address)) == wish.replaces.map(plain)
        };
        match there.into_iter().find(|address| !is_known(address)) {
            None => Ok(()),
            Some(there) => Err(SendError::OtherSite {
                target: self.name.clone(),
                there: there.clone(),
                here: wish.site.to_owned(),
            }),
        }
    }

    /// A step of the plan, as many of its files at one time as may be.
    async fn take(
        &self,
        step: &Step,
        release: &Release,
        wanted: &BTreeMap<String, Wanted>,
        next: &mut Record,
        tell: &(dyn Fn(Sent) + Sync),
    ) -> Result<(), SendError> {
        match step {
            Step::Delete(paths) => self.delete(paths, tell).await,
            Step::Put(paths) => {
                let puts = paths.iter().filter_map(|path| Some((path, wanted.get(path)?)));
                let puts = puts.map(|(path, wanted)| async move {
                    let etag = self.put(path, wanted, release).await?;
                    tell(Sent::One);
                    let recorded = Recorded { mark: wanted.mark.clone(), bytes: wanted.bytes, etag };
                    Ok::<_, SendError>((path.clone(), recorded))
                });
                let put: Vec<(String, Recorded)> = stream::iter(puts).buffer_unordered(AT_ONCE).try_collect().await?;
                next.files.extend(put);
                Ok(())
            }
        }
    }

    /// Where a file of the site is in the storage.
    fn place(&self, path: &str) -> Result<ObjectPath, SendError> {
        let whole = if self.prefix.is_empty() { path.to_owned() } else { format!("{}/{path}", self.prefix) };
        // Not `from`, which writes some letters otherwise than readers ask for them.
        ObjectPath::parse(&whole).map_err(|error| SendError::Setting { reason: format!("{path}: {error}") })
    }

    /// What stands there, by its path in the site.
    async fn list(&self) -> Result<BTreeMap<String, Listed>, SendError> {
        let prefix = match self.prefix.as_str() {
            "" => None,
            prefix => Some(
                ObjectPath::parse(prefix)
                    .map_err(|error| SendError::Setting { reason: format!("{prefix}: {error}") })?,
            ),
        };
        let mut listed = BTreeMap::new();
        let mut found = self.store.list(prefix.as_ref());
        while let Some(file) = found.next().await {
            let file = file.map_err(|error| self.trouble("list", self.name.clone(), &error, Begun::No))?;
            let path = file.location.as_ref();
            let below = if self.prefix.is_empty() {
                Some(path)
            } else {
                path.strip_prefix(self.prefix.as_str()).and_then(|it| it.strip_prefix('/'))
            };
            // A folder of its own name is no file, though some programs put an empty one there.
            if let Some(below) = below.filter(|below| !below.is_empty()) {
                let etag = file.e_tag.as_deref().map(plain_tag);
                listed.insert(below.to_owned(), Listed { bytes: file.size, etag });
            }
        }
        Ok(listed)
    }

    /// What Candour itself keeps there, taken out of the list, with the state that it was read in.
    async fn kept<T: DeserializeOwned + Default>(
        &self,
        listed: &mut BTreeMap<String, Listed>,
        path: &str,
    ) -> Result<(T, Option<UpdateVersion>), SendError> {
        if listed.remove(path).is_none() {
            return Ok((T::default(), None));
        }
        let trouble = |error: StoreError| self.trouble("read", path.to_owned(), &error, Begun::No);
        let found = match self.store.get(&self.place(path)?).await {
            Err(StoreError::NotFound { .. }) => return Ok((T::default(), None)),
            found => found.map_err(trouble)?,
        };
        let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
        let bytes = found.bytes().await.map_err(trouble)?;
        // What cannot be read names nothing: all that is there is somebody else's then.
        Ok((serde_json::from_slice(&bytes).unwrap_or_default(), Some(version)))
    }

    /// Keeps something there, unless somebody else did meanwhile.
    async fn keep<T: Serialize>(&self, path: &str, thing: &T, condition: &If, begun: Begun) -> Result<(), SendError> {
        let mut text = serde_json::to_vec(thing).unwrap_or_default();
        text.push(b'\n');
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, "application/json"),
            (Attribute::CacheControl, "no-store"),
        ]);
        let mode = match condition {
            If::Still(None) => PutMode::Create,
            If::Still(Some(version)) if version.e_tag.is_some() || version.version.is_some() => {
                PutMode::Update(version.clone())
            }
            If::Still(Some(_)) | If::Anyhow => PutMode::Overwrite,
        };
        let place = self.place(path)?;
        let payload = PutPayload::from(text);
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        let put = match self.store.put_opts(&place, payload.clone(), options.clone()).await {
            // Storage that knows no conditions: there the last one wins.
            Err(StoreError::NotImplemented { .. } | StoreError::NotSupported { .. }) => {
                self.store.put_opts(&place, payload, PutOptions { mode: PutMode::Overwrite, ..options }).await
            }
            put => put,
        };
        match put {
            Ok(_) => Ok(()),
            Err(StoreError::Precondition { .. } | StoreError::AlreadyExists { .. }) => {
                Err(SendError::Meanwhile { target: self.name.clone() })
            }
            Err(error) => Err(self.trouble("write", path.to_owned(), &error, begun)),
        }
    }

    /// Looks at what is doubtful.
    async fn certain(&self, mut standing: Standing) -> Result<Standing, SendError> {
        let looks = standing.doubtful.iter().map(|path| async move {
            let options = GetOptions { head: true, ..GetOptions::default() };
            match self.store.get_opts(&self.place(path)?, options).await {
                Ok(found) => {
                    let mark = found.attributes.get(&Attribute::Metadata(MARK.into()));
                    Ok((path.clone(), mark.map(|mark| mark.as_ref().to_owned())))
                }
                Err(StoreError::NotFound { .. }) => Ok((path.clone(), None)),
                Err(error) => Err(self.trouble("look at", path.clone(), &error, Begun::No)),
            }
        });
        let marks: Vec<(String, Option<String>)> = stream::iter(looks).buffer_unordered(AT_ONCE).try_collect().await?;
        standing.ours.extend(marks);
        Ok(standing)
    }

    /// Puts a file there. Gives the storage's word for its state.
    async fn put(&self, path: &str, wanted: &Wanted, release: &Release) -> Result<String, SendError> {
        let place = self.place(path)?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, wanted.media_type.to_owned()),
            (Attribute::CacheControl, wanted.cache_control.to_owned()),
            (Attribute::Metadata(MARK.into()), wanted.mark.clone()),
        ]);
        let trouble = |error: StoreError| self.trouble("put", path.to_owned(), &error, Begun::Perhaps);
        let put = if wanted.bytes > PART_BYTES as u64 {
            self.put_in_parts(path, &place, attributes, release).await?
        } else {
            let bytes = release.bytes(path).map_err(SendError::Release)?;
            let options = PutOptions { attributes, ..PutOptions::default() };
            self.store.put_opts(&place, bytes.into(), options).await.map_err(trouble)?.e_tag
        };
        Ok(put.as_deref().map(plain_tag).unwrap_or_default())
    }

    /// A large file, which is there only once its last part is.
    #[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
    async fn put_in_parts(
        &self,
        path: &str,
        place: &ObjectPath,
        attributes: Attributes,
        release: &Release,
    ) -> Result<Option<String>, SendError> {
        let trouble = |error: StoreError| self.trouble("put", path.to_owned(), &error, Begun::Perhaps);
        let from = release.site().join(path);
        let unread = |source| SendError::Release(PublishError::Io { action: "read", path: from.clone(), source });
        let mut file = std::fs::File::open(&from).map_err(unread)?;
        let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
        let mut upload = self.store.put_multipart_opts(place, options).await.map_err(trouble)?;
        let mut digest = Sha256::new();
        let sent: Result<(), SendError> = async {
            loop {
                let mut part = Vec::with_capacity(PART_BYTES);
                std::io::Read::by_ref(&mut file).take(PART_BYTES as u64).read_to_end(&mut part).map_err(unread)?;
                if part.is_empty() {
                    break;
                }
                digest.update(&part);
                upload.put_part(part.into()).await.map_err(trouble)?;
            }
            match release.holds(path, &hex(&digest.finalize())) {
                true => Ok(()),
                false => Err(SendError::Release(PublishError::Changed { path: from.clone() })),
            }
        }
        .await;
        if let Err(error) = sent {
            // Best effort: storage forgets unfinished files by itself, sooner or later.
            let _ = upload.abort().await;
            return Err(error);
        }
        Ok(upload.complete().await.map_err(trouble)?.e_tag)
    }

    /// Deletes files; those that are gone already are no fault.
    async fn delete(&self, paths: &[String], tell: &(dyn Fn(Sent) + Sync)) -> Result<(), SendError> {
        let places: Result<Vec<ObjectPath>, SendError> = paths.iter().map(|path| self.place(path)).collect();
        let mut gone = self.store.delete_stream(stream::iter(places?.into_iter().map(Ok)).boxed());
        while let Some(deleted) = gone.next().await {
            match deleted {
                Ok(_) | Err(StoreError::NotFound { .. }) => tell(Sent::One),
                Err(error) => {
                    let what = paths.first().map_or_else(String::new, Clone::clone);
                    return Err(self.trouble("delete", what, &error, Begun::Perhaps));
                }
            }
        }
        Ok(())
    }

    fn trouble(&self, action: &'static str, what: String, error: &StoreError, begun: Begun) -> SendError {
        let hint = match error {
            StoreError::PermissionDenied { .. } | StoreError::Unauthenticated { .. } => match self.provider {
                Some(Provider::Amazon) => {
                    "See that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION are set, and that they may list, \
                     read, write and delete there. "
                }
                Some(Provider::Azure) => {
                    "See that AZURE_STORAGE_ACCOUNT_NAME and its key or another credential are set, and that they may \
                     list, read, write and delete there. "
                }
                Some(Provider::Google) => {
                    "See that GOOGLE_SERVICE_ACCOUNT names the key of an account that may list, read, write and delete \
                     there. "
                }
                None => "",
            },
            StoreError::NotFound { .. } => "See that there is such a bucket or container. ",
            _ if action == "write" && self.provider == Some(Provider::Amazon) => {
                "If the storage knows no conditions for writing, set AWS_CONDITIONAL_PUT=disabled. "
            }
            _ => "",
        };
        let what = if what == self.name { what } else { format!("{what} of {}", self.name) };
        SendError::Storage { action, what, reason: plain(error), hint, begun }
    }
}

/// What is wrong with the settings of a provider.
fn setting(provider: Provider, error: &StoreError) -> String {
    let hint = match provider {
        Provider::Amazon => "set AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        Provider::Azure => {
            "set AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or another credential of Azure"
        }
        Provider::Google => "set GOOGLE_SERVICE_ACCOUNT to the file with the key of a service account",
    };
    format!("the storage cannot be used: {}. In the environment, {hint}", plain(error))
}

/// A tag as every answer writes it: some put it between quotation marks and some do not.
fn plain_tag(tag: &str) -> String {
    tag.trim_matches('"').to_owned()
}
