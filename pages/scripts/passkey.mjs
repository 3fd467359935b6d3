// SPDX-License-Identifier: Apache-2.0
// A passkey is asked for, or made: what the page holds goes to the device, what the device says goes
// into the form, and the form is sent. Source: W3C, "Web Authentication ... Level 2", 2021.
const WORDS = {
  unable: 'This browser does not know passkeys, or is too old for them.',
  known: 'This device has a passkey for you here already.',
  refused: 'The device did not confirm it, or it took too long. Try again.'
}
const WAIT_MS = 4 * 60 * 1000 // a challenge is good for five minutes
const ES256 = -7
const EDDSA = -8

const form = document.querySelector('form[data-passkey]')
const said = form.querySelector('.sl-device__said')
const asked = form.dataset
let under = new AbortController()

function bytes (text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text (buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function make (signal) {
  return navigator.credentials.create({
    signal,
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.domain, name: 'Sightline' },
      user: { id: bytes(asked.user), name: asked.name, displayName: asked.name },
      pubKeyCredParams: [ES256, EDDSA].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.split(' ').filter(Boolean).map((handle) => ({ type: 'public-key', id: bytes(handle) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: WAIT_MS
    }
  })
}

function use (signal) {
  return navigator.credentials.get({
    signal,
    publicKey: {
      challenge: bytes(asked.challenge), rpId: asked.domain, userVerification: 'required', timeout: WAIT_MS
    }
  })
}

function send ({ rawId, response }) {
  const isNew = asked.passkey === 'create'
  form.elements.handle.value = text(rawId)
  form.elements.client_data.value = text(response.clientDataJSON)
  form.elements.authenticator_data.value = text(isNew ? response.getAuthenticatorData() : response.authenticatorData)
  form.elements.signature.value = isNew ? '' : text(response.signature)
  form.submit()
}

async function ask () {
  said.textContent = ''
  if (location.origin !== asked.origin) {
    said.textContent = `Passkeys work at ${asked.origin} alone.`
    return
  }
  if (!window.AuthenticatorAttestationResponse?.prototype.getAuthenticatorData) {
    said.textContent = WORDS.unable
    return
  }
  under.abort()
  under = new AbortController()
  try {
    send(await (asked.passkey === 'create' ? make : use)(under.signal))
  } catch (error) {
    if (error.name === 'AbortError') return // asked again
    said.textContent = error.name === 'InvalidStateError' ? WORDS.known : WORDS.refused
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  ask()
})
ask()
