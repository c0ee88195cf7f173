# The portal as one image; compose.yaml runs it as web server and as scheduler. Debian's own Python, as on a plain Debian
# machine (docs/installeren.md, route B).
FROM debian:bookworm-slim AS onderdelen
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates python3-venv
WORKDIR /portaal
COPY requirements/basis.txt requirements/
RUN python3 -m venv .venv \
    && .venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements/basis.txt \
    && .venv/bin/pip uninstall --quiet --yes pip setuptools

FROM debian:bookworm-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        ca-certificates python3 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home netwerk
WORKDIR /portaal
# Nothing is written but in /tmp: the rest may be read-only.
ENV PATH=/portaal/.venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp
COPY --from=onderdelen /portaal/.venv .venv
COPY . .
# collectstatic needs no database and no secret of the installation.
RUN SECRET_KEY=alleen-voor-het-bouwen DATABASE_URL=postgresql:///geen python manage.py collectstatic --noinput -v0 \
    && python -m compileall -q -x '/\.venv/' .
USER netwerk
EXPOSE 8000
CMD ["gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py"]
