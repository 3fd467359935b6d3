/* SPDX-License-Identifier: Apache-2.0 */
#include "emit.h"

/* C promises string literals of this length; longer ones are refused. */
#define LITERAL_LIMIT_BYTES 4000

static struct tpl_operand value_of(struct sl_str code)
{
    return (struct tpl_operand){ .code = code };
}

static struct tpl_operand truth_of(struct sl_str code)
{
    return (struct tpl_operand){ .code = code, .is_truth = true };
}

static struct sl_str emit_value(struct tpl_unit *unit, const struct tpl_node *node)
{
    return tpl_as_value(unit, tpl_emit_expression(unit, node));
}

static struct sl_str emit_truth(struct tpl_unit *unit, const struct tpl_node *node)
{
    return tpl_as_truth(unit, tpl_emit_expression(unit, node));
}

static struct tpl_operand emit_string(struct tpl_unit *unit, const struct tpl_node *node)
{
    if (node->text.len > LITERAL_LIMIT_BYTES) {
        tpl_refuse(unit, node, "Divide it.", "a text of more than %d bytes", LITERAL_LIMIT_BYTES);
    }
    const struct sl_str quoted = tpl_quoted(unit, node->text);
    return value_of(tpl_textf(unit, "SL_VALUE_STR(%.*s)", SL_STR_ARG(quoted)));
}

static struct tpl_operand emit_number(struct tpl_unit *unit, const struct tpl_node *node)
{
    const bool is_whole = sl_str_find(node->text, SL_STR(".")) == node->text.len;
    /* Leading zeros would make it octal, or nothing at all. */
    struct sl_str digits = node->text;
    while (digits.len > 1 && digits.ptr[0] == '0' && digits.ptr[1] != '.') {
        digits = sl_str_part(digits, 1, digits.len - 1);
    }
    return value_of(
        tpl_textf(unit, "sl_value_number(%.*s%s)", SL_STR_ARG(digits), is_whole ? ".0" : "")
    );
}

/* The slot, as C. */
static struct sl_str
slot_code(struct tpl_unit *unit, const struct tpl_meaning *meaning, size_t index)
{
    const bool is_top = meaning->slots[index].is_top;

    unit->function->uses_top = unit->function->uses_top || is_top;
    unit->function->uses_slots = unit->function->uses_slots || !is_top;
    return tpl_textf(unit, "%s[%u]", is_top ? "top" : "v", meaning->slots[index].slot);
}

/* Does the list of templates say that this name may be there, when nobody gives it? */
static bool is_listed(const struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_entry *entry =
        tpl_entry_find(unit->library, TPL_ENTRY_NAMES, node->source->name);
    struct sl_str rest = entry == NULL ? SL_STR("") : entry->names;
    struct sl_str name = SL_STR("");

    while (rest.len > 0 && sl_str_split(&rest, ' ', &name)) {
        if (sl_str_equal(name, node->text)) {
            return true;
        }
    }
    return false;
}

static struct tpl_operand emit_symbol(struct tpl_unit *unit, const struct tpl_node *node)
{
    struct tpl_meaning meaning;
    const bool is_known = tpl_scope_look(unit->scope, node->text, &meaning);

    if (sl_str_equal(node->text, SL_STR("undefined")) || (!is_known && is_listed(unit, node))) {
        return value_of(SL_STR("sl_value_undefined()"));
    }
    if (!is_known) {
        tpl_refuse(
            unit,
            node,
            "Set it, import it, or add it to the names of the page in the list of templates.",
            "nothing here is called '%.*s'",
            SL_STR_ARG(node->text)
        );
        return value_of(SL_STR(""));
    }
    if (meaning.slot_count == 0) {
        tpl_refuse(
            unit, node, "Write brackets behind it.", "'%.*s' is a macro", SL_STR_ARG(node->text)
        );
        return value_of(SL_STR(""));
    }
    struct sl_str code = slot_code(unit, &meaning, meaning.slot_count - 1);
    for (size_t i = meaning.slot_count - 1; i > 0; i--) {
        const struct sl_str inner = slot_code(unit, &meaning, i - 1);
        code = tpl_textf(
            unit,
            "(%.*s.kind != SL_VALUE_UNDEFINED ? %.*s : %.*s)",
            SL_STR_ARG(inner),
            SL_STR_ARG(inner),
            SL_STR_ARG(code)
        );
    }
    return value_of(code);
}

/* The items between commas, as C. */
static struct sl_str emit_items(struct tpl_unit *unit, const struct tpl_node *items, bool by_name)
{
    struct sl_str all = SL_STR("");

