/* SPDX-License-Identifier: Apache-2.0 */
#include "search_sample.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/number.h"
#include "store/mention.h"
#include "store/source.h"

#define PATH_LIMIT 4096
/* The day of the simulated partnership's extracts. */
#define TODAY_YEAR  2026
#define TODAY_MONTH 3

const char *sl_bench_question_name(enum sl_bench_question question)
{
    static const char *const names[] = {
#define QUESTION_NAME(enumerator, name) name,
        SL_BENCH_QUESTION_TABLE(QUESTION_NAME)
#undef QUESTION_NAME
    };
    return names[question];
}

static enum sl_status open_truth(
    const char *path, const char *name, struct sl_csv_reader **ret_reader, struct sl_error *err
)
{
    char joined[PATH_LIMIT];
    (void)snprintf(joined, sizeof joined, "%s/%s", path, name);
    return sl_csv_open(joined, ret_reader, err);
}

/* Columns of people.csv. */
enum { PERSON, GIVEN, SURNAME, BIRTH, POSTCODE, COLUMN_COUNT };
static const char *const columns[COLUMN_COUNT] = {
    "person", "given_name", "surname", "birth_date", "postcode"
};

static enum sl_status find_columns(
    const struct sl_csv_reader *reader, size_t ret_columns[COLUMN_COUNT], struct sl_error *err
)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        ret_columns[i] = sl_csv_find(reader, sl_str_from(columns[i]));
        if (ret_columns[i] == SIZE_MAX) {
            return sl_fail(err, SL_INVALID, "people.csv has no column '%s'", columns[i]);
        }
    }
    return SL_OK;
}

