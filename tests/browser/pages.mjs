// SPDX-License-Identifier: Apache-2.0
//
// The pages that are looked at: one line each. `user` is who is signed in (house.mjs), none for pages
// before it; `path` may be asked of the house. `does` is what is done before looking, `status` what is
// answered, `most` how many KB may be fetched to show it for the first time.
import { PASSWORD } from './house.mjs'

export const pages = [
  { name: 'sign in', path: '/sign-in' },
  { name: 'home', user: 'police.investigator', path: '/' },
  { name: 'account', user: 'police.investigator', path: '/account' },
  { name: 'passkeys', user: 'police.investigator', path: '/account/passkeys' },
  { name: 'passkey, add', user: 'police.investigator', path: '/account/passkeys/add' },
  { name: 'passkey, asked', user: 'police.investigator', path: '/account/passkeys/add', does: askDevice },
  { name: 'search', user: 'police.investigator', path: '/search' },
  { name: 'search, found', user: 'police.investigator', path: '/search?q=maryam+2012' },
  { name: 'search, while typing', user: 'police.investigator', path: '/search', does: type },
  { name: 'search, nobody', user: 'police.investigator', path: '/search?q=zzyzx' },
  { name: 'child', user: 'police.investigator', path: (house) => `/child/${house.children.much}`, most: 200 },
  { name: 'child, of the council', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}?kind=missing&period=12-months` },
  { name: 'child, closed', user: 'bolton.manager', path: (house) => `/child/${house.children.closed}` },
  { name: 'glass', user: 'police.investigator', path: (house) => `/child/${house.children.closed}/glass` },
  { name: 'glass, wrong', user: 'police.investigator', path: (house) => `/child/${house.children.closed}/glass`, does: submit },
  { name: 'ask', user: 'police.investigator', path: (house) => `/child/${house.children.much}/ask` },
  { name: 'record', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}/record` },
  { name: 'record, wrong', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}/record`, does: submit },
  { name: 'note', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}/note/${house.note}` },
  { name: 'note, to be changed', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}/note/${house.note}/change` },
  { name: 'note, changed by two', user: 'bolton.practitioner', path: (house) => `/child/${house.children.much}/note/${house.note}/change`, does: changeLate },
  { name: 'questions', user: 'bolton.manager', path: '/questions' },
  { name: 'question', user: 'bolton.practitioner', path: '/question/1' },
  { name: 'question, answered', user: 'bolton.practitioner', path: '/question/1/answer', does: submit },
  { name: 'question, allocate', user: 'bolton.manager', path: '/question/1/allocate' },
  { name: 'home, of a manager', user: 'bolton.manager', path: '/' },
  { name: 'patterns', user: 'police.manager', path: '/patterns' },
  { name: 'group', user: 'police.manager', path: '/patterns', does: follow },
  { name: 'catalogue', user: 'police.leader', path: '/catalogue?set=signs' },
  { name: 'indicator', user: 'police.leader', path: '/catalogue/pattern-group' },
  { name: 'time limit', user: 'police.leader', path: '/catalogue/return-interview' },
  { name: 'fairness', user: 'police.leader', path: '/audit' },
  { name: 'fairness, one', user: 'police.leader', path: '/audit?indicator=pattern-repeated-missing' },
  { name: 'seen', user: 'police.privacy', path: (house) => `/child/${house.children.much}/seen` },
  { name: 'subject access', user: 'police.privacy', path: '/subject-access' },
  { name: 'subject access, given', user: 'police.privacy', path: (house) => `/child/${house.children.much}/access` },
  { name: 'ledger', user: 'police.privacy', path: '/ledger' },
  { name: 'refused', user: 'police.leader', path: '/search?q=maryam', status: 403 },
  { name: 'not found', user: 'police.investigator', path: '/nowhere', status: 404 }
]

// The step at which the device is asked. It is shown by another name of the machine, where no
// browser asks: the page says so.
async function askDevice (page) {
  await page.fill('[name=name]', 'a name that is far too long for the row of a list on a telephone')
  await page.fill('[name=password]', PASSWORD)
  await submit(page)
}

// What is found comes while somebody types, where scripts run; else the button asks.
async function type (page, scripts) {
  await page.locator('#q').pressSequentially('maryam 2012')
  await (scripts ? page.waitForSelector('#found h2') : submit(page))
}

// Change a note after somebody else has.
async function changeLate (page) {
  await page.evaluate(() => { document.querySelector('[name=base]').value = '1' })
  await page.fill('#observed', 'What the second one saw. ' + 'كتبت هذا أيضا '.repeat(8))
  await page.fill('#why', 'It was left out')
  await submit(page)
}

// Go where the first line of the list leads.
async function follow (page) {
  await Promise.all([page.waitForNavigation(), page.click('.sl-row__title a')])
}

// Send the form of the page as it is.
async function submit (page) {
  await Promise.all([page.waitForNavigation(), page.click('main form button[type=submit]')])
}
