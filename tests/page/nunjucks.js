// SPDX-License-Identifier: Apache-2.0
//
// What Nunjucks itself writes: node nunjucks.js NODE_MODULES CASES.json OUT
//
// CASES.json is {"component": {"macro": name, "fixtures": [{"name": ..., "options": {...}}]}}; a
// fixture may say what its caller gives. OUT takes a list of the components, with the HTML.
'use strict'

const fs = require('fs')
const path = require('path')

const [modules, cases, out] = process.argv.slice(2)
const nunjucks = require(path.resolve(modules, 'nunjucks'))
const roots = ['govuk-frontend/dist', '@ministryofjustice/frontend']
  .map((root) => path.join(modules, root))
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(roots), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true
})

const components = Object.entries(JSON.parse(fs.readFileSync(cases, 'utf8')))
for (const [component, { macro, fixtures }] of components) {
  const head = `{% from "moj/components/${component}/macro.njk" import ${macro} %}`
  for (const fixture of fixtures) {
    const call = 'caller' in fixture
      ? `{% call ${macro}(options) %}{{ caller | safe }}{% endcall %}`
      : `{{ ${macro}(options) }}`
    fixture.html = environment.renderString(head + call, fixture)
  }
}
fs.writeFileSync(out, JSON.stringify(components.map(([component, rest]) => ({ component, ...rest }))))
