/* SPDX-License-Identifier: Apache-2.0 */
/*
 * api.h - what programs ask: from a request below SL_API_FOLDER to the answer, in JSON.
 *
 *     route       as for pages
 *     pace        do they ask too often?
 *     door        whose token is it? what it is for is checked by the route, and by the door again
 *     handler     the answer, by the same use cases as pages and commands
 *
 * A cookie counts nothing here, so no other site can send anything in the name of who is signed in.
 *
 * Source: RFC 6750 (2012), "Bearer Token Usage"; RFC 9457 (2023), "Problem Details for HTTP APIs";
 *         RFC 6585 (2012), section 4, for 429.
 * Differs: of RFC 6750, a token is taken in the header alone, never in an address or a form.
 */
#ifndef SL_WEB_API_H
#define SL_WEB_API_H

#include <stdbool.h>

#include "base/str.h"
#include "web/request.h"
#include "web/visit.h"

/* Is it of programs, whether or not there is such an address? */
bool sl_api_is_asked(const struct sl_request *request);

/* Answer it. */
void sl_api_answer(struct sl_visit *visit);

/*
 * The token of a header: "Bearer" in any case, one blank or more, and the token, a slice of it.
 * Empty when it says anything else.
 */
struct sl_str sl_api_token(struct sl_str header);

/* Answer with JSON that was written; a line end is put behind it. Errors: those that stick to the
 * buffer; of sl_visit_body. */
SL_NODISCARD enum sl_status
sl_api_say(struct sl_visit *visit, struct sl_buf *json, struct sl_error *err);

/* Add a day as YYYY-MM-DD: days since 1970-01-01; 0: there is none, and no member either. */
void sl_api_add_day(struct sl_buf *json, const char *name, int32_t day);

/* A whole number in an address, as the store gives them. Errors: SL_NOT_FOUND. */
SL_NODISCARD enum sl_status
sl_api_number(struct sl_str text, int64_t *ret_number, struct sl_error *err);

#endif
