/* SPDX-License-Identifier: Apache-2.0 */
/* The command search: people by what somebody knows of them. */
#include "app/search_door.h"

#include "base/date.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"
#include "identity/identity_id.h"
#include "record/say.h"
#include "search/search_reason.h"

enum { STORE, SESSION, PURPOSE, LIMIT, TODAY, JSON, OPTION_COUNT };

#define DEFAULT_LIMIT    20
#define DAY_MICROSECONDS (INT64_C(86400) * 1000000)
#define TEXT_LIMIT       ((size_t)64 << 10)

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [LIMIT] = { .name = "--limit",
                .value = "N",
                .type = SL_OPTION_WHOLE,
                .min = 1,
                .max = SL_SEARCH_HIT_LIMIT,
                .text = "Show at most so many people (default: 20)" },
    [TODAY] = { .name = "--today",
                .value = "DATE",
                .type = SL_OPTION_TEXT,
                .text = "The day by which ages are reckoned, YYYY-MM-DD (default: today)" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON, with each part of the question and how it agrees" },
};
/* clang-format on */

/* What is wanted. */
struct wish {
    struct sl_search_request request;
    struct sl_buf text;
    bool as_json;
};

static enum sl_status
read_today(const struct sl_option_value *value, int32_t *ret_today, struct sl_error *err)
{
    struct sl_date date;

    if (value->count == 0) {
        *ret_today = (int32_t)(sl_cli_now() / DAY_MICROSECONDS);
        return SL_OK;
    }
    if (sl_date_parse(sl_str_from(value->texts[0]), &date, NULL) != SL_OK) {
        sl_fail(err, SL_USAGE, "'%s' is not a date", value->texts[0]);
        sl_fail_hint(err, "Write it as 2026-03-31.");
        return SL_USAGE;
    }
    *ret_today = sl_date_to_days(date);
    return SL_OK;
}

static enum sl_status
read_wish(const struct sl_arguments *arguments, struct wish *wish, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;

    for (size_t i = 0; i < arguments->operand_count; i++) {
        sl_buf_add(&wish->text, i > 0 ? SL_STR(" ") : SL_STR(""));
        sl_buf_add(&wish->text, sl_str_from(arguments->operands[i]));
    }
    SL_TRY(sl_buf_status(&wish->text, err));
    wish->as_json = values[JSON].count > 0;
    wish->request.text = sl_buf_str(&wish->text);
    wish->request.limit = values[LIMIT].count > 0 ? (size_t)values[LIMIT].whole : DEFAULT_LIMIT;
    return read_today(&values[TODAY], &wish->request.today, err);
}

/* Values with commas between them, and how many more there are. */
static void
add_values(struct sl_buf *text, const struct sl_str *values, size_t count, const char *before)
{
    const size_t shown = count < SL_SEARCH_SHOWN_LIMIT ? count : SL_SEARCH_SHOWN_LIMIT;

    for (size_t i = 0; i < shown; i++) {
        sl_buf_addf(text, "%s", i > 0 ? ", " : before);
        sl_print_value(text, values[i], 60, 0);
    }
    if (count > shown) {
        sl_buf_addf(text, " and %zu more", count - shown);
    }
}

/* "born 14 Feb 2013, 13 years old". */
static void add_births(struct sl_buf *text, const struct sl_search_who *who, int32_t today)
{
    struct sl_moment birth;

    for (size_t i = 0; i < who->birth_date_count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        sl_buf_addf(text, "%s", i > 0 ? " or " : "born ");
        sl_say_date(who->birth_dates[i], text);
    }
    if (who->birth_date_count > 0 && sl_say_parse(who->birth_dates[0], &birth) &&
        birth.day <= today) {
        sl_buf_add(text, SL_STR(", "));
        sl_say_old(birth, today, text);
    }
}

static void add_identity(struct sl_buf *text, const struct sl_search_hit *hit)
{
    if (hit->identity != 0) {
        const struct sl_identity_id id = sl_identity_print(hit->identity);
        sl_buf_addf(text, "%s", id.text);
    } else {
        sl_buf_addf(text, "mention %lld", (long long)hit->mention);
    }
}

