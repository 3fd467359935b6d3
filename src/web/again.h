/* SPDX-License-Identifier: Apache-2.0 */
/*
 * again.h - a page that was shown a moment ago, shown again without being made anew.
 *
 * People go back, open a page twice, and look at one child in turn with a list. A page that is kept
 * stands under the digest of everything that it was made from (app/access_again.h): the state of
 * the store, the user and their rights, the agreements, the session, the address with all that is
 * asked for, and the minute. When any of it is another, so is the digest, and the page is made. The
 * door is opened, and entries are written and durable before anything is shown, as for each page.
 *
 * Pages are kept in memory only, up to SL_WEB_AGAIN_BYTES, until somebody asks for one in another
 * minute.
 */
#ifndef SL_WEB_AGAIN_H
#define SL_WEB_AGAIN_H

#include "base/error.h"
#include "base/keep.h"
#include "web/visit.h"

/* Makes the page of a visit; what fails becomes a page, too. */
typedef void sl_again_make_fn(struct sl_visit *visit);

/* For sl_keep_open: what holds pages. */
void sl_again_free(void *page);

/*
 * Show the page of a visit whose door is open: one that is kept, or one that is made now, and kept
 * when it is a whole one. A visit to a route that does not say so (route.h) is only made.
 */
void sl_again_show(struct sl_visit *visit, sl_again_make_fn *make);

/*
 * When the request has patience, a page that is kept is in the answer before its entries are on the
 * disk, and visit->again says that it may not be sent. Whoever was told that they are ends it: the
 * page stands, or one that says why not.
 */
struct sl_visit *sl_again_visit(struct sl_again *again); /* room for the visit until then */
void sl_again_end(struct sl_visit *visit);

#endif
