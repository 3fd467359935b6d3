/* SPDX-License-Identifier: Apache-2.0 */
#include "emit.h"

#define FILE_LIMIT_BYTES ((size_t)16 << 20)

#define PARAMETERS "struct sl_page *page, const struct sl_value *top, const struct sl_value *given"

enum sl_status tpl_levels(
    struct tpl_library *library,
    struct sl_str name,
    const struct tpl_source *levels[TPL_LEVEL_LIMIT],
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct tpl_node *from = NULL;
    size_t count = 0;

    for (;;) {
        SL_TRY(tpl_load(library, from, name, &levels[count], err));
        const struct tpl_node *node = levels[count++]->nodes;
        while (node != NULL && node->kind != TPL_EXTENDS) {
            node = node->next;
        }
        if (node == NULL) {
            *ret_count = count;
            return SL_OK;
        }
        if (count == TPL_LEVEL_LIMIT) {
            return tpl_fail(
                node->source,
                node->offset,
                err,
                "more than %u templates one on the other",
                TPL_LEVEL_LIMIT
            );
        }
        from = node;
        name = node->text;
    }
}

bool tpl_next_name(
    const struct tpl_library *library,
    const struct tpl_source *const *levels,
    size_t level_count,
    size_t *index,
    struct sl_str *rest,
    struct sl_str *ret_name
)
{
    for (;;) {
        *rest = sl_str_trim(*rest);
        if (rest->len > 0) {
            (void)sl_str_split(rest, ' ', ret_name);
            return true;
        }
        if (*index > level_count) {
            return false;
        }
        const bool is_own = *index == 0;
        const struct tpl_source *source = levels[is_own ? 0 : *index - 1];
        const struct tpl_entry *entry =
            tpl_entry_find(library, is_own ? TPL_ENTRY_PAGE : TPL_ENTRY_NAMES, source->name);
        *rest = entry == NULL ? SL_STR("") : entry->names;
        (*index)++;
    }
}

/* Begin a function; give the one that was being written. */
static struct tpl_function *begin_function(struct tpl_unit *unit, struct tpl_function *function)
{
    struct tpl_function *outer = unit->function;

    *function = (struct tpl_function){ .slot_count = 0 };
    sl_buf_init(&function->code, FILE_LIMIT_BYTES);
    unit->function = function;
    return outer;
}

/* Put the function together, behind its first line, and go on with the outer one. */
static void
end_function(struct tpl_unit *unit, struct sl_str first_line, struct tpl_function *outer)
{
    struct tpl_function *function = unit->function;
    struct sl_buf *out = &unit->functions;

    sl_buf_addf(out, "\n%.*s\n{\n", SL_STR_ARG(first_line));
    if (function->uses_slots) {
        sl_buf_addf(
            out,
            "    struct sl_value v[%u] = { { .kind = SL_VALUE_UNDEFINED } };\n\n",
            function->slot_count
        );
    }
    sl_buf_add(out, SL_STR("    if (!sl_page_enter(page)) {\n        return;\n    }\n"));
    sl_buf_add(out, sl_buf_str(&function->code));
    if (function->uses_slots) {
        sl_buf_add(out, SL_STR("    (void)v;\n"));
    }
    sl_buf_add(out, SL_STR("    sl_page_leave(page);\n}\n"));
    (void)tpl_keep(unit, sl_buf_status(&function->code, unit->err));
    sl_buf_finish(&function->code);
    unit->function = outer;
}