    for (const struct tpl_node *item = items; item != NULL; item = item->next) {
        const struct sl_str value = emit_value(unit, by_name ? item->left : item);
        const char *comma = item->next == NULL ? "" : ", ";
        if (by_name) {
            const struct sl_str name = tpl_quoted(unit, item->text);
            all = tpl_textf(
                unit,
                "%.*s{ SL_STR(%.*s), %.*s }%s",
                SL_STR_ARG(all),
                SL_STR_ARG(name),
                SL_STR_ARG(value),
                comma
            );
        } else {
            all = tpl_textf(unit, "%.*s%.*s%s", SL_STR_ARG(all), SL_STR_ARG(value), comma);
        }
    }
    return all;
}

static struct tpl_operand emit_aggregate(struct tpl_unit *unit, const struct tpl_node *node)
{
    const bool is_map = node->kind == TPL_MAP;
    unsigned count = 0;

    for (const struct tpl_node *item = node->items; item != NULL; item = item->next) {
        count++;
        for (const struct tpl_node *other = node->items; is_map && other != item;
             other = other->next) {
            if (sl_str_equal(other->text, item->text)) {
                tpl_refuse(unit, item, "Leave one out.", "a name that stands twice");
            }
        }
    }
    if (count == 0) {
        return value_of(
            is_map ? SL_STR("sl_value_map(NULL, 0)") : SL_STR("sl_value_list(NULL, 0)")
        );
    }
    const struct sl_str items = emit_items(unit, node->items, is_map);
    return value_of(tpl_textf(
        unit,
        "sl_page_%s(page, (const struct sl_%s[]){ %.*s }, %u)",
        is_map ? "map" : "list",
        is_map ? "member" : "value",
        SL_STR_ARG(items),
        count
    ));
}

/* loop.index and its like. */
static struct tpl_operand emit_loop(struct tpl_unit *unit, const struct tpl_node *node)
{
    static const struct {
        const char *name;
        const char *code;
        bool is_truth;
    } parts[] = {
        {"index",      "sl_value_number(i%u + 1)",       false},
        { "index0",    "sl_value_number(i%u)",           false},
        { "first",     "(i%u < 1)",                      true },
        { "last",      "(i%u + 1 >= n%u)",               true },
        { "length",    "sl_value_number(n%u)",           false},
        { "revindex",  "sl_value_number(n%u - i%u)",     false},
        { "revindex0", "sl_value_number(n%u - i%u - 1)", false},
    };
    const unsigned loop = tpl_scope_loop(unit->scope);

    for (size_t i = 0; loop > 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (!sl_str_equal(node->right->text, sl_str_from(parts[i].name))) {
            continue;
        }
        struct sl_str rest = sl_str_from(parts[i].code);
        struct sl_str part = SL_STR("");
        struct sl_str code = SL_STR("");
        while (sl_str_split(&rest, '%', &part)) {
            code = code.len == 0 ? part
                                 : tpl_textf(
                                       unit,
                                       "%.*s%u%.*s",
                                       SL_STR_ARG(code),
                                       loop,
                                       SL_STR_ARG(sl_str_part(part, 1, part.len))
                                   );
        }
        return (struct tpl_operand){ .code = code, .is_truth = parts[i].is_truth };
    }
    tpl_refuse(
        unit,
        node,
        "In a loop there are index, index0, first, last, length, revindex and revindex0.",
        "there is no 'loop.%.*s' here",
        SL_STR_ARG(node->right->text)
    );
    return value_of(SL_STR(""));
}

static struct tpl_operand emit_get(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_node *key = node->right;

    if (node->left->kind == TPL_SYMBOL && sl_str_equal(node->left->text, SL_STR("loop")) &&
        key->kind == TPL_STRING) {
        return emit_loop(unit, node);
    }
    const struct sl_str value = emit_value(unit, node->left);
    if (key->kind == TPL_STRING) {
        const struct sl_str name = tpl_quoted(unit, key->text);
        return value_of(
            tpl_textf(unit, "sl_value_get(%.*s, SL_STR(%.*s))", SL_STR_ARG(value), SL_STR_ARG(name))
        );
    }
    const struct sl_str code = emit_value(unit, key);
    return value_of(tpl_textf(unit, "sl_value_at(%.*s, %.*s)", SL_STR_ARG(value), SL_STR_ARG(code))
    );
}

