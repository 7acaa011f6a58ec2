#!/usr/bin/env bash
# Pins the newest libvips: writes versions and hashes, but no download addresses, to package.json and package-lock.json.
set -euo pipefail
cd "$(dirname "$0")"

for name in $(node -p 'Object.keys(require("./package.json").optionalDependencies).join(" ")'); do
  version=$(npm view "$name" version)
  npm pkg set "optionalDependencies.$name=$version"
done

rm -f package-lock.json
npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund
git --no-pager diff --stat -- .