/* The parameters of a macro, and the caller behind them, become slots. */
static void
emit_parameters(struct tpl_unit *unit, struct tpl_scope *scope, const struct tpl_node *macro)
{
    const struct tpl_node caller = { .kind = TPL_KEYWORD, .text = SL_STR("caller") };
    const struct tpl_node *parameter = macro->items == NULL ? &caller : macro->items;

    for (unsigned i = 0; unit->status == SL_OK && parameter != NULL; i++) {
        if (!tpl_keep(
                unit, tpl_scope_add(scope, parameter->text, NULL, unit->library->arena, unit->err)
            )) {
            return;
        }
        /* As in Nunjucks, what has no default is the parameter whatever it holds. */
        scope->names->certain = parameter->kind == TPL_SYMBOL;
        tpl_emit(
            unit,
            "v[%u] = given[%u]; /* %.*s */",
            scope->names->slot,
            i,
            SL_STR_ARG(parameter->text)
        );
        const bool is_last = parameter->next == NULL && parameter != &caller;
        parameter = is_last ? &caller : parameter->next;
    }
    unit->function->uses_slots = true;
}

void tpl_emit_macro(struct tpl_unit *unit, const struct tpl_macro *macro)
{
    struct tpl_function function;
    struct tpl_scope scope = { .root = macro->root };
    struct tpl_scope *const outer_scope = unit->scope;
    struct tpl_function *const outer = begin_function(unit, &function);
    const bool is_own = sl_str_starts(macro->c_name, SL_STR("macro"));

    unit->scope = NULL;
    scope.function = &function;
    emit_parameters(unit, &scope, macro->node);
    tpl_begin_scope(unit, &scope, macro->node->body);
    tpl_emit_nodes(unit, macro->node->body);
    unit->scope = outer_scope;
    if (is_own) {
        sl_buf_addf(
            &unit->prototypes,
            "static void %.*s(\n    " PARAMETERS "\n) __attribute__((unused));\n",
            SL_STR_ARG(macro->c_name)
        );
    }
    if (!function.uses_top) {
        sl_buf_add(&function.code, SL_STR("    (void)top;\n"));
    }
    end_function(
        unit,
        tpl_textf(
            unit,
            "%svoid %.*s(\n    " PARAMETERS "\n)",
            is_own ? "static " : "",
            SL_STR_ARG(macro->c_name)
        ),
        outer
    );
}

/* A file of macros has nothing else in it: nobody would see what it sets or puts out. */
static void emit_macros(struct tpl_unit *unit)
{
    struct tpl_scope root = { .root = &root };

    for (const struct tpl_node *node = unit->source->nodes; node != NULL; node = node->next) {
        if (node->kind != TPL_MACRO && node->kind != TPL_FROM && node->kind != TPL_DATA) {
            tpl_refuse(
                unit,
                node,
                "Move it into a macro.",
                "a file of macros may hold only macros and imports"
            );
        }
    }
    if (unit->status != SL_OK) {
        return;
    }
    tpl_declare(unit, &root, unit->source->nodes);
    unit->scope = &root;
    for (const struct tpl_node *node = unit->source->nodes; node != NULL; node = node->next) {
        const struct tpl_name *known =
            node->kind == TPL_MACRO ? tpl_scope_find(&root, node->text) : NULL;
        if (known != NULL && unit->status == SL_OK) {
            tpl_emit_macro(unit, known->macro);
        }
    }
    unit->scope = NULL;
}

/* What a page that is built upon another one does at its top: it sets, and puts nothing out. */
static void emit_top(struct tpl_unit *unit, const struct tpl_source *source)
{
    const unsigned mark = tpl_number(unit);

    tpl_emit(unit, "const size_t m%u = sl_page_mark(page);", mark);
    for (const struct tpl_node *node = source->nodes; node != NULL; node = node->next) {
        struct tpl_node alone = *node;
        alone.next = NULL;
        if (node->kind == TPL_SET || node->kind == TPL_IF || node->kind == TPL_FOR) {
            tpl_emit_nodes(unit, &alone);
        } else if (node->kind == TPL_MACRO) {
            tpl_emit_macro(unit, tpl_scope_find(unit->scope, node->text)->macro);
        }
    }
    tpl_emit(unit, "sl_page_drop(page, m%u);", mark);
}

