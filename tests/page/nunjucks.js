// SPDX-License-Identifier: Apache-2.0
//
// What Nunjucks itself writes: node nunjucks.js NODE_MODULES FOLDER OUT
//
// FOLDER holds moj_cases.json, pages.json and templates/.
//
// moj_cases.json is {"component": {"macro": name, "fixtures": [{"name": ..., "options": {...}}]}}; a
// fixture may say what its caller gives. pages.json is [{"template": ..., "context": {...}}]. OUT
// takes {"components": [...], "pages": [...]}, with the HTML that each of them gives.
'use strict'

const fs = require('fs')
const path = require('path')

const [modules, folder, out] = process.argv.slice(2)
const nunjucks = require(path.resolve(modules, 'nunjucks'))
const roots = ['govuk-frontend/dist', '@ministryofjustice/frontend']
  .map((root) => path.join(modules, root)).concat(path.join(folder, 'templates'))
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(roots), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true
})

const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))
const components = Object.entries(read('moj_cases.json'))
for (const [component, { macro, fixtures }] of components) {
  const head = `{% from "moj/components/${component}/macro.njk" import ${macro} %}`
  for (const fixture of fixtures) {
    const call = 'caller' in fixture
      ? `{% call ${macro}(options) %}{{ caller | safe }}{% endcall %}`
      : `{{ ${macro}(options) }}`
    fixture.html = environment.renderString(head + call, fixture)
  }
}
const pages = read('pages.json')
for (const page of pages) {
  page.html = environment.render(page.template, page.context)
}
fs.writeFileSync(out, JSON.stringify({
  components: components.map(([component, rest]) => ({ component, ...rest })),
  pages
}))
