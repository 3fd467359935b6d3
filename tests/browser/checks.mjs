// SPDX-License-Identifier: Apache-2.0
//
// What must hold of every page in a real browser. A check gets a page that shows it, and returns
// what is wrong, in words; an empty list when nothing is.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// Everything that a keyboard must reach: of radios with one name, one.
const REACHABLE = 'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), ' +
  'select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]'

export async function structure (page) {
  return page.evaluate(() => {
    const wrong = []
    const count = (selector) => document.querySelectorAll(selector).length
    if (count('h1') !== 1) wrong.push(`${count('h1')} headings of the first level`)
    if (count('main') !== 1) wrong.push('no main part, or several')
    if (!document.title.endsWith(' - Sightline')) wrong.push(`the title is '${document.title}'`)
    if (document.querySelector('.govuk-error-summary') && !document.title.startsWith('Error: ')) {
      wrong.push('there is an error, and the title does not say so')
    }
    let level = 1
    for (const heading of document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')) {
      const own = Number(heading.tagName[1])
      if (own > level + 1) wrong.push(`a heading of level ${own} below one of level ${level}`)
      level = own
    }
    return wrong
  })
}

// Nothing is wider than the window, but what scrolls in a box of its own.
export async function width (page) {
  return page.evaluate(() => {
    const most = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= most) return []
    const widest = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > most + 1 && !element.closest('[tabindex="0"]'))
    return [`${document.documentElement.scrollWidth} wide in a window of ${most}: ` +
      widest.slice(0, 3).map((element) => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className}`).join(', ')]
  })
}

export async function accessible (page) {
  await page.evaluate(axe)
  const result = await page.evaluate((levels) =>
    // eslint-disable-next-line no-undef
    axe.run(document, { runOnly: levels, resultTypes: ['violations'] }), LEVELS)
  return result.violations.map((violation) =>
    `${violation.id}: ${violation.nodes.length} of ${violation.nodes[0].html.slice(0, 160)}`)
}

// The first stop is the skip link; the tab key comes to all there is, and each stop can be seen.
export async function keyboard (page) {
  const wrong = []
  const expected = await page.evaluate((reachable) => {
    const names = new Set()
    window.reachable = [...document.querySelectorAll(reachable)].filter((element) => {
      const closed = element.closest('details:not([open])')
      const shown = element.checkVisibility() && !(closed && element.tagName !== 'SUMMARY' && closed.contains(element))
      const again = element.type === 'radio' && names.has(element.name)
      if (element.type === 'radio') names.add(element.name)
      return shown && !again && element.tabIndex >= 0
    })
    window.reached = new Set()
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return window.reachable.length
  }, REACHABLE)
  for (let i = 0; i < expected + 1; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      window.reached.add(element.type === 'radio' ? document.querySelector(`[name="${element.name}"]`) : element)
      return {
        name: `${element.tagName.toLowerCase()} '${(element.textContent || element.name || '').trim().slice(0, 30)}'`,
        isSkip: element.classList.contains('govuk-skip-link'),
        isBody: element === document.body,
        isSeen: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none' ||
          element.type === 'radio' || element.type === 'checkbox',
        isThere: box.bottom > 0 && box.top < innerHeight
      }
    })
    if (i === 0 && !stop.isSkip) wrong.push(`the first stop is ${stop.name} and not the skip link`)
    if (stop.isBody) break
    if (!stop.isSeen) wrong.push(`nobody sees that ${stop.name} has the focus`)
    if (!stop.isThere) wrong.push(`${stop.name} has the focus and is out of sight`)
  }
  const missed = await page.evaluate(() => window.reachable.filter((element) => !window.reached.has(element))
    .map((element) => element.outerHTML.slice(0, 100)))
  return wrong.concat(missed.slice(0, 3).map((html) => `the tab key does not come to ${html}`)).slice(0, 6)
}

// In the colours that people have chosen themselves, what has the focus can be told, too.
export async function forcedColours (page) {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await page.locator('main, header').locator('a[href], button, input:not([type=hidden]), summary').locator('visible=true').last().focus()
  const seen = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  })
  await page.emulateMedia({ forcedColors: null, colorScheme: null })
  return seen ? [] : ['the focus has no outline']
}

// On paper: nothing to press, nothing cut off.
export async function print (page) {
  await page.emulateMedia({ media: 'print' })
  const wrong = await width(page)
  const buttons = await page.evaluate(() =>
    [...document.querySelectorAll('header nav, .sl-footer__out')].filter((element) => element.checkVisibility()).length)
  const pdf = await page.pdf({ format: 'A4' })
  await page.emulateMedia({ media: null })
  if (buttons > 0) wrong.push('navigation is printed')
  if (pdf.length < 2000) wrong.push('the print is empty')
  return wrong
}
