#!/bin/sh
# `mc ready local`: whether the store answers. Buckets and keys are not made: moto takes any key.
[ "$1" = ready ] || exit 0
exec python3 -c 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:9000/moto-api/", timeout=4)'
