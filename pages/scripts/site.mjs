// SPDX-License-Identifier: Apache-2.0
// What makes pages better where scripts run. Nothing needs it.
import { initAll } from 'govuk-frontend'

initAll()

// Who signs out leaves nothing in the browser of what they were writing (draft.mjs).
document.querySelector('.sl-footer__out')?.addEventListener('submit', () => {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('sl-draft:')) localStorage.removeItem(name)
    }
  } catch { /* a browser that keeps nothing */ }
})
