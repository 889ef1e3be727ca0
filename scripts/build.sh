# Builds the command line from the sources when they changed. Sourced by ./eagleray, which sets home,
# JAVA_HOME and java_major; works with bash 3.2.
#
# ensure_built        sets built to a folder with eagleray.jar and lib/ that fits the sources
# fast_start_options  sets fast_start to the JVM options that use what the build prepared
#
# A build lies in .build/<hash of the sources>/ and is never changed once it has its name, so a
# process that still runs from an older one is not disturbed. .build/current holds two lines: a stamp
# of the sources' names, sizes and times, and the hash; so a usual start reads no source.

builds=$home/.build

say() {
  printf 'eagleray: %s\n' "$*" >&2
}

# The names of all files that a build depends on, separated by NUL.
source_files() {
  (find_sources -print0 || true)
}

# Looks for what a build is made of, and does with it what the arguments say; in a shell of its own.
find_sources() {
  cd "$home"
  find pom.xml */pom.xml */src/main scripts/classes python -type f ! -name '*.pyc' ! -path 'python/tests/*' \
    ! -path 'python/build/*' ! -path '*/.*' ! -path '*.egg-info/*' "$@" 2> /dev/null
}

# Cheap: changes whenever a source may have changed. Every start waits for it, so names are not even
# sorted: in another order the exact hash finds that nothing has changed.
source_stamp() {
  local stamp
  stamp=$(find_sources -printf '%p %s %T@\n' | cksum) || true
  case $stamp in
    *' 0') source_files | (cd "$home" && xargs -0 stat -f '%N %z %Fm' | cksum) ;; # no such option, as on a Mac
    *) echo "$stamp" ;;
  esac
}

# Exact: changes only when the content of a source did.
source_hash() {
  local sum=sha256sum
  command -v sha256sum > /dev/null || sum='shasum -a 256'
  source_files | LC_ALL=C sort -z 2> /dev/null | (cd "$home" && xargs -0 $sum) | $sum | cut -c 1-16
}

# Sets built where .build/current is right for the stamp $1.
use_current() {
  local stamp= hash=
  [ -r "$builds/current" ] || return 1
  { IFS= read -r stamp && IFS= read -r hash; } < "$builds/current" || return 1
  [ "$stamp" = "$1" ] && [ -f "$builds/$hash/eagleray.jar" ] || return 1
  built=$builds/$hash
}

ensure_built() {
  local stamp
  stamp=$(source_stamp)
  use_current "$stamp" && return
  if ! mkdir -p "$builds" 2> /dev/null || [ ! -w "$builds" ]; then
    say "cannot write $builds, where the build goes; make it writable, or run once as its owner"
    exit 3
  fi
  # In a subshell, so that the lock is given back before the Java process takes this one's place.
  (
    take_build_lock
    stamp=$(source_stamp)
    use_current "$stamp" || build "$stamp"
  ) || exit $?
  if ! use_current "$stamp" && ! use_current "$(source_stamp)"; then
    say "the sources changed while they were built; start again"
    exit 3
  fi
}

take_build_lock() {
  if command -v flock > /dev/null; then
    exec 9> "$builds/lock"
    if ! flock -n 9; then
      say "another start is building; waiting for it"
      flock 9
    fi
    return
  fi
  # A link has its owner's number from the moment it is there: no kill leaves a lock without one.
  local owner told=
  while ! ln -s $$ "$builds/lock.owner" 2> /dev/null; do
    owner=$(readlink "$builds/lock.owner" || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2> /dev/null; then
      rm -f "$builds/lock.owner"
      continue
    fi
    [ -n "$told" ] || say "another start is building; waiting for it"
    told=yes
    sleep 1
  done
  trap 'rm -f "$builds/lock.owner"' EXIT
}

build() {
  local stamp=$1 hash log=$builds/build.log begin=$SECONDS staging
  hash=$(source_hash)
  if [ ! -f "$builds/$hash/eagleray.jar" ]; then
    if ! command -v mvn > /dev/null; then
      say "Maven is missing; it is needed once, to build."
      say "  Debian, Ubuntu:  apt-get install maven      macOS:  brew install maven"
      exit 3
    fi
    say "building (first use, or the sources changed); log: $log"
    # A folder of its own for the output: a build here and one in an editor do not meet.
    if ! (cd "$home" && mvn -B -Dquick -Dmaven.test.skip=true -Doutput.folder=target/launcher package 9>&-) 2>&1 \
      < /dev/null | tee "$log" | build_progress; then
      say "the build failed:"
      grep -E '^\[ERROR\]|BUILD FAILURE' "$log" | head -n 20 >&2
      say "the whole log: $log"
      exit 3
    fi
    staging=$(mktemp -d "$builds/new.XXXXXX")
    chmod 755 "$staging"
    cp "$home/app/target/launcher/eagleray.jar" "$staging/"
    cp -R "$home/app/target/launcher/lib" "$staging/lib"
    bring_python_worker "$staging/python"
    [ "$java_major" -lt 25 ] || quicken_classes "$staging"
    rm -rf "${builds:?}/$hash" # What a start that was interrupted left of it.
    mv "$staging" "$builds/$hash"
    say "built in $((SECONDS - begin)) s"
  fi
  built=$builds/$hash
  prepare_fast_start
  printf '%s\n%s\n' "$stamp" "$hash" > "$builds/current.new"
  mv "$builds/current.new" "$builds/current"
  forget_old_builds "$hash"
}

# Lays the Python worker's files into folder $1, where Python finds them compiled from the second start on.
bring_python_worker() {
  mkdir "$1"
  cp -R "$home/python/eagleray" "$1/"
  find "$1" -name __pycache__ -prune -exec rm -rf {} +
}

# Gives the classes of the program in folder $1 a form that starts quicker; without it, starts are slower.
quicken_classes() {
  "$JAVA_HOME/bin/java" "$home/scripts/classes/QuickerClasses.java" "$1" 9>&- > "$builds/classes.log" 2>&1 < /dev/null || true
}

# Tells of each module as it comes by.
build_progress() {
  local line
  while IFS= read -r line; do
    case $line in
      '[INFO] Building Eagleray '*'['*) printf 'eagleray:   %s\n' "${line#'[INFO] Building '}" >&2 ;;
      '[INFO] Downloaded '*' /s)') ;;
    esac
  done
}

