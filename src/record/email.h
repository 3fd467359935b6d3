/* SPDX-License-Identifier: Apache-2.0 */
/*
 * email.h - e-mail addresses.
 *
 * Source: RFC 5321 (local part, @, domain); RFC 5233 (the "+detail" of a local part).
 */
#ifndef SL_RECORD_EMAIL_H
#define SL_RECORD_EMAIL_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the address in lower case, without "mailto:", a name around <...>, and a +detail before
 * the @. What is not one ASCII address becomes folded text; nothing for placeholders.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_email_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
