// SPDX-License-Identifier: Apache-2.0
//
// A passkey in a real browser, with a device that the browser plays itself (the Chrome DevTools
// protocol, domain WebAuthn): made, used alone and behind the password, refused, ended.
import { PASSWORD } from './house.mjs'

const USER = 'hub.lead'
const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true
}

// Fails with words of what was expected.
async function expectText (page, text) {
  await page.locator('main').getByText(text).first().waitFor({ timeout: 10000 })
    .catch(() => { throw new Error(`'${text}' is not said at ${page.url()}`) })
}

async function send (page, button) {
  await page.locator('main').getByRole('button', { name: button, exact: true }).click()
}

async function signOut (page) {
  await Promise.all([page.waitForURL('**/sign-in'), page.click('.sl-footer__out button')])
}

async function givePassword (page) {
  await page.fill('[name=user]', USER)
  await page.fill('[name=password]', PASSWORD)
  await send(page, 'Continue')
}

async function add (page, house) {
  await page.goto(house.local + '/sign-in')
  await givePassword(page)
  await page.waitForURL(house.local + '/')
  await page.goto(house.local + '/account/passkeys/add')
  await page.fill('[name=name]', 'my laptop')
  await page.fill('[name=password]', PASSWORD)
  await send(page, 'Continue')
  await expectText(page, 'From now on you sign in with it')
}

async function useAlone (page, house) {
  await page.goto(house.local + '/sign-in?to=%2Faccount')
  await send(page, 'Use a passkey')
  await page.waitForURL(house.local + '/account')
  await expectText(page, '1: see, add or end them')
  await signOut(page)
}

async function useBehindThePassword (page, house) {
  await givePassword(page)
  await page.waitForURL(house.local + '/')
  await signOut(page)
}

// Nobody looks at the device, or the face is another's: nothing opens, and the page says so.
async function beRefused (page, house, device, authenticatorId) {
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await send(page, 'Use a passkey')
  await expectText(page, 'The device did not confirm it')
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await send(page, 'Ask my device')
  await page.waitForURL(house.local + '/')
}

async function end (page, house) {
  await page.goto(house.local + '/account/passkeys')
  await page.click('main a:has-text("End")')
  await page.fill('[name=password]', PASSWORD)
  await send(page, 'End passkey')
  await expectText(page, 'That passkey has ended')
  await signOut(page)
  await send(page, 'Use a passkey')
  await expectText(page, 'This passkey does not open anything here')
}

// By another name of the same machine the browser is not even asked.
async function beElsewhere (page, house) {
  await page.goto(house.base + '/sign-in')
  await send(page, 'Use a passkey')
  await expectText(page, `Passkeys work at ${house.local} alone.`)
}

export async function passkeys (browser, house) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const wrong = []
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`))
  try {
    const device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE })
    await add(page, house)
    await signOut(page)
    await useAlone(page, house)
    await useBehindThePassword(page, house)
    await beRefused(page, house, device, authenticatorId)
    await end(page, house)
    await beElsewhere(page, house)
  } catch (error) {
    wrong.push(error.message)
  }
  await context.close()
  return wrong
}
