//! Closed lists of words around letters in capitals that tell whether somebody stands there.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tokens::Tokens;

/// A closed list of words.
pub(super) struct Words(LazyLock<HashSet<&'static str>>);

impl Words {
    /// Whether a token is one of the words.
    pub fn has(&self, tokens: &Tokens, at: usize) -> bool {
        tokens.word(at) && self.0.contains(tokens.lower(at))
    }
}

/// What people do, and things do not.
pub(super) static HUMAN: Words = Words(LazyLock::new(|| {
    "\
        said says felt feels cried fell died lives lived woke wakes collapsed smiled wept wanted wants thinks \
        thought refused declined slept sleeps ate vomited lay sat stood walked told believes believed remembers \
        remembered recalls recalled apologised admits sustained suffered absconded choked screamed shouted \
        laughed drank wandered mobilised describes described hopes wishes disclosed self aspirated miscarried \
        delivered weighed rang wrote noticed attended asked agreed explained thanked phoned telephoned replied \
        knew tried spoke visited knows insisted complained wondered hoped met initialled"
        .split_whitespace()
        .collect()
}));

/// What people do, and departments and things may do as well.
pub(super) static DOES: Words = Words(LazyLock::new(|| {
    "\
        became began rang called wrote looked seemed noticed gave took checked went came asked arrived attended \
        attends presented reported reports stated states noted notes agreed agrees explained confirmed confirms \
        advised advises answered replied saw heard found opened signed prescribed administered handed returned \
        left lost got gets goes knows knew tried tries needs needed remains remained continued drew helped spoke \
        phoned telephoned emailed queried raised asks chased covered placed held stopped started did does has \
        had was is would could will should may might can lacked ticked wheeled carried moved reviewed reviewing \
        assessed clerked examined inserted removed bleeped escalated witnessed countersigned completed missed \
        thanked met visited discharged deteriorated developed received required underwent settled improved \
        worked works accepted released leads leaves wishes keeps kept made put set sent used apologises scrubbed \
        cannulated intubated booked led scribed arranged initialled documented recorded screened dispensed"
        .split_whitespace()
        .collect()
}));

/// What goes on with the sentence after letters.
pub(super) static GOES_ON: Words = Words(LazyLock::new(|| {
    "\
        to or who then also now again still not never himself herself and on in at re aged this yesterday today \
        later because when after before as but since while for"
        .split_whitespace()
        .collect()
}));

/// What happens to people when they "were" it.
pub(super) static BECOMES: Words = Words(LazyLock::new(|| {
    "\
        admitted found born discharged transferred taken seen fallen been brought tearful crying upset asleep \
        alone frightened breathless moved restrained sedated intubated reviewed told nursed wheeled confused \
        agitated drowsy unwell unresponsive distressed anxious angry placed prescribed given weighed examined \
        assessed listed booked referred a an the in on not nil never sitting lying standing pale cold \
        incontinent stable fit sent called asked attending aware happy unaware also already still then known \
        under off away left late discussed expecting pregnant handed catheterised cannulated detained sectioned \
        reintubated first"
        .split_whitespace()
        .collect()
}));

/// Whom and what people have, and things do not.
pub(super) static KIN: Words = Words(LazyLock::new(|| {
    "\
        mother mum father dad daughter son wife husband partner sister brother family parents nan gran \
        grandmother grandson granddaughter niece nephew cousin aunt uncle friend neighbour nok keyworker \
        wristband handwriting signature girlfriend boyfriend dog flat belongings glasses dentures story death \
        insulin bed bedside mobile ecg carer carers"
        .split_whitespace()
        .collect()
}));

/// What only people are.
pub(super) static STATES: Words = Words(LazyLock::new(|| {
    "\
        admitted born discharged fallen tearful crying upset asleep frightened breathless restrained sedated \
        reintubated nursed confused agitated drowsy unwell unresponsive distressed anxious nil sitting lying \
        detained sectioned incontinent catheterised expecting wheeled"
        .split_whitespace()
        .collect()
}));

/// Words before the letters of somebody.
pub(super) static BEFORE: Words = Words(LazyLock::new(|| {
    "\
        by asked told rang ring informed contacted bleeped called saw met helped supervised re cc per thanks \
        signed initialled initials countersigned witnessed named ask tell phoned emailed email dear hi hello \
        reviewed seen attending opposite thx regards inform remind thank advised with from owner lead author \
        checker chair apologies present attendees scribe relieved helping spoke discussed assisted alerted \
        escorted accompanied wr ptwr done chased lady gent gentleman pt patient pts resident client child baby \
        twin girl boy user prisoner registrar physio pharmacist recept receptionist tech radiographer cons reg \
        consultant"
        .split_whitespace()
        .collect()
}));

/// What letters stand before when they are a thing.
pub(super) static THINGS: Words = Words(LazyLock::new(|| {
    "\
        testing form team test score scan line list ward unit service clinic policy tool chart dose tube code group \
        system model standard level levels scale index valve pump mode bottle connector meeting board lead \
        programme framework project plan pathway software number type class criteria guidance guideline data \
        training module course store site building block infection virus syndrome disease rate ratio imaging \
        room machine label"
        .split_whitespace()
        .collect()
}));
