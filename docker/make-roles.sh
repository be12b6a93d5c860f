#!/bin/sh
# Runs once, when the container's PostgreSQL is empty: the owner and the application's login.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" -U "$POSTGRES_USER" <<'SQL'
CREATE ROLE madoguchi_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE madoguchi_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
CREATE DATABASE madoguchi OWNER madoguchi_owner;
SQL
