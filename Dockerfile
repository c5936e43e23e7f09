# Two stages on the same Python: the first has a compiler, for packages without a wheel for this platform (on ARM),
# the second holds only what runs. tests/deployment runs these steps in a clean directory.
FROM python:3.12 AS build
WORKDIR /src
RUN python -m venv /opt/monitor
COPY requirements.lock ./
RUN /opt/monitor/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
COPY storage storage
RUN /opt/monitor/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
# The numbers matter when the volume is on the host: it must belong to user 10001.
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/monitor monitor
COPY --from=build /opt/monitor /opt/monitor
COPY sources.yaml /etc/monitor/sources.yaml
ENV PATH=/opt/monitor/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MONITOR_DATA_DIR=/var/lib/monitor \
    MONITOR_SOURCES=/etc/monitor/sources.yaml \
    MONITOR_LOG_FORMAT=json
USER 10001
WORKDIR /var/lib/monitor
VOLUME /var/lib/monitor
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5m --timeout=1m --start-period=1m CMD ["monitor", "doctor"]
ENTRYPOINT ["monitor"]
CMD ["run"]
