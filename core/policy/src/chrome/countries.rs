//! Names of countries in English and German: the EEA and where recipients of apps' data usually sit.

/// Code, English name, German name.
const COUNTRIES: &str = "\
AT|Austria|Österreich
AU|Australia|Australien
BE|Belgium|Belgien
BG|Bulgaria|Bulgarien
BR|Brazil|Brasilien
CA|Canada|Kanada
CH|Switzerland|Schweiz
CN|China|China
CY|Cyprus|Zypern
CZ|Czechia|Tschechien
DE|Germany|Deutschland
DK|Denmark|Dänemark
EE|Estonia|Estland
ES|Spain|Spanien
FI|Finland|Finnland
FR|France|Frankreich
GB|United Kingdom|Vereinigtes Königreich
GR|Greece|Griechenland
HK|Hong Kong|Hongkong
HR|Croatia|Kroatien
HU|Hungary|Ungarn
IE|Ireland|Irland
IL|Israel|Israel
IN|India|Indien
IS|Iceland|Island
IT|Italy|Italien
JP|Japan|Japan
KR|South Korea|Südkorea
LI|Liechtenstein|Liechtenstein
LT|Lithuania|Litauen
LU|Luxembourg|Luxemburg
LV|Latvia|Lettland
MT|Malta|Malta
MX|Mexico|Mexiko
NL|Netherlands|Niederlande
NO|Norway|Norwegen
NZ|New Zealand|Neuseeland
PL|Poland|Polen
PT|Portugal|Portugal
RO|Romania|Rumänien
SE|Sweden|Schweden
SG|Singapore|Singapur
SI|Slovenia|Slowenien
SK|Slovakia|Slowakei
TR|Türkiye|Türkei
UA|Ukraine|Ukraine
US|USA|USA
ZA|South Africa|Südafrika
";

/// Returns the country's name; its code where the table has no name for it.
pub fn country<'a>(code: &'a str, language: &str) -> &'a str {
    let mut rows = COUNTRIES.lines().map(|row| row.split('|'));
    let row = rows.find_map(|mut row| (row.next() == Some(code)).then_some(row));
    row.and_then(|mut row| row.nth(usize::from(language == "de")))
        .unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::country;

    #[test]
    fn a_country_is_named_in_the_language() {
        assert_eq!(country("DE", "en"), "Germany");
        assert_eq!(country("ZA", "de"), "Südafrika");
        assert_eq!(country("XX", "de"), "XX");
    }
}
