#!/usr/bin/env bash
# import.sh BINARY FILE.csv [ROUNDS]: SPEED S3 and S4. Sends the file to POST /api/v1/imports of a server of its own, and
# then copies the very rows that came of it (contacts, phones, emails) with COPY into the same schema with the same
# indexes, in one transaction on one connection. Both on the same Postgres, one after the other, each into an empty
# database; prints rows a second, their ratio, and the server's memory.
set -euo pipefail
binary=$(realpath "$1") file=$(realpath "$2") rounds=${3:-5}
cd "$(dirname "$0")/../.."

if [ -z "${DATABASE_URL:-}" ]; then
  exec .ci/with-postgres "$0" "$binary" "$file" "$rounds"
fi
server=${DATABASE_URL%/*}
folder=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
sql() { psql -qAtX -v ON_ERROR_STOP=1 -d "$server/$1" "${@:2}"; }
now() { date +%s.%N; }
fresh() {
  sql postgres -c "drop database if exists $1 with (force)" -c "create database $1" 2>/dev/null
}

for round in $(seq "$rounds"); do
  fresh bench_import
  port=$(node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})")
  DATABASE_URL=$server/bench_import API_TOKEN=bench-token-0123456789abcdef "$binary" serve \
    --listen "127.0.0.1:$port" --data-dir "$folder/data" --log warn >"$folder/out" 2>&1 &
  pid=$!
  until curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.1; done
  ask() { curl -s -H "authorization: Bearer bench-token-0123456789abcdef" "$@"; }
  baseline=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status")
  begin=$(now)
  id=$(ask -H 'content-type: text/csv' --data-binary "@$file" "http://127.0.0.1:$port/api/v1/imports" | sed 's/.*"id":"\([^"]*\)".*/\1/')
  until ask "http://127.0.0.1:$port/api/v1/imports/$id" | grep -q '"status":"done"'; do sleep 0.05; done
  end=$(now)
  peak=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status")
  kill "$pid"; wait "$pid" 2>/dev/null || true

  for table in contact contact_phone contact_email; do sql bench_import -c "copy $table to stdout" >"$folder/$table"; done
  fresh bench_copy
  for migration in migrations/*.sql; do sql bench_copy -1 -f "$migration" 2>/dev/null; done
  copy_begin=$(now)
  { echo 'begin;'
    for table in contact contact_phone contact_email; do echo "copy $table from stdin;"; cat "$folder/$table"; echo '\.'; done
    echo 'commit;'; } | sql bench_copy -f -
  copy_end=$(now)
  awk -v n="$(wc -l <"$folder/contact")" -v a="$begin" -v b="$end" -v c="$copy_begin" -v d="$copy_end" -v m=$((peak - baseline)) \
    'BEGIN { i = n / (b - a); c = n / (d - c); printf "import %7.0f rows/s   COPY %7.0f rows/s   ratio %.2f   memory +%d MB\n", i, c, i / c, m / 1024 }'
done
sql postgres -c "drop database bench_import with (force)" -c "drop database bench_copy with (force)"
