/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_told.h"

#include "app/picture_door.h"
#include "identity/identity_id.h"
#include "picture/picture_told.h"

/* An address is not a search: what is no id is nobody's. */
static enum sl_status check_id(struct sl_str id, struct sl_error *err)
{
    int64_t identity = 0;

    if (sl_identity_parse(id, &identity, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_fail(err, SL_NOT_FOUND, "this is not the id of a child");
    sl_fail_hint(err, "Search for the child by name, date of birth or NHS number.");
    return SL_NOT_FOUND;
}

enum sl_status
sl_child_tell(const struct sl_child_wish *wish, struct sl_buf *json, struct sl_error *err)
{
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *search = NULL;
    SL_CLEANUP(sl_picture_loader_close_ptr) struct sl_picture_loader *loader = NULL;
    const struct sl_search_request question = { .text = wish->id,
                                                .today = wish->today,
                                                .limit = 1 };
    const struct sl_picture_view view = {
        .oldest_first = wish->oldest_first,
        .agencies = &wish->agency,
        .agency_count = wish->agency.len > 0,
    };
    const struct sl_picture *picture = NULL;
    struct sl_picture_found found;

    SL_TRY(check_id(wish->id, err));
    SL_TRY(sl_picture_find(wish->access, &search, &question, wish->arena, &found, err));
    SL_TRY(sl_picture_loader_open(&loader, err));
    const struct sl_picture_request wanted = {
        .identity = found.identity,
        .access = wish->access,
        .today = wish->today,
        .notes = found.notes,
        .note_count = found.note_count,
    };
    SL_TRY(sl_picture_open(loader, &wanted, &picture, err));
    sl_picture_tell(picture, &view, json);
    return sl_buf_status(json, err);
}
