/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identify_truth.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/number.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/source.h"

#define PATH_LIMIT_BYTES       4096u
#define TEXT_LIMIT_BYTES       ((size_t)1 << 30)
#define PERSON_LIMIT           INT64_C(100000000)
#define SITUATION_PERSON_LIMIT 64u

/* A person of the truth, by number. */
struct person {
    bool is_child;
    uint32_t twin; /* or 0 */
};

/* A mention that has an identity, and whose it is. */
struct named {
    int64_t identity;
    uint32_t person;
};

struct truth {
    struct sl_store *store;
    const char *folder;
    struct sl_arena arena; /* of the sources */
    struct sl_store_source *sources;
    size_t source_count;
    struct person *people;
    size_t people_count, people_capacity;
    struct named *named; /* by person, then identity, once it is sorted */
    size_t named_count, named_capacity;
    struct sl_truth_quality quality;
};

double sl_truth_share(uint64_t right, uint64_t wrong)
{
    return right + wrong == 0 ? 1.0 : (double)right / (double)(right + wrong);
}

static uint64_t pairs_of(uint64_t count)
{
    return count * (count - (count > 0 ? 1 : 0)) / 2;
}

static enum sl_status
path_of(const struct truth *truth, const char *name, char *path, struct sl_error *err)
{
    const int len = snprintf(path, PATH_LIMIT_BYTES, "%s/%s", truth->folder, name);

    if (len < 0 || (size_t)len >= PATH_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    return SL_OK;
}

/* Do something with each record of a file, given the wanted columns. */
typedef enum sl_status
row_fn(struct truth *truth, const struct sl_str *values, struct sl_error *err);

static enum sl_status read_rows(
    struct truth *truth,
    struct sl_csv_reader *reader,
    const char *const *columns,
    row_fn *row,
    struct sl_error *err
)
{
    size_t places[4];
    struct sl_str values[4] = { { .ptr = NULL } };
    const struct sl_str *fields = NULL;
    bool more = true;

    for (size_t i = 0; i < 4; i++) {
        places[i] = sl_csv_find(reader, sl_str_from(columns[i]));
        if (places[i] == SIZE_MAX) {
            return sl_fail(err, SL_INVALID, "the truth has no column '%s'", columns[i]);
        }
    }
    for (;;) {
        SL_TRY(sl_csv_next(reader, &fields, &more, err));
        if (!more) {
            return SL_OK;
        }
        for (size_t i = 0; i < 4; i++) {
            values[i] = fields[places[i]];
        }
        SL_TRY(row(truth, values, err));
    }
}

static enum sl_status read_file(
    struct truth *truth,
    const char *name,
    const char *const *columns,
    row_fn *row,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    char path[PATH_LIMIT_BYTES];

    SL_TRY(path_of(truth, name, path, err));
    SL_TRY(sl_csv_open(path, &reader, err));
    const enum sl_status status = read_rows(truth, reader, columns, row, err);
    if (status != SL_OK && err != NULL && err->detail[0] == '\0') {
        sl_fail_detail(err, "%s:%llu", path, (unsigned long long)sl_csv_line(reader));
    }
    return status;
}

static enum sl_status parse_person(struct sl_str text, uint32_t *ret_person, struct sl_error *err)
{
    int64_t value = 0;

    SL_TRY(sl_parse_i64(text, 1, PERSON_LIMIT, &value, err));
    *ret_person = (uint32_t)value;
    return SL_OK;
}

/* people.csv: person, role, twin (the number of one), and one that is not needed. */
static enum sl_status
add_person(struct truth *truth, const struct sl_str *values, struct sl_error *err)
{
    uint32_t number = 0;
    uint32_t twin = 0;

    SL_TRY(parse_person(values[0], &number, err));
    if (values[2].len > 0) {
        SL_TRY(parse_person(values[2], &twin, err));
    }
    SL_TRY(sl_array_reserve(
        (void *)&truth->people,
        &truth->people_capacity,
        (size_t)number + 1,
        sizeof *truth->people,
        err
    ));
    for (; truth->people_count <= number; truth->people_count++) {
        truth->people[truth->people_count] = (struct person){ .twin = 0 };
    }
    truth->people[number] = (struct person){
        .is_child = sl_str_equal(values[1], SL_STR("child")) ||
                    sl_str_equal(values[1], SL_STR("unborn")) ||
                    sl_str_equal(values[1], SL_STR("former")),
        .twin = twin,
    };
    return SL_OK;
}

static int64_t source_of(const struct truth *truth, struct sl_str agency, struct sl_str system)
{
    for (size_t i = 0; i < truth->source_count; i++) {
        if (sl_str_equal(truth->sources[i].agency, agency) &&
            sl_str_equal(truth->sources[i].system, system)) {
            return truth->sources[i].id;
        }
    }
    return 0;
}

/* The identity of a key of a source; 0 when it has none. */
static enum sl_status identity_of(
    struct truth *truth,
    int64_t source,
    struct sl_str key,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    struct sl_stored_mention mention = { .id = 0 };
    struct sl_membership member = { .identity = 0 };

    enum sl_status status = sl_store_mention_find(truth->store, source, key, &mention, err);
    if (status == SL_OK) {
        status = sl_store_membership_get(truth->store, mention.id, &member, err);
    }
    *ret_identity = member.identity;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* mentions.csv: agency, system, key, person. */
static enum sl_status
add_mention(struct truth *truth, const struct sl_str *values, struct sl_error *err)
{
    struct named named = { .identity = 0 };

    SL_TRY(parse_person(values[3], &named.person, err));
    if (named.person >= truth->people_count) {
        return sl_fail(err, SL_INVALID, "people.csv has no person %u", (unsigned)named.person);
    }
    SL_TRY(
        identity_of(truth, source_of(truth, values[0], values[1]), values[2], &named.identity, err)
    );
    truth->quality.mention_count++;
    if (named.identity == 0) {
        truth->quality.unnamed_count++;
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&truth->named,
        &truth->named_capacity,
        truth->named_count + 1,
        sizeof *truth->named,
        err
    ));
    truth->named[truth->named_count++] = named;
    return SL_OK;
}

static int by_identity(const void *left, const void *right)
{
    const struct named *one = left;
    const struct named *two = right;

    if (one->identity != two->identity) {
        return one->identity < two->identity ? -1 : 1;
    }
    return one->person < two->person ? -1 : one->person > two->person;
}

static int by_person(const void *left, const void *right)
{
    const struct named *one = left;
    const struct named *two = right;

    if (one->person != two->person) {
        return one->person < two->person ? -1 : 1;
    }
    return one->identity < two->identity ? -1 : one->identity > two->identity;
}

/* The pairs of one identity, whose mentions stand together by person. */
static void count_identity(struct truth *truth, const struct named *named, size_t count)
{
    struct sl_truth_quality *quality = &truth->quality;
    uint64_t adults = 0;
    uint64_t found = 0;
    uint64_t child_found = 0;

    for (size_t i = 0, end = 0; i < count; i = end) {
        for (end = i; end < count && named[end].person == named[i].person; end++) {
        }
        const bool is_child = truth->people[named[i].person].is_child;
        found += pairs_of(end - i);
        child_found += is_child ? pairs_of(end - i) : 0;
        adults += is_child ? 0 : end - i;
    }
    const uint64_t wrong = pairs_of(count) - found;
    const uint64_t adult_wrong = pairs_of(adults) - (found - child_found);
    quality->found_pairs += found;
    quality->wrong_pairs += wrong;
    quality->child_found_pairs += child_found;
    quality->child_wrong_pairs += wrong - adult_wrong;
}

static void count_pairs(struct truth *truth)
{
    struct sl_truth_quality *quality = &truth->quality;

    if (truth->named_count > 1) {
        qsort(truth->named, truth->named_count, sizeof *truth->named, by_identity);
    }
    for (size_t i = 0, end = 0; i < truth->named_count; i = end) {
        for (end = i;
             end < truth->named_count && truth->named[end].identity == truth->named[i].identity;
             end++) {
        }
        count_identity(truth, &truth->named[i], end - i);
    }
    if (truth->named_count > 1) {
        qsort(truth->named, truth->named_count, sizeof *truth->named, by_person);
    }
    for (size_t i = 0, end = 0; i < truth->named_count; i = end) {
        for (end = i;
             end < truth->named_count && truth->named[end].person == truth->named[i].person;
             end++) {
        }
        quality->true_pairs += pairs_of(end - i);
        quality->child_true_pairs +=
            truth->people[truth->named[i].person].is_child ? pairs_of(end - i) : 0;
    }
}

/* A person's mentions: first and how many. */
static size_t mentions_of(const struct truth *truth, uint32_t person, size_t *ret_first)
{
    size_t low = 0;
    size_t high = truth->named_count;
    size_t end = 0;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (truth->named[middle].person < person) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (end = low; end < truth->named_count && truth->named[end].person == person; end++) {
    }
    *ret_first = low;
    return end - low;
}

static bool share_identity(const struct truth *truth, uint32_t left, uint32_t right)
{
    size_t left_first = 0;
    size_t right_first = 0;
    const size_t left_count = mentions_of(truth, left, &left_first);
    const size_t right_count = mentions_of(truth, right, &right_first);

    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < right_count; j++) {
            if (truth->named[left_first + i].identity == truth->named[right_first + j].identity) {
                return true;
            }
        }
    }
    return false;
}

