# The server alone, for a PostgreSQL of one's own (docker-compose.yml brings one).
FROM python:3.11-slim-bookworm

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends fonts-ipamj-mincho fonts-ipaexfont \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /srv/madoguchi madoguchi

WORKDIR /srv/madoguchi
COPY requirements/build.txt requirements/server.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/build.txt -r requirements/server.txt
COPY pyproject.toml README.md LICENSE ./
COPY schema schema
COPY migrations migrations
COPY fixtures fixtures
COPY backend backend
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .

USER madoguchi
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD ["madoguchi", "run", "--host", "0.0.0.0", "--workers", "2"]
