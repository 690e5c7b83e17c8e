# Stand-ins for the images of a registry, for machines that reach none: Debian's packages behind the
# commands, folders and variables that docker-compose.yml uses. For tests only.

FROM stand-in/debian:python AS python
RUN ln -s /usr/bin/python3 /usr/local/bin/python3 \
    && ln -s /usr/bin/python3 /usr/local/bin/python
CMD ["python3"]

FROM stand-in/debian:postgres AS postgres
RUN rm -rf /var/lib/postgresql \
    && install -d -o postgres -g postgres /var/lib/postgresql/data /run/postgresql \
    && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/
COPY postgres.sh /usr/local/bin/entrypoint
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
ENTRYPOINT ["entrypoint"]
CMD ["postgres"]

FROM stand-in/debian:redis AS redis
RUN install -d -o redis -g redis /data
VOLUME /data
WORKDIR /data
USER redis
# Like the official image, which listens to the container's network without a password.
ENTRYPOINT ["sh", "-c", "exec \"$@\" --protected-mode no", "sh"]
CMD ["redis-server"]

FROM python AS s3
ARG MOTO
RUN python -m pip install --no-cache-dir --break-system-packages "moto[s3,server]==$MOTO"
COPY minio.sh /usr/local/bin/minio
COPY mc.sh /usr/local/bin/mc
ENTRYPOINT ["minio"]
