/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey_step.h - a page on which a browser asks a device for a passkey, and what comes back.
 *
 * The page holds what is asked; a script of ours (pages/scripts/passkey.mjs) hands it to the device
 * and sends the answer as a form. Where no scripts run the page says what to do instead.
 */
#ifndef SL_WEB_PASSKEY_STEP_H
#define SL_WEB_PASSKEY_STEP_H

#include "signin/passkey.h"
#include "web/sheet.h"

/* What is asked. */
struct sl_passkey_step {
    struct sl_str action;     /* where the answer is sent */
    const uint8_t *challenge; /* SL_CHALLENGE_BYTES */
    struct sl_str user;       /* whose passkey is made; empty: one is used */
    struct sl_str known;      /* of the user: what devices call theirs, base64url, a blank each */
    struct sl_value hidden;   /* what goes with the answer (sl_ask_hidden) */
    struct sl_str unscripted; /* where no scripts run: a sentence */
    struct sl_str instead, instead_href; /* another way: words and where they lead */
};

/* Are there passkeys here? SL_NOT_FOUND: nobody has said where browsers reach this service. */
SL_NODISCARD enum sl_status
sl_passkey_step_check(const struct sl_visit *visit, struct sl_error *err);

/* Write the page: the sheet, and below it the step. */
void sl_passkey_step_show(struct sl_sheet *sheet, const struct sl_passkey_step *step);

/* What came back. Errors: SL_INVALID; SL_NO_MEMORY, SL_LIMIT. */
SL_NODISCARD enum sl_status sl_passkey_step_read(
    struct sl_visit *visit,
    struct sl_passkey_answer *ret_answer,
    struct sl_str *ret_handle,
    struct sl_error *err
);

#endif
