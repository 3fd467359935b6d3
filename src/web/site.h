/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site.h - the service without its sockets: from a request to the answer.
 *
 *     route       is there such an address, and is this a method of it?
 *     guard       did a form of ours send this?
 *     door        whose session is it? without one: sign in
 *     handler     the page
 *     frame       what failed becomes a page that says what to do; headers that keep browsers safe
 */
#ifndef SL_WEB_SITE_H
#define SL_WEB_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "signin/passkey.h"
#include "signin/password.h"
#include "web/log.h"
#include "web/request.h"
#include "web/response.h"

struct sl_site;

/* Borrowed while the site is open. */
struct sl_site_job {
    const char *store;               /* path */
    bool is_behind_proxy;            /* one on this machine says where requests come from */
    struct sl_password_cost cost;    /* SL_PASSWORD_COST, but in tests */
    struct sl_passkey_site passkeys; /* where browsers reach it (passkey_text.h); zeroed: nowhere */
    int64_t (*now_us)(void);         /* microseconds since 1970 in UTC */
    struct sl_log log;               /* zeroed: nowhere */
};

/* Errors: SL_NO_MEMORY; those of opening the store. */
SL_NODISCARD enum sl_status
sl_site_open(const struct sl_site_job *job, struct sl_site **ret_site, struct sl_error *err);
void sl_site_close(struct sl_site *site);

/*
 * Answer a request; threads may do this at once. There always is an answer: what fails gives a
 * page.
 *
 *   request   complete
 *   arena     of this request: texts of the answer's headers live there
 *   response  initialised; the caller gives it back
 *
 * An answer may be given to a request with patience before it may be sent (response->pending): then
 * request, arena and response stay, and sl_site_end follows when patience says so.
 */
void sl_site_answer(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
);

/*
 * The headers of a request are there: is its body a file that is to go to the disk?
 *
 * Returns an empty file without a name, to be written and closed by the caller; -1: it is none, or
 * whoever sends it may not. Then the body is of the usual size, and sl_site_answer says what is
 * wrong.
 */
int sl_site_file(struct sl_site *site, const struct sl_request *request, struct sl_arena *arena);
/* End an answer that was pending: it may be sent now, and is not pending any more. */
void sl_site_end(struct sl_response *response);

#endif
