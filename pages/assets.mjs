// SPDX-License-Identifier: Apache-2.0
//
// Make the styles, scripts and pictures of pages, and write them as C:  node assets.mjs OUT.c
//
// Nothing of GOV.UK's identity may be among them: no GDS Transport, no crown, no fonts.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { NodePackageImporter, compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const forbidden = ['GDS Transport', '@font-face', 'crest', 'crown']
const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml'
}

function read (...path) {
  return readFileSync(join(here, ...path), 'utf8').replace(/\/\/# sourceMappingURL=.*\n?/g, '')
}

function styles () {
  return compile(join(here, 'styles', 'site.scss'), {
    importers: [new NodePackageImporter(here)], style: 'compressed', quietDeps: true
  }).css
}

const made = []

function add (name, text) {
  const bytes = Buffer.from(text)
  const [stem, type] = name.split('.')
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const gzip = gzipSync(bytes, { level: 9 })
  const file = `${stem}-${hash}.${type}`
  for (const word of forbidden) {
    if (type === 'css' && text.includes(word)) {
      throw new Error(`${name}: '${word}' may not be part of it`)
    }
  }
  made.push({ name, file, type: types[type], hash, bytes, gzip })
  return `/assets/${file}`
}

// A module that imports another names it by its address, which changes when what is in it does.
add('site.css', styles())
add('enabled.js', read('scripts', 'enabled.js'))
const govuk = add('govuk-frontend.js',
  read('node_modules', 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'))
add('site.js', read('scripts', 'site.mjs').replace("'govuk-frontend'", `'${govuk}'`))
add('search.js', read('scripts', 'search.mjs'))
add('draft.js', read('scripts', 'draft.mjs'))
add('passkey.js', read('scripts', 'passkey.mjs'))
add('wording.js', read('scripts', 'wording.mjs'))
add('icon.svg', read('images', 'icon.svg'))

function array (name, bytes) {
  const lines = []
  for (let i = 0; i < bytes.length; i += 24) {
    lines.push('    ' + Array.from(bytes.subarray(i, i + 24)).join(',') + ',')
  }
  return `static const unsigned char ${name}[] = {\n${lines.join('\n')}\n};\n`
}

function slice (name, bytes) {
  return `{ .ptr = (const char *)${name}, .len = ${bytes.length} }`
}

let text = '/* SPDX-License-Identifier: Apache-2.0 */\n/* Made by pages/assets.mjs. */\n'
text += '#include "web/asset.h"\n\n'
made.sort((left, right) => (left.name < right.name ? -1 : 1))
made.forEach((asset, i) => {
  text += array(`plain_${i}`, asset.bytes) + array(`gzip_${i}`, asset.gzip)
})
text += '\nconst struct sl_asset sl_assets[] = {\n'
made.forEach((asset, i) => {
  text += `    { .name = "${asset.name}", .file = "${asset.file}", .content_type = "${asset.type}",\n` +
    `      .etag = "\\"${asset.hash}\\"",\n` +
    `      .plain = ${slice(`plain_${i}`, asset.bytes)},\n` +
    `      .gzip = ${slice(`gzip_${i}`, asset.gzip)} },\n`
})
text += `};\nconst size_t sl_asset_count = ${made.length};\n`
mkdirSync(dirname(process.argv[2]), { recursive: true })
writeFileSync(process.argv[2], text)
