/* SPDX-License-Identifier: Apache-2.0 */
/* The home page: what needs me today. */
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

enum sl_status sl_visit_home(struct sl_visit *visit, struct sl_error *err)
{
    (void)err;
    sl_pages_home_print(
        &visit->page, &(struct sl_pages_home_page){ .site = sl_visit_frame(visit) }
    );
    return SL_OK;
}