static void
add_hit(struct sl_buf *text, const struct sl_search_result *result, size_t index, int32_t today)
{
    const struct sl_search_hit *hit = &result->hits[index];
    const struct sl_search_who *who = &hit->who;

    sl_buf_addf(text, "\n%3u  ", hit->rank);
    add_identity(text, hit);
    sl_buf_addf(text, "  ");
    if (who->name_count == 0) {
        sl_buf_addf(text, hit->is_told ? "no name recorded" : "not open to you; ask who holds it");
    } else {
        sl_print_value(text, who->names[0], 60, 0);
        add_values(text, who->names + 1, who->name_count - 1, ", also ");
    }
    sl_buf_addf(text, "\n     ");
    add_births(text, who, today);
    add_values(text, who->places, who->place_count, who->birth_date_count > 0 ? "; " : "");
    const bool has_more = who->birth_date_count + who->place_count > 0;
    add_values(text, who->agencies, who->agency_count, has_more ? "; known to " : "known to ");
    sl_buf_addf(text, "\n     ");
    for (size_t i = 0; i < result->query->part_count; i++) {
        sl_buf_addf(text, "%s", i > 0 ? "; " : "because: ");
        sl_search_reason_print(&hit->match.parts[i], result->query->parts[i].typed, text);
    }
    sl_buf_addf(text, "\n");
}

static void add_outcome(struct sl_buf *text, const struct sl_search_result *result)
{
    const bool is_one = result->fitting_count == 1;
    switch (result->outcome) {
    case SL_SEARCH_NOBODY:
        sl_buf_addf(text, "Nobody fits.\n");
        return;
    case SL_SEARCH_IN_PART:
        sl_buf_addf(text, "Nobody fits all of it. In part:\n");
        return;
    case SL_SEARCH_TOO_LITTLE:
        sl_buf_addf(text, "Too little: nobody is looked up by an age or a year of birth alone.\n");
        return;
    case SL_SEARCH_ONE:
    case SL_SEARCH_SEVERAL:
    case SL_SEARCH_TOO_MANY:
        break;
    }
    sl_buf_addf(text, "%s", result->is_at_least ? "At least " : "");
    sl_print_count(text, result->fitting_count);
    if (result->is_of_mentions) {
        sl_buf_addf(text, " agencies' records of people fit");
    } else {
        sl_buf_addf(text, "%s", is_one ? " person fits" : " people fit");
    }
    const bool is_all = result->outcome != SL_SEARCH_TOO_MANY;
    sl_buf_addf(text, is_all ? ".\n" : "; the %zu likeliest:\n", result->hit_count);
}

static void add_text(struct sl_buf *text, const struct sl_search_result *result, int32_t today)
{
    add_outcome(text, result);
    for (size_t i = 0; i < result->hit_count; i++) {
        add_hit(text, result, i, today);
    }
    for (size_t i = 0; i < result->note_count; i++) {
        sl_buf_addf(text, "%s", i == 0 ? "\n" : "");
        sl_buf_addf(text, "Note: ");
        sl_print_value(text, sl_str_from(result->notes[i]), 0, 0);
        sl_buf_addf(text, ".\n");
    }
}

static json_t *str_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

