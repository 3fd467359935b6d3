/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_about.h"

#include "store/mention.h"
#include "store/relation.h"

enum sl_status sl_identity_related_holds(
    struct sl_store *store, int64_t mention, struct sl_mention_holds *holds, struct sl_error *err
)
{
    SL_CLEANUP(sl_relation_cursor_close_ptr) struct sl_relation_cursor *cursor = NULL;
    struct sl_stored_relation relation;
    bool has_one = true;

    SL_TRY(sl_store_relations_open(store, mention, mention, &cursor, err));
    for (;;) {
        struct sl_mention_hold hold = { .reason = SL_HELD_RELATED };
        SL_TRY(sl_relation_cursor_next(cursor, &relation, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (sl_hold_of_role(relation.role, &hold.kind)) {
            hold.left = relation.is_to ? relation.other : relation.mention;
            hold.right = relation.is_to ? relation.mention : relation.other;
            SL_TRY(sl_mention_holds_add(holds, &hold, err));
        }
    }
}

enum sl_status sl_identity_decision_about(
    struct sl_store *store,
    int64_t mention,
    int64_t after,
    struct sl_arena *arena,
    struct sl_decision *ret_decision,
    struct sl_error *err
)
{
    struct sl_stored_mention stored;
    int64_t id = 0;

    SL_TRY(sl_store_mention_get(store, mention, arena, &stored, err));
    const struct sl_mention about = { .source = stored.source, .key = stored.key };
    SL_TRY(sl_store_decision_find(store, &about, after, &id, err));
    return sl_store_decision_next(store, id - 1, arena, ret_decision, err);
}
