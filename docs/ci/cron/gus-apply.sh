#!/bin/sh
# Applies plan.json if it is what was approved, and nothing else. After exit 6 the same command goes on.
#   ./gus-apply.sh REVIEW_HASH
set -eu
cd "$(dirname "$0")"
umask 077
. ./gus.env

gus apply plan.json --approved "$1" --deadline 4h --lock-timeout 10m --report result.json --write html=result.html
