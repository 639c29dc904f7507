#!/usr/bin/env bash
# Makes images under the names of the Dockerfile's base images where their registries cannot be reached, of what those consist
# of: the same packages of Debian 13, the same Node, npm.
# Usage: stand-ins.sh NODE NODE_IMAGE RUNTIME_IMAGE. NODE is the file of a Node 24.
set -euo pipefail
node=$1 node_image=$2 runtime_image=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# unpack ROOT PACKAGES: Debian packages without their scripts, as distroless images have them, and the users of those.
unpack() {
  mmdebstrap --quiet --variant=extract --include="$2" trixie "$1"
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n' > "$1/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' > "$1/etc/group"
}

# import IMAGE ROOT OPTIONS…: the folder as an image.
import() {
  tar --create --directory "$2" --file "$2.tar" .
  podman import --quiet "${@:3}" "$2.tar" "$1"
}

unpack "$folder/node" base-files,netbase,libc6,libgcc-s1,libstdc++6,dash,coreutils
install -D "$node" "$folder/node/usr/local/bin/node"
mkdir -p "$folder/node/usr/local/lib/node_modules"
cp -R "$(npm root --global)/npm" "$folder/node/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$folder/node/usr/local/bin/npm"
# Certificates that this machine believes beside those of Node.
certificates=/etc/ssl/certs/ca-certificates.crt
install -D -m 644 "${NODE_EXTRA_CA_CERTS:-$certificates}" "$folder/node$certificates"
import "$node_image" "$folder/node" --change "ENV NODE_EXTRA_CA_CERTS=$certificates"

unpack "$folder/runtime" base-files,netbase,tzdata,media-types,libc6,libssl3t64,libzstd1,zlib1g,libgomp1,libstdc++6,libgcc-s1
install -D "$node" "$folder/runtime/nodejs/bin/node"
import "$runtime_image" "$folder/runtime" --change "USER 65532" --change 'ENTRYPOINT ["/nodejs/bin/node"]'
