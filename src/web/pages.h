/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pages.h - what answers the addresses of routes.c. Each is told of in its own file.
 */
#ifndef SL_WEB_PAGES_H
#define SL_WEB_PAGES_H

#include "web/route.h"

/* home_page.c: what needs me today. */
sl_visit_fn sl_visit_home;

/* search_page.c: people by what somebody knows of them; the part that changes while typing. */
sl_visit_fn sl_visit_search;
sl_visit_fn sl_visit_search_hits;

/* child_page.c: one child, as all agencies know them; the family as a drawing. */
sl_visit_fn sl_visit_child;
sl_visit_fn sl_visit_child_family;

/* child_glass_page.c: breaking the glass, a form and what it sends. */
sl_visit_fn sl_visit_child_glass;
sl_visit_fn sl_visit_child_glass_break;

/* child_request_page.c: asking an agency that holds records, the same. */
sl_visit_fn sl_visit_child_request;
sl_visit_fn sl_visit_child_request_ask;

/* child_seen_page.c: who has looked at the child. */
sl_visit_fn sl_visit_child_seen;

/* sign_in_page.c: the form, and what it sends; a button that ends the session. */
sl_visit_fn sl_visit_sign_in;
sl_visit_fn sl_visit_sign_in_now;
sl_visit_fn sl_visit_sign_out;

/* account_page.c: one's own sessions, and ending one of them. */
sl_visit_fn sl_visit_account;
sl_visit_fn sl_visit_account_end;

/* health_page.c: is the program there? Nothing of the store is asked. */
sl_visit_fn sl_visit_health;

#endif
