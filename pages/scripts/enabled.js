// SPDX-License-Identifier: Apache-2.0
// Before anything is drawn: scripts run here, so pages may look as they do with them.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
