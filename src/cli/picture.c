/* SPDX-License-Identifier: Apache-2.0 */
/* The command that shows one child, as all agencies know them. */
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/picture_door.h"
#include "app/picture_genogram.h"
#include "cli/closest.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"
#include "identity/identity_id.h"
#include "picture/picture_json.h"
#include "picture/picture_text.h"
#include "record/say.h"

enum { STORE, SESSION, PURPOSE, JSON, GENOGRAM, ORDER, AGENCY, KIND, ALL, TODAY, OPTION_COUNT };

/* Rows of events, and people of one circle, unless --all is given. */
#define ROW_LIMIT 25u
/* Columns where the output is no terminal. */
#define PLAIN_COLUMNS 100u
/* Hits that are listed when it is not certain who is meant. */
#define HIT_LIMIT           12u
#define WORDS_LIMIT_BYTES   ((size_t)4096)
#define PICTURE_LIMIT_BYTES ((size_t)1 << 30)
#define DAY_MICROSECONDS    INT64_C(86400000000)

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print the whole picture as JSON, with the source of every value" },
    [GENOGRAM] = { .name = "--genogram",
                   .value = "FILE",
                   .type = SL_OPTION_TEXT,
                   .text = "Also write the family as a drawing, FILE.svg, or as a graph, "
                           "FILE.dot" },
    [ORDER] = { .name = "--order",
                .value = "ORDER",
                .type = SL_OPTION_TEXT,
                .text = "Chronology: newest (default) or oldest first" },
    [AGENCY] = { .name = "--agency",
                 .value = "NAME",
                 .type = SL_OPTION_TEXT,
                 .repeat = SL_OPTION_REPEAT_LIMIT,
                 .text = "Chronology: only events that this agency tells; up to 8 times" },
    [KIND] = { .name = "--kind",
               .value = "KIND",
               .type = SL_OPTION_TEXT,
               .repeat = SL_OPTION_REPEAT_LIMIT,
               .text = "Chronology: only events of this kind, such as missing; up to 8 times" },
    [ALL] = { .name = "--all",
              .type = SL_OPTION_FLAG,
              .text = "Show all events and people (default: 25 events, and 25 people of a "
                      "circle)" },
    [TODAY] = { .name = "--today",
                .value = "DATE",
                .type = SL_OPTION_TEXT,
                .text = "Make the picture of this day, YYYY-MM-DD (default: today)" },
};
/* clang-format on */

/* What the options ask for. */
struct wish {
    struct sl_str agencies[SL_OPTION_REPEAT_LIMIT];
    unsigned kinds[SL_OPTION_REPEAT_LIMIT];
    struct sl_picture_view view;
    int32_t today;
    const char *genogram; /* NULL: none */
    bool as_json;
};

static enum sl_status read_kind(const char *text, unsigned *ret_kind, struct sl_error *err)
{
    const char *names[SL_EVENT_KIND_COUNT];
    const struct sl_term *terms = sl_event_kind_terms();
    *ret_kind = sl_term_find(terms, SL_EVENT_KIND_COUNT, sl_str_from(text));
    if (*ret_kind < SL_EVENT_KIND_COUNT) {
        return SL_OK;
    }
    for (unsigned i = 0; i < SL_EVENT_KIND_COUNT; i++) {
        names[i] = terms[i].name.ptr;
    }
    const char *closest = sl_closest(text, names, SL_EVENT_KIND_COUNT);
    sl_fail(err, SL_USAGE, "'%s' is not a kind of event", text);
    sl_fail_hint(
        err,
        "%s%s%s",
        closest != NULL ? "Did you mean --kind " : "Kinds are contact, referral, missing, crime ",
        closest != NULL ? closest : "and so on, as in --json",
        closest != NULL ? "?" : "."
    );
    return SL_USAGE;
}

static enum sl_status
read_today(const struct sl_option_value *value, int32_t *ret_day, struct sl_error *err)
{
    struct sl_moment moment;
    if (value->count == 0) {
        *ret_day = (int32_t)(sl_cli_now() / DAY_MICROSECONDS);
        return SL_OK;
    }
    if (sl_moment_parse(sl_str_from(value->texts[0]), &moment, NULL) != SL_OK ||
        moment.precision != SL_PRECISION_DAY) {
        return sl_fail(err, SL_USAGE, "'%s' is not a day written YYYY-MM-DD", value->texts[0]);
    }
    *ret_day = moment.day;
    return SL_OK;
}

