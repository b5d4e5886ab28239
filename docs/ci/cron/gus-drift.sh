#!/bin/sh
# Compares live users with the definitions, and prints only what nobody has been told yet: cron mails it. Exits as gus does.
#   17 3 * * *  /srv/users/gus-drift.sh
set -u
cd "$(dirname "$0")" || exit 1
umask 077
. ./gus.env

gus drift --known drift.json --fail-on new --write json=drift.json --write html=drift.html > drift.txt 2>&1 && exit 0
status=$?
cat drift.txt
exit "$status"
