"""What happens on the day, in Berlin time: who is on call, which alerts come, what the app offers."""

import random

DAY = "2026-03-11"
NIGHT, MORNING, EVENING = (0, 391), (421, 1079), (1081, 1435)
PEOPLE = [
    {"from": 0.1, "to": 395, "values": ["Mara Lindqvist", "mara.lindqvist@example.com", "+49 30 23125 417"]},
    {"from": 420, "to": 1080, "values": ["Jonas Abendroth", "jonas.abendroth@example.org", "+49 171 3920042"]},
    {"from": 1080.5, "to": 1439, "values": ["Selma Vandenburg", "selma.vandenburg@example.net", "+44 20 7946 0321"]},
]
SCREENS = ["alert_list", "alert_detail", "schedule", "team", "settings", "search", "status_page", "contact_card"]
CHANNELS = ["push", "sms", "voice", "email", "messenger"]
SETTINGS = ["critical_sound", "vibration", "dark_mode", "repeat_push", "quiet_hours", "show_details"]
NETWORK = [(0.0, "up"), (221.0, "down"), (228.5, "up"), (605.0, "503"), (612.0, "up"), (800.0, "429"), (805.0, "up"),
           (1000.0, "timeout"), (1006.0, "up"), (1290.0, "503"), (1293.0, "up")]
# Minute, source, file. In-process crashes end the app, so a restart follows; the others are found at a restart.
CRASHES = [(176.0, "rust", "rust.txt"), (262.0, "jvm", "jvm.txt"), (560.0, "nsexception", "nsexception.txt"),
           (699.0, "nsexception", "swift.txt"), (845.0, "jvm", "jvm-obfuscated.txt"),
           (953.0, "tombstone", "tombstone.txt"), (1100.0, "tombstone", "tombstone-binary.json"),
           (1216.0, "anr", "anr.txt"), (1260.0, "metrickit", "metrickit.json"), (1330.0, "rust", "rust-worker.txt")]
IN_PROCESS = {"rust", "jvm", "nsexception"}
# Events that the policy does not know, or with more than it allows.
BAD = [
    (300.0, "alert_snoozed", {"minutes": 15, "alert_id": None}),
    (512.0, "screen_viewed", {"screen": "alert_list", "duration_ms": 640, "battery_percent": 81}),
    (733.0, "lunch_ordered", {"count": 2}),
    (905.0, "team_opened", {"team_id": None, "count": 7, "office_floor": "third"}),
    (1188.0, "settings_changed", {"setting": "vibration", "enabled": True,
                                  "details": {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}}),
]