static size_t columns_of(const struct sl_cli *cli)
{
    struct winsize size;
    const int fd = fileno(cli->out);
    return fd >= 0 && isatty(fd) == 1 && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
               ? size.ws_col
               : PLAIN_COLUMNS;
}

static enum sl_status read_wish(
    const struct sl_cli *cli,
    const struct sl_arguments *arguments,
    struct wish *wish,
    struct sl_error *err
)
{
    const struct sl_option_value *values = arguments->options;
    *wish = (struct wish){
        .view = {.columns = columns_of(cli), .agencies = wish->agencies, .kinds = wish->kinds},
        .genogram = values[GENOGRAM].texts[0],
        .as_json = values[JSON].count > 0,
    };
    wish->view.row_limit = values[ALL].count > 0 ? 0 : ROW_LIMIT;
    SL_TRY(read_today(&values[TODAY], &wish->today, err));
    if (values[ORDER].count > 0) {
        const char *order = values[ORDER].texts[0];
        wish->view.oldest_first = strcmp(order, "oldest") == 0;
        if (!wish->view.oldest_first && strcmp(order, "newest") != 0) {
            return sl_fail(err, SL_USAGE, "--order cannot be '%s': it is newest or oldest", order);
        }
    }
    for (unsigned i = 0; i < values[AGENCY].count; i++) {
        wish->agencies[wish->view.agency_count++] = sl_str_from(values[AGENCY].texts[i]);
    }
    for (unsigned i = 0; i < values[KIND].count; i++) {
        SL_TRY(read_kind(values[KIND].texts[i], &wish->kinds[wish->view.kind_count++], err));
    }
    return wish->genogram == NULL ? SL_OK : sl_picture_genogram_check(wish->genogram, err);
}

/* Agencies that no source has are a slip, and not an empty answer. */
static enum sl_status
check_agencies(const struct wish *wish, const struct sl_picture *picture, struct sl_error *err)
{
    const struct sl_picture_input *input = picture->input;
    for (size_t i = 0; i < wish->view.agency_count; i++) {
        bool is_known = false;
        for (size_t j = 0; j < input->agency_count && !is_known; j++) {
            is_known = sl_str_equal(input->agencies[j], wish->agencies[i]);
        }
        if (!is_known) {
            sl_fail(err, SL_USAGE, "no agency is called '%.*s'", SL_STR_ARG(wish->agencies[i]));
            sl_fail_hint(err, "The picture says at its end which agencies hold records.");
            return SL_USAGE;
        }
    }
    return SL_OK;
}

/* The operands as they were typed, with a blank between. */
static enum sl_status
join_words(const struct sl_arguments *arguments, struct sl_buf *words, struct sl_error *err)
{
    for (size_t i = 0; i < arguments->operand_count; i++) {
        sl_buf_add(words, i > 0 ? SL_STR(" ") : SL_STR(""));
        sl_buf_add(words, sl_str_from(arguments->operands[i]));
    }
    return sl_buf_status(words, err);
}

static void add_all(struct sl_buf *text, const struct sl_str *values, size_t count)
{
    for (size_t i = 0; i < count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        sl_buf_add(text, i > 0 ? SL_STR(", ") : SL_STR(""));
        sl_print_value(text, values[i], 0, 0);
    }
}

/* A person who may be meant: "P01234567  Aisha Khan; born 23 Nov 2009; OL1 1AB; police, oldham". */
static void add_hit(struct sl_buf *text, const struct sl_search_hit *hit)
{
    const struct sl_identity_id id = sl_identity_print(hit->identity);
    sl_buf_addf(text, "  %-9s  ", hit->identity != 0 ? id.text : "");
    add_all(text, hit->who.names, hit->who.name_count);
    for (size_t i = 0; i < hit->who.birth_date_count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        sl_buf_add(text, i > 0 ? SL_STR(" or ") : SL_STR("; born "));
        sl_say_date(hit->who.birth_dates[i], text);
    }
    sl_buf_add(text, hit->who.place_count > 0 ? SL_STR("; ") : SL_STR(""));
    add_all(text, hit->who.places, hit->who.place_count);
    sl_buf_add(text, hit->who.agency_count > 0 ? SL_STR("; ") : SL_STR(""));
    add_all(text, hit->who.agencies, hit->who.agency_count);
    sl_buf_add(text, hit->fits_all ? SL_STR("\n") : SL_STR(" (fits in part)\n"));
}

