"""Prints what the server holds as one JSON line: the events with their issue, and every text in the database."""

import json
import sqlite3

with sqlite3.connect("file:db.sqlite3?mode=ro", uri=True) as database:
    rows = database.execute(
        "select replace(event.event_id, '-', ''), event.data, issue.calculated_type "
        "from events_event event join issues_issue issue on issue.id = event.issue_id"
    )
    events = [{"event_id": event_id, "data": json.loads(data), "issue": issue} for event_id, data, issue in rows]

    tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
    texts = []
    for table in tables:
        for row in database.execute(f'select * from "{table}"'):
            texts += [cell for cell in row if isinstance(cell, str)]
            texts += [cell.decode("utf-8", "replace") for cell in row if isinstance(cell, bytes)]

print(json.dumps({"events": events, "texts": texts}))
