#!/usr/bin/env bash
# Makes a jar of the plugins in this folder: compiles them against Eagleray's own jars, adds the lines by
# which they are found, and packs it all.
#   ./build.sh [JAR]      (out/plugins.jar beside this file unless given)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$here/../..
jar=${1:-$here/out/plugins.jar}

# shellcheck source=../../scripts/jdk.sh
. "$root/scripts/jdk.sh"
find_jdk || { explain_no_jdk; exit 3; }
"$root/eagleray" --version > /dev/null                    # builds Eagleray where it is not built yet
{ read -r _; read -r build; } < "$root/.build/current"

classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
mkdir -p "$(dirname "$jar")"
"$JAVA_HOME/bin/javac" --release 21 -proc:none -cp "$root/.build/$build/lib/*" -d "$classes" "$here"/src/*.java
"$JAVA_HOME/bin/jar" --create --file "$jar" -C "$classes" . -C "$here" META-INF
