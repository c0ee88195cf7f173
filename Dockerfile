# The portal as one image; compose.yaml runs it as web server and as scheduler.
FROM python:3.13-slim-bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portaal
COPY requirements/basis.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/basis.txt
COPY . .
# collectstatic needs no database and no secret of the installation.
RUN SECRET_KEY=alleen-voor-het-bouwen DATABASE_URL=postgresql:///geen python manage.py collectstatic --noinput -v0 \
    && useradd --system --no-create-home netwerk
USER netwerk
EXPOSE 8000
CMD ["gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py"]
