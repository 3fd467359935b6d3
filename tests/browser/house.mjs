// SPDX-License-Identifier: Apache-2.0
//
// A house to look at: a made-up partnership in a store of its own, users who are invited, and the
// real server on a port of this machine. Nobody in it exists.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHILDREN = 120
const SECONDS = 600
export const PASSWORD = 'a password of this run alone'

// Who looks, and as what. All have the password.
export const users = ['police.investigator', 'police.manager', 'bolton.practitioner', 'bolton.manager', 'police.privacy',
  'hub.steward', 'hub.lead', 'police.leader']

function nhsNumber (nine) {
  const sum = [...nine].reduce((total, figure, i) => total + Number(figure) * (10 - i), 0)
  return nine + String((11 - sum % 11) % 11)
}

const day = (time) => new Date(time).toISOString().slice(0, 10)

// A child of whom there is too much of everything: a long chronology, long names, names that are
// written from right to left, words that look like HTML, agencies that disagree.
function muchKnownChild () {
  const number = nhsNumber('999012345')
  const now = Date.now()
  const child = {
    type: 'person', id: 'nominal/1', given_name: 'Maryam-Oluwaseun', known_as: 'مريم', sex: 'F',
    surname: 'Featherstonehaugh-Cholmondeley-Anyadiegwu', birth_date: '2012-02-29',
    nhs_number: number, phone: '07700900123', address: '1 LLANFAIRPWLLGWYNGYLL STREET, BOLTON',
    postcode: 'BL1 1AA', ethnicity: ''
  }
  const mother = {
    type: 'person', id: 'nominal/2', given_name: 'فاطمة', surname: 'Cholmondeley', sex: 'F',
    birth_date: '1984-07-01', phone: '07700900123', postcode: 'BL1 1AA'
  }
  const lines = [child, mother,
    { type: 'link', id: 'link/1', from: 'nominal/2', role: 'mother', to: 'nominal/1' },
    {
      type: 'event', id: 'protection_notice/1', kind: 'protection_notice', grade: 'high',
      start: day(now - 20 * 864e5) + 'T15:30', people: [{ id: 'nominal/1', role: 'subject' }],
      child_words: 'I <b>told</b> the lady & nobody came. لا أريد العودة', observed: 'No food in the kitchen.'
    }]
  for (let i = 0; i < 300; i++) {
    const kind = ['missing', 'incident', 'intelligence'][i % 3]
    const start = day(now - (5 + i * 11) * 864e5)
    lines.push({
      type: 'event', id: `${kind}/${i + 10}`, kind, start: start + 'T21:00',
      ...(kind === 'missing' ? { end: start + 'T23:15' } : { summary: 'Seen near the bus station with an adult who is no relative.' }),
      people: [{ id: 'nominal/1', role: 'subject' }]
    })
  }
  const council = [{
    la_child_id: '900000001', purge: false,
    child_details: {
      first_name: 'Maryam', surname: 'Featherstonehaugh-Cholmondeley', date_of_birth: '2012-02-28', sex: 'F',
      ethnicity: 'BAFR', postcode: 'BL1 1AA', uasc_flag: false, purge: false
    },
    social_care_episodes: [{
      social_care_episode_id: '900000001-01', referral_date: day(now - 60 * 864e5), referral_source: '6',
      referral_no_further_action_flag: false,
      care_worker_details: [{ worker_id: 'SW900001', start_date: day(now - 60 * 864e5) }],
      child_protection_plans: [{ child_protection_plan_id: '900000001-01-P', start_date: day(now - 30 * 864e5) }]
    }]
  }]
  return { number, police: lines.map((line) => JSON.stringify(line) + '\n').join(''), council: JSON.stringify(council) }
}

export async function openHouse (sightline, simulate) {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-browser-'))
  const partnership = join(folder, 'partnership')
  const store = join(folder, 'store.db')
  const sessions = join(folder, 'sessions')
  const password = join(folder, 'password')
  const house = { folder, store, base: '', children: {} }

  function run (program, args, input = '') {
    const user = args[0] === 'as' ? args.splice(0, 2)[1] : 'nobody'
    const done = spawnSync(program, args, {
      input, encoding: 'utf8', env: { ...process.env, SIGHTLINE_STORE: store, SIGHTLINE_SESSION: join(sessions, user) }
    })
    if (done.status !== 0) {
      throw new Error(`${program} ${args.join(' ')}: ${done.stderr || done.error}`)
    }
    return done.stdout
  }
  const lastLine = (text) => text.trim().split('\n').pop()
  function signIn (user, code, ...more) {
    run(sightline, ['as', user, 'sign-in', user, '--invited', '--password-file', '-', ...more], `${PASSWORD}\n${code}\n`)
  }
  function childOf (number) {
    return JSON.parse(run(sightline, ['as', 'police.investigator', 'search', '--json', number])).hits[0].identity
  }

  process.umask(0o077)
  mkdirSync(sessions)
  writeFileSync(password, PASSWORD)
  run(simulate, ['--children', String(CHILDREN), '--seed', '1', '--out', partnership, '--quiet'])
  const much = muchKnownChild()
  writeFileSync(join(partnership, 'police', 'much.jsonl'), much.police)
  writeFileSync(join(partnership, 'bolton', 'much.json'), much.council)
  appendFileSync(join(partnership, 'manifest.csv'),
    'police,records,pole-jsonl,police/much.jsonl\nbolton,csc,dfe-csc-json,bolton/much.json\n')

  signIn('admin', lastLine(run(sightline, ['init', '--single-factor', '--hub', 'hub'])), '--agency', 'hub')
  run(sightline, ['as', 'admin', 'user', 'import', join(partnership, 'users.csv')])
  for (const name of readdirSync(join(partnership, 'agreements'))) {
    copyFileSync(join(partnership, 'agreements', name), join(folder, 'store.agreements', name))
  }
  for (const user of users) {
    signIn(user, lastLine(run(sightline, ['as', 'admin', 'user', 'invite', user])))
  }
  run(sightline, ['as', 'hub.lead', 'agreement', 'confirm'])
  run(sightline, ['as', 'hub.steward', 'intake', '--manifest', join(partnership, 'manifest.csv')])
  run(sightline, ['as', 'hub.steward', 'identify'])
  const ties = join(folder, 'ties.csv')
  writeFileSync(ties, 'user,child,kind,from,until\n' +
    `police.investigator,${much.number},operation,,\nbolton.practitioner,${much.number},allocated,,\n`)
  run(sightline, ['as', 'admin', 'user', 'import', ties, '--ties'])
  addWitnesses(folder, store, run, sightline)
  house.children.much = childOf(much.number)
  askQuestions(run, sightline, house.children.much)
  run(sightline, ['as', 'admin', 'notice', 'run'])
  house.children.closed = someoneElse(partnership, childOf)
  house.note = noteOf(run, sightline, house.children.much)
  await serve(house, sightline)
  return house
}

