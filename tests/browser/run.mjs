// SPDX-License-Identifier: Apache-2.0
//
// Look at every page in Debian's Chromium:  node run.mjs SIGHTLINE SIMULATE [PAGE ...]
//
// Each page of pages.mjs is looked at without scripts, with them, by keyboard, on small screens,
// enlarged, in forced colours and in print (checks.mjs). What a browser says of it (errors, what
// was refused, what moved, what was fetched) must be nothing. Exit status: 0, 1, or 77 when there
// is no browser to look with.
import { accessSync, constants } from 'node:fs'

const FIRST_KB = 100 // what may be fetched to show a page for the first time
const MOVED = 0.01 // the sum of layout shifts; a tenth of what counts as good (web.dev/cls)
const browserPath = process.env.SIGHTLINE_CHROMIUM || '/usr/bin/chromium'
const [sightline, simulate, ...only] = process.argv.slice(2)

function skip (why) {
  console.log(`SKIPPED: no page is looked at, as ${why} (tools/deps optional installs it)`)
  process.exit(77)
}

try {
  accessSync(browserPath, constants.X_OK)
} catch {
  skip(`${browserPath} is not there`)
}
const { chromium } = await import('playwright-core').catch(() => skip('playwright-core is not installed'))
const { accessible, forcedColours, keyboard, print, structure, width } = await import('./checks.mjs')
const { PASSWORD, closeHouse, openHouse } = await import('./house.mjs')
const { pages } = await import('./pages.mjs')

// How a page is looked at, and what must hold. All but the first look are of one page.
const LOOKS = [
  { name: 'without scripts', size: [1280, 900], noScripts: true, checks: { structure, width } },
  { name: 'on a desk', size: [1280, 900], checks: { accessible, keyboard, forcedColours, print } },
  { name: 'in 320 pixels', size: [320, 640], checks: { width } },
  { name: 'at 200 %', size: [640, 450], checks: { width } },
  { name: 'in letters of 200 %', size: [1280, 900], letters: '200%', checks: { width } }
]

// Sum up what moved, from the first thing that is drawn.
function watchMoves () {
  window.moved = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}

// What the browser says while the page is shown.
function listen (page, base, said) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/status of (400|403|404)/.test(message.text())) {
      said.wrong.push(`console: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => said.wrong.push(`script: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) said.wrong.push(`a request to ${request.url()}`)
  })
  page.on('requestfinished', (request) => said.sizes.push(request.sizes()))
}

async function open (browser, house, state, entry, javaScriptEnabled) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 }, storageState: state, javaScriptEnabled
  })
  const page = await context.newPage()
  const said = { wrong: [], sizes: [] }
  listen(page, house.base, said)
  await page.addInitScript(watchMoves)
  const path = typeof entry.path === 'function' ? entry.path(house) : entry.path
  const response = await page.goto(house.base + path, { waitUntil: 'load' })
  if (response.status() !== (entry.status ?? 200)) said.wrong.push(`status ${response.status()}`)
  return { context, page, said }
}

// What the page weighs, and what moved until its end was seen.
async function weigh (page, said, most) {
  await page.evaluate(async () => {
    window.scrollTo(0, document.body.scrollHeight)
    await Promise.all([...document.images].map((image) => { image.loading = 'eager'; return image.decode() }))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))
  })
  const sizes = await Promise.all(said.sizes)
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0)
  const moved = await page.evaluate(() => window.moved)
  if (bytes > most * 1024) said.wrong.push(`${Math.round(bytes / 1024)} KB to show it for the first time`)
  if (moved > MOVED) said.wrong.push(`things move by ${moved.toFixed(3)}`)
  await page.evaluate(() => window.scrollTo(0, 0))
  return bytes
}

async function check (page, looks) {
  const wrong = []
  for (const look of looks) {
    await page.setViewportSize({ width: look.size[0], height: look.size[1] })
    await page.evaluate((size) => { document.documentElement.style.fontSize = size }, look.letters ?? '')
    for (const [name, holds] of Object.entries(look.checks)) {
      wrong.push(...(await holds(page)).map((text) => `${look.name}, ${name}: ${text}`))
    }
  }
  return wrong
}

async function look (browser, house, state, entry) {
  const wrong = []
  let bytes = 0
  for (const scripts of [false, true]) {
    const { context, page, said } = await open(browser, house, state, entry, scripts)
    bytes = scripts ? await weigh(page, said, entry.most ?? FIRST_KB) : 0
    if (entry.does) await entry.does(page, scripts)
    wrong.push(...await check(page, LOOKS.filter((one) => !one.noScripts === scripts)))
    wrong.push(...said.wrong.map((text) => `with${scripts ? '' : 'out'} scripts: ${text}`))
    await context.close()
  }
  return { wrong, bytes }
}

async function signIn (browser, house, user) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(house.base + '/sign-in')
  await page.fill('[name=user]', user)
  await page.fill('[name=password]', PASSWORD)
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')])
  const state = await context.storageState()
  await context.close()
  return state
}

// Pages wait for each other, and for the browser, more than they compute: two at once.
async function lookAtAll (browser, house) {
  const wanted = pages.filter((entry) => only.length === 0 || only.includes(entry.name))
  const states = {}
  for (const { user } of wanted) {
    if (user && !states[user]) states[user] = await signIn(browser, house, user)
  }
  const counts = await Promise.all([lookAtNext(browser, house, states, wanted), lookAtNext(browser, house, states, wanted)])
  return counts[0] + counts[1]
}

async function lookAtNext (browser, house, states, wanted) {
  let failed = 0
  for (let entry = wanted.shift(); entry; entry = wanted.shift()) {
    const begun = Date.now()
    const { wrong, bytes } = await look(browser, house, states[entry.user], entry)
      .catch((error) => ({ wrong: [error.message], bytes: 0 }))
    console.log(`${wrong.length ? 'WRONG' : 'ok   '} ${entry.name}: ${Math.round(bytes / 1024)} KB, ${Date.now() - begun} ms`)
    wrong.forEach((text) => console.log(`      ${text}`))
    failed += wrong.length > 0
  }
  return failed
}

const house = await openHouse(sightline, simulate)
let failed = 1
try {
  const browser = await chromium.launch({
    executablePath: browserPath, args: ['--disable-dev-shm-usage', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])]
  })
  try {
    failed = await lookAtAll(browser, house)
  } finally {
    await browser.close()
  }
} finally {
  await closeHouse(house)
}
process.exit(failed > 0 ? 1 : 0)
