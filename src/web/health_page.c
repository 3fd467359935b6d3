/* SPDX-License-Identifier: Apache-2.0 */
/* For whoever watches over the program. */
#include "web/pages.h"
#include "web/visit.h"

enum sl_status sl_visit_health(struct sl_visit *visit, struct sl_error *err)
{
    return sl_visit_body(visit, "text/plain; charset=utf-8", SL_STR("ok\n"), err);
}
