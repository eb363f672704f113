//! `web.config` of Internet Information Services, with the parts that every installation has.

use super::{FOR_HOSTS, Header, Told};
use crate::formats::xml::Escaped;

/// What IIS reads at the top of the site. Where its redirects are not installed, the pages at old addresses still send
/// readers on.
pub fn web_config(told: &Told) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n  <system.webServer>\n    <httpProtocol>\n      <customHeaders>\n",
    );
    for Header { name, value } in &told.headers {
        xml.push_str(&format!("        <remove name=\"{name}\" />\n"));
        xml.push_str(&format!("        <add name=\"{name}\" value=\"{}\" />\n", Escaped(value)));
    }
    xml.push_str("      </customHeaders>\n    </httpProtocol>\n    <staticContent>\n");
    for (ending, media_type) in &told.types {
        xml.push_str(&format!("      <remove fileExtension=\".{ending}\" />\n"));
        xml.push_str(&format!("      <mimeMap fileExtension=\".{ending}\" mimeType=\"{}\" />\n", Escaped(media_type)));
    }
    xml.push_str("    </staticContent>\n    <security>\n      <requestFiltering>\n        <hiddenSegments>\n");
    for name in FOR_HOSTS {
        xml.push_str(&format!("          <remove segment=\"{name}\" />\n          <add segment=\"{name}\" />\n"));
    }
    xml.push_str(
        "        </hiddenSegments>\n      </requestFiltering>\n    </security>\n    \
         <httpErrors errorMode=\"Custom\">\n      <remove statusCode=\"404\" />\n      \
         <error statusCode=\"404\" path=\"404.html\" responseMode=\"File\" />\n    </httpErrors>\n  </system.webServer>\n",
    );
    for moved in told.moved.iter().filter(|moved| moved.is_alone) {
        for asked in moved.asked.iter().filter(|asked| **asked != moved.from) {
            // Paths start at the folder of this file.
            let path = asked.strip_prefix(&told.base).unwrap_or(asked);
            xml.push_str(&format!(
                "  <location path=\"{}\">\n    <system.webServer>\n      <httpRedirect enabled=\"true\" destination=\"{}\" \
                 exactDestination=\"true\" httpResponseStatus=\"Permanent\" />\n    </system.webServer>\n  </location>\n",
                Escaped(path),
                Escaped(&moved.to),
            ));
        }
    }
    xml.push_str("</configuration>\n");
    xml
}