class Story:
    """Collects (minute, line) pairs; `marks` and `texts` fill in the free text."""

    def __init__(self, seed, marks, texts):
        self.random = random.Random(seed)
        self.marks, self.texts = marks, texts
        self.lines = []
        self.teams = [marks.uuid() for _ in range(4)]
        self.schedules = [marks.uuid() for _ in range(4)]
        # Handed over as ids, not among the values: the engine knows every id in free text.
        for person in PEOPLE:
            person["values"] += ["usr_" + marks.opaque(16), "cus_" + marks.opaque(16)]

    def person(self, minute):
        return next((p for p in PEOPLE if p["from"] <= minute < p["to"]), None)

    def line(self, minute, **line):
        self.lines.append((minute, line))

    def event(self, minute, event, planted=(), **properties):
        values = list(planted)
        for key in [key for key in properties if key in ("message", "note", "url", "query", "error")]:
            properties[key] = self.text(key, minute, values)
        if "details" in properties and "reason" in properties["details"]:
            properties["details"] = properties["details"] | {"reason": self.text("reason", minute, values)}
        self.line(minute, kind="event", event=event, properties=properties, planted=values)

    def text(self, section, minute, planted):
        text, values = self.texts.next(section, self.person(minute))
        planted.extend(values)
        return text

    def setting_out(self):
        """Signals, choices, people, network, crashes."""
        for signal in ("age", "organisation", "os"):
            self.line(0.02, kind="signal", signal=signal, allows=True)
        self.line(0.03, kind="signal", signal="gpc", allows=True)
        for purpose in ("crash_reports", "event_tracking"):
            self.line(0.05, kind="choice", purpose=purpose, choice="turn_on")
        for person in PEOPLE:
            self.line(person["from"], kind="sign_in", user_id=person["values"][3], customer_id=person["values"][4],
                      values=person["values"][:3])
            self.line(person["to"], kind="sign_out")
        for minute, state in NETWORK:
            self.line(minute, kind="network", state=state)
        for minute, source, file in CRASHES:
            self.line(minute, kind="crash", source=source, file=file)
            self.line(minute + (0.2 if source in IN_PROCESS else -0.2), kind="restart")
        for minute, event, properties in BAD:
            fresh = {key: self.marks.hex(24) if value is None else value for key, value in properties.items()}
            self.event(minute, event, **fresh)

    def alert(self, start):
        """One alert, from the push to its end."""
        r, minute = self.random, start
        alert, team = self.marks.hex(24), r.choice(self.teams)
        severity, channel = r.choice(["low", "high", "high", "critical"]), r.choice(CHANNELS)
        self.event(minute, "push_received", alert_id=alert, severity=severity, channel="push",
                   payload_bytes=r.randrange(300, 3500))
        self.event(minute + 0.05, "alert_received", alert_id=alert, team_id=team, severity=severity, channel=channel,
                   message=True)
        minute += r.uniform(0.3, 2)
        self.event(minute, "push_opened", alert_id=alert, duration_ms=r.randrange(900, 60000))
        self.event(minute + 0.1, "screen_viewed", screen="alert_detail", duration_ms=r.randrange(200, 9000))
        minute += r.uniform(0.3, 3)
        if r.random() < 0.35:
            self.event(minute, "alert_escalated", alert_id=alert, attempt=r.randrange(1, 4), severity=severity,
                       assignee_name=self.marks.name(), assignee_email=self.marks.mail())
            self.event(minute + 0.3, "call_routed", team_id=team, caller_phone=self.marks.tel(), channel="voice",
                       attempt=r.randrange(1, 3), complete=r.random() < 0.7, duration_ms=r.randrange(4000, 250000))
        else:
            self.event(minute, "alert_acknowledged", alert_id=alert, channel=channel, minutes=r.randrange(1, 9))
        if r.random() < 0.4:
            self.failure(minute + 0.5)
        if r.random() < 0.7:
            self.event(minute + r.uniform(1, 4), "note_added", alert_id=alert, note=True, count=r.randrange(1, 4))
        self.event(minute + r.uniform(4, 9), "alert_resolved", alert_id=alert, minutes=r.randrange(5, 90),
                   complete=True)

    def failure(self, minute):
        r = self.random
        self.event(minute, "request_failed", url=True, error=True, attempt=r.randrange(1, 5),
                   details={"http_status": r.choice([401, 403, 404, 408, 429, 500, 502, 503, 504]),
                            "method": r.choice(["GET", "POST", "PUT"]), "reason": True})

    def shift(self, start, end):
        """What one person does around the alerts."""
        r = self.random
        team, schedule = r.choice(self.teams), r.choice(self.schedules)
        self.event(start, "sign_in_completed", attempt=1, complete=True, duration_ms=r.randrange(300, 4000))
        self.event(start + 0.5, "shift_started", schedule_id=schedule, team_id=team, minutes=int(end - start))
        self.event(end - 1, "shift_ended", schedule_id=schedule, minutes=int(end - start), count=r.randrange(3, 20),
                   note=True)

        def at():
            return r.uniform(start + 2, end - 2)

        for _ in range(3):
            self.event(at(), "schedule_opened", schedule_id=r.choice(self.schedules), screen="schedule",
                       duration_ms=r.randrange(300, 20000))
            self.event(at(), "team_opened", team_id=r.choice(self.teams), count=r.randrange(3, 30))
            self.event(at(), "status_page_opened", url=True, duration_ms=r.randrange(300, 9000))
            self.event(at(), "settings_changed", setting=r.choice(SETTINGS), enabled=r.random() < 0.5)
        for _ in range(5):
            self.event(at(), "search_performed", query=True, count=r.randrange(0, 40),
                       duration_ms=r.randrange(80, 2000))
            self.event(at(), "screen_viewed", screen=r.choice(SCREENS), duration_ms=r.randrange(200, 30000))
        self.event(at(), "schedule_override_created", schedule_id=r.choice(self.schedules), minutes=120, note=True,
                   assignee_name=self.marks.name())
        self.event(at(), "contact_card_saved", count=3, complete=True)

    def write(self):
        """All lines in order of time."""
        self.setting_out()
        for (start, end), alerts in zip((NIGHT, MORNING, EVENING), (13, 21, 12)):
            self.shift(start + 1, end)
            step = (end - start - 20) / alerts
            for number in range(alerts):
                self.alert(start + 3 + number * step + self.random.uniform(0, step / 2))
        self.lines.sort(key=lambda pair: pair[0])
        return self.lines
