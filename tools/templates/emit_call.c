/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_call.c - what has a name and arguments: filters, tests, methods, macros, caller, super.
 */
#include "emit.h"

#include "page/filter.h"
#include "page/method.h"
#include "page/operator.h"

/* A filter or a method, from the tables of src/page, so that what there is stands in one place. */
struct callable {
    const char *name;
    size_t least;
    size_t most;
};

#define CALLABLE(name, least, most) { #name, least, most },
static const struct callable filters[] = { SL_FILTER_TABLE(CALLABLE) };
static const struct callable methods[] = { SL_METHOD_TABLE(CALLABLE) };

#define TEST(symbol, word) { word, #symbol, symbol },
static const struct {
    const char *word;
    const char *symbol;
    enum sl_value_test test;
} tests[] = { SL_VALUE_TEST_TABLE(TEST) };

static const struct callable *
find_callable(const struct callable *table, size_t count, struct sl_str name)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(name, sl_str_from(table[i].name))) {
            return &table[i];
        }
    }
    return NULL;
}

static size_t count_of(const struct tpl_node *nodes)
{
    size_t count = 0;
    for (; nodes != NULL; nodes = nodes->next) {
        count++;
    }
    return count;
}

static struct sl_str emit_value(struct tpl_unit *unit, const struct tpl_node *node)
{
    return tpl_as_value(unit, tpl_emit_expression(unit, node));
}

/* The values of the nodes with commas between, behind what is there already. */
static struct sl_str
add_values(struct tpl_unit *unit, struct sl_str all, const struct tpl_node *nodes)
{
    for (; nodes != NULL; nodes = nodes->next) {
        const struct sl_str value = emit_value(unit, nodes);
        all = tpl_textf(
            unit, "%.*s%s%.*s", SL_STR_ARG(all), all.len > 0 ? ", " : "", SL_STR_ARG(value)
        );
    }
    return all;
}

static void check_count(
    struct tpl_unit *unit,
    const struct tpl_node *node,
    const struct callable *callable,
    size_t count
)
{
    if (count < callable->least || count > callable->most) {
        tpl_refuse(
            unit,
            node,
            "See the tables in src/page/filter.h and src/page/method.h.",
            "'%s' takes %zu to %zu arguments, not %zu",
            callable->name,
            callable->least,
            callable->most,
            count
        );
    }
}

/* The C of a test, by its word; the first argument of `node` when there is none. */
static const char *
test_symbol(struct tpl_unit *unit, const struct tpl_node *node, struct sl_str word)
{
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (sl_str_equal(word, sl_str_from(tests[i].word))) {
            return tests[i].symbol;
        }
    }
    tpl_refuse(
        unit,
        node,
        "The tests are those of SL_VALUE_TEST_TABLE in src/page/operator.h.",
        "there is no test '%.*s'",
        SL_STR_ARG(word)
    );
    return "";
}

static struct sl_str argument_or_nothing(struct tpl_unit *unit, const struct tpl_node *node)
{
    return node == NULL ? SL_STR("sl_value_undefined()") : emit_value(unit, node);
}

struct tpl_operand tpl_emit_test(struct tpl_unit *unit, const struct tpl_node *node)
{
    const char *symbol = test_symbol(unit, node, node->text);
    const struct sl_str value = emit_value(unit, node->items);
    const struct sl_str argument = argument_or_nothing(unit, node->items->next);

    return (struct tpl_operand){
        .code = tpl_textf(
            unit, "sl_value_is(%s, %.*s, %.*s)", symbol, SL_STR_ARG(value), SL_STR_ARG(argument)
        ),
        .is_truth = true,
    };
}

