/* SPDX-License-Identifier: Apache-2.0 */
/* Of the interface itself: whether it is there, and what there is. */
#include "web/api.h"
#include "web/api_own.h"
#include "web/handlers.h"

enum sl_status sl_visit_api_health(struct sl_visit *visit, struct sl_error *err)
{
    return sl_visit_body(visit, "application/json", SL_STR("{\"status\":\"ok\"}\n"), err);
}

enum sl_status sl_visit_api_document(struct sl_visit *visit, struct sl_error *err)
{
    visit->response->fixed =
        (struct sl_str){ .ptr = (const char *)sl_own_openapi, .len = sl_own_openapi_bytes };
    return sl_response_header(
        visit->response, "content-type", SL_STR("application/json"), visit->arena, err
    );
}