# Keeps the last three: a process may still run from one of them.
forget_old_builds() {
  local folder kept=0
  touch "$builds/$1"
  # shellcheck disable=SC2012  # our own names, without spaces or newlines
  ls -1t "$builds" | while IFS= read -r folder; do
    case $folder in *[!0-9a-f]*) continue ;; esac
    [ -d "$builds/$folder" ] || continue
    kept=$((kept + 1))
    [ "$kept" -le 3 ] || forget_build "$folder"
  done
  find "$builds" -maxdepth 1 -name 'new.*' -mmin +60 -exec rm -rf {} + 2> /dev/null || true
}

# Its name goes first: what is left where this is interrupted must not pass for a build.
forget_build() {
  mv "$builds/$1" "$builds/new.gone-$1" && rm -rf "$builds/new.gone-$1"
}

# The files of the start-up caches for this build and this JDK: of the command line and of Java workers.
fast_start_files() {
  local kind=jsa
  [ "$java_major" -lt 25 ] || kind=aot
  fast_start_cache=$built/start-$java_release.$kind
  fast_worker_cache=$built/worker-$java_release.$kind
}

# Rehearses some commands once, so that later starts find their classes loaded and linked: AOT caches
# from JDK 25 on, class data archives before.
prepare_fast_start() {
  local folder=$home/scripts/rehearsal option record untrained=()
  fast_start_files
  [ ! -f "$fast_start_cache" ] || return 0
  # What a rehearsal used much would be compiled at every start, which costs more than it saves.
  ! known_jdk || [ "$java_major" -lt 25 ] || untrained=(-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining)
  record=${fast_worker_cache%.*}-record.${fast_worker_cache##*.}
  rm -rf "$builds/rehearsal" # Else what an earlier one compiled is not compiled again.
  case $fast_start_cache in
    *.aot) option=-XX:AOTCacheOutput=$fast_start_cache.new ;;
    *) option=-XX:ArchiveClassesAtExit=$fast_start_cache.new ;;
  esac
  {
    (
      unset PYTHONDONTWRITEBYTECODE # The Python worker's files are compiled here.
      cd "$folder" && "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable \
        ${untrained[@]+"${untrained[@]}"} "$option" \
        -Deagleray.rehearsal=true -Deagleray.terminal= "-Deagleray.worker.record=$record" \
        "-Deagleray.python.worker=$built/python" \
        -jar "$built/eagleray.jar" --version 9>&-
    ) || true
    prepare_fast_worker "$record" || true
  } > "$builds/rehearsal.log" 2>&1 < /dev/null
  rm -f "$record"
  [ ! -f "$fast_start_cache.new" ] || mv "$fast_start_cache.new" "$fast_start_cache"
}

# Makes the cache of Java workers from what one of them recorded in file $1.
prepare_fast_worker() {
  [ -f "$1" ] || return 0
  case $1 in
    *.aot)
      "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:AOTMode=create "-XX:AOTConfiguration=$1" \
        "-XX:AOTCache=$fast_worker_cache.new" -cp "$(echo "$built"/lib/eagleray-worker-*.jar)" 9>&-
      mv "$fast_worker_cache.new" "$fast_worker_cache"
      ;;
    *) mv "$1" "$fast_worker_cache" ;;
  esac
}

# Diagnostic options may go from one JDK to the next, and no JVM starts with one that it does not know.
known_jdk() {
  [ "$java_major" -le 25 ]
}

fast_start_options() {
  fast_start=()
  fast_start_files
  [ -f "$fast_start_cache" ] || return 0
  # At the address that it was made for, nothing in the cache need be moved.
  ! known_jdk || fast_start=(-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
  case $fast_start_cache in
    *.aot)
      fast_start+=("-XX:AOTCache=$fast_start_cache")
      # It holds nothing of what a rehearsal used much, and a thread would look for it.
      ! known_jdk || fast_start+=(-XX:-AOTReplayTraining)
      ;;
    *) fast_start+=("-XX:SharedArchiveFile=$fast_start_cache" -Xshare:auto) ;;
  esac
}
