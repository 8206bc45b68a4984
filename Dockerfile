# One image for the web process and the workers; compose.yaml shows both.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    LEADWRIGHT_DATA=/data

# Pictures and pages to print are written with a font that knows Chinese.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-wqy-microhei && rm -rf /var/lib/apt/lists/*

WORKDIR /app

# The libraries first: they change less often than our own code, and Docker keeps the layer.
COPY pyproject.toml LICENSE ./
RUN mkdir platform && pip install --editable '.[pg,scale,pictures]'

COPY . .
RUN pip install --no-deps --editable . \
 && useradd --system --uid 10001 --home-dir /data leadwright \
 && install -d -o leadwright /data

USER leadwright
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]

CMD ["leadwright", "run", "--host", "0.0.0.0", "--port", "8000", "--no-demo"]
