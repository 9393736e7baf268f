"""A step completed through the office's page: the whole request, as a browser sends it."""

import random
import statistics
import time
from pathlib import Path

from models import Base
from models.encryption import Keyring
from models.session import open_database, session_maker
from processes.demonstration.police import establish
from tests.processes.place import QUICK
from tests.web.casework import Casework
from tests.web.conftest import portal_of
from tests.web.days import in_days
from tests.web.installation import LONG_BEFORE, MASTER, deploy_shipped, settings_for
from tests.web.staff import SignIn
from web import create_app

ROUNDS = 30
_STEP = "write_diary_entry"


def complete_task_ms(folder: Path) -> float:
    """CPU milliseconds of the server for one diary entry that is sent, on SQLite."""
    url = f"sqlite:///{folder / 'pages.db'}"
    database = open_database(url)
    Base.metadata.create_all(database)
    with session_maker(database, Keyring([MASTER])).begin() as session:
        deploy_shipped(session)
        establish(session, now=LONG_BEFORE, chance=random.Random(1), hash_password=QUICK.hash)
    database.dispose()
    app = create_app(settings_for(url, demo=True))
    casework, browser = Casework(portal_of(app)), SignIn(app)("io")
    complaint_id = casework.investigated()
    entry = {
        "f-diary_action": "witness",
        "f-diary_done_on": in_days(-1),
        "f-diary_text": "Spoke with the driver.",
        "f-next_action": "evidence",
        "f-next_action_on": in_days(7),
        "go": "complete",
    }
    spent = []
    for _ in range(ROUNDS):
        page = browser.open(f"/office/tasks/{casework.task(complaint_id, _STEP).id}")
        fields = next(
            each
            for each in map(page.fields, range(len(page.tree.xpath("//main//form"))))
            if "f-shown" in each
        )
        began = time.process_time()
        answer = browser.client.post(page.address, data={**fields, **entry})
        spent.append(time.process_time() - began)
        assert answer.status_code == 303, answer.status
    portal_of(app).database.dispose()
    return statistics.median(spent) * 1e3
