/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_tree.h"

#define DEPTH_LIMIT 32u

/* Where in the body, as lines in front of it and a column in its line. */
static void fault_at_byte(struct sl_reading *reading, size_t at)
{
    size_t line_first = 0;
    reading->line = 0;
    for (size_t i = 0; i < at && i < reading->body.len; i++) {
        if (reading->body.ptr[i] == '\n') {
            reading->line++;
            line_first = i + 1;
        }
    }
    reading->column = at - line_first + 1;
}

void sl_json_fault_at(struct sl_reading *reading, const struct sl_json_node *node)
{
    fault_at_byte(reading, node->at);
    if (node->name.len > 0) {
        reading->field = node->name;
    }
}

/* A node for the token, as the last in its parent. */
static struct sl_json_node *
add_node(struct sl_arena *arena, struct sl_json_node *parent, const struct sl_json_token *token)
{
    struct sl_json_node *node = sl_arena_alloc(arena, 1, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    *node = (struct sl_json_node
    ){ .kind = token->kind, .name = token->name, .text = token->text, .at = token->first };
    if (parent != NULL && parent->last == NULL) {
        parent->first = node;
    } else if (parent != NULL) {
        parent->last->next = node;
    }
    if (parent != NULL) {
        parent->last = node;
    }
    return node;
}

static enum sl_status fail_arena(const struct sl_arena *arena, struct sl_error *err)
{
    const bool is_full = arena->limit_bytes - arena->used_bytes < sizeof(struct sl_json_node);
    return is_full ? sl_fail(err, SL_LIMIT, "the record needs too much memory")
                   : sl_fail_memory(err);
}

/* All tokens of the body. The field of the reading is the member in which a fault is. */
static enum sl_status build(
    struct sl_reading *reading,
    struct sl_json *json,
    struct sl_json_node **ret_root,
    struct sl_error *err
)
{
    struct sl_json_node *open[DEPTH_LIMIT + 1] = { NULL };
    unsigned depth = 0;
    struct sl_json_token token;
    for (unsigned count = 0; count <= SL_JSON_NODE_LIMIT; count++) {
        SL_TRY(sl_json_next(json, &token, err));
        while (token.kind == SL_JSON_OBJECT_END || token.kind == SL_JSON_LIST_END) {
            depth--;
            SL_TRY(sl_json_next(json, &token, err));
        }
        if (token.kind == SL_JSON_END) {
            return SL_OK;
        }
        reading->field = token.name.len > 0 ? token.name : reading->field;
        struct sl_json_node *node = add_node(reading->facts->arena, open[depth], &token);
        if (node == NULL) {
            return fail_arena(reading->facts->arena, err);
        }
        if (depth == 0) {
            *ret_root = node;
        }
        if (token.kind == SL_JSON_OBJECT || token.kind == SL_JSON_LIST) {
            open[++depth] = node;
        }
    }
    return sl_fail(err, SL_LIMIT, "there are more than %u values", SL_JSON_NODE_LIMIT);
}

enum sl_status
sl_json_tree_read(struct sl_reading *reading, struct sl_json_node **ret_root, struct sl_error *err)
{
    struct sl_json json;
    struct sl_json_node *root = NULL;
    sl_json_init(&json, reading->body, DEPTH_LIMIT, reading->facts->arena);
    const enum sl_status status = build(reading, &json, &root, err);
    if (status != SL_OK) {
        fault_at_byte(reading, sl_json_column(&json) - 1);
        return status;
    }
    reading->field = (struct sl_str){ .ptr = NULL };
    SL_ASSERT(root != NULL); /* a text that ends without a value is refused */
    if (root->kind != SL_JSON_OBJECT) {
        reading->column = 1;
        return sl_fail(
            err, SL_INVALID, "an object is wanted, not %s", sl_json_kind_words(root->kind)
        );
    }
    *ret_root = root;
    return SL_OK;
}

const struct sl_json_node *sl_json_find(const struct sl_json_node *node, struct sl_str name)
{
    if (!sl_json_is_object(node)) {
        return NULL;
    }
    for (const struct sl_json_node *at = node->first; at != NULL; at = at->next) {
        if (sl_str_equal(at->name, name)) {
            return at->kind == SL_JSON_NULL ? NULL : at;
        }
    }
    return NULL;
}

struct sl_str sl_json_text_of(const struct sl_json_node *node)
{
    if (node != NULL && (node->kind == SL_JSON_TEXT || node->kind == SL_JSON_NUMBER)) {
        return sl_str_trim(node->text);
    }
    if (node != NULL && (node->kind == SL_JSON_TRUE || node->kind == SL_JSON_FALSE)) {
        return node->kind == SL_JSON_TRUE ? SL_STR("true") : SL_STR("false");
    }
    return SL_STR("");
}

struct sl_str sl_json_member_text(const struct sl_json_node *node, struct sl_str name)
{
    return sl_json_text_of(sl_json_find(node, name));
}

bool sl_json_is_true(const struct sl_json_node *node)
{
    return node != NULL && node->kind == SL_JSON_TRUE;
}

bool sl_json_is_object(const struct sl_json_node *node)
{
    return node != NULL && node->kind == SL_JSON_OBJECT;
}

enum sl_status sl_json_node_want(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    enum sl_json_kind kind,
    struct sl_error *err
)
{
    if (node == NULL || node->kind == kind) {
        return SL_OK;
    }
    sl_json_fault_at(reading, node);
    return sl_fail(
        err,
        SL_INVALID,
        "%s is wanted, not %s",
        sl_json_kind_words(kind),
        sl_json_kind_words(node->kind)
    );
}

enum sl_status sl_json_list(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    struct sl_str name,
    const struct sl_json_node **ret_first,
    struct sl_error *err
)
{
    const struct sl_json_node *list = sl_json_find(node, name);
    SL_TRY(sl_json_node_want(reading, list, SL_JSON_LIST, err));
    *ret_first = list == NULL ? NULL : list->first;
    return SL_OK;
}

enum sl_status sl_json_moment_of(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    struct sl_moment *ret_moment,
    struct sl_error *err
)
{
    *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    SL_TRY(sl_json_node_want(reading, node, SL_JSON_TEXT, err));
    const struct sl_str text = sl_json_text_of(node);
    if (text.len == 0) {
        return SL_OK;
    }
    sl_json_fault_at(reading, node);
    SL_TRY(sl_moment_parse(text, ret_moment, err));
    reading->field = (struct sl_str){ .ptr = NULL };
    reading->column = 0;
    reading->line = 0;
    return SL_OK;
}
