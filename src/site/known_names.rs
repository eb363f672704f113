//! Whether a name in the properties of a file is a person's.
//!
//! Names of people cannot be listed, so everything else is: the organisation and its teams, words for bodies, roles and
//! subjects, and programs. A name of such words only is nobody's. Any other is taken for a person's, because a wrong
//! guess in that direction costs a line in `site.yaml`, and one in the other cannot be taken back.

use std::collections::BTreeSet;

use super::Site;
use crate::config::Config;

/// Words that names of bodies, teams and roles are made of.
const BODIES_AND_ROLES: &str = "
    and at by for from in of on the to with nhs ics icb icp uk gb england english scotland wales welsh northern
    ireland northern southern eastern western north south east west central midlands greater london royal national
    local regional public foundation trust trusts trust's hospital hospitals infirmary clinic clinics clinical centre
    center surgery practice practices primary secondary community communities mental physical learning disability
    disabilities autism ambulance acute specialist care health healthcare wellbeing social services service system
    systems board boards committee committees council councils department departments division directorate office
    offices unit units team teams group groups network networks partnership partnerships alliance commission
    commissioning commissioner commissioners authority agency association society college university school institute
    academy charity charitable charities company limited ltd plc llp cic inc llc consultancy consulting design designs
    studio media press print printing publishing publications creative digital solutions
    chief executive deputy assistant associate senior junior lead leads leader head heads director directors manager
    managers management officer officers administrator administrators administration admin coordinator co ordinator
    secretary secretariat chair chairs non executive governor governors partner partners specialist adviser advisor
    advisers advisors analyst analysts editor editors author authors owner reviewer writer designer nurse nurses nursing
    midwife midwives midwifery doctor doctors medical medicine pharmacist pharmacy pharmacists allied professional
    professionals practitioner practitioners consultant therapist therapists therapy matron ward staff user users
    patient patients safety quality governance risk assurance compliance incident incidents response experience
    involvement engagement complaints pals advice liaison advocacy communications communication comms corporate
    business information records data protection performance improvement transformation strategy planning policy
    policies projects project programme programmes research development innovation education training library
    finance procurement estates facilities workforce people human resources hr it ict technology web website
    equality diversity inclusion safeguarding infection prevention control children young adults adult older maternity
    neonatal paediatric emergency urgent surgical surgery theatre theatres cancer dementia frailty falls palliative
    translation translations interpreting interpreters easy read accessible
";

/// Programs that write their own name, and what computers are called when nobody has set them up.
const PROGRAMS_AND_PLACEHOLDERS: &str = "
    microsoft office word excel powerpoint outlook windows mac macos os publisher visio sharepoint teams copilot
    adobe acrobat pro dc distiller pdfmaker indesign illustrator photoshop express creative cloud cc
    libreoffice openoffice org writer calc impress collabora onlyoffice apache poi fop openxml sdk aspose docx4j
    google docs sheets slides canva quarkxpress quark affinity serif scribus inkscape pandoc typst latex pdftex xelatex
    luatex quarto rstudio markdown python docx openpyxl xlsxwriter pptx tableau power bi crystal reports
    candour wps pages keynote numbers apple quartz pdfcontext ghostscript itext prince weasyprint wkhtmltopdf chromium
    chrome edge firefox nitro foxit abbyy finereader scanner scan konica minolta canon ricoh xerox hp epson kyocera
    version for unknown anonymous nobody none author user username owner default guest account
    administrator admin system root name test generic template
";

/// What the names of bodies end in by law or by statute.
const DESIGNATIONS: &[&str] = &[
    "nhs trust",
    "nhs foundation trust",
    "integrated care board",
    "icb",
    "council",
    "limited",
    "ltd",
    "llp",
    "plc",
    "cic",
];

/// What is known not to be a person.
pub struct KnownNames {
    /// Whole names, each as its words: the organisation, its teams, roles that own pages, what `site.yaml` allows.
    phrases: BTreeSet<Vec<String>>,
    /// Single words.
    words: BTreeSet<String>,
    /// Addresses of teams.
    emails: BTreeSet<String>,
}

impl KnownNames {
    /// What a site knows.
    pub fn of(site: &Site) -> KnownNames {
        let owners = site.pages().iter().filter_map(|page| page.document.meta.common.owner.as_deref());
        KnownNames::new(&site.config, owners)
    }

