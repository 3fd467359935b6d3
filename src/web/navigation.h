/* SPDX-License-Identifier: Apache-2.0 */
/*
 * navigation.h - the parts of the site that who is signed in can do something in.
 *
 * What is not shown is not thereby closed: the door decides on each page.
 */
#ifndef SL_WEB_NAVIGATION_H
#define SL_WEB_NAVIGATION_H

#include "web/visit.h"

/*
 * The items of the navigation for templates.
 *
 *   section  the one that is current
 *
 * Returns undefined when nobody is signed in.
 */
struct sl_value sl_navigation_value(struct sl_visit *visit, struct sl_str section);

/* Does who is signed in hold one of these permissions (bits) today? None: everybody does. */
bool sl_navigation_holds(const struct sl_visit *visit, uint32_t permissions);

#endif