static void count_twins(struct truth *truth)
{
    for (uint32_t person = 1; person < truth->people_count; person++) {
        const uint32_t twin = truth->people[person].twin;
        if (twin > person) {
            truth->quality.twin_pairs++;
            truth->quality.twin_pairs_joined += share_identity(truth, person, twin) ? 1 : 0;
        }
    }
}

/* A line of situations.jsonl. */
struct situation {
    struct sl_str kind;
    uint32_t persons[SITUATION_PERSON_LIMIT];
    size_t count;
};

static enum sl_status parse_situation(
    struct sl_str line, struct sl_arena *arena, struct situation *situation, struct sl_error *err
)
{
    struct sl_json json;
    struct sl_json_token token;
    bool in_persons = false;

    sl_json_init(&json, line, SL_JSON_DEPTH_LIMIT, arena);
    do {
        SL_TRY(sl_json_next(&json, &token, err));
        if (token.kind == SL_JSON_LIST) {
            in_persons = sl_str_equal(token.name, SL_STR("persons"));
        } else if (token.kind == SL_JSON_LIST_END) {
            in_persons = false;
        } else if (token.kind == SL_JSON_NUMBER && in_persons) {
            if (situation->count == SITUATION_PERSON_LIMIT) {
                return sl_fail(err, SL_LIMIT, "a situation has too many persons");
            }
            SL_TRY(parse_person(token.text, &situation->persons[situation->count++], err));
        } else if (token.kind == SL_JSON_TEXT && sl_str_equal(token.name, SL_STR("kind"))) {
            situation->kind = token.text;
        }
    } while (token.kind != SL_JSON_END);
    return SL_OK;
}

