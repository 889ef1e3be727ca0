#!/usr/bin/env bash
# Runs the examples as a user would, with few trials, and looks at what they print.
#   scripts/check-examples.sh [tune-java | hyperparameter-tuning]...      (all of them unless named)
set -euo pipefail
cd "$(dirname "$0")/.."

TRIALS=8
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT

# field DOCUMENT NAME: the first number or word under that name in a one-line JSON document.
field() {
  grep -oE "\"$2\":\"?[-+A-Za-z0-9._]+" <<<"$1" | head -n 1 | sed -E 's/^"[^"]*":"?//'
}

at_least() {
  awk -v value="$1" -v least="$2" 'BEGIN { exit !(value + 0 >= least + 0 && value + 0 <= 1) }'
}

fault() {
  printf '%s: %s\n%s\n' "$1" "$2" "$3" >&2
  exit 1
}

# run PIPELINE LEAST: runs it and holds its best accuracy to [LEAST, 1].
run() {
  local pipeline=$1 least=$2 document
  document=$(./eagleray run "$pipeline" --state "$state" --set ray_tune.num_samples=$TRIALS --output json | tail -n 1) \
    || fault "$pipeline" "the run failed" "${document:-}"
  [[ $(field "$document" status) == SUCCESS ]] || fault "$pipeline" "status is not SUCCESS" "$document"
  [[ $(field "$document" total) == "$TRIALS" ]] || fault "$pipeline" "not $TRIALS trials" "$document"
  [[ $(field "$document" failed) == 0 ]] || fault "$pipeline" "trials failed" "$document"
  at_least "$(field "$document" best_value)" "$least" || fault "$pipeline" "best value not in [$least, 1]" "$document"
  printf '%s: best accuracy %s\n' "$pipeline" "$(field "$document" best_value)"
  last=$document
}

tune_java() {
  run examples/tune-java/pipeline.yaml 0.92
  at_least "$(field "$last" testAccuracy)" 0.9 || fault tune-java "accuracy on held-out rows not in [0.9, 1]" "$last"
}

hyperparameter_tuning() {
  run examples/hyperparameter-tuning/pipeline.yaml 0.9
  run examples/hyperparameter-tuning/pipeline_stages.yaml 0.9
}

[[ $# -gt 0 ]] || set -- tune-java hyperparameter-tuning
for example in "$@"; do
  case $example in
    tune-java) tune_java ;;
    hyperparameter-tuning) hyperparameter_tuning ;;
    *) fault "$example" "no such example" "there are: tune-java hyperparameter-tuning" ;;
  esac
done
