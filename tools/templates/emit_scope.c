/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_scope.c - what a scope will know, before what stands in it is written.
 */
#include "emit.h"

static void add_name(
    struct tpl_unit *unit,
    struct tpl_scope *scope,
    struct sl_str name,
    const struct tpl_macro *macro
)
{
    (void)tpl_keep(unit, tpl_scope_add(scope, name, macro, unit->library->arena, unit->err));
}

static struct tpl_macro *
new_macro(struct tpl_unit *unit, const struct tpl_node *node, struct sl_str c_name)
{
    struct tpl_macro *macro = sl_arena_alloc(unit->library->arena, 1, sizeof(*macro));

    if (macro == NULL) {
        (void)tpl_keep(unit, sl_fail_memory(unit->err));
        return NULL;
    }
    *macro = (struct tpl_macro){ .node = node, .c_name = c_name };
    return macro;
}

/* A default is written at the calls of a macro, so it must mean the same everywhere. */
static void check_defaults(struct tpl_unit *unit, const struct tpl_node *macro)
{
    for (const struct tpl_node *item = macro->items; item != NULL; item = item->next) {
        const bool is_literal = item->kind == TPL_SYMBOL ||
                                (item->kind == TPL_KEYWORD &&
                                 (item->left->kind == TPL_STRING ||
                                  item->left->kind == TPL_NUMBER || item->left->kind == TPL_TRUE ||
                                  item->left->kind == TPL_FALSE || item->left->kind == TPL_NONE));
        if (!is_literal) {
            tpl_refuse(
                unit,
                item,
                "Give a text, a number, true, false or none; or use the filter default.",
                "the default of a parameter must be a plain value"
            );
        }
    }
}

static void
declare_macro(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *node)
{
    if (scope->root != scope) {
        tpl_refuse(unit, node, "Move it.", "a macro must stand at the top of its template");
        return;
    }
    check_defaults(unit, node);
    /* The macros of a file of macros are for others; those of a page's parts are its own. */
    const bool is_own = scope->function != NULL || node->text.ptr[0] == '_';
    const struct sl_str name = tpl_c_macro(unit, node->text);
    const struct sl_str c_name =
        is_own ? tpl_textf(unit, "macro%u_%.*s", ++unit->macro_count, SL_STR_ARG(name))
               : tpl_textf(unit, "%.*s_%.*s", SL_STR_ARG(unit->prefix), SL_STR_ARG(name));
    struct tpl_macro *macro = new_macro(unit, node, c_name);
    if (macro != NULL) {
        macro->root = scope;
        add_name(unit, scope, node->text, macro);
    }
}

static const struct tpl_node *find_macro(const struct tpl_source *source, struct sl_str name)
{
    for (const struct tpl_node *node = source->nodes; node != NULL; node = node->next) {
        if (node->kind == TPL_MACRO && sl_str_equal(node->text, name)) {
            return node;
        }
    }
    return NULL;
}

static void
declare_import(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *node)
{
    const struct tpl_source *source = NULL;

    if (!tpl_keep(unit, tpl_load(unit->library, node, node->text, &source, unit->err))) {
        return;
    }
    if (tpl_entry_find(unit->library, TPL_ENTRY_MACROS, source->name) == NULL) {
        tpl_refuse(
            unit,
            node,
            "Add a line 'macros TEMPLATE' to the list of templates.",
            "'%.*s' is not in the list of templates",
            SL_STR_ARG(source->name)
        );
    }
    const struct sl_str prefix = tpl_c_name(unit, source->name);
    for (const struct tpl_node *alias = node->items; alias != NULL; alias = alias->next) {
        const struct tpl_node *found = find_macro(source, alias->text);
        if (found == NULL || alias->text.ptr[0] == '_') {
            tpl_refuse(
                unit,
                alias,
                "What begins with _ is a template's own.",
                "'%.*s' has no macro '%.*s'",
                SL_STR_ARG(source->name),
                SL_STR_ARG(alias->text)
            );
            return;
        }
        const struct sl_str name = tpl_c_macro(unit, alias->text);
        const struct sl_str c_name =
            tpl_textf(unit, "sl_%.*s_%.*s", SL_STR_ARG(prefix), SL_STR_ARG(name));
        add_name(unit, scope, alias->name, new_macro(unit, found, c_name));
    }
}

void tpl_declare(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *nodes)
{
    for (const struct tpl_node *node = nodes; node != NULL; node = node->next) {
        if (node->kind == TPL_SET) {
            add_name(unit, scope, node->text, NULL);
            tpl_declare(unit, scope, node->body);
        } else if (node->kind == TPL_FROM) {
            declare_import(unit, scope, node);
        } else if (node->kind == TPL_MACRO) {
            declare_macro(unit, scope, node);
        } else if (node->kind == TPL_IF) {
            tpl_declare(unit, scope, node->body);
            tpl_declare(unit, scope, node->items);
        }
    }
}

void tpl_begin_scope(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *nodes)
{
    scope->function = unit->function;
    scope->parent = unit->scope;
    if (scope->root == NULL) {
        scope->root = unit->scope->root;
    }
    tpl_declare(unit, scope, nodes);
    /* A scope that is entered again, in a loop, begins empty again; a function does anyway. */
    for (const struct tpl_name *name = scope->names; name != NULL; name = name->next) {
        if (name->macro == NULL && scope->parent != NULL) {
            unit->function->uses_slots = true;
            tpl_emit(
                unit, "v[%u] = sl_value_undefined(); /* %.*s */", name->slot, SL_STR_ARG(name->name)
            );
        }
    }
    unit->scope = scope;
}

void tpl_end_scope(struct tpl_unit *unit)
{
    unit->scope = unit->scope->parent;
}
