// SPDX-License-Identifier: Apache-2.0
//
// What somebody types is not lost, in a real browser:  node drafts.mjs SIGHTLINE SIMULATE
//
// A note is begun, and then the connection, the session, the page or the server goes away. Exit
// status: 0, 1, or 77 when there is no browser to look with.
import assert from 'node:assert/strict'
import { accessSync, constants } from 'node:fs'

const browserPath = process.env.SIGHTLINE_CHROMIUM || '/usr/bin/chromium'
const [sightline, simulate] = process.argv.slice(2)
const USER = 'bolton.practitioner'

function skip (why) {
  console.log(`SKIPPED: no draft is written, as ${why} (tools/deps optional installs it)`)
  process.exit(77)
}

try {
  accessSync(browserPath, constants.X_OK)
} catch {
  skip(`${browserPath} is not there`)
}
const { chromium } = await import('playwright-core').catch(() => skip('playwright-core is not installed'))
const { PASSWORD, closeHouse, openHouse } = await import('./house.mjs')

async function signIn (page, base) {
  await page.goto(base + '/sign-in')
  await page.fill('[name=user]', USER)
  await page.fill('[name=password]', PASSWORD)
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')])
}

const said = (page) => page.inputValue('#words')
const keptHere = (page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('sl-draft:')).length)
const saved = (page) => page.waitForFunction(() => /Draft saved at/.test(document.getElementById('kept').textContent))
const notSaved = (page) => page.waitForFunction(() => /Not saved on the server yet/.test(document.getElementById('kept').textContent))

// Typing is saved when it pauses, and is then on the server alone; another browser goes on with it.
async function typed ({ page, browser, house, form }) {
  await page.goto(form)
  await page.locator('#words').pressSequentially('I want to go to my nan')
  await saved(page)
  assert.equal(await keptHere(page), 0)
  await page.fill('#summary', 'She is sexually active.')
  await page.waitForSelector('#phrases li')
  const other = await (await browser.newContext()).newPage()
  await signIn(other, house.base)
  await other.goto(house.base + '/')
  await Promise.all([other.waitForNavigation(), other.click('a[href*="draft="]')])
  assert.equal(await said(other), 'I want to go to my nan')
  await other.context().close()
}

// Go away from a page, also while the browser is still about to say that there is no connection.
async function leave (page) {
  for (let tries = 0; tries < 20 && page.url() !== 'about:blank'; tries++) {
    await page.goto('about:blank').catch(() => page.waitForTimeout(250))
  }
  assert.equal(page.url(), 'about:blank')
}

// The connection goes in the middle of a sentence, the page too; back again, nothing is missing.
async function disconnected ({ page, context, form }) {
  await page.goto(form)
  await page.locator('#words').pressSequentially('Before. ')
  await saved(page)
  await context.setOffline(true)
  await page.locator('#words').pressSequentially('While there was no connection.')
  await notSaved(page)
  assert.equal(await keptHere(page), 1)
  await page.click('button[value=record]').catch(() => undefined)
  await leave(page)
  await context.setOffline(false)
  await page.goto(form)
  await page.waitForURL(/draft=n-/)
  assert.equal(await said(page), 'Before. While there was no connection.')
  await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith('sl-draft:')))
}

// The session is over while somebody types: what they typed waits until they have signed in again.
async function timedOut ({ page, context, house, form }) {
  await page.goto(form)
  await page.locator('#words').pressSequentially('Before. ')
  await saved(page)
  await context.clearCookies()
  await page.locator('#words').pressSequentially('After the session.')
  await notSaved(page)
  await signIn(page, house.base)
  await page.goto(form)
  await page.waitForURL(/draft=n-/)
  assert.equal(await said(page), 'Before. After the session.')
}

// Recorded from a draft, with the button pressed twice: once on the server, and nothing in the browser.
async function recorded ({ page, form, house }) {
  await page.goto(form)
  await page.fill('#words', 'Only once, please.')
  await page.check('#kind-2')
  await page.fill('#happened-year', '2026')
  await page.dblclick('button[value=record]')
  await page.waitForURL(/\/note\/n-.*recorded/)
  assert.equal(await keptHere(page), 0)
  await page.goto(`${house.base}/child/${house.children.much}`)
  assert.equal(await page.locator('.sl-words__said', { hasText: 'Only once, please.' }).count(), 1)
}

// Who signs out leaves nothing in the browser.
async function signedOut ({ page, context, form, house }) {
  await page.goto(form)
  await page.route('**/record', (route) => route.request().method() === 'POST' ? route.abort() : route.continue())
  await page.locator('#words').pressSequentially('Not sent.')
  await notSaved(page)
  assert.equal(await keptHere(page), 1)
  await page.unroute('**/record')
  await Promise.all([page.waitForNavigation(), page.click('.sl-footer__button')])
  assert.equal(await keptHere(page), 0)
}

const house = await openHouse(sightline, simulate)
let failed = 0
try {
  const browser = await chromium.launch({
    executablePath: browserPath, args: ['--disable-dev-shm-usage', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])]
  })
  for (const one of [typed, disconnected, timedOut, recorded, signedOut]) {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.setDefaultTimeout(15000)
    await signIn(page, house.base)
    const form = `${house.base}/child/${house.children.much}/record`
    await one({ browser, context, form, house, page }).then(
      () => console.log(`ok    ${one.name}`),
      (error) => { failed++; console.log(`WRONG ${one.name}: ${error.message}`) })
    await context.close()
  }
  await browser.close()
} finally {
  await closeHouse(house)
}
process.exit(failed > 0 ? 1 : 0)