static enum sl_status find_kind(
    struct truth *truth, struct sl_str name, struct sl_truth_kind **ret_kind, struct sl_error *err
)
{
    struct sl_truth_quality *quality = &truth->quality;

    for (size_t i = 0; i < quality->kind_count; i++) {
        if (sl_str_equal(sl_str_from(quality->kinds[i].name), name)) {
            *ret_kind = &quality->kinds[i];
            return SL_OK;
        }
    }
    if (quality->kind_count == SL_TRUTH_KIND_LIMIT || name.len >= SL_TRUTH_NAME_BYTES) {
        return sl_fail(err, SL_LIMIT, "there are too many kinds of situation");
    }
    *ret_kind = &quality->kinds[quality->kind_count++];
    (void)snprintf((*ret_kind)->name, sizeof((*ret_kind)->name), "%.*s", SL_STR_ARG(name));
    return SL_OK;
}

static void count_situation(
    const struct truth *truth, const struct situation *situation, struct sl_truth_kind *kind
)
{
    kind->situation_count++;
    for (size_t i = 0; i < situation->count; i++) {
        size_t first = 0;
        const size_t count = mentions_of(truth, situation->persons[i], &first);
        kind->true_pairs += pairs_of(count);
        for (size_t j = first, end = 0; j < first + count; j = end) {
            for (end = j;
                 end < first + count && truth->named[end].identity == truth->named[j].identity;
                 end++) {
            }
            kind->found_pairs += pairs_of(end - j);
        }
        for (size_t j = 0; j < i; j++) {
            kind->joined_persons +=
                share_identity(truth, situation->persons[i], situation->persons[j]) ? 1 : 0;
        }
    }
}

static enum sl_status
count_situations(struct truth *truth, struct sl_str text, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_str line;

    sl_arena_init(&arena, TEXT_LIMIT_BYTES);
    while (sl_str_split(&text, '\n', &line)) {
        struct situation situation = { .count = 0 };
        struct sl_truth_kind *kind = NULL;
        if (line.len == 0) {
            continue;
        }
        sl_arena_reset(&arena);
        SL_TRY(parse_situation(line, &arena, &situation, err));
        SL_TRY(find_kind(truth, situation.kind, &kind, err));
        count_situation(truth, &situation, kind);
    }
    return SL_OK;
}

static enum sl_status read_situations(struct truth *truth, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    char path[PATH_LIMIT_BYTES];

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    SL_TRY(path_of(truth, "situations.jsonl", path, err));
    SL_TRY(sl_file_read(path, &text, err));
    return count_situations(truth, sl_buf_str(&text), err);
}

static enum sl_status compare(struct truth *truth, struct sl_error *err)
{
    static const char *const people[] = { "person", "role", "twin", "household" };
    static const char *const mentions[] = { "agency", "system", "key", "person" };

    SL_TRY(sl_store_source_list(
        truth->store, &truth->arena, &truth->sources, &truth->source_count, err
    ));
    SL_TRY(read_file(truth, "people.csv", people, add_person, err));
    SL_TRY(read_file(truth, "mentions.csv", mentions, add_mention, err));
    count_pairs(truth);
    count_twins(truth);
    return read_situations(truth, err);
}

enum sl_status sl_identify_truth(
    struct sl_store *store,
    const char *folder,
    struct sl_truth_quality *ret_quality,
    struct sl_error *err
)
{
    struct truth truth = { .store = store, .folder = folder };

    sl_arena_init(&truth.arena, TEXT_LIMIT_BYTES);
    const enum sl_status status = compare(&truth, err);
    if (status == SL_OK) {
        *ret_quality = truth.quality;
    }
    sl_arena_finish(&truth.arena);
    sl_free(truth.people);
    sl_free(truth.named);
    return status;
}
