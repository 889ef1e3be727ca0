# Finds a JDK that can build and run Eagleray. Sourced by ./eagleray and ./check; works with bash 3.2.
#
# find_jdk       sets JAVA_HOME, java_major and java_release, a word for exactly this JDK; fails where
#                no JDK is new enough
# explain_no_jdk says on standard error what to install

# Release 21 is the language level of the sources.
needed_java=21

# Sets java_major to the major version of the JDK in folder $1, and java_release; fails where there is none.
java_major_of() {
  local line version maker= build=
  java_major= java_release=
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        IMPLEMENTOR=*) maker=${line#*=} ;;
        JAVA_RUNTIME_VERSION=*) build=${line#*=} ;;
        JAVA_VERSION=*) version=${line#*=}; version=${version//\"/} ;;
        LIBC=* | MODULES=*) break ;;
      esac
    done < "$1/release"
  fi
  if [ -z "${version:-}" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  java_release=$MACHTYPE-${version:-none}-$build-$maker
  java_release=${java_release//[!a-zA-Z0-9.+-]/}
  java_major=${version%%[.+-]*}
  case $java_major in '' | *[!0-9]*) java_major=; return 1 ;; esac
}

# Takes folder $1 where it holds a JDK that is new enough.
take_jdk() {
  [ -n "$1" ] && java_major_of "$1" && [ "$java_major" -ge "$needed_java" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

# Takes the newest of the folders in the arguments.
take_newest_jdk() {
  local folder best= best_major=0
  for folder in "$@"; do
    if java_major_of "$folder" && [ "$java_major" -gt "$best_major" ]; then
      best=$folder
      best_major=$java_major
    fi
  done
  take_jdk "$best"
}

find_jdk() {
  local java home
  take_jdk "${JAVA_HOME:-}" && return
  java=$(command -v java 2> /dev/null || true)
  # On a Mac /usr/bin/java is a stub, which says "no Java" where none is installed.
  if [ -n "$java" ] && [[ $java != /usr/bin/java || $OSTYPE != darwin* ]]; then
    home=$(readlink -f "$java" 2> /dev/null || echo "$java")
    take_jdk "${home%/bin/java}" && return
  fi
  if [ -x /usr/libexec/java_home ]; then
    home=$(/usr/libexec/java_home -v "$needed_java+" 2> /dev/null || true)
    take_jdk "$home" && return
  fi
  take_newest_jdk /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.jbang/cache/jdks/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/*
}

explain_no_jdk() {
  cat >&2 << TEXT
eagleray: no JDK $needed_java or newer was found (looked in JAVA_HOME, PATH, /usr/lib/jvm and the usual folders).
  Debian, Ubuntu:  apt-get install openjdk-21-jdk-headless   (or any newer: openjdk-25-jdk-headless)
  macOS:           brew install openjdk
  anywhere:        https://adoptium.net
  Installed elsewhere? Say where:  JAVA_HOME=/path/to/jdk ./eagleray …
TEXT
}
