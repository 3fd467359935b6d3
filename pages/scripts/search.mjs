// SPDX-License-Identifier: Apache-2.0
// Search as you type: what the form would show, shown when typing pauses. Each search that is asked is
// written down, so nothing is asked of a word that has hardly begun.
const PAUSE_MS = 500
const LEAST = 3

const form = document.querySelector('form[role=search]')
const input = form?.querySelector('input[type=search]')
const found = document.getElementById('found')
const status = document.getElementById('found-status')
let timer
let asked = input?.value.trim()
let under = new AbortController()

function show (html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  found.replaceChildren(...page.body.childNodes)
  status.textContent = found.querySelector('h2')?.textContent ?? ''
}

async function ask () {
  const question = input.value.trim()
  if (question === asked || question.length < LEAST) {
    return
  }
  asked = question
  under.abort()
  under = new AbortController()
  const query = '?' + new URLSearchParams({ q: question })
  found.setAttribute('aria-busy', 'true')
  try {
    const response = await fetch('/search/hits' + query, { signal: under.signal, redirect: 'error' })
    if (response.ok) {
      show(await response.text())
      history.replaceState(null, '', '/search' + query)
    }
  } catch {
    // Whoever presses the button gets the page that says what is wrong.
    asked = ''
  } finally {
    found.removeAttribute('aria-busy')
  }
}

if (input && found && status) {
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE_MS)
  })
}
