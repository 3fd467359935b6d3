/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "cli/closest.h"
#include "cli/help.h"

/* The words while they are read. */
struct parser {
    const struct sl_command *command;
    const char *const *words;
    size_t word_count;
    size_t at;
    struct sl_arguments arguments;
};

static void hint_help(const struct sl_command *command, struct sl_error *err)
{
    sl_fail_hint(err, "Try 'sightline %s%s%s --help'.", SL_COMMAND_WORDS(command));
}

static enum sl_status
fail_unknown(const struct sl_command *command, struct sl_str name, struct sl_error *err)
{
    const char *names[SL_OPTION_LIMIT];
    char typed[64];

    sl_fail(err, SL_USAGE, "'%.*s' is not an option", SL_STR_ARG(name));
    hint_help(command, err);
    if (name.len >= sizeof(typed)) {
        return SL_USAGE;
    }
    memcpy(typed, name.ptr, name.len);
    typed[name.len] = '\0';
    for (size_t i = 0; i < command->option_count; i++) {
        names[i] = command->options[i].name;
    }
    const char *closest = sl_closest(typed, names, command->option_count);
    if (closest != NULL) {
        sl_fail_hint(err, "Did you mean %s?", closest);
    }
    return SL_USAGE;
}

static enum sl_status
read_whole(const struct sl_option *option, struct sl_option_value *value, struct sl_error *err)
{
    const char *text = value->texts[value->count - 1];

    if (sl_parse_i64(sl_str_from(text), option->min, option->max, &value->whole, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "%s cannot be '%s'", option->name, text);
    sl_fail_hint(
        err, "It is a whole number from %" PRId64 " to %" PRId64 ".", option->min, option->max
    );
    return SL_USAGE;
}

static enum sl_status
read_weight(const struct sl_option *option, struct sl_option_value *value, struct sl_error *err)
{
    const char *text = value->texts[value->count - 1];
    const double min = (double)option->min;
    const double max = (double)option->max;

    if (strcmp(text, "auto") == 0) {
        value->is_auto = true;
        return SL_OK;
    }
    if (sl_parse_f64(sl_str_from(text), min, max, &value->weight, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "%s cannot be '%s'", option->name, text);
    sl_fail_hint(
        err,
        "It is a number of bits from %" PRId64 " to %" PRId64 ", or the word auto.",
        option->min,
        option->max
    );
    return SL_USAGE;
}

static enum sl_status
read_value(const struct sl_option *option, struct sl_option_value *value, struct sl_error *err)
{
    switch (option->type) {
    case SL_OPTION_FLAG:
        return SL_OK;
    case SL_OPTION_TEXT:
        if (value->texts[value->count - 1][0] == '\0') {
            return sl_fail(err, SL_USAGE, "%s has an empty value", option->name);
        }
        return SL_OK;
    case SL_OPTION_WHOLE:
        return read_whole(option, value, err);
    case SL_OPTION_WEIGHT:
        return read_weight(option, value, err);
    }
    return SL_OK;
}

/* Find the value of an option: behind the "=" or in the next word. */
static enum sl_status take_text(
    struct parser *parser,
    const struct sl_option *option,
    const char *equals,
    const char **ret_text,
    struct sl_error *err
)
{
    if (option->type == SL_OPTION_FLAG) {
        *ret_text = NULL;
        return equals == NULL ? SL_OK : sl_fail(err, SL_USAGE, "%s takes no value", option->name);
    }
    if (equals != NULL) {
        *ret_text = equals + 1;
        return SL_OK;
    }
    /* Another option where the value should be: the value was forgotten. */
    if (parser->at == parser->word_count || strncmp(parser->words[parser->at], "--", 2) == 0) {
        sl_fail(err, SL_USAGE, "%s needs a value", option->name);
        sl_fail_hint(err, "Write %s %s.", option->name, option->value);
        return SL_USAGE;
    }
    *ret_text = parser->words[parser->at++];
    return SL_OK;
}

static enum sl_status take_option(struct parser *parser, const char *word, struct sl_error *err)
{
    const struct sl_command *command = parser->command;
    const char *equals = strchr(word, '=');
    const size_t len = equals == NULL ? strlen(word) : (size_t)(equals - word);
    const struct sl_str name = { .ptr = word, .len = len };
    const char *text = NULL;
    size_t i = 0;

    while (i < command->option_count && !sl_str_equal(name, sl_str_from(command->options[i].name))
    ) {
        i++;
    }
    if (i == command->option_count) {
        return fail_unknown(command, name, err);
    }
    const struct sl_option *option = &command->options[i];
    struct sl_option_value *value = &parser->arguments.options[i];
    const unsigned most = option->repeat == 0 ? 1 : option->repeat;
    if (value->count == most) {
        return sl_fail(
            err, SL_USAGE, "%s is given %s", option->name, most == 1 ? "twice" : "too often"
        );
    }
    SL_TRY(take_text(parser, option, equals, &text, err));
    value->texts[value->count++] = text;
    return read_value(option, value, err);
}

static enum sl_status take_operand(struct parser *parser, const char *word, struct sl_error *err)
{
    struct sl_arguments *arguments = &parser->arguments;

    if (arguments->operand_count == parser->command->operand_max) {
        sl_fail(err, SL_USAGE, "'%s' is one argument too many", word);
        hint_help(parser->command, err);
        return SL_USAGE;
    }
    arguments->operands[arguments->operand_count++] = word;
    return SL_OK;
}

/* Everything that must be there is there. */
static enum sl_status check_complete(const struct parser *parser, struct sl_error *err)
{
    const struct sl_command *command = parser->command;

    if (parser->arguments.operand_count < command->operand_min) {
        const char *operand = command->operand == NULL ? "a file" : command->operand;
        sl_fail(err, SL_USAGE, "%s is missing", operand);
        struct sl_buf usage;
        sl_buf_init(&usage, SL_ERROR_TEXT_BYTES);
        sl_help_usage(command, &usage);
        sl_fail_hint(err, "Write '%.*s'.", SL_STR_ARG(sl_buf_str(&usage)));
        sl_buf_finish(&usage);
        return SL_USAGE;
    }
    for (size_t i = 0; i < command->option_count; i++) {
        const struct sl_option *option = &command->options[i];
        if (option->required && parser->arguments.options[i].count == 0) {
            sl_fail(err, SL_USAGE, "%s %s is missing", option->name, option->value);
            hint_help(command, err);
            return SL_USAGE;
        }
    }
    return SL_OK;
}

enum sl_status sl_options_parse(
    const struct sl_command *command,
    const char *const *words,
    size_t word_count,
    struct sl_arguments *ret_arguments,
    struct sl_error *err
)
{
    struct parser parser = { .command = command, .words = words, .word_count = word_count };
    bool only_operands = false;

    SL_ASSERT(command->option_count <= SL_OPTION_LIMIT);
    while (parser.at < word_count) {
        const char *word = words[parser.at++];
        if (only_operands || word[0] != '-' || word[1] == '\0') {
            SL_TRY(take_operand(&parser, word, err));
        } else if (strcmp(word, "--") == 0) {
            only_operands = true;
        } else {
            SL_TRY(take_option(&parser, word, err));
        }
    }
    SL_TRY(check_complete(&parser, err));
    *ret_arguments = parser.arguments;
    return SL_OK;
}

bool sl_options_want_help(const char *const *words, size_t word_count)
{
    for (size_t i = 0; i < word_count && strcmp(words[i], "--") != 0; i++) {
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}
