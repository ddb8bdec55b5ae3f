//! What a controller's endpoint expects of a request for deletion, checked.

use serde_json::Value as Json;

use super::refused::Refused;

/// The id of a request, which is the same in every try.
pub(crate) fn rights(content_type: Option<&str>, body: &[u8]) -> Result<Vec<String>, Refused> {
    if content_type != Some("application/json") {
        return Err(Refused {
            status: 415,
            why: "only JSON is taken",
        });
    }
    let request: Json =
        serde_json::from_slice(body).map_err(|_| Refused::bad("the body is no JSON"))?;
    if request["format"] != 1 || request["request"] != "deletion" {
        return Err(Refused::bad("it is no request for deletion of format 1"));
    }
    let rows = request["pseudonyms"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let is_whole = |row: &Json| {
        ["recipient", "purpose", "field", "pseudonym"]
            .iter()
            .all(|member| row[member].as_str().is_some_and(|text| !text.is_empty()))
    };
    if rows.is_empty() || !rows.iter().all(is_whole) {
        return Err(Refused::bad(
            "it names no pseudonym, or one without its recipient",
        ));
    }
    match request["id"].as_str() {
        Some(id) if !id.is_empty() => Ok(vec![id.to_owned()]),
        _ => Err(Refused::bad("it has no id")),
    }
}

#[cfg(test)]
mod tests {
    use super::rights;

    #[test]
    fn only_a_whole_request_is_taken() {
        const ROW: &str =
            r#"{"recipient": "segment", "purpose": "usage", "field": "user_id", "pseudonym": "p"}"#;
        let body = |row: &str, id: &str| {
            format!(
                r#"{{"format": 1, "request": "deletion", "id": "{id}", "pseudonyms": [{row}]}}"#
            )
        };
        let json = Some("application/json");
        let taken = rights(json, body(ROW, "i").as_bytes());
        assert_eq!(taken.ok(), Some(vec!["i".to_owned()]));
        for bad in [
            body("", "i"),
            body(ROW, ""),
            body(&ROW.replace("usage", ""), "i"),
        ] {
            assert!(rights(json, bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(rights(Some("text/plain"), body(ROW, "i").as_bytes()).is_err());
    }
}
