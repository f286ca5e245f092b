#!/usr/bin/env bash
# Builds and tries the service as a newcomer does, on every system that README names and a clean tree can be made of:
#
#   portability.sh [debian-12] [debian-13] [ubuntu-24.04]      all of them without an argument
#
# debootstrap makes a bare system with `git`, `make`, `curl` and `sudo`, and an account in it that types what README and the
# guides print (document_commands.py), `make run` and its installation of packages included. Ubuntu 24.04 is stood for
# by its compiler, g++ 13, in Debian 13. At the end it says what each took: packages, megabytes, minutes.
#
# Needs root, debootstrap, 5 GB below PORTABILITY_TREES (/var/tmp) and an hour. Packages come from where this machine's
# own apt gets Debian's, or from PORTABILITY_MIRROR.
set -euo pipefail
cd "$(dirname "$0")/../.."
trees=${PORTABILITY_TREES:-/var/tmp}/secondbrain-portability
person=newcomer

say() { printf 'portability: %s\n' "$*"; }
die() { printf 'portability: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" -eq 0 ] || die "needs root, for debootstrap and chroot"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"
[ -z "$(git status --porcelain)" ] || say "what is not committed is not tried"

mirror=${PORTABILITY_MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
  awk '$2 == "Debian" && $3 == "Debian" { print $1; exit }')}
[ -n "$mirror" ] || die "this machine's apt knows no mirror of Debian; name one in PORTABILITY_MIRROR, or run apt-get update"
proxy=$(apt-config shell proxy Acquire::http::Proxy)
eval "$proxy"
[ -z "${proxy:-}" ] || export http_proxy=$proxy

detach() {
  local tree=$1 place
  for place in dev/shm dev/pts proc; do
    if mountpoint -q "$tree/$place"; then umount "$tree/$place"; fi
  done
}

remove() {
  detach "$1"
  rm -rf --one-file-system "$1"
}

make_tree() {
  local tree=$1 suite=$2
  debootstrap --variant=minbase --include=ca-certificates,curl,git,make,sudo "$suite" "$tree" "$mirror" >"$tree.log" 2>&1 ||
    die "debootstrap failed, see $tree.log"
  apt-config dump | grep -E '^Acquire::(http|https|Check-)' >"$tree/etc/apt/apt.conf.d/90portability" || true
  cp /etc/resolv.conf "$tree/etc/resolv.conf"
  mount -t proc proc "$tree/proc"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$tree/dev/pts"
  mkdir -p "$tree/dev/shm"
  mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
  chroot "$tree" useradd --create-home --shell /bin/bash "$person"
  echo "$person ALL=(ALL) NOPASSWD: ALL" >"$tree/etc/sudoers.d/$person"
}

# Ubuntu's compiler is the only one that is found.
use_compiler() {
  local tree=$1 compiler=$2
  chroot "$tree" apt-get update -qq
  chroot "$tree" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$compiler" restic >/dev/null
  ln -s "/usr/bin/$compiler" "$tree/usr/local/bin/g++"
  ln -s "/usr/bin/$compiler" "$tree/usr/local/bin/c++"
  # Debian's other libraries are built by its newer compiler and need the runtime library as it is installed, which this
  # compiler is given to link with on Ubuntu, too; Debian gives it its own.
  chroot "$tree" bash -c 'ln -sf "/usr/lib/$(gcc -print-multiarch)/libstdc++.so.6" "$('"$compiler"' -print-file-name=libstdc++.so)"'
}

packages_in() { chroot "$1" dpkg-query --show --showformat='${Installed-Size}\n' | awk '{ size += $1 } END { print NR, int(size / 1024) }'; }

try() {
  local system=$1 suite=$2 compiler=$3
  local tree=$trees/$system home
  say "$system: a clean tree of $suite"
  remove "$tree"
  mkdir -p "$tree"
  trap 'detach "'"$tree"'"' EXIT
  make_tree "$tree" "$suite"
  [ "$compiler" = g++ ] || use_compiler "$tree" "$compiler"
  home=$tree/home/$person
  git clone -q --no-local . "$home/secondbrain"
  python3 tools/setup/sample_notes.py examples/vault "$home/notes"
  chroot "$tree" chown -R "$person:$person" "/home/$person"
  local before after
  before=$(packages_in "$tree")
  python3 tools/checks/document_commands.py "$tree" "$person" 2>&1 | tee "$tree.log" || die "$system does not work, see $tree.log"
  after=$(packages_in "$tree")
  report+=("$system, $(chroot "$tree" g++ --version | head -n 1): $((${after% *} - ${before% *})) packages, $((${after#* } - ${before#* })) MB of them," \
    "$(du -sm "$home/secondbrain/build" | cut -f1) MB built, $(grep '^waited' "$tree.log" | head -n 1)")
  trap - EXIT
  [ -n "${PORTABILITY_KEEP:-}" ] || remove "$tree"
}

report=()
for system in "${@:-debian-12 debian-13 ubuntu-24.04}"; do
  for one in $system; do
    case $one in
      debian-12) try "$one" bookworm g++ ;;
      debian-13) try "$one" trixie g++ ;;
      ubuntu-24.04) try "$one" trixie g++-13 ;;
      *) die "unknown system $one; there are debian-12, debian-13, ubuntu-24.04" ;;
    esac
  done
done
printf '%s\n' "${report[@]}"
