/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pages.h - what answers the addresses of routes.c. Each is told of in its own file.
 */
#ifndef SL_WEB_PAGES_H
#define SL_WEB_PAGES_H

#include "web/route.h"

/* home_page.c: what needs me today. */
sl_visit_fn sl_visit_home;

/* search_page.c: people by what somebody knows of them. */
sl_visit_fn sl_visit_search;

/* child_page.c: one child, as all agencies know them. */
sl_visit_fn sl_visit_child;

/* sign_in_page.c: the two steps, an invitation, each with what it sends; and out. */
sl_visit_fn sl_visit_sign_in;
sl_visit_fn sl_visit_sign_in_now;
sl_visit_fn sl_visit_sign_in_code;
sl_visit_fn sl_visit_invitation;
sl_visit_fn sl_visit_invitation_use;
sl_visit_fn sl_visit_sign_out;

/* account_page.c: one's own account and sessions, ending one of them, the password. */
sl_visit_fn sl_visit_account;
sl_visit_fn sl_visit_account_end;
sl_visit_fn sl_visit_password;
sl_visit_fn sl_visit_password_change;

/* authenticator_page.c: the second step of signing in. */
sl_visit_fn sl_visit_authenticator;
sl_visit_fn sl_visit_authenticator_begin;
sl_visit_fn sl_visit_authenticator_confirm;
sl_visit_fn sl_visit_authenticator_end;

/* health_page.c: is the program there? Nothing of the store is asked. */
sl_visit_fn sl_visit_health;

#endif
