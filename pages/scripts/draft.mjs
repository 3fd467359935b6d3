// SPDX-License-Identifier: Apache-2.0
// A note is saved while somebody writes: in this browser at once, on the server when typing pauses. What
// is on the server, or recorded, is not kept in the browser, and signing out forgets the rest (site.mjs).
const PAUSE_MS = 1500
const AGAIN_MS = 8000
const PREFIX = 'sl-draft:'

const form = document.querySelector('form[data-draft]')
const kept = document.getElementById('kept')
const phrases = document.getElementById('phrases')
const writer = document.querySelector('[data-writer]')?.dataset.writer
const key = (id) => PREFIX + writer + ':' + id
let timer
let sent = ''
let done = false

function fields () {
  const data = new FormData(form)
  data.delete('csrf')
  return new URLSearchParams(data).toString()
}

function keepHere (text) {
  try {
    localStorage.setItem(key(form.dataset.draft), JSON.stringify({ path: location.pathname, text }))
  } catch {
    // A browser that keeps nothing: the server does, and the button is there.
  }
}

function forgetHere (id) {
  try { localStorage.removeItem(key(id)) } catch { /* there is nothing to forget */ }
}

function others () {
  const found = []
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const name = localStorage.key(i)
      if (name.startsWith(PREFIX + writer + ':')) {
        found.push({ id: name.slice((PREFIX + writer + ':').length), ...JSON.parse(localStorage.getItem(name)) })
      }
    }
  } catch { /* what cannot be read is not there */ }
  return found
}

function show (found) {
  phrases.replaceChildren()
  if (!found.length) return
  const box = document.createElement('div')
  const list = document.createElement('ul')
  const title = document.createElement('p')
  const end = document.createElement('p')
  box.className = 'sl-phrases__box'
  list.className = 'govuk-list govuk-list--bullet'
  title.className = 'govuk-body govuk-!-font-weight-bold'
  title.textContent = 'Words to look at again'
  end.className = 'govuk-body-s sl-quiet'
  end.textContent = 'This does not stop you: somebody may have said it, or it may be right here.'
  for (const phrase of found) {
    const item = document.createElement('li')
    item.textContent = `“${phrase.text}”: ${phrase.why} Better: “${phrase.better}”.`
    list.append(item)
  }
  box.append(title, list, end)
  phrases.append(box)
}

function send (path, text, keepalive) {
  const word = form.elements.csrf.value
  return fetch(path, {
    method: 'POST', redirect: 'error', keepalive, body: new URLSearchParams(text + '&' + new URLSearchParams({ csrf: word, do: 'keep' }))
  })
}

async function save (keepalive = false) {
  const text = fields()
  clearTimeout(timer)
  if (done || text === sent) return
  try {
    const response = await send(form.getAttribute('action'), text, keepalive)
    if (!response.ok) throw new Error(response.status)
    const said = await response.json()
    sent = text
    if (fields() === text) forgetHere(form.dataset.draft)
    kept.textContent = `Draft saved at ${said.saved}`
    show(said.phrases)
  } catch {
    kept.textContent = 'Not saved on the server yet: you may be offline or signed out. What you typed is kept in this browser; open this page again when you are back.'
    timer = setTimeout(save, AGAIN_MS)
  }
}

// What was not sent when the connection, the session or the browser ended comes back.
async function takeUp () {
  for (const one of others()) {
    if (one.id === form.dataset.draft) {
      for (const [name, value] of new URLSearchParams(one.text)) {
        const field = form.elements[name]
        if (!field || name === 'form' || name === 'base') continue
        if (field.type === 'checkbox') field.checked = true
        else field.value = value
      }
      await save()
      continue
    }
    try {
      const response = await send(one.path, one.text, false)
      if (!response.ok) continue
      forgetHere(one.id)
      if (one.path === location.pathname && !form.elements.words.value) {
        location.replace(`${one.path.replace(/\/note\/.*/, '/record')}?draft=${one.id}`)
        return
      }
    } catch { /* it stays here until it can be sent */ }
  }
}

if (form && writer) {
  sent = fields()
  takeUp()
  form.addEventListener('input', () => {
    keepHere(fields())
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE_MS)
  })
  form.addEventListener('submit', () => {
    done = true
    clearTimeout(timer)
    if (fields() !== sent) keepHere(fields())
  })
  window.addEventListener('pageshow', (event) => { if (event.persisted) done = false })
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(true) })
}

const recorded = document.querySelector('[data-recorded]')?.dataset.recorded
if (recorded && writer) {
  forgetHere(recorded)
}
