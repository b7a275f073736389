#!/usr/bin/env bash
# Runs a command in a Debian that lies in a folder, with the repository at /repo and Wine's settings: wine.sh <folder> <command>.
# Mounts and processes live in namespaces of their own, so that nothing of them is left however this ends.
set -euo pipefail
root=$(realpath "$1")
repository=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
if [ -z "${FLOWSERV_IN_NAMESPACE:-}" ]; then
    FLOWSERV_IN_NAMESPACE=yes exec unshare --mount --propagation private --pid --fork --kill-child -- bash "${BASH_SOURCE[0]}" "$@"
fi
mkdir -p "$root/repo"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$repository" "$root/repo"
exec chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/bin:/bin:/usr/sbin:/sbin TERM=xterm DEBIAN_FRONTEND=noninteractive \
    WINEPREFIX=/prefix WINEDEBUG=-all WINEDLLOVERRIDES="${WINE_WITHOUT:-}mshtml=" \
    DOTNET_ROOT='Z:\repo\output\windows\dotnet' DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU=62.2 \
    PSExecutionPolicyPreference=Bypass POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off \
    "${@:2}"