    /// What a site knows from its settings and from the roles that own its pages.
    pub fn new<'a>(config: &'a Config, owners: impl Iterator<Item = &'a str>) -> KnownNames {
        let organisation = &config.organisation;
        let allowed = config.anonymisation.allowed.iter().map(|allowed| allowed.text.as_str());
        let teams = config.contacts.0.values().map(|contact| contact.team.as_str());
        let own = [&organisation.name].into_iter().chain(&organisation.short_name).map(String::as_str);
        let phrases = own.chain(owners).chain(allowed).chain(teams).map(words).filter(|phrase| !phrase.is_empty());
        let names = [&organisation.name].into_iter().chain(&organisation.short_name).chain([&config.site.title]);
        let listed = [BODIES_AND_ROLES, PROGRAMS_AND_PLACEHOLDERS].into_iter().flat_map(words);
        let emails = config.contacts.0.values().filter_map(|contact| contact.email.as_deref());
        KnownNames {
            phrases: phrases.collect(),
            words: names.flat_map(|name| words(name)).chain(listed).collect(),
            emails: emails.map(str::to_lowercase).collect(),
        }
    }

    /// What everybody knows.
    pub fn common() -> KnownNames {
        let listed = [BODIES_AND_ROLES, PROGRAMS_AND_PLACEHOLDERS].into_iter().flat_map(words);
        KnownNames { phrases: BTreeSet::new(), words: listed.collect(), emails: BTreeSet::new() }
    }

    /// Whether a name may be a person's.
    pub fn is_person(&self, name: &str) -> bool {
        if name.contains('@') {
            return !self.emails.contains(&name.trim().to_lowercase());
        }
        let mut rest = words(name);
        for phrase in &self.phrases {
            while let Some(at) = rest.windows(phrase.len()).position(|window| window == phrase.as_slice()) {
                rest.drain(at..at + phrase.len());
            }
        }
        // Another body, whose name nobody could list. Behind a comma or in brackets it is where a person works.
        let joined = format!(" {}", rest.join(" "));
        let ends_in = |designation: &&str| joined.ends_with(&format!(" {designation}"));
        if !name.contains([',', ';', '(', '/', '|']) && DESIGNATIONS.iter().any(ends_in) {
            return false;
        }
        rest.iter().any(|word| !self.words.contains(word) && !is_number(word))
    }
}

/// The words of a name in small letters: letters and digits, and apostrophes among them.
fn words(text: &str) -> Vec<String> {
    let folded = text.to_lowercase().replace('\u{2019}', "'");
    let parts = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    parts.map(|part| part.trim_matches('\'')).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A number, or a version such as `v3`. A single letter may be an initial.
fn is_number(word: &str) -> bool {
    word.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownNames {
        KnownNames {
            phrases: ["Quill Print Works", "Northmere NHS Trust"].map(words).into_iter().collect(),
            words: [BODIES_AND_ROLES, PROGRAMS_AND_PLACEHOLDERS, "Northmere"].into_iter().flat_map(words).collect(),
            emails: BTreeSet::from(["psirf@northmere.example".to_owned()]),
        }
    }

    #[test]
    fn organisations_roles_and_programs_are_nobody() {
        for name in [
            "Northmere NHS Trust",
            "Head of Patient Safety",
            "Communications Team, Northmere",
            "NHS England",
            "Westvale Hospitals NHS Foundation Trust",
            "Quillby Borough Council",
            "Microsoft Office User",
            "python-docx",
            "Acrobat PDFMaker 23 for Word",
            "Quill Print Works",
            "Candour 0.1.0",
            "PSIRF@northmere.example",
            "",
        ] {
            assert!(!known().is_person(name), "{name}");
        }
    }

    #[test]
    fn anything_else_may_be_a_person() {
        for name in [
            "Tunde Balewright",
            "BALEWRIGHT, Tunde (NORTHMERE NHS TRUST)",
            "Tunde Balewright Northmere NHS Trust",
            "tbalewright",
            "T B",
            "Balewright, Head of Patient Safety",
            "tunde@northmere.example",
            "Quill",
        ] {
            assert!(known().is_person(name), "{name}");
        }
    }
}
