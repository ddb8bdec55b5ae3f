"""Makes a team and a project; prints the project's id and key as one JSON line."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bugsink_conf")
django.setup()

from projects.models import Project  # noqa: E402
from teams.models import Team  # noqa: E402

team = Team.objects.create(name="Sordino tests")
project = Project.objects.create(name="Sordino tests", team=team)
print(json.dumps({"project": project.id, "key": project.sentry_key.hex}))