static json_t *values_json(const struct sl_str *values, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        if (json_array_append_new(array, str_json(values[i])) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *part_json(const struct sl_search_agrees *agrees, const struct sl_search_part *part)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf reason = { .limit_bytes = 0 };

    sl_buf_init(&reason, TEXT_LIMIT);
    sl_search_reason_print(agrees, part->typed, &reason);
    const struct sl_str agreement = sl_search_agreement_name(agrees->agreement);
    const bool is_read = part->reading_count > 0;
    const struct sl_str reads =
        is_read ? sl_search_reading_name(agrees->reads) : SL_STR("not_understood");
    return json_pack(
        "{s:s%, s:s%, s:s%, s:s%, s:o, s:o}",
        "typed",
        part->typed.ptr,
        part->typed.len,
        "as",
        reads.ptr,
        reads.len,
        "agreement",
        agreement.ptr,
        agreement.len,
        "reason",
        reason.ptr,
        reason.len,
        "recorded",
        agrees->raw.len > 0 ? str_json(agrees->raw) : json_null(),
        "fit_bits",
        sl_print_json_number(agrees->weight_bits)
    );
}

static json_t *parts_json(const struct sl_search_result *result, const struct sl_search_hit *hit)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->query->part_count; i++) {
        if (json_array_append_new(
                array, part_json(&hit->match.parts[i], &result->query->parts[i])
            ) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *hit_json(const struct sl_search_result *result, const struct sl_search_hit *hit)
{
    const struct sl_search_who *who = &hit->who;
    const struct sl_identity_id id = sl_identity_print(hit->identity);

    return json_pack(
        "{s:o, s:I, s:i, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:I}",
        "identity",
        hit->identity != 0 ? json_string(id.text) : json_null(),
        "mention",
        (json_int_t)hit->mention,
        "rank",
        (int)hit->rank,
        "fits_all",
        (int)hit->fits_all,
        "is_open",
        (int)hit->is_told,
        "fit_bits",
        sl_print_json_number(hit->match.weight_bits),
        "parts",
        parts_json(result, hit),
        "names",
        values_json(who->names, who->name_count),
        "birth_dates",
        values_json(who->birth_dates, who->birth_date_count),
        "postcodes",
        values_json(who->places, who->place_count),
        "agencies",
        values_json(who->agencies, who->agency_count),
        "mentions",
        (json_int_t)who->mention_count
    );
}

static json_t *notes_json(const struct sl_search_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->note_count; i++) {
        if (json_array_append_new(array, json_string(result->notes[i])) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *result_json(const struct sl_search_result *result)
{
    const struct sl_str outcome = sl_search_outcome_name(result->outcome);
    json_t *hits = json_array();

    for (size_t i = 0; i < result->hit_count; i++) {
        if (json_array_append_new(hits, hit_json(result, &result->hits[i])) != 0) {
            json_decref(hits);
            return NULL;
        }
    }
    return json_pack(
        "{s:s%, s:I, s:s, s:b, s:o, s:o}",
        "outcome",
        outcome.ptr,
        outcome.len,
        "fitting",
        (json_int_t)result->fitting_count,
        "fitting_are",
        result->is_of_mentions ? "mentions" : "people",
        "fitting_is_at_least",
        (int)result->is_at_least,
        "hits",
        hits,
        "notes",
        notes_json(result)
    );
}

static enum sl_status search(
    struct sl_cli *cli,
    const struct sl_option_value *values,
    const struct wish *wish,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *door = NULL;
    const struct sl_search_result *result = NULL;
    struct sl_buf text;

    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &access, err));
    SL_TRY(sl_search_door_open(access, wish->request.text, &door, err));
    SL_TRY(sl_search_ask(door, &wish->request, &result, err));
    if (wish->as_json) {
        return sl_print_json(cli->out, result_json(result), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    add_text(&text, result, wish->request.today);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_search(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct wish wish = { .as_json = false };

    sl_buf_init(&wish.text, TEXT_LIMIT);
    enum sl_status status = read_wish(arguments, &wish, err);
    if (status == SL_OK) {
        status = search(cli, arguments->options, &wish, err);
    }
    sl_buf_finish(&wish.text);
    return status;
}

const struct sl_command sl_command_search = {
    .group = "search",
    .name = "",
    .operands = "WORDS...",
    .operand = "a word to search for",
    .operand_min = 1,
    .operand_max = SL_OPERAND_LIMIT,
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Find people by anything that is known of them",
    .text = "Type what you know, in any order: names in any spelling or script, a date of\n"
            "birth or an age, a postcode or its first half, a phone, an NHS number or any\n"
            "other number, a vehicle, an online name, an e-mail address.\n"
            "People come with the reasons why they fit, the likeliest first. How well they\n"
            "fit says whom the words mean, and nothing else about anybody.",
    .example = "sightline search mohamed khan 14/2/2013",
    .run = run_search,
};