static enum sl_status copy_person(
    struct sl_bench_people *people,
    const struct sl_str *fields,
    const size_t *at,
    struct sl_bench_person *person,
    struct sl_error *err
)
{
    struct sl_str *const texts[COLUMN_COUNT] = {
        NULL, &person->given_name, &person->surname, &person->birth_date, &person->postcode,
    };
    *person = (struct sl_bench_person){ .mention_count = 0 };
    SL_TRY(sl_parse_i64(fields[at[PERSON]], 0, INT64_MAX, &person->number, err));
    for (size_t i = GIVEN; i < COLUMN_COUNT; i++) {
        *texts[i] = sl_arena_copy(&people->arena, fields[at[i]]);
        if (texts[i]->ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

static int compare_people(const void *left, const void *right)
{
    const struct sl_bench_person *left_one = left;
    const struct sl_bench_person *right_one = right;
    return (left_one->number > right_one->number) - (left_one->number < right_one->number);
}

/* Reservoir sampling: J. S. Vitter, ACM TOMS 11 (1), 1985, algorithm R. */
static enum sl_status take_people(
    struct sl_bench_people *people,
    const char *truth_path,
    size_t wanted,
    uint64_t seed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    size_t at[COLUMN_COUNT];
    struct sl_random random;
    uint64_t seen = 0;

    sl_random_init(&random, seed);
    SL_TRY(open_truth(truth_path, "people.csv", &reader, err));
    SL_TRY(find_columns(reader, at, err));
    for (;;) {
        const struct sl_str *fields = NULL;
        bool has_more = false;
        SL_TRY(sl_csv_next(reader, &fields, &has_more, err));
        if (!has_more) {
            break;
        }
        if (fields[at[GIVEN]].len == 0 || fields[at[SURNAME]].len == 0 ||
            fields[at[BIRTH]].len != 10) {
            continue;
        }
        seen++;
        const uint64_t place =
            people->count < wanted ? people->count : sl_random_below(&random, seen);
        if (place < wanted) {
            SL_TRY(copy_person(people, fields, at, &people->items[place], err));
            people->count += place == people->count;
        }
    }
    qsort(people->items, people->count, sizeof *people->items, compare_people);
    return SL_OK;
}

static struct sl_bench_person *find_person(const struct sl_bench_people *people, int64_t number)
{
    const struct sl_bench_person key = { .number = number };
    return bsearch(&key, people->items, people->count, sizeof key, compare_people);
}

/* A mention of the person, and a phone and an NHS number that it has. */
static enum sl_status add_mention(
    struct sl_bench_people *people,
    struct sl_store *store,
    struct sl_bench_person *person,
    int64_t mention,
    struct sl_error *err
)
{
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t count = 0;

    if (person->mention_count == SL_BENCH_MENTION_LIMIT) {
        return SL_OK;
    }
    SL_TRY(sl_store_mention_rows(store, mention, &people->arena, rows, &count, err));
    if (count == 0) {
        return SL_OK;
    }
    person->mentions[person->mention_count++] = mention;
    for (size_t i = 0; i < count; i++) {
        const struct sl_str phone = rows[i].values[SL_MENTION_PHONE];
        const struct sl_str number = rows[i].values[SL_MENTION_NHS_NUMBER];
        person->phone = person->phone.len == 0 ? phone : person->phone;
        person->nhs_number = person->nhs_number.len == 0 ? number : person->nhs_number;
    }
    return SL_OK;
}

static enum sl_status take_mentions(
    struct sl_bench_people *people,
    struct sl_store *store,
    const char *truth_path,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;

    SL_TRY(open_truth(truth_path, "mentions.csv", &reader, err));
    for (;;) {
        const struct sl_str *fields = NULL; /* agency, system, key, person */
        struct sl_stored_mention mention;
        bool has_more = false;
        int64_t number = 0;
        int64_t source = 0;
        SL_TRY(sl_csv_next(reader, &fields, &has_more, err));
        if (!has_more) {
            return SL_OK;
        }
        SL_TRY(sl_parse_i64(fields[3], 0, INT64_MAX, &number, err));
        struct sl_bench_person *person = find_person(people, number);
        if (person == NULL ||
            sl_store_source_find(store, fields[0], fields[1], &source, err) != SL_OK ||
            sl_store_mention_find(store, source, fields[2], &mention, err) != SL_OK) {
            continue;
        }
        SL_TRY(add_mention(people, store, person, mention.id, err));
    }
}

enum sl_status sl_bench_people_take(
    struct sl_bench_people *people,
    struct sl_store *store,
    const char *truth_path,
    size_t count,
    uint64_t seed,
    struct sl_error *err
)
{
    people->items = sl_arena_alloc(&people->arena, count, sizeof *people->items);
    if (people->items == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(take_people(people, truth_path, count, seed, err));
    return take_mentions(people, store, truth_path, err);
}

/* "2013-02-14" as "14/02/2013", with a digit of the day or the year changed when there is a slip.
 */
static void
add_birth(struct sl_str date, struct sl_random *random, bool has_slip, struct sl_buf *buf)
{
    char text[11];
    (void)snprintf(text, sizeof text, "%.2s/%.2s/%.4s", date.ptr + 8, date.ptr + 5, date.ptr);
    if (has_slip) {
        const size_t at = sl_random_below(random, 2) == 0 ? 1 : 9;
        text[at] = text[at] == '9' ? '8' : (char)(text[at] + 1);
    }
    sl_buf_add(buf, (struct sl_str){ .ptr = text, .len = 10 });
}

/* A letter left out, doubled, replaced, or swapped with its neighbour. */
static void add_slip(struct sl_str name, struct sl_random *random, struct sl_buf *buf)
{
    const size_t at = 1 + (size_t)sl_random_below(random, name.len > 2 ? name.len - 2 : 1);
    const uint64_t kind = sl_random_below(random, 4);

    sl_buf_add(buf, sl_str_part(name, 0, at));
    if (at + 1 >= name.len) {
        sl_buf_add(buf, sl_str_part(name, at, name.len));
        return;
    }
    if (kind == 1) {
        sl_buf_add_byte(buf, name.ptr[at]);
        sl_buf_add_byte(buf, name.ptr[at]);
    } else if (kind == 2) {
        sl_buf_add_byte(buf, (char)('a' + sl_random_below(random, 26)));
    } else if (kind == 3) {
        sl_buf_add_byte(buf, name.ptr[at + 1]);
        sl_buf_add_byte(buf, name.ptr[at]);
    }
    sl_buf_add(buf, sl_str_part(name, kind == 3 ? at + 2 : at + 1, name.len));
}

static void add_age(struct sl_str date, struct sl_buf *buf)
{
    const int year = (date.ptr[0] - '0') * 1000 + (date.ptr[1] - '0') * 100 +
                     (date.ptr[2] - '0') * 10 + (date.ptr[3] - '0');
    const int month = (date.ptr[5] - '0') * 10 + (date.ptr[6] - '0');
    sl_buf_addf(buf, " aged %d", TODAY_YEAR - year - (month > TODAY_MONTH));
}

/* Given name and surname, of which one may have a slip. */
static void add_names(
    const struct sl_bench_person *person,
    struct sl_random *random,
    bool has_slip,
    struct sl_buf *buf
)
{
    const bool in_given = has_slip && sl_random_below(random, 2) == 0;

    if (in_given) {
        add_slip(person->given_name, random, buf);
    } else {
        sl_buf_add(buf, person->given_name);
    }
    sl_buf_add_byte(buf, ' ');
    if (has_slip && !in_given) {
        add_slip(person->surname, random, buf);
    } else {
        sl_buf_add(buf, person->surname);
    }
}

/* Questions that are no more than a number or a place. */
static void print_plain(
    const struct sl_bench_person *person,
    enum sl_bench_question question,
    struct sl_random *random,
    struct sl_buf *buf
)
{
    const size_t blank = sl_str_find(person->postcode, SL_STR(" "));
    switch ((int)question) {
    case SL_BENCH_SURNAME_DISTRICT:
        if (person->postcode.len > 0) {
            sl_buf_add(buf, person->surname);
            sl_buf_add_byte(buf, ' ');
            sl_buf_add(buf, sl_str_part(person->postcode, 0, blank));
        }
        return;
    case SL_BENCH_BIRTH:
        add_birth(person->birth_date, random, false, buf);
        return;
    case SL_BENCH_POSTCODE:
        sl_buf_add(buf, person->postcode);
        return;
    case SL_BENCH_NHS:
        sl_buf_add(buf, person->nhs_number);
        return;
    case SL_BENCH_PHONE:
        sl_buf_add(buf, person->phone);
        return;
    default:
        sl_buf_add(buf, person->surname);
        sl_buf_add_byte(buf, ' ');
        return;
    }
}

void sl_bench_question_print(
    const struct sl_bench_person *person,
    enum sl_bench_question question,
    struct sl_random *random,
    struct sl_buf *buf
)
{
    const bool has_slip = question == SL_BENCH_SLIP || question == SL_BENCH_SLIP_BIRTH;
    switch ((int)question) {
    case SL_BENCH_NAME_BIRTH:
    case SL_BENCH_SLIP_BIRTH:
    case SL_BENCH_NAME_BIRTH_SLIP:
        add_names(person, random, has_slip, buf);
        sl_buf_add_byte(buf, ' ');
        add_birth(person->birth_date, random, question == SL_BENCH_NAME_BIRTH_SLIP, buf);
        return;
    case SL_BENCH_BIRTH_NAME:
        sl_buf_add(buf, person->birth_date);
        sl_buf_addf(buf, " %.*s, ", SL_STR_ARG(person->surname));
        sl_buf_add(buf, person->given_name);
        return;
    case SL_BENCH_NAME:
    case SL_BENCH_SLIP:
    case SL_BENCH_NAME_AGE:
        add_names(person, random, has_slip, buf);
        if (question == SL_BENCH_NAME_AGE) {
            add_age(person->birth_date, buf);
        } else {
            sl_buf_add_byte(buf, ' ');
        }
        return;
    case SL_BENCH_SURNAME_AGE:
        sl_buf_add(buf, person->surname);
        add_age(person->birth_date, buf);
        return;
    case SL_BENCH_BEGIN:
        sl_buf_add(buf, person->given_name);
        sl_buf_add_byte(buf, ' ');
        sl_buf_add(buf, sl_str_part(person->surname, 0, 4));
        return;
    default:
        print_plain(person, question, random, buf);
        return;
    }
}
