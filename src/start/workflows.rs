//! The workflows that check, build and publish a site on the servers that hold it.

use super::NewFile;

/// Where a site is built and published from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Actions and Pages.
    Github,
    /// GitLab CI and Pages.
    Gitlab,
    /// Azure DevOps and Static Web Apps.
    Azure,
}

impl Host {
    /// The workflow, as the host looks for it. It installs this version of the program.
    pub fn file(self) -> NewFile {
        let (path, text) = match self {
            Host::Github => (".github/workflows/candour.yml", include_str!("workflows/github.yml")),
            Host::Gitlab => (".gitlab-ci.yml", include_str!("workflows/gitlab.yml")),
            Host::Azure => ("azure-pipelines.yml", include_str!("workflows/azure.yml")),
        };
        NewFile::text(path, text.replace("{{version}}", env!("CARGO_PKG_VERSION")))
    }

    /// What a person has to do once, where the site is kept.
    pub fn to_do(self) -> &'static str {
        match self {
            Host::Github => {
                "In the settings of the repository, under Pages, choose GitHub Actions. Then fill in CANDOUR_DOWNLOAD and CANDOUR_SHA256 at the top of .github/workflows/candour.yml."
            }
            Host::Gitlab => {
                "Fill in CANDOUR_DOWNLOAD and CANDOUR_SHA256 at the top of .gitlab-ci.yml. Then add a schedule under Build, Pipeline schedules: 17 6 1 * *"
            }
            Host::Azure => {
                "Fill in CANDOUR_DOWNLOAD and CANDOUR_SHA256 at the top of azure-pipelines.yml. Then keep the deployment token of the Static Web App in a secret variable of the pipeline, AZURE_STATIC_WEB_APPS_API_TOKEN."
            }
        }
    }
}
