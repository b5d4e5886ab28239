#!/bin/sh
# Plans what the definitions change since a commit, for somebody to review.
#   ./gus-plan.sh COMMIT
set -eu
cd "$(dirname "$0")"
umask 077
. ./gus.env

gus plan --base "$1" --out plan.json --write html=plan.html
