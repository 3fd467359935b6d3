/* SPDX-License-Identifier: Apache-2.0 */
#include "emit.h"

/* A name in capitals, as guards and macros of C are. */
static void add_capitals(struct sl_buf *out, struct sl_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char byte = name.ptr[i];
        sl_buf_add_byte(out, byte >= 'a' && byte <= 'z' ? (char)(byte - ('a' - 'A')) : byte);
    }
}

static unsigned count_of(const struct tpl_node *nodes)
{
    unsigned count = 0;
    for (; nodes != NULL; nodes = nodes->next) {
        count++;
    }
    return count;
}

/* A line for each macro: a prototype, or a line of the table of all of them. */
static void add_macros(
    struct tpl_unit *unit, const struct tpl_source *source, bool as_table, struct sl_buf *out
)
{
    const struct sl_str file = tpl_c_name(unit, source->name);

    for (const struct tpl_node *node = source->nodes; node != NULL; node = node->next) {
        if (node->kind != TPL_MACRO || node->text.ptr[0] == '_') {
            continue;
        }
        const struct sl_str macro = tpl_c_macro(unit, node->text);
        const struct sl_str name =
            tpl_textf(unit, "sl_%.*s_%.*s", SL_STR_ARG(file), SL_STR_ARG(macro));
        if (as_table) {
            sl_buf_addf(
                out,
                " \\\n    X(\"%.*s\", \"%.*s\", %.*s, %u)",
                SL_STR_ARG(source->name),
                SL_STR_ARG(node->text),
                SL_STR_ARG(name),
                count_of(node->items)
            );
        } else {
            sl_buf_addf(
                out,
                "void %.*s(\n    struct sl_page *page, const struct sl_value *top, "
                "const struct sl_value *given\n);\n",
                SL_STR_ARG(name)
            );
        }
    }
}

static enum sl_status
add_page(struct tpl_unit *unit, const struct tpl_entry *entry, struct sl_buf *out)
{
    struct sl_str rest = SL_STR("");
    struct sl_str name = SL_STR("");
    size_t index = 0;

    SL_TRY(tpl_levels(unit->library, entry->template, unit->levels, &unit->level_count, unit->err));
    const struct sl_str page = tpl_c_name(unit, unit->levels[0]->name);
    sl_buf_addf(
        out,
        "\n/* What %.*s may be given; what is left out is undefined. */\nstruct sl_%.*s_page {\n",
        SL_STR_ARG(unit->levels[0]->name),
        SL_STR_ARG(page)
    );
    const size_t first = out->len;
    while (tpl_next_name(unit->library, unit->levels, unit->level_count, &index, &rest, &name)) {
        const struct sl_str line = tpl_textf(unit, "    struct sl_value %.*s;\n", SL_STR_ARG(name));
        const struct sl_str lines = sl_str_part(sl_buf_str(out), first, out->len - first);
        if (sl_str_find(lines, line) >= lines.len) {
            sl_buf_add(out, line);
        }
    }
    if (out->len == first) {
        sl_buf_add(out, SL_STR("    struct sl_value nothing;\n"));
    }
    sl_buf_addf(
        out,
        "};\n\n/* Write it: it begins where the page's text ends. Errors: see sl_page_status. */\n"
        "void sl_%.*s_print(struct sl_page *page, const struct sl_%.*s_page *given);\n",
        SL_STR_ARG(page),
        SL_STR_ARG(page)
    );
    return unit->status;
}

static enum sl_status add_all(struct tpl_unit *unit, bool as_table, struct sl_buf *out)
{
    for (const struct tpl_entry *entry = unit->library->entries; entry != NULL;
         entry = entry->next) {
        if (entry->kind == TPL_ENTRY_MACROS) {
            const struct tpl_source *source = NULL;
            SL_TRY(tpl_load(unit->library, NULL, entry->template, &source, unit->err));
            add_macros(unit, source, as_table, out);
        } else if (entry->kind == TPL_ENTRY_PAGE && !as_table) {
            SL_TRY(add_page(unit, entry, out));
        }
    }
    return unit->status;
}

enum sl_status tpl_emit_header(
    struct tpl_library *library, struct sl_str header, struct sl_buf *out, struct sl_error *err
)
{
    struct tpl_unit unit = { .library = library, .err = err, .status = SL_OK };
    const size_t stem = sl_str_find(header, SL_STR(".h"));
    const struct sl_str name = tpl_c_name(&unit, sl_str_part(header, 0, stem));

    sl_buf_addf(
        out,
        "/* SPDX-License-Identifier: Apache-2.0 */\n"
        "/* %.*s - the templates that were compiled; made by tools/templates. */\n#ifndef SL_",
        SL_STR_ARG(header)
    );
    add_capitals(out, name);
    sl_buf_add(out, SL_STR("_H\n#define SL_"));
    add_capitals(out, name);
    sl_buf_add(
        out,
        SL_STR("_H\n\n#include \"page/page.h\"\n\n"
               "/* Macros. `top` is not used; `given` are the parameters, and what\n"
               " * caller() gives behind them. */\n")
    );
    SL_TRY(add_all(&unit, false, out));
    sl_buf_add(out, SL_STR("\n/* X(template, macro, function, parameters) */\n#define SL_"));
    add_capitals(out, name);
    sl_buf_add(out, SL_STR("_MACROS(X)"));
    SL_TRY(add_all(&unit, true, out));
    sl_buf_add(out, SL_STR("\n\n#endif\n"));
    SL_TRY(unit.status);
    return sl_buf_status(out, err);
}
