#!/bin/sh
# `minio server FOLDER`, with moto: the files are in memory and gone with the container.
exec moto_server --host 0.0.0.0 --port 9000
