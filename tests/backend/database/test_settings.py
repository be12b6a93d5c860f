from backend.database.settings import Urls, urls_from, with_database, with_role


def test_without_an_address_the_embedded_server_is_meant() -> None:
    assert urls_from({}) is None
    assert urls_from({"DATABASE_URL": ""}) is None


def test_two_addresses_are_the_applications_and_the_owners() -> None:
    given = {
        "DATABASE_URL": "postgresql://app:a@db/city",
        "MIGRATION_DATABASE_URL": "postgresql://owner:o@db/city",
    }

    assert urls_from(given) == Urls(
        owner="postgresql://owner:o@db/city", app="postgresql://app:a@db/city"
    )


def test_a_single_address_is_the_owners_and_the_server_steps_down_from_it() -> None:
    urls = urls_from({"DATABASE_URL": "postgresql://owner:p%40ss@db:6432/city?sslmode=require"})

    assert urls == Urls(
        owner="postgresql://owner:p%40ss@db:6432/city?sslmode=require",
        app="postgresql://owner:p%40ss@db:6432/city?sslmode=require&role=madoguchi_app",
    )


def test_an_address_without_a_host_keeps_its_three_slashes() -> None:
    url = "postgresql:///city?host=/run/postgresql"

    assert with_database(url, "other") == "postgresql:///other?host=/run/postgresql"
    assert with_role(url, "reader") == "postgresql:///city?host=%2Frun%2Fpostgresql&role=reader"
