// SPDX-License-Identifier: Apache-2.0
//
// Passwords that were stolen and published, the commonest of them, as C:  node passwords.mjs OUT.c
//
// Only the first four bytes of the SHA-256 of each are written, in lower case and sorted: enough to
// know one again, and nobody's password stands in the program.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const list = join(here, 'node_modules', '@zxcvbn-ts', 'language-common', 'src', 'passwords.json')

function hash (password) {
  return createHash('sha256').update(password.toLowerCase()).digest().readUInt32BE(0)
}

const hashes = [...new Set(JSON.parse(readFileSync(list, 'utf8')).map(hash))].sort((a, b) => a - b)
const lines = []
for (let i = 0; i < hashes.length; i += 8) {
  lines.push('    ' + hashes.slice(i, i + 8).map(h => `${h}u,`).join(' '))
}
mkdirSync(dirname(process.argv[2]), { recursive: true })
writeFileSync(process.argv[2], `/* Made by pages/passwords.mjs. */
#include "signin/breached_data.h"

const uint32_t sl_breached_hashes[] = {
${lines.join('\n')}
};
const size_t sl_breached_count = sizeof sl_breached_hashes / sizeof sl_breached_hashes[0];
`)
