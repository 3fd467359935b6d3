/* SPDX-License-Identifier: Apache-2.0 */
#include "scope.h"

struct tpl_name *tpl_scope_find(const struct tpl_scope *scope, struct sl_str name)
{
    struct tpl_name *known = scope->names;

    while (known != NULL && !sl_str_equal(known->name, name)) {
        known = known->next;
    }
    return known;
}

enum sl_status tpl_scope_add(
    struct tpl_scope *scope,
    struct sl_str name,
    const struct tpl_macro *macro,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    if (tpl_scope_find(scope, name) != NULL) {
        return SL_OK;
    }
    struct tpl_name *known = sl_arena_alloc(arena, 1, sizeof(*known));
    if (known == NULL) {
        return sl_fail_memory(err);
    }
    *known = (struct tpl_name){ .name = name, .macro = macro, .next = scope->names };
    if (macro == NULL) {
        known->slot = scope->function->slot_count++;
    }
    scope->names = known;
    return SL_OK;
}

/* Add what a scope knows; true when nothing further out counts. */
static bool add_meaning(const struct tpl_name *known, bool is_top, struct tpl_meaning *meaning)
{
    if (known == NULL) {
        return false;
    }
    if (known->macro != NULL) {
        meaning->macro = meaning->slot_count == 0 ? known->macro : NULL;
        return true;
    }
    if (meaning->slot_count < TPL_SLOT_LIMIT) {
        meaning->slots[meaning->slot_count].slot = known->slot;
        meaning->slots[meaning->slot_count].is_top = is_top;
        meaning->slot_count++;
    }
    return known->certain;
}

bool tpl_scope_look(const struct tpl_scope *scope, struct sl_str name, struct tpl_meaning *ret)
{
    const struct tpl_scope *outermost = scope;

    SL_ASSERT(scope != NULL);
    *ret = (struct tpl_meaning){ .slot_count = 0 };
    for (const struct tpl_scope *at = scope; at != NULL; at = at->parent) {
        outermost = at;
        if (add_meaning(tpl_scope_find(at, name), false, ret)) {
            return true;
        }
    }
    for (const struct tpl_scope *at = scope->root; at != NULL; at = at->context) {
        bool was_seen = false;
        for (const struct tpl_scope *seen = scope; seen != NULL; seen = seen->parent) {
            was_seen = was_seen || seen == at;
        }
        if (!was_seen &&
            add_meaning(tpl_scope_find(at, name), at->function != outermost->function, ret)) {
            return true;
        }
    }
    return ret->slot_count > 0;
}

void tpl_scope_targets(const struct tpl_scope *scope, struct sl_str name, struct tpl_meaning *ret)
{
    *ret = (struct tpl_meaning){ .slot_count = 0 };
    for (const struct tpl_scope *at = scope; at != NULL; at = at->parent) {
        const struct tpl_name *known = tpl_scope_find(at, name);
        if (known != NULL && known->macro == NULL && add_meaning(known, false, ret)) {
            /* A parameter or the name of a loop is the variable itself. */
            ret->slots[0] = ret->slots[ret->slot_count - 1];
            ret->slot_count = 1;
            return;
        }
        /* Nunjucks asks the innermost frame only whether sets may leave it. */
        if (at == scope && at->is_isolated) {
            return;
        }
    }
}

unsigned tpl_scope_loop(const struct tpl_scope *scope)
{
    while (scope != NULL && scope->loop == 0) {
        scope = scope->parent;
    }
    return scope == NULL ? 0 : scope->loop;
}