/* list | select("test", argument) */
static struct tpl_operand emit_select(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_node *word = node->items->next;

    if (word == NULL || word->kind != TPL_STRING) {
        tpl_refuse(unit, node, "Write select(\"truthy\").", "'select' needs the name of a test");
        return (struct tpl_operand){ .code = SL_STR("") };
    }
    const char *symbol = test_symbol(unit, node, word->text);
    const struct sl_str list = emit_value(unit, node->items);
    const struct sl_str argument = argument_or_nothing(unit, word->next);
    return (struct tpl_operand){
        .code = tpl_textf(
            unit,
            "sl_filter_select(page, %.*s, %s, %.*s)",
            SL_STR_ARG(list),
            symbol,
            SL_STR_ARG(argument)
        ),
    };
}

/* The call of sl_filter_x or sl_method_x. */
static struct tpl_operand
emit_callable(struct tpl_unit *unit, const char *kind, const char *name, struct sl_str values)
{
    const unsigned number = tpl_number(unit);

    tpl_emit(unit, "const struct sl_value a%u[] = { %.*s };", number, SL_STR_ARG(values));
    return (struct tpl_operand){
        .code = tpl_textf(
            unit,
            "sl_%s_%s(page, a%u, sizeof(a%u) / sizeof(a%u[0]))",
            kind,
            name,
            number,
            number,
            number
        ),
    };
}

struct tpl_operand tpl_emit_filter(struct tpl_unit *unit, const struct tpl_node *node)
{
    if (sl_str_equal(node->text, SL_STR("select"))) {
        return emit_select(unit, node);
    }
    const struct callable *filter =
        find_callable(filters, sizeof(filters) / sizeof(filters[0]), node->text);
    if (filter == NULL) {
        tpl_refuse(
            unit,
            node,
            "The filters are those of SL_FILTER_TABLE in src/page/filter.h, and select.",
            "there is no filter '%.*s'",
            SL_STR_ARG(node->text)
        );
        return (struct tpl_operand){ .code = SL_STR("") };
    }
    check_count(unit, node, filter, count_of(node->items) - 1);
    return emit_callable(unit, "filter", filter->name, add_values(unit, SL_STR(""), node->items));
}

static struct tpl_operand emit_method(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_node *get = node->left;
    const struct callable *method =
        get->right->kind == TPL_STRING
            ? find_callable(methods, sizeof(methods) / sizeof(methods[0]), get->right->text)
            : NULL;

    if (method == NULL) {
        tpl_refuse(
            unit,
            node,
            "The methods are those of SL_METHOD_TABLE in src/page/method.h.",
            "there is no such method"
        );
        return (struct tpl_operand){ .code = SL_STR("") };
    }
    check_count(unit, node, method, count_of(node->items));
    const struct sl_str value = emit_value(unit, get->left);
    return emit_callable(unit, "method", method->name, add_values(unit, value, node->items));
}

/* The node that a call gives for a parameter: by its place, or by its name; NULL when it does not.
 */
static const struct tpl_node *
given_for(const struct tpl_node *call, struct sl_str parameter, size_t index)
{
    const struct tpl_node *item = call->items;

    for (size_t i = 0; item != NULL; item = item->next, i++) {
        if (item->kind == TPL_KEYWORD ? sl_str_equal(item->text, parameter) : i == index) {
            return item->kind == TPL_KEYWORD ? item->left : item;
        }
    }
    return NULL;
}

/* Is there a parameter for each argument? */
static void
check_arguments(struct tpl_unit *unit, const struct tpl_node *call, const struct tpl_node *macro)
{
    size_t index = 0;

    for (const struct tpl_node *item = call->items; item != NULL; item = item->next, index++) {
        const struct tpl_node *parameter = macro->items;
        for (size_t i = 0; parameter != NULL; parameter = parameter->next, i++) {
            if (item->kind == TPL_KEYWORD ? sl_str_equal(item->text, parameter->text)
                                          : i == index) {
                break;
            }
        }
        if (parameter == NULL) {
            tpl_refuse(
                unit,
                item,
                "Look at the macro.",
                "'%.*s' has no parameter for this",
                SL_STR_ARG(macro->text)
            );
        }
    }
}