/* The names that the page is given become slots of a scope around it. */
static void emit_given_names(struct tpl_unit *unit, struct tpl_scope *scope)
{
    struct sl_str rest = SL_STR("");
    struct sl_str name = SL_STR("");
    size_t index = 0;

    while (unit->status == SL_OK &&
           tpl_next_name(unit->library, unit->levels, unit->level_count, &index, &rest, &name)) {
        if (tpl_scope_find(scope, name) == NULL &&
            tpl_keep(unit, tpl_scope_add(scope, name, NULL, unit->library->arena, unit->err))) {
            unit->function->uses_slots = true;
            tpl_emit(unit, "v[%u] = given->%.*s;", scope->names->slot, SL_STR_ARG(name));
        }
    }
}

static void emit_page(struct tpl_unit *unit)
{
    struct tpl_function function;
    struct tpl_scope given = { .root = &given, .function = &function };
    struct tpl_scope root = { .root = &root, .context = &given, .function = &function };
    struct tpl_function *const outer = begin_function(unit, &function);

    emit_given_names(unit, &given);
    for (size_t i = 0; unit->status == SL_OK && i < unit->level_count; i++) {
        tpl_declare(unit, &root, unit->levels[i]->nodes);
    }
    tpl_begin_scope(unit, &root, NULL);
    function.uses_slots = function.uses_slots || function.slot_count > 0;
    for (size_t i = 0; unit->status == SL_OK && i + 1 < unit->level_count; i++) {
        emit_top(unit, unit->levels[i]);
    }
    tpl_emit_nodes(unit, unit->levels[unit->level_count - 1]->nodes);
    tpl_end_scope(unit);
    sl_buf_add(&function.code, SL_STR("    (void)given;\n"));
    end_function(
        unit,
        tpl_textf(
            unit,
            "void %.*s_print(struct sl_page *page, const struct %.*s_page *given)",
            SL_STR_ARG(unit->prefix),
            SL_STR_ARG(unit->prefix)
        ),
        outer
    );
}

static enum sl_status emit_unit(
    struct tpl_unit *unit, const struct tpl_entry *entry, struct sl_str header, struct sl_buf *out
)
{
    unit->source = unit->levels[0];
    const struct sl_str name = tpl_c_name(unit, unit->source->name);
    unit->prefix = tpl_textf(unit, "sl_%.*s", SL_STR_ARG(name));
    if (entry->kind == TPL_ENTRY_PAGE) {
        emit_page(unit);
    } else {
        emit_macros(unit);
    }
    SL_TRY(unit->status);
    SL_TRY(sl_buf_status(&unit->prototypes, unit->err));
    SL_TRY(sl_buf_status(&unit->functions, unit->err));
    sl_buf_addf(
        out,
        "/* SPDX-License-Identifier: Apache-2.0 */\n/* %.*s; made by tools/templates. */\n"
        "#include \"%.*s\"\n\n#include \"page/filter.h\"\n#include \"page/method.h\"\n"
        "#include \"page/operator.h\"\n\n",
        SL_STR_ARG(unit->source->name),
        SL_STR_ARG(header)
    );
    sl_buf_add(out, sl_buf_str(&unit->prototypes));
    sl_buf_add(out, sl_buf_str(&unit->functions));
    return sl_buf_status(out, unit->err);
}

enum sl_status tpl_emit_file(
    struct tpl_library *library,
    const struct tpl_entry *entry,
    struct sl_str header,
    struct sl_buf *out,
    struct sl_error *err
)
{
    struct tpl_unit unit = { .library = library, .err = err, .status = SL_OK };

    SL_TRY(tpl_levels(library, entry->template, unit.levels, &unit.level_count, err));
    sl_buf_init(&unit.prototypes, FILE_LIMIT_BYTES);
    sl_buf_init(&unit.functions, FILE_LIMIT_BYTES);
    const enum sl_status status = emit_unit(&unit, entry, header, out);
    sl_buf_finish(&unit.prototypes);
    sl_buf_finish(&unit.functions);
    return status;
}
