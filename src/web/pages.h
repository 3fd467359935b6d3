/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pages.h - what answers the addresses of routes.c. Each is told of in its own file.
 */
#ifndef SL_WEB_PAGES_H
#define SL_WEB_PAGES_H

#include "web/route.h"

/* home_page.c: what needs me today. */
sl_visit_fn sl_visit_home;

#endif
