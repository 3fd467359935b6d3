/* SPDX-License-Identifier: Apache-2.0 */
#include "emit.h"

/* Compilers need not take longer string literals; longer text is put out in parts. */
#define PART_BYTES 3000

static struct sl_str emit_value(struct tpl_unit *unit, const struct tpl_node *node)
{
    return tpl_as_value(unit, tpl_emit_expression(unit, node));
}

static struct sl_str emit_truth(struct tpl_unit *unit, const struct tpl_node *node)
{
    return tpl_as_truth(unit, tpl_emit_expression(unit, node));
}

static void emit_data(struct tpl_unit *unit, struct sl_str text)
{
    while (text.len > 0) {
        size_t len = text.len < PART_BYTES ? text.len : PART_BYTES;
        while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0u) == 0x80u) {
            len--; /* not within a code point */
        }
        const struct sl_str part = sl_str_part(text, 0, len);
        const struct sl_str quoted = tpl_quoted(unit, part);
        tpl_emit(unit, "sl_page_add(page, SL_STR(%.*s));", SL_STR_ARG(quoted));
        text = sl_str_part(text, part.len, text.len - part.len);
    }
}

/* Put a value out; a choice and a macro need not become values for that. */
static void emit_output(struct tpl_unit *unit, const struct tpl_node *node)
{
    if (node->kind == TPL_CHOICE) {
        const struct sl_str condition = emit_truth(unit, node->right);
        tpl_emit(unit, "if (%.*s) {", SL_STR_ARG(condition));
        emit_output(unit, node->left);
        if (node->third != NULL) {
            tpl_emit(unit, "} else {");
            emit_output(unit, node->third);
        }
        tpl_emit(unit, "}");
    } else if (!tpl_emit_macro_call(unit, node, SL_STR(""))) {
        const struct sl_str value = emit_value(unit, node);
        tpl_emit(unit, "sl_page_put(page, %.*s);", SL_STR_ARG(value));
    }
}

static void emit_if(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct sl_str condition = emit_truth(unit, node->left);

    tpl_emit(unit, "if (%.*s) {", SL_STR_ARG(condition));
    tpl_emit_nodes(unit, node->body);
    if (node->items != NULL) {
        tpl_emit(unit, "} else {");
        tpl_emit_nodes(unit, node->items);
    }
    tpl_emit(unit, "}");
}

/* Fill the names of the loop for this round. */
static void
emit_round(struct tpl_unit *unit, const struct tpl_scope *scope, const struct tpl_node *node)
{
    const struct tpl_node *second = node->items->next;
    const unsigned number = scope->loop;

    tpl_emit(
        unit,
        "v[%u] = sl_value_first(t%u, i%u, %s); /* %.*s */",
        tpl_scope_find(scope, node->items->text)->slot,
        number,
        number,
        second != NULL ? "true" : "false",
        SL_STR_ARG(node->items->text)
    );
    if (second != NULL) {
        tpl_emit(
            unit,
            "v[%u] = sl_value_second(t%u, i%u); /* %.*s */",
            tpl_scope_find(scope, second->text)->slot,
            number,
            number,
            SL_STR_ARG(second->text)
        );
    }
}

static void emit_for(struct tpl_unit *unit, const struct tpl_node *node)
{
    struct tpl_scope scope = { .loop = tpl_number(unit), .function = unit->function };
    const unsigned number = scope.loop;
    const struct sl_str list = emit_value(unit, node->left);

    SL_ASSERT(node->items != NULL);
    for (const struct tpl_node *name = node->items; name != NULL; name = name->next) {
        if (tpl_keep(
                unit, tpl_scope_add(&scope, name->text, NULL, unit->library->arena, unit->err)
            )) {
            scope.names->certain = true;
        }
    }
    if (unit->status != SL_OK) {
        return;
    }
    tpl_emit(unit, "{");
    tpl_emit(unit, "const struct sl_value t%u = %.*s;", number, SL_STR_ARG(list));
    tpl_emit(
        unit,
        "const uint32_t n%u = sl_value_rounds(t%u, %s);",
        number,
        number,
        node->items->next != NULL ? "true" : "false"
    );
    tpl_begin_scope(unit, &scope, node->body);
    tpl_emit(
        unit,
        "for (uint32_t i%u = 0; i%u < n%u && sl_page_goes_on(page); i%u++) {",
        number,
        number,
        number,
        number
    );
    emit_round(unit, &scope, node);
    tpl_emit_nodes(unit, node->body);
    tpl_emit(unit, "}");
    tpl_end_scope(unit);
    if (node->third != NULL) {
        tpl_emit(unit, "if (n%u == 0) {", number);
        tpl_emit_nodes(unit, node->third->body);
        tpl_emit(unit, "}");
    }
    tpl_emit(unit, "}");
}

