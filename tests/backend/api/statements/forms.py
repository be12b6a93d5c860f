"""An official makes a form, step by step."""

from tests.backend.api.statements.conftest import Counting

CONFIRMED = ["UNCHANGED", "SAMPLE_longest_names", "SAMPLE_variant_characters"]


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
    mistake = await client.change("create_form by mistake", title="誤り")
    await client.change("remove_form", formId=mistake["id"], expectedVersion=1)
    await publish(client, own, draft)


async def publish(client: Counting, own: dict[str, str], draft: dict[str, object]) -> None:
    """From a draft to two versions, one ended and one withdrawn."""
    await client.sign_in("9001")
    await client.measure("export_form", own)
    await client.measure("form_regression", own)
    sides = {"left": {"draft": True}, "right": {"draft": True}}
    await client.measure("compare_forms", {"input": {**own, **sides, "family": "one_person"}})
    await client.change("import_form", template=draft["template"])
    await client.change("change_form_owner", **own, sectionCode="citizens")
    versions = [
        await client.change(
            title, **own, expectedVersion=3, validFrom=day, confirmedAlerts=CONFIRMED
        )
        for title, day in (("publish_form", "2026-11-24"), ("publish_form again", "2026-12-24"))
    ]
    first, second = ({"versionId": version["id"]} for version in versions)
    await client.change("end_form_version", **first, validTo="2027-01-31")
    await client.change("withdraw_form_version", **second)
    await client.change("restore_form", **own, expectedVersion=3, **first)
    await client.change("discard_form_draft", **own, expectedVersion=4)
    await client.sign_in()
