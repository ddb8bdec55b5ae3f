"""docs/formats/policy-json.md: small policies with their hash."""

from .canonical import canonical, sha256_hex


def sealed(content):
    """The content with its hash."""
    content = {name: content[name] for name in content if name != "hash"}
    return content | {"hash": sha256_hex(canonical(content))}


def texts(text):
    return {"en": text}


def purpose(name, basis="consent", access="consent", kind="events", **more):
    made = {
        "id": name, "kind": kind, "legal_basis": basis, "device_access": access, "before_choice": "discard",
        "retention_days": 30, "title": texts(f"The {name} switch"),
        "text": texts("What happens is noted to mend faults. You can turn this off here."),
    }
    if basis == "legitimate_interest":
        made["balancing"] = "weighed in May 2026"
    if access == "strictly_necessary":
        made["device_access_reason"] = "The connection cannot be kept without it."
    return made | more


def recipient(name, purposes, kind="segment", **more):
    made = {
        "id": name, "name": f"{name} of Kranich", "kind": kind, "role": "processor", "country": "DE",
        "purposes": purposes, "epoch": {"days": 30}, "retention_days": 30, "remember_issued": True,
        "queue": {"max_bytes": 10_000_000, "max_records": 50_000},
    }
    if kind in ("segment", "sentry"):
        made |= {"endpoint": f"https://{name}.kranich-systems.de/7", "key": f"{name}-key"}
    return made | more


def field(name, rule, recipients):
    return {"name": name, "rule": rule, "recipients": recipients, "category": "usage data"}


def event(name, of, properties):
    return {"name": name, "purpose": of, "properties": properties}


def policy(purposes, recipients, fields=(), events=(), **more):
    limits = {"minimum_age": 16, "organisation_may_switch_off": [], "reask_after_days": 180, "required": []}
    content = {
        "format": 1, "version": "1", "date": "2026-01-01", "material": False, "locales": ["en"],
        "controller": {
            "name": "Kranich Systems GmbH", "address": "Am Deich 4, Bremen", "email": "privacy@kranich-systems.de",
            "data_protection_officer": {"name": "The officer", "email": "dpo@kranich-systems.de"},
            "supervisory_authority": {"name": "The authority", "email": "office@datenschutz.bremen.de"},
            "privacy_notice": "https://kranich-systems.de/privacy", "backup_retention_days": 30,
        },
        "purposes": purposes, "recipients": recipients, "fields": list(fields), "events": list(events),
        "permissions": [], "limits": limits | more.pop("limits", {}),
    }
    return sealed(content | more)
