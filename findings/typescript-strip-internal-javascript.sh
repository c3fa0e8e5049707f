#!/bin/sh
# TypeScript 5.9.3: `stripInternal` leaves what is marked @internal out of declarations that are made from TypeScript, and
# keeps it in those that are made from JavaScript, without a word. A library written in JavaScript with JSDoc, which turns
# the option on to hide its inner functions, publishes all of them.
#
# Seen: a.d.ts, from JavaScript, declares inner(), outer() and the typedef Hidden; b.d.ts, from TypeScript, only outer().
# Fails if that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund typescript@5.9.3

cat > a.js << 'END'
/**
 * @internal
 * @param {number} x
 */
export function inner(x) { return x; }

/** @param {number} x */
export function outer(x) { return inner(x); }

/** @internal @typedef {{ a: number }} Hidden */
END
cat > b.ts << 'END'
/** @internal */
export function inner(x: number) { return x; }
export function outer(x: number) { return inner(x); }
END
npx tsc --version
npx tsc --allowJs --declaration --emitDeclarationOnly --stripInternal --outDir out a.js b.ts

expect() { # file, word, how often it is declared
  found=$(grep -cE "export .*$2" "out/$1" || true)
  echo "$1: $2 is declared $found times, expected $3"
  test "$found" = "$3"
}
expect a.d.ts outer 1
expect b.d.ts outer 1
expect b.d.ts inner 0
expect a.d.ts inner 1
expect a.d.ts Hidden 1
