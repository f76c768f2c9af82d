"""What a script written against Kibana does with a case, by the published client `kibana-py`.

Reads the name of a step per line from standard input and answers one line of JSON: {"ok": true}, or what went wrong.
Steps follow each other and share what they know. Arguments: the address of the server, and of a file for messages.
"""

import json
import sys
import traceback

from kibana import Kibana
from kibana.exceptions import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    BadRequestError,
    ConflictError,
    NotFoundError,
)

URL = sys.argv[1]
root = Kibana(URL, basic_auth=("root", "root"), max_retries=0)
reader = Kibana(URL, basic_auth=("reader", "reader"), max_retries=0)
nobody = Kibana(URL, basic_auth=("root", "wrong"), max_retries=0)
known = {}


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"found {found!r}, wanted {wanted!r}")


def refused(kind, status, message, call):
    try:
        call()
    except kind as error:
        same((error.status_code, error.body["message"]), (status, message))
        return
    raise AssertionError(f"is not refused with {message!r}")


def case():
    return root.cases.get(case_id=known["id"]).body


def activity(**query):
    return root.cases.find_user_actions(case_id=known["id"], **query).body


def connects():
    """Tells the status and the figures of the server."""
    status = root.status.get_status().body
    same(status["status"]["overall"]["level"], "available")
    same(status["status"]["core"]["savedObjects"]["level"], "available")
    same(root.status.get_status(v7format=True).body["status"]["overall"]["state"], "green")
    if root.status.get_stats().body["kibana"]["uuid"] != status["uuid"]:
        raise AssertionError("the figures are of another server")


def configures():
    """Configures the cases of an owner, and changes that."""
    field = {"key": "cost_centre", "label": "Cost centre", "type": "text", "required": False}
    made = root.cases.create_configuration(
        closure_type="close-by-user", owner="cases", custom_fields=[field]
    ).body
    changed = root.cases.update_configuration(
        configuration_id=made["id"], version=made["version"], closure_type="close-by-pushing"
    ).body
    same(changed["closure_type"], "close-by-pushing")
    found = root.cases.get_configuration(owner="cases").body
    same([(one["id"], one["customFields"]) for one in found], [(made["id"], [field])])
    same([one["id"] for one in root.cases.find_connectors().body], ["tickets"])


def creates():
    """Creates a case."""
    made = root.cases.create(
        title="Disk full on db-3",
        description="Alert fired twice",
        owner="cases",
        tags=["storage"],
        severity="high",
        custom_fields=[{"key": "cost_centre", "type": "text", "value": "EU-14"}],
    ).body
    known["id"] = made["id"]
    same((made["status"], made["severity"], made["totalComment"]), ("open", "high", 0))
    same(case(), made)


def changes():
    """Changes a case at the version that was read, once."""
    version = case()["version"]
    [changed] = root.cases.update(
        id=known["id"], version=version, status="in-progress", tags=["storage", "db"], title="Disk full"
    ).body
    same((changed["status"], changed["tags"], changed["title"]), ("in-progress", ["storage", "db"], "Disk full"))
    message = f"These cases {known['id']} has been updated. Please refresh before saving additional updates."
    refused(
        ConflictError, 409, message, lambda: root.cases.update(id=known["id"], version=version, title="Late")
    )


def comments():
    """Adds, changes, finds and deletes comments, and attaches alerts."""
    [first] = root.cases.add_comment(case_id=known["id"], comment="Cleared old logs").body["comments"]
    root.cases.add_comment(case_id=known["id"], comment="Was a mistake")
    root.cases.add_comment(
        case_id=known["id"],
        type="alert",
        alert_id=["a-1"],
        index=["alerts"],
        rule={"id": "r", "name": "Disks"},
    )
    root.cases.update_comment(
        case_id=known["id"], id=first["id"], version=first["version"], comment="Cleared old logs, watching"
    )
    page = root.cases.get_comments(case_id=known["id"], per_page=1, sort_order="asc").body
    same((page["total"], [one["comment"] for one in page["comments"]]), (2, ["Cleared old logs, watching"]))
    mistake = root.cases.get_comments(case_id=known["id"], page=2, per_page=1, sort_order="asc").body["comments"][0]
    same(root.cases.get_comment(case_id=known["id"], comment_id=mistake["id"]).body["comment"], "Was a mistake")
    root.cases.delete_comment(case_id=known["id"], comment_id=mistake["id"])
    same((case()["totalComment"], case()["totalAlerts"]), (1, 1))
    same([one["id"] for one in root.cases.get_alerts(case_id=known["id"]).body], ["a-1"])
    same([one["id"] for one in root.cases.get_cases_by_alert(alert_id="a-1").body], [known["id"]])


def pushes():
    """Tells the ticket system of the case, which closes it."""
    pushed = root.cases.push(case_id=known["id"], connector_id="tickets").body
    same((pushed["status"], pushed["external_service"]["external_title"]), ("closed", "OPS-1"))
    message = "Saved object [action/none] not found"
    refused(NotFoundError, 404, message, lambda: root.cases.push(case_id=known["id"], connector_id="none"))