/* The C of where a set tag writes to. */
static struct sl_str target_code(struct tpl_unit *unit, const struct tpl_node *node)
{
    struct tpl_meaning targets;

    tpl_scope_targets(unit->scope, node->text, &targets);
    if (targets.slot_count == 0) {
        tpl_refuse(unit, node, "Choose another name.", "'%.*s' is a macro", SL_STR_ARG(node->text));
        return SL_STR("");
    }
    unit->function->uses_slots = true;
    struct sl_str code = tpl_textf(unit, "&v[%u]", targets.slots[0].slot);
    for (size_t i = targets.slot_count; targets.slot_count > 1 && i > 0; i--) {
        const unsigned slot = targets.slots[i - 1].slot;
        code = tpl_textf(
            unit, "(v[%u].kind != SL_VALUE_UNDEFINED ? &v[%u] : %.*s)", slot, slot, SL_STR_ARG(code)
        );
    }
    return targets.slot_count > 1 ? tpl_textf(unit, "*%.*s", SL_STR_ARG(code))
                                  : sl_str_part(code, 1, code.len - 1);
}

static void emit_set(struct tpl_unit *unit, const struct tpl_node *node)
{
    const unsigned number = tpl_number(unit);

    if (node->left != NULL) {
        const struct sl_str value = emit_value(unit, node->left);
        const struct sl_str target = target_code(unit, node);
        tpl_emit(
            unit,
            "%.*s = %.*s; /* %.*s */",
            SL_STR_ARG(target),
            SL_STR_ARG(value),
            SL_STR_ARG(node->text)
        );
        return;
    }
    tpl_emit(unit, "const size_t m%u = sl_page_mark(page);", number);
    tpl_emit(unit, "{");
    tpl_emit_nodes(unit, node->body);
    tpl_emit(unit, "}");
    const struct sl_str target = target_code(unit, node);
    tpl_emit(
        unit,
        "%.*s = sl_page_take_text(page, m%u); /* %.*s */",
        SL_STR_ARG(target),
        number,
        SL_STR_ARG(node->text)
    );
}

/* The body is written first: it sees the frames around it, and nothing of the macro. */
static void emit_call_block(struct tpl_unit *unit, const struct tpl_node *node)
{
    struct tpl_scope scope = { .is_isolated = true };
    const unsigned number = tpl_number(unit);

    tpl_emit(unit, "const size_t m%u = sl_page_mark(page);", number);
    tpl_emit(unit, "{");
    tpl_begin_scope(unit, &scope, node->body);
    tpl_emit_nodes(unit, node->body);
    tpl_end_scope(unit);
    tpl_emit(unit, "}");
    tpl_emit(unit, "const struct sl_value t%u = sl_page_take_safe(page, m%u);", number, number);
    if (!tpl_emit_macro_call(unit, node->left, tpl_textf(unit, "t%u", number))) {
        tpl_refuse(
            unit,
            node->left,
            "Import it: {% from \"TEMPLATE\" import NAME %}.",
            "'call' is of a macro, and this is none"
        );
    }
}

