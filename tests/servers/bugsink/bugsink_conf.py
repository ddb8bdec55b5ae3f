"""Settings of the Bugsink that the tests start: loopback, one user, files in the current folder, no call home."""

import os

from bugsink.settings.default import *  # noqa: F403

SECRET_KEY = "for tests on this machine only, guards nothing"
TIME_ZONE = "UTC"

DATABASES["default"]["NAME"] = os.path.abspath("db.sqlite3")  # noqa: F405
DATABASES["snappea"]["NAME"] = os.path.abspath("snappea.sqlite3")  # noqa: F405

# An event is digested within the request that brings it, so no worker process is needed.
SNAPPEA = {"TASK_ALWAYS_EAGER": True}

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

BUGSINK = {
    "BASE_URL": "http://127.0.0.1",
    "SINGLE_USER": True,
    "PHONEHOME": False,
    "INGEST_STORE_BASE_DIR": os.path.abspath("ingest"),
}
