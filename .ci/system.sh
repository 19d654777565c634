#!/bin/sh
# Installs the system programs that the outputs and their tests use, where apt is at hand; says what is missing otherwise.
set -eu
packages=""
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-writer libreoffice-calc libreoffice-impress"
command -v pdftoppm >/dev/null 2>&1 || packages="$packages poppler-utils"
tesseract --list-langs 2>/dev/null | grep -qx rus || packages="$packages tesseract-ocr tesseract-ocr-rus"
fc-list 2>/dev/null | grep -qi 'liberation' || packages="$packages fonts-liberation fontconfig"
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || packages="$packages postgresql"
[ -n "$packages" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "→ installing$packages (a few minutes)"
  apt-get update -q >/dev/null
  # shellcheck disable=SC2086 — a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >/dev/null
else
  echo "Not installed:$packages. Tests that need them are skipped with that reason; to have them: sudo apt-get install$packages"
fi