def reads_activity():
    """Reads all that happened to the case, page after page, both ways, and of some types alone."""
    pages = [activity(page=page, per_page=4, sort_order="asc") for page in (1, 2, 3, 4)]
    actions = [one for page in pages for one in page["userActions"]]
    same({page["total"] for page in pages}, {len(actions)})
    same(
        [(one["type"], one["action"]) for one in actions],
        [
            ("create_case", "create"),
            # As the client has the attributes in its body, but for the status.
            ("tags", "add"),
            ("title", "update"),
            ("status", "update"),
            ("comment", "create"),
            ("comment", "create"),
            ("comment", "create"),
            ("comment", "update"),
            ("comment", "delete"),
            ("status", "update"),
            ("pushed", "push_to_service"),
        ],
    )
    newest = activity(per_page=100, sort_order="desc")["userActions"]
    same([one["id"] for one in newest], [one["id"] for one in reversed(actions)])
    same([one["type"] for one in activity(types=["status", "pushed"])["userActions"]], ["status", "status", "pushed"])
    same(activity(types=["user"])["total"], 4)


def finds():
    """Finds cases by what they are, and the tags and reporters that there are."""
    for number in range(3):
        root.cases.create(title=f"Case {number}", description="D", tags=["many"], severity="low")
    found = root.cases.find(tags=["many"], sort_field="createdAt", sort_order="asc", per_page=2).body
    same((found["total"], [one["title"] for one in found["cases"]]), (3, ["Case 0", "Case 1"]))
    closed = root.cases.find(status="closed", owner="cases").body
    same(([one["id"] for one in closed["cases"]], closed["count_closed_cases"]), ([known["id"]], 1))
    same(root.cases.find(search="Disk", search_fields=["title"]).body["total"], 1)
    same(sorted(root.cases.get_tags().body), ["db", "many", "storage"])
    same([one["username"] for one in root.cases.get_reporters().body], ["root"])


def is_refused():
    """Raises what the client's users catch."""
    message = "Saved object [cases/none] not found"
    refused(NotFoundError, 404, message, lambda: root.cases.get(case_id="none"))
    message = 'Unauthorized to create case with owners: "cases"'
    refused(
        AuthorizationException, 403, message, lambda: reader.cases.create(title="T", description="D", tags=[])
    )
    same(reader.cases.get(case_id=known["id"]).body["id"], known["id"])
    try:
        nobody.cases.get(case_id=known["id"])
        raise AssertionError("is not refused")
    except AuthenticationException as error:
        same(error.status_code, 401)
    message = "The length of the title is too long. The maximum length is 160."
    refused(
        BadRequestError, 400, message, lambda: root.cases.create(title="x" * 161, description="D", tags=[])
    )
    message = 'Invalid value "extreme" supplied to "severity"'
    refused(
        BadRequestError,
        400,
        message,
        lambda: root.cases.create(title="T", description="D", tags=[], severity="extreme"),
    )


def uses_spaces():
    """Makes a space, works in it, and deletes it with what is in it."""
    root.spaces.create(id="plant-7", name="Plant 7", color="#1c6b50")
    root.spaces.update(id="plant-7", name="Plant 7", initials="P7", disabled_features=[])
    same(root.spaces.get(id="plant-7").body["initials"], "P7")
    same([one["id"] for one in root.spaces.get_all().body], ["default", "plant-7"])
    made = root.cases.create(
        title="There", description="D", tags=[], space_id="plant-7", validate_spaces=True
    ).body
    same(root.cases.find(space_id="plant-7").body["total"], 1)
    message = f"Saved object [cases/{made['id']}] not found"
    refused(NotFoundError, 404, message, lambda: root.cases.get(case_id=made["id"]))
    message = "A space with the identifier plant-7 already exists."
    refused(ConflictError, 409, message, lambda: root.spaces.create(id="plant-7", name="Again"))
    root.spaces.delete(id="plant-7")
    same([one["id"] for one in root.spaces.get_all().body], ["default"])


def deletes():
    """Deletes a case with all that was said about it."""
    root.cases.delete_all_comments(case_id=known["id"])
    root.cases.delete(ids=[known["id"]])
    message = f"Saved object [cases/{known['id']}] not found"
    refused(NotFoundError, 404, message, case)
    refused(NotFoundError, 404, message, activity)


STEPS = {
    step.__doc__.split("\n")[0]: step
    for step in (
        connects,
        configures,
        creates,
        changes,
        comments,
        pushes,
        reads_activity,
        finds,
        is_refused,
        uses_spaces,
        deletes,
    )
}

for line in sys.stdin:
    try:
        STEPS[line.strip()]()
        answer = {"ok": True}
    except Exception as error:
        inner = error.body if isinstance(error, ApiError) else None
        answer = {"ok": False, "problem": traceback.format_exc(), "body": inner}
    print(json.dumps(answer), flush=True)