/* What the macro is given, as C: its parameters, and then the caller. */
static struct sl_str emit_given(
    struct tpl_unit *unit,
    const struct tpl_node *call,
    const struct tpl_node *macro,
    struct sl_str caller
)
{
    struct sl_str all = SL_STR("");
    size_t index = 0;

    check_arguments(unit, call, macro);
    for (const struct tpl_node *parameter = macro->items; parameter != NULL;
         parameter = parameter->next, index++) {
        const struct tpl_node *given = given_for(call, parameter->text, index);
        if (given == NULL && parameter->kind == TPL_KEYWORD) {
            given = parameter->left;
        }
        const struct sl_str value = argument_or_nothing(unit, given);
        all = tpl_textf(unit, "%.*s%.*s, ", SL_STR_ARG(all), SL_STR_ARG(value));
    }
    const struct sl_str last = caller.len > 0 ? caller : SL_STR("sl_value_undefined()");
    return tpl_textf(unit, "%.*s%.*s", SL_STR_ARG(all), SL_STR_ARG(last));
}

bool tpl_emit_macro_call(struct tpl_unit *unit, const struct tpl_node *node, struct sl_str caller)
{
    struct tpl_meaning meaning;

    if (node->kind != TPL_APPLY || node->left->kind != TPL_SYMBOL ||
        !tpl_scope_look(unit->scope, node->left->text, &meaning) || meaning.macro == NULL) {
        return false;
    }
    const struct tpl_macro *macro = meaning.macro;
    const struct sl_str given = emit_given(unit, node, macro->node, caller);
    const unsigned number = tpl_number(unit);
    const char *top = "NULL";
    if (macro->root != NULL && macro->root->function == unit->function) {
        top = "v";
        unit->function->uses_slots = true;
    } else if (macro->root != NULL && macro->root->function != NULL) {
        top = "top";
        unit->function->uses_top = true;
    }
    tpl_emit(unit, "const struct sl_value g%u[] = { %.*s };", number, SL_STR_ARG(given));
    tpl_emit(unit, "%.*s(page, %s, g%u);", SL_STR_ARG(macro->c_name), top, number);
    return true;
}

/* What is written by the statements between, as a value. */
static struct tpl_operand take_safe(struct tpl_unit *unit, unsigned mark)
{
    const unsigned number = tpl_number(unit);

    tpl_emit(unit, "const struct sl_value t%u = sl_page_take_safe(page, m%u);", number, mark);
    return (struct tpl_operand){ .code = tpl_textf(unit, "t%u", number) };
}

/* super(): what the block would be without the page's own. */
static void emit_super(struct tpl_unit *unit, const struct tpl_node *node)
{
    if (unit->block == NULL || node->items != NULL) {
        tpl_refuse(unit, node, "", "'super()' is for blocks, and takes no arguments");
        return;
    }
    tpl_emit_block(unit, unit->block, unit->block_level + 1);
}

struct tpl_operand tpl_emit_apply(struct tpl_unit *unit, const struct tpl_node *node)
{
    const struct tpl_node *callee = node->left;

    if (callee->kind == TPL_GET) {
        return emit_method(unit, node);
    }
    if (callee->kind == TPL_SYMBOL && sl_str_equal(callee->text, SL_STR("caller"))) {
        if (node->items != NULL) {
            tpl_refuse(unit, node, "", "a caller that takes arguments is not supported");
        }
        return tpl_emit_expression(unit, callee);
    }
    const unsigned mark = tpl_number(unit);
    tpl_emit(unit, "const size_t m%u = sl_page_mark(page);", mark);
    if (callee->kind == TPL_SYMBOL && sl_str_equal(callee->text, SL_STR("super"))) {
        emit_super(unit, node);
    } else if (!tpl_emit_macro_call(unit, node, SL_STR(""))) {
        tpl_refuse(
            unit,
            node,
            "Import it: {% from \"TEMPLATE\" import NAME %}.",
            "nothing here that can be called is called '%.*s'",
            SL_STR_ARG(callee->text)
        );
    }
    return take_safe(unit, mark);
}
