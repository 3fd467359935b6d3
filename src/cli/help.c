/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sightline/kind.h"

#define WIDTH          80u
#define COMMAND_COLUMN 20u
#define OPTION_COLUMN  24u
#define KIND_COLUMN    16u

static void add_text(struct sl_buf *buf, const char *text)
{
    sl_buf_add(buf, sl_str_from(text));
}

static void add_blanks(struct sl_buf *buf, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sl_buf_add_byte(buf, ' ');
    }
}

void sl_help_wrap(struct sl_buf *buf, const char *text, size_t column, size_t indent)
{
    struct sl_str rest = sl_str_from(text);
    bool at_start = true; /* of a line: no blank is due */

    while (rest.len > 0) {
        size_t len = 0;
        while (len < rest.len && rest.ptr[len] != ' ' && rest.ptr[len] != '\n') {
            len++;
        }
        if (!at_start && column + 1 + len > WIDTH) {
            sl_buf_add_byte(buf, '\n');
            add_blanks(buf, indent);
            column = indent;
        } else if (!at_start) {
            sl_buf_add_byte(buf, ' ');
            column++;
        }
        sl_buf_add(buf, sl_str_part(rest, 0, len));
        column += len;
        at_start = len < rest.len && rest.ptr[len] == '\n';
        if (at_start) {
            const bool empty = len + 1 < rest.len && rest.ptr[len + 1] == '\n';
            sl_buf_add_byte(buf, '\n');
            add_blanks(buf, empty ? 0 : indent);
            column = indent;
        }
        rest = sl_str_part(rest, len + 1, rest.len);
    }
    sl_buf_add_byte(buf, '\n');
}

/* A term, and behind it at a column what it means; below it when the term is too long. */
static void add_row(struct sl_buf *buf, struct sl_str term, const char *text, size_t column)
{
    add_blanks(buf, 2);
    sl_buf_add(buf, term);
    if (term.len + 4 > column) {
        sl_buf_add_byte(buf, '\n');
        add_blanks(buf, column);
    } else {
        add_blanks(buf, column - 2 - term.len);
    }
    sl_help_wrap(buf, text, column, column);
}

static void add_command_row(struct sl_buf *buf, const struct sl_command *command)
{
    char term[64];
    const int len = snprintf(term, sizeof(term), "%s%s%s", SL_COMMAND_WORDS(command));

    SL_ASSERT(len > 0 && (size_t)len < sizeof(term));
    add_row(
        buf, (struct sl_str){ .ptr = term, .len = (size_t)len }, command->summary, COMMAND_COLUMN
    );
}

void sl_help_program(const struct sl_command *const *commands, size_t count, struct sl_buf *buf)
{
    add_text(
        buf,
        "sightline - what is known about a child, joined into one picture\n\n"
        "usage: sightline COMMAND [ARGUMENTS]\n"
        "       sightline COMMAND --help\n\n"
        "commands:\n"
    );
    for (size_t i = 0; i < count; i++) {
        add_command_row(buf, commands[i]);
    }
    add_text(buf, "\noptions:\n");
    add_row(buf, SL_STR("--help"), "Show this help, or that of a command", COMMAND_COLUMN);
    add_row(buf, SL_STR("--version"), "Show the version", COMMAND_COLUMN);
}

void sl_help_group(
    const struct sl_command *const *commands, size_t count, const char *group, struct sl_buf *buf
)
{
    sl_buf_addf(
        buf,
        "usage: sightline %s COMMAND [ARGUMENTS]\n       sightline %s COMMAND "
        "--help\n\ncommands:\n",
        group,
        group
    );
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i]->group, group) == 0) {
            add_command_row(buf, commands[i]);
        }
    }
}

void sl_help_usage(const struct sl_command *command, struct sl_buf *buf)
{
    sl_buf_addf(buf, "sightline %s%s%s", SL_COMMAND_WORDS(command));
    if (command->operands[0] != '\0') {
        sl_buf_addf(buf, " %s", command->operands);
    }
    for (size_t i = 0; i < command->option_count; i++) {
        const struct sl_option *option = &command->options[i];
        if (option->required) {
            sl_buf_addf(buf, " %s %s", option->name, option->value);
        }
    }
    if (command->option_count > 0) {
        sl_buf_addf(buf, " [OPTIONS]");
    }
}

static void add_usage(struct sl_buf *buf, const struct sl_command *command)
{
    struct sl_buf line;

    sl_buf_init(&line, buf->limit_bytes);
    sl_buf_addf(&line, "usage: ");
    sl_help_usage(command, &line);
    if (sl_buf_status(&line, NULL) == SL_OK) {
        sl_help_wrap(buf, line.ptr, 0, 7);
    } else {
        buf->status = line.status;
    }
    sl_buf_finish(&line);
}

static void add_option(struct sl_buf *buf, const struct sl_option *option)
{
    char term[64];
    size_t len = strlen(option->name);

    memcpy(term, option->name, len);
    if (option->value != NULL) {
        const size_t value_len = strlen(option->value);
        SL_ASSERT(len + 1 + value_len < sizeof(term));
        term[len++] = ' ';
        memcpy(term + len, option->value, value_len);
        len += value_len;
    }
    add_row(buf, (struct sl_str){ .ptr = term, .len = len }, option->text, OPTION_COLUMN);
}

void sl_help_command(const struct sl_command *command, struct sl_buf *buf)
{
    add_usage(buf, command);
    sl_buf_add_byte(buf, '\n');
    sl_help_wrap(buf, command->text, 0, 0);
    if (command->option_count > 0) {
        add_text(buf, "\noptions:\n");
    }
    for (size_t i = 0; i < command->option_count; i++) {
        add_option(buf, &command->options[i]);
    }
    if (command->takes_fields) {
        add_text(buf, "\nSPEC is column=kind,column=kind,... with these kinds:\n");
        for (unsigned kind = 0; kind < SL_KIND_COUNT; kind++) {
            const char *name = sl_kind_name((enum sl_kind)kind);
            add_row(buf, sl_str_from(name), sl_kind_text((enum sl_kind)kind), KIND_COLUMN);
        }
    }
    add_text(buf, "\nexample:\n  ");
    sl_help_wrap(buf, command->example, 2, 4);
}
