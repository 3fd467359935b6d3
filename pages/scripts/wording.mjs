// SPDX-License-Identifier: Apache-2.0
// Words that blame a child are pointed out when typing pauses. Nothing is refused, and nothing that is
// asked here is kept; without scripts a button of the form asks the same.
const PAUSE_MS = 700

for (const area of document.querySelectorAll('textarea[data-sl-wording]')) {
  const beside = document.getElementById(area.dataset.slWording)
  const csrf = area.form.elements.csrf.value
  let timer
  let under = new AbortController()

  const ask = async () => {
    under.abort()
    under = new AbortController()
    try {
      const response = await fetch('/wording', {
        method: 'POST', body: new URLSearchParams({ csrf, text: area.value }), signal: under.signal, redirect: 'error'
      })
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), 'text/html')
        beside.replaceChildren(...page.body.childNodes)
      }
    } catch {
      // The form says the same when it is sent.
    }
  }
  area.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE_MS)
  })
}
