#!/bin/sh
# Build the stand-ins with podman and Debian's packages, unless they are there already.
set -eu
export CONTAINERS_CONF="${CONTAINERS_CONF:-$(dirname "$(readlink -f "$0")")/containers.conf}"
cd "$(dirname "$0")"

exists() { podman image exists "stand-in/$1"; }

# A root file system of `suite` with `packages`, as an image that stand-ins.Dockerfile begins with.
debian() {
    name=$1 suite=$2 packages=$3
    exists "debian:$name" ||
        mmdebstrap --quiet --variant=minbase --include="$packages" \
            --aptopt='Dir::Cache::pkgcache ""' --aptopt='Dir::Cache::srcpkgcache ""' \
            --customize-hook='rm -r "$1"/var/lib/apt/lists/*' "$suite" - ${DEBIAN_MIRROR:-} |
        podman import --quiet - "stand-in/debian:$name"
}

stand_in() {
    name=$1 tag=$2
    exists "$name:$tag" ||
        ./build.sh --file stand-ins.Dockerfile --target "$name" --tag "stand-in/$name:$tag" --build-arg MOTO="$moto" .
}

moto=$(sed -n 's/^moto[^=]*==\([^ ]*\).*/\1/p' ../../requirements-dev.lock)
debian python bookworm ca-certificates,netbase,python3,python3-pip,python3-venv,tzdata
debian postgres trixie postgresql
debian redis trixie redis-server
stand_in python 3.11-slim-bookworm
stand_in postgres 17
stand_in redis 8
stand_in s3 minio
