// SPDX-License-Identifier: Apache-2.0
// What makes pages better where scripts run. Nothing needs it.
import { initAll } from 'govuk-frontend'

initAll()