static void emit_include(struct tpl_unit *unit, const struct tpl_node *node)
{
    struct tpl_scope scope = { .root = &scope, .is_isolated = true };
    const struct tpl_source *source = NULL;

    if (!tpl_keep(unit, tpl_load(unit->library, node, node->text, &source, unit->err))) {
        return;
    }
    for (size_t i = 0; i < unit->include_count; i++) {
        if (unit->includes[i] == source || unit->include_count == TPL_INCLUDE_LIMIT) {
            tpl_refuse(unit, node, "Use a macro.", "a template that includes itself");
            return;
        }
    }
    scope.context = unit->scope->root;
    unit->includes[unit->include_count++] = source;
    tpl_emit(unit, "{");
    tpl_begin_scope(unit, &scope, source->nodes);
    tpl_emit_nodes(unit, source->nodes);
    tpl_end_scope(unit);
    tpl_emit(unit, "}");
    unit->include_count--;
}

static const struct tpl_node *find_block(const struct tpl_node *nodes, struct sl_str name);

/* The block of this name in a node or below it. */
static const struct tpl_node *find_block_below(const struct tpl_node *node, struct sl_str name)
{
    const struct tpl_node *found = NULL;

    if (node->kind == TPL_BLOCK && sl_str_equal(node->text, name)) {
        return node;
    }
    if (node->kind == TPL_BLOCK || node->kind == TPL_IF || node->kind == TPL_FOR ||
        node->kind == TPL_CALL || node->kind == TPL_SET) {
        found = find_block(node->body, name);
    }
    if (found == NULL && node->kind == TPL_IF) {
        found = find_block(node->items, name);
    }
    return found;
}

static const struct tpl_node *find_block(const struct tpl_node *nodes, struct sl_str name)
{
    const struct tpl_node *found = NULL;

    for (; nodes != NULL && found == NULL; nodes = nodes->next) {
        found = find_block_below(nodes, name);
    }
    return found;
}

void tpl_emit_block(struct tpl_unit *unit, const struct tpl_node *node, size_t level)
{
    struct tpl_scope scope = { .is_isolated = true };
    const struct tpl_node *const outer = unit->block;
    const size_t outer_level = unit->block_level;
    const struct tpl_node *found = NULL;

    while (level < unit->level_count && found == NULL) {
        found = find_block(unit->levels[level++]->nodes, node->text);
    }
    if (found == NULL) {
        tpl_refuse(unit, node, "", "no block '%.*s' that this could be", SL_STR_ARG(node->text));
        return;
    }
    unit->block = found;
    unit->block_level = level - 1;
    tpl_emit(unit, "{");
    tpl_begin_scope(unit, &scope, found->body);
    tpl_emit_nodes(unit, found->body);
    tpl_end_scope(unit);
    tpl_emit(unit, "}");
    unit->block = outer;
    unit->block_level = outer_level;
}

static void emit_macro(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_name *known = tpl_scope_find(unit->scope, node->text);

    if (known != NULL && known->macro != NULL && known->macro->node == node) {
        tpl_emit_macro(unit, known->macro);
    } else if (unit->status == SL_OK) {
        tpl_refuse(unit, node, "Move it.", "a macro must stand at the top of its template, once");
    }
}

static void emit_node(struct tpl_unit *unit, const struct tpl_node *node)
{
    switch ((unsigned)node->kind) {
    case TPL_DATA:
        emit_data(unit, node->text);
        break;
    case TPL_OUTPUT:
        emit_output(unit, node->left);
        break;
    case TPL_IF:
        emit_if(unit, node);
        break;
    case TPL_FOR:
        emit_for(unit, node);
        break;
    case TPL_SET:
        emit_set(unit, node);
        break;
    case TPL_MACRO:
        emit_macro(unit, node);
        break;
    case TPL_CALL:
        emit_call_block(unit, node);
        break;
    case TPL_INCLUDE:
        emit_include(unit, node);
        break;
    case TPL_BLOCK:
        tpl_emit_block(unit, node, 0);
        break;
    case TPL_FROM: /* declared before */
        break;
    default:
        tpl_refuse(unit, node, "Only a page may, at its top.", "'extends' cannot stand here");
        break;
    }
}

void tpl_emit_nodes(struct tpl_unit *unit, const struct tpl_node *nodes)
{
    for (; nodes != NULL && unit->status == SL_OK; nodes = nodes->next) {
        emit_node(unit, nodes);
    }
}
