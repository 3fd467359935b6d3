/* SPDX-License-Identifier: Apache-2.0 */
/* The home page: what needs me today. */
#include "web/pages.h"
#include "web/sheet.h"
#include "web/web_templates.h"

enum sl_status sl_visit_home(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("Home"));
    sl_pages_home_print(
        &visit->page,
        &(struct sl_pages_home_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(&sheet),
        }
    );
    return SL_OK;
}
