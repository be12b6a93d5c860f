"""An official makes a form, step by step."""

from tests.backend.api.statements.conftest import Counting


async def make_a_form(client: Counting) -> None:
    """From a ready form to a saved draft."""
    await client.measure("ready_forms", {})
    await client.measure("ready_form", {"code": "power_of_attorney"})
    await client.measure("form_uses", {})
    form = await client.change(
        "create_form", title="委任状", sectionCode="citizens", readyFormCode="power_of_attorney"
    )
    own = {"formId": form["id"]}
    await client.change("keep_form_open", **own, tabId="tab-1")
    draft = form["draft"]
    for title, more in (("save_form_draft", {}), ("save_form_draft again", {"note": "確認済み"})):
        draft = {
            **draft,
            **await client.change(
                title,
                **own,
                expectedVersion=draft["version"],
                template=draft["template"],
                **more,
            ),
        }
    await client.measure("form_definition of a draft", {"id": form["id"]})
    await client.change("leave_form", **own, tabId="tab-1")
