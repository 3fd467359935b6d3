/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/catalogue_read.h"

#include <string.h>

/* What a term may be; long tables are cut. */
static void hint_names(struct sl_catalogue_names names, struct sl_error *err)
{
    struct sl_buf list;

    sl_buf_init(&list, SL_ERROR_TEXT_BYTES);
    for (unsigned i = 0; i < names.count; i++) {
        sl_buf_addf(&list, "%s%.*s", i == 0 ? "" : ", ", SL_STR_ARG(names.terms[i].name));
    }
    sl_fail_hint(err, "It may be: %.*s.", SL_STR_ARG(sl_buf_str(&list)));
    sl_buf_finish(&list);
}

enum sl_status sl_catalogue_term(
    const struct sl_yaml_node *node,
    struct sl_catalogue_names names,
    unsigned *ret_term,
    struct sl_error *err
)
{
    const unsigned term = sl_term_find(names.terms, names.count, node->text);

    if (term == names.count) {
        sl_yaml_fail(node, err, "there is no %s '%.*s'", names.what, SL_STR_ARG(node->text));
        hint_names(names, err);
        return SL_INVALID;
    }
    *ret_term = term;
    return SL_OK;
}

enum sl_status
sl_catalogue_line(const struct sl_yaml_node *node, struct sl_str *ret_line, struct sl_error *err)
{
    SL_TRY(sl_yaml_check_line(node, node->text, SL_CATALOGUE_LINE_BYTES, err));
    *ret_line = node->text;
    return SL_OK;
}

enum sl_status
sl_catalogue_id(const struct sl_yaml_node *node, struct sl_str *ret_id, struct sl_error *err)
{
    const struct sl_str allowed = SL_STR("abcdefghijklmnopqrstuvwxyz0123456789-");

    SL_TRY(sl_yaml_check_line(node, node->text, SL_CATALOGUE_ID_BYTES, err));
    for (size_t i = 0; i < node->text.len; i++) {
        if (sl_str_find(allowed, sl_str_part(node->text, i, 1)) == allowed.len) {
            return sl_yaml_fail(node, err, "an id is made of a-z, 0-9 and '-'");
        }
    }
    *ret_id = node->text;
    return SL_OK;
}

enum sl_status sl_catalogue_room(
    const struct sl_yaml_node *node,
    size_t limit,
    size_t item_bytes,
    struct sl_arena *arena,
    void *ret_items,
    struct sl_error *err
)
{
    if (node->count == 0 || node->count > limit) {
        return sl_yaml_fail(node, err, "'%.*s' has 1 to %zu items", SL_STR_ARG(node->name), limit);
    }
    void *items = sl_arena_alloc(arena, node->count, item_bytes);
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(ret_items, &items, sizeof(items));
    return SL_OK;
}