static struct tpl_operand emit_binary(struct tpl_unit *unit, const struct tpl_node *node)
{
    static const struct {
        const char *sign;
        const char *call; /* the C before the operands */
        bool is_truth;
        bool is_turned; /* the right operand comes first */
    } operators[] = {
        {"+",    "sl_value_add(page, ",    false, false},
        { "~",   "sl_value_join(page, ",   false, false},
        { "-",   "sl_value_compute('-', ", false, false},
        { "*",   "sl_value_compute('*', ", false, false},
        { "/",   "sl_value_compute('/', ", false, false},
        { "%",   "sl_value_compute('%', ", false, false},
        { "===", "sl_value_same(",         true,  false},
        { "!==", "!sl_value_same(",        true,  false},
        { "==",  "sl_value_equal(",        true,  false},
        { "!=",  "!sl_value_equal(",       true,  false},
        { "<",   "sl_value_less(",         true,  false},
        { ">",   "sl_value_less(",         true,  true },
        { "<=",  "sl_value_at_most(",      true,  false},
        { ">=",  "sl_value_at_most(",      true,  true },
        { "in",  "sl_value_in(page, ",     true,  false},
    };
    const struct sl_str left = emit_value(unit, node->left);
    const struct sl_str right = emit_value(unit, node->right);

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (sl_str_equal(node->text, sl_str_from(operators[i].sign))) {
            const bool is_turned = operators[i].is_turned;
            const struct sl_str code = tpl_textf(
                unit,
                "%s%.*s, %.*s)",
                operators[i].call,
                SL_STR_ARG(is_turned ? right : left),
                SL_STR_ARG(is_turned ? left : right)
            );
            return (struct tpl_operand){ .code = code, .is_truth = operators[i].is_truth };
        }
    }
    tpl_refuse(unit, node, "", "'%.*s' is not supported", SL_STR_ARG(node->text));
    return value_of(SL_STR(""));
}

/* left and right, left or right: the value that decides. */
static struct tpl_operand emit_either(struct tpl_unit *unit, const struct tpl_node *node)
{
    const bool is_or = node->kind == TPL_OR;
    const struct tpl_operand left = tpl_emit_expression(unit, node->left);
    const struct sl_str value = tpl_as_value(unit, left);
    const unsigned number = tpl_number(unit);

    tpl_emit(unit, "struct sl_value t%u = %.*s;", number, SL_STR_ARG(value));
    tpl_emit(unit, "if (%ssl_value_truth(t%u)) {", is_or ? "!" : "", number);
    const struct sl_str right = emit_value(unit, node->right);
    tpl_emit(unit, "t%u = %.*s;", number, SL_STR_ARG(right));
    tpl_emit(unit, "}");
    return value_of(tpl_textf(unit, "t%u", number));
}

static struct tpl_operand emit_choice(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct sl_str condition = emit_truth(unit, node->right);
    const unsigned number = tpl_number(unit);

    tpl_emit(unit, "struct sl_value t%u = SL_VALUE_STR(\"\");", number);
    tpl_emit(unit, "if (%.*s) {", SL_STR_ARG(condition));
    const struct sl_str yes = emit_value(unit, node->left);
    tpl_emit(unit, "t%u = %.*s;", number, SL_STR_ARG(yes));
    if (node->third != NULL) {
        tpl_emit(unit, "} else {");
        const struct sl_str no = emit_value(unit, node->third);
        tpl_emit(unit, "t%u = %.*s;", number, SL_STR_ARG(no));
    }
    tpl_emit(unit, "}");
    return value_of(tpl_textf(unit, "t%u", number));
}

static struct tpl_operand emit_not(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct sl_str truth = emit_truth(unit, node->left);

    return truth_of(tpl_textf(unit, "!%.*s", SL_STR_ARG(truth)));
}

struct tpl_operand tpl_emit_expression(struct tpl_unit *unit, const struct tpl_node *node)
{
    switch (node->kind) {
    case TPL_STRING:
        return emit_string(unit, node);
    case TPL_NUMBER:
        return emit_number(unit, node);
    case TPL_TRUE:
        return value_of(SL_STR("sl_value_bool(true)"));
    case TPL_FALSE:
        return value_of(SL_STR("sl_value_bool(false)"));
    case TPL_NONE:
        return value_of(SL_STR("sl_value_null()"));
    case TPL_SYMBOL:
        return emit_symbol(unit, node);
    case TPL_LIST:
    case TPL_MAP:
        return emit_aggregate(unit, node);
    case TPL_GET:
        return emit_get(unit, node);
    case TPL_APPLY:
        return tpl_emit_apply(unit, node);
    case TPL_FILTER:
        return tpl_emit_filter(unit, node);
    case TPL_IS:
        return tpl_emit_test(unit, node);
    case TPL_BINARY:
        return emit_binary(unit, node);
    case TPL_NOT:
        return emit_not(unit, node);
    case TPL_AND:
    case TPL_OR:
        return emit_either(unit, node);
    case TPL_CHOICE:
        return emit_choice(unit, node);
    case TPL_DATA:
    case TPL_OUTPUT:
    case TPL_IF:
    case TPL_FOR:
    case TPL_ELSE:
    case TPL_SET:
    case TPL_MACRO:
    case TPL_CALL:
    case TPL_INCLUDE:
    case TPL_FROM:
    case TPL_ALIAS:
    case TPL_EXTENDS:
    case TPL_BLOCK:
    case TPL_KEYWORD:
        break;
    }
    tpl_refuse(unit, node, "", "no value can stand here");
    return value_of(SL_STR(""));
}
