#!/bin/sh
# `podman build` with this machine's package index: its pip configuration and certificates, while building only.
set -eu
export CONTAINERS_CONF="${CONTAINERS_CONF:-$(dirname "$(readlink -f "$0")")/containers.conf}"
for file in /etc/pip.conf /etc/xdg/pip /etc/ssl/certs/ca-certificates.crt; do
    [ ! -e "$file" ] || set -- --volume "$file:$file:ro" "$@"
done
# Docker's format: the other one has no HEALTHCHECK.
exec podman build --quiet --format docker "$@"