/* It is not certain who is meant: who may be, and how to say it. */
static enum sl_status fail_uncertain(
    struct sl_cli *cli,
    const struct sl_search_result *result,
    struct sl_str words,
    struct sl_error *err
)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    for (size_t i = 0; i < result->hit_count; i++) {
        if (result->hits[i].fits_all || result->outcome == SL_SEARCH_IN_PART) {
            add_hit(&text, &result->hits[i]);
        }
    }
    const enum sl_status status = sl_print_buf(cli->err, &text, err);
    sl_buf_finish(&text);
    SL_TRY(status);
    if (result->outcome == SL_SEARCH_IN_PART) {
        sl_fail(err, SL_NOT_FOUND, "nobody fits all of '%.*s'", SL_STR_ARG(words));
    } else {
        sl_fail(
            err,
            SL_NOT_FOUND,
            "%s%zu people fit '%.*s'",
            result->is_at_least ? "at least " : "",
            result->fitting_count,
            SL_STR_ARG(words)
        );
    }
    sl_fail_hint(
        err, "Choose one by the id: 'sightline picture P...', or add a date of birth or postcode."
    );
    return SL_NOT_FOUND;
}

static enum sl_status show(
    struct sl_cli *cli,
    struct sl_access *access,
    const struct wish *wish,
    const struct sl_picture *picture,
    struct sl_error *err
)
{
    struct sl_buf text;
    SL_TRY(check_agencies(wish, picture, err));
    sl_buf_init(&text, PICTURE_LIMIT_BYTES);
    if (wish->as_json) {
        sl_picture_json(picture, &text);
        sl_buf_add_byte(&text, '\n');
    } else {
        sl_picture_print(picture, &wish->view, &text);
    }
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK && wish->genogram != NULL) {
        status = sl_picture_take_out(access, picture, sl_str_from(wish->genogram), err);
    }
    if (status == SL_OK && wish->genogram != NULL) {
        status = sl_picture_genogram_write(picture, wish->genogram, err);
    }
    if (status == SL_OK) {
        status = sl_print_buf(cli->out, &text, err);
    }
    sl_buf_finish(&text);
    return status;
}

/* What is open while a picture is made. */
struct desk {
    struct sl_access *access;
    struct sl_search_door *search;
    struct sl_picture_loader *loader;
    struct sl_arena arena;
    struct sl_buf words;
};

static void clear_desk(struct desk *desk)
{
    sl_picture_loader_close(desk->loader);
    sl_search_door_close(desk->search);
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
    sl_buf_finish(&desk->words);
}

static enum sl_status
run_picture(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_picture_found found;
    const struct sl_picture *picture = NULL;
    struct wish wish;

    sl_arena_init(&desk.arena, (size_t)1 << 20);
    sl_buf_init(&desk.words, WORDS_LIMIT_BYTES);
    SL_TRY(read_wish(cli, arguments, &wish, err));
    SL_TRY(join_words(arguments, &desk.words, err));
    SL_TRY(sl_cli_open(&arguments->options[STORE], SL_STORE_READ, &desk.access, err));
    const struct sl_search_request request = { .text = sl_buf_str(&desk.words),
                                               .today = wish.today,
                                               .limit = HIT_LIMIT };
    SL_TRY(sl_picture_find(desk.access, &desk.search, &request, &desk.arena, &found, err));
    if (found.identity == 0) {
        return fail_uncertain(cli, found.result, request.text, err);
    }
    SL_TRY(sl_picture_loader_open(&desk.loader, err));
    const struct sl_picture_request wanted = {
        .identity = found.identity,
        .access = desk.access,
        .today = wish.today,
        .notes = found.notes,
        .note_count = found.note_count,
    };
    SL_TRY(sl_picture_open(desk.loader, &wanted, &picture, err));
    return show(cli, desk.access, &wish, picture, err);
}

const struct sl_command sl_command_picture = {
    .group = "picture",
    .name = "",
    .operands = "CHILD",
    .operand = "a child",
    .operand_min = 1,
    .operand_max = 12,
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Show one child, as all agencies know them",
    .text = "CHILD is an id (P and eight letters and figures), an NHS number, or words to search "
            "by: names, a date of birth, a postcode. When one person fits, the picture is shown; "
            "else those who may be meant are listed.\n\n"
            "The picture has the child's own words first, then what goes on now, who the child "
            "is by every agency's word, family and network with the reason for each tie, what "
            "happened, what nobody knows, and who holds records. Nothing in it is a judgement, "
            "and every statement has the numbers of its records.",
    .example = "sightline picture Aisha Khan 2009-11-23 --genogram family.svg",
    .run = run_picture,
};