// A note that was changed once, with too much of everything.
function noteOf (run, sightline, child) {
  const as = ['as', 'bolton.practitioner', 'note']
  const note = 'n-' + '0123456789abcdef'.repeat(2)
  run(sightline, [...as, 'add', child, '--id', note, '--happened', '2026-03~', '--told-by', '2A',
    '--child-words', 'I <b>told</b> the lady & nobody came. لا أريد العودة', '--summary', 'She is sexually active. ' + 'Wordwithoutanend'.repeat(12),
    '--person', 'present=' + 'Featherstonehaugh-Cholmondeley-'.repeat(4), '--person', 'mentioned=مريم'])
  run(sightline, [...as, 'change', note, '--version', '1', '--observed', 'No food in the kitchen.', '--reason', 'It was left out'])
  return note
}

// Other agencies look at the ledger: two have, one has not yet, and of one the key is no key.
function addWitnesses (folder, store, run, sightline) {
  const ledger = store.replace(/\.db$/, '.ledger')
  const place = (name) => join(ledger + '.witnesses', name)
  mkdirSync(ledger + '.witnesses')
  for (const name of ['bolton.example', 'nhs-east.example', 'oldham.example']) {
    const key = join(folder, name + '.key')
    writeFileSync(place(name + '.pub'), run(sightline, ['ledger', 'key', name, '--witness', '--out', key]))
    if (name !== 'oldham.example') {
      writeFileSync(place(name + '.txt'), run(sightline, ['ledger', 'witness', ledger, '--key', key, '--state', key + '.seen']))
    }
  }
  writeFileSync(place('wigan.example.pub'), 'no key')
}

// What the records of a child ask is asked, and one of the questions is answered and challenged.
function askQuestions (run, sightline, child) {
  const ask = (user, ...args) => run(sightline, ['as', user, 'question', ...args])
  ask('police.investigator', 'raise', child)
  ask('bolton.practitioner', 'answer', '1', '--answer', 'not_needed', '--reason', 'She puts herself at risk.')
  ask('police.investigator', 'challenge', '1', '--reason', 'Nobody has spoken to her. She has been missing 100 times.')
}

// A child of the partnership with whom nobody here has work.
function someoneElse (partnership, childOf) {
  const [head, ...rows] = readFileSync(join(partnership, 'truth', 'people.csv'), 'utf8').trim().split('\n')
  const column = head.split(',').indexOf('nhs_number')
  for (const row of rows) {
    const number = row.split(',')[column]
    const found = number === '' ? undefined : tryChild(childOf, number)
    if (found) {
      return found
    }
  }
  throw new Error('nobody of the partnership is found')
}

function tryChild (childOf, number) {
  try {
    return childOf(number)
  } catch {
    return undefined
  }
}

// A port that nobody has: passkeys are good at an address that is known before.
async function freePort () {
  const taken = createServer()
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address()
  await new Promise((resolve) => taken.close(resolve))
  return port
}

async function serve (house, sightline) {
  const wanted = await freePort()
  house.local = `http://localhost:${wanted}`
  // It ends by itself, too, should nobody be left to end it.
  house.server = spawn('timeout', [String(SECONDS), sightline, 'serve', '--store', house.store,
    '--listen', `127.0.0.1:${wanted}`, '--origin', house.local], { stdio: ['ignore', 'ignore', 'pipe'] })
  house.base = await new Promise((resolve, reject) => {
    let said = ''
    house.server.stderr.on('data', (bytes) => {
      said += bytes
      const port = said.match(/\(port (\d+)\)/)
      if (port) {
        resolve(`http://127.0.0.1:${port[1]}`)
      }
    })
    house.server.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}

export async function closeHouse (house) {
  const ended = new Promise((resolve) => house.server.on('exit', resolve))
  house.server.kill('SIGTERM')
  await ended
  rmSync(house.folder, { recursive: true, force: true })
}
