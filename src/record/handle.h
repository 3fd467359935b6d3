/* SPDX-License-Identifier: Apache-2.0 */
/*
 * handle.h - names under which people are found online.
 *
 * People write an account as @name, as name, or as the address of its page, and platforms by short
 * names. A handle alone says little: the same one on two platforms may be two people. So an account
 * is a platform and a handle.
 *
 * Source: the platforms' own forms of page addresses; Facebook's help page on usernames, by which
 *         full stops and capitals make no difference.
 */
#ifndef SL_RECORD_HANDLE_H
#define SL_RECORD_HANDLE_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the platform by one name: "Insta", "IG" and "https://www.instagram.com/..." are
 * "instagram". Platforms that the table does not know keep their folded text. Nothing for
 * placeholders. An sl_normal_fn: parameters, memory as it says.
 */
void sl_platform_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/*
 * Append the handle in lower case, without @ before it and marks behind it; of a page address of a
 * platform in the table, the part that names the account (a post's names none); of "Jay (@jay_01)",
 * what follows the @. Letters, digits and . _ - stay; any text that has something else is folded.
 * Nothing for placeholders. An sl_normal_fn: parameters, memory as it says.
 */
void sl_handle_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/*
 * Append "platform handle", both in normal form, as the key of an account; nothing without a
 * handle, and the handle alone when neither `platform` nor an address in `handle` says where it is.
 * Where full stops mean nothing they are left out, and where people are known by telephone number,
 * it is one.
 *
 *   platform, handle  as written; blank when not known
 *
 * Other parameters, memory: as sl_normal_fn says.
 */
void sl_account_normal(
    struct sl_fold *fold, struct sl_str platform, struct sl_str handle, struct sl_buf *out
);

#endif
