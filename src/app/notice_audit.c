/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_audit.h"

#include <stdlib.h>

#include "app/access_change.h"
#include "base/array.h"
#include "base/date.h"
#include "record/category.h"
#include "record/say.h"
#include "record/sex.h"
#include "store/record.h"
#include "store/version.h"

#define SCRATCH_BYTES ((size_t)2 << 30)
#define CHILD_YEARS   18
/* The outcome behind the answers: none yet. */
#define WAITING ((size_t)SL_QUESTION_REPLY_COUNT)

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },

static const struct sl_term by_terms[] = { SL_AUDIT_BY_TABLE(TERM) };

/* Of which attribute the groups are, and its normal form. */
static const struct {
    enum sl_audit_by by;
    enum sl_attribute attribute;
    void (*normal)(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);
} attributes[] = {
    { SL_AUDIT_SEX, SL_ATTRIBUTE_SEX, sl_sex_normal },
    { SL_AUDIT_ETHNICITY, SL_ATTRIBUTE_ETHNICITY, sl_category_normal },
    { SL_AUDIT_DISABILITY, SL_ATTRIBUTE_DISABILITY, sl_category_normal },
    { SL_AUDIT_DISTRICT, SL_ATTRIBUTE_DISTRICT, sl_category_normal },
};
#define ATTRIBUTE_COUNT (sizeof(attributes) / sizeof(attributes[0]))

/* Bands of age, by the first year behind them; those of the census of children in need. */
static const struct {
    int32_t years;
    struct sl_str name;
} bands[] = {
    { 1, TEXT("under 1") }, { 5, TEXT("1 to 4") }, { 10, TEXT("5 to 9") },
    { 16, TEXT("10 to 15") }, { CHILD_YEARS, TEXT("16 to 17") },
};
/* clang-format on */

/* What a record says of somebody; then what all say. The later record comes first. */
struct person {
    int64_t identity, record;
    struct sl_str groups[SL_AUDIT_BY_COUNT]; /* empty: it does not say */
    bool is_child;
};

/* What was asked of a child, and came of it. */
struct asked {
    const struct person *person;
    struct sl_str indicator, wording, owner;
    size_t outcome;
};

struct work {
    struct sl_access *access;
    struct sl_question_sight sight;
    struct sl_arena scratch;
    struct sl_arena *arena; /* of the answer */
    struct sl_buf form;
    struct person *persons;
    size_t person_count;
    struct asked *asked;
    size_t asked_count;
    struct sl_audit_table *tables;
    size_t table_count;
    struct sl_error *err;
};

const struct sl_term *sl_audit_by_terms(void)
{
    return by_terms;
}

/* The band of somebody's age today; empty when they are no child. */
static struct sl_str band_of(const struct work *work, int32_t born)
{
    const struct sl_date now = sl_date_from_days(sl_access_day(work->access));
    const struct sl_date then = sl_date_from_days(born);
    int32_t years = (int32_t)now.year - (int32_t)then.year;

    if (now.month < then.month || (now.month == then.month && now.day < then.day)) {
        years--;
    }
    for (size_t i = 0; i < sizeof(bands) / sizeof(bands[0]); i++) {
        if (years < bands[i].years) {
            return bands[i].name;
        }
    }
    return SL_STR("");
}

/* What one person of a record is said to be. */
static enum sl_status tell_person(
    struct work *work,
    const struct sl_facts *facts,
    const struct sl_entity *entity,
    struct person *person
)
{
    const struct sl_fact_value *born = sl_facts_find(facts, entity, SL_ATTRIBUTE_BIRTH_DATE);
    struct sl_moment moment;

    if (born != NULL && born->known == SL_KNOWN && sl_say_parse(born->text, &moment)) {
        person->groups[SL_AUDIT_AGE] = band_of(work, moment.day);
        person->is_child = person->groups[SL_AUDIT_AGE].len > 0;
    }
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        const struct sl_fact_value *value = sl_facts_find(facts, entity, attributes[i].attribute);
        if (value == NULL || value->known != SL_KNOWN) {
            continue;
        }
        sl_buf_clear(&work->form);
        attributes[i].normal(work->sight.reader.fold, value->text, &work->form);
        SL_TRY(sl_buf_status(&work->form, work->err));
        struct sl_str *group = &person->groups[attributes[i].by];
        *group = sl_arena_copy(work->arena, sl_buf_str(&work->form));
        if (group->ptr == NULL) {
            return sl_fail_memory(work->err);
        }
    }
    return SL_OK;
}

static bool is_open(const struct work *work, int64_t source, struct sl_str key)
{
    const enum sl_seal_state state = sl_seal_book_key(sl_access_seals(work->access), source, key);

    return state == SL_SEAL_NONE || state == SL_SEAL_OPEN;
}

/* The persons of the latest version of a record, unless it is sealed. */
static enum sl_status add_record(struct work *work, const struct sl_stored_version *version)
{
    struct sl_question_record record;

    SL_TRY(sl_question_sight_read(&work->sight, version->id, &record, work->err));
    for (size_t i = 0; i < record.facts->entity_count; i++) {
        const struct sl_entity *entity = &record.facts->entities[i];
        const struct sl_store_question named = { .source = version->source, .key = entity->key };
        struct person person = { .record = version->id };
        if (entity->class != SL_PERSON || !is_open(work, version->source, entity->key) ||
            !is_open(work, version->source, record.key)) {
            continue;
        }
        SL_TRY(sl_question_sight_identity(&work->sight, &named, &person.identity, work->err));
        if (person.identity == 0) {
            continue;
        }
        SL_TRY(tell_person(work, record.facts, entity, &person));
        SL_TRY(sl_array_room(
            &work->scratch, &work->persons, work->person_count, sizeof person, work->err
        ));
        work->persons[work->person_count++] = person;
    }
    return SL_OK;
}

static int compare_persons(const void *left_ptr, const void *right_ptr)
{
    const struct person *left = left_ptr, *right = right_ptr;

    if (left->identity != right->identity) {
        return left->identity < right->identity ? -1 : 1;
    }
    return (left->record < right->record) - (left->record > right->record);
}

/* One of each person: what the latest record says that says anything. */
static void join_persons(struct work *work)
{
    size_t count = 0;

    if (work->person_count == 0) {
        return;
    }
    qsort(work->persons, work->person_count, sizeof *work->persons, compare_persons);
    for (size_t i = 0; i < work->person_count; i++) {
        const struct person one = work->persons[i];
        if (count == 0 || work->persons[count - 1].identity != one.identity) {
            work->persons[count++] = one;
            continue;
        }
        struct person *kept = &work->persons[count - 1];
        for (size_t j = 0; j < SL_AUDIT_BY_COUNT; j++) {
            if (kept->groups[j].len == 0) {
                kept->groups[j] = one.groups[j];
            }
        }
        kept->is_child = kept->is_child || one.is_child;
    }
    work->person_count = count;
}

static enum sl_status read_people(struct work *work)
{
    SL_CLEANUP(sl_version_cursor_close_ptr) struct sl_version_cursor *cursor = NULL;
    struct sl_store *store = sl_access_store(work->access);
    struct sl_stored_version version;
    int64_t last = 0;
    bool has_one = false;

    SL_TRY(sl_store_record_last(store, &last, work->err));
    SL_TRY(sl_store_all_versions_open(store, 1, last, &cursor, work->err));
    SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, work->err));
    while (has_one) {
        if (version.order > 0 && version.next_order == 0) {
            SL_TRY(add_record(work, &version));
        }
        SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, work->err));
    }
    join_persons(work);
    return SL_OK;
}

static int compare_identities(const void *left_ptr, const void *right_ptr)
{
    const struct person *left = left_ptr, *right = right_ptr;

    return (left->identity > right->identity) - (left->identity < right->identity);
}

/* The one of an identity; NULL when nobody told of them, or nothing that is open. */
static struct person *find_person(const struct work *work, int64_t identity)
{
    const struct person wanted = { .identity = identity };

    return work->person_count == 0
               ? NULL
               : bsearch(
                     &wanted, work->persons, work->person_count, sizeof wanted, compare_identities
                 );
}

/* A question of a child, unless it is sealed. */
static enum sl_status add_question(struct work *work, const struct sl_store_question *question)
{
    struct sl_question_status status;
    int64_t identity = 0;
    bool is_sealed = false;

    SL_TRY(sl_question_sight_identity(&work->sight, question, &identity, work->err));
    struct person *person = find_person(work, identity);
    if (question->subject != SL_RAISED_CHILD || person == NULL) {
        return SL_OK;
    }
    SL_TRY(sl_question_sight_sealed(&work->sight, question, identity, &is_sealed, work->err));
    if (is_sealed) {
        return SL_OK;
    }
    SL_TRY(
        sl_question_status_on(&question->question, sl_access_day(work->access), &status, work->err)
    );
    SL_TRY(sl_array_room(
        &work->scratch, &work->asked, work->asked_count, sizeof *work->asked, work->err
    ));
    person->is_child = true;
    work->asked[work->asked_count++] = (struct asked){
        .person = person,
        .indicator = question->indicator,
        .wording = question->wording,
        .owner = question->question.owner,
        .outcome = status.answer == NULL ? WAITING : (size_t)status.answer->reply,
    };
    return SL_OK;
}

static enum sl_status read_questions(struct work *work)
{
    struct sl_store_question question = { .id = 0 };

    for (;;) {
        const enum sl_status status = sl_store_question_next(
            sl_access_store(work->access), question.id, work->arena, &question, work->err
        );
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(add_question(work, &question));
    }
}

/* The group of a name, made when it is not there. */
static enum sl_status
find_group(struct work *work, struct sl_audit_table *table, struct sl_str name, size_t *ret_group)
{
    const struct sl_str known = name.len > 0 ? name : SL_STR("not recorded");
    size_t at = 0;

    while (at < table->group_count && sl_str_compare(table->groups[at].name, known) < 0) {
        at++;
    }
    *ret_group = at;
    if (at < table->group_count && sl_str_equal(table->groups[at].name, known)) {
        return SL_OK;
    }
    SL_TRY(sl_array_room(
        work->arena, &table->groups, table->group_count, sizeof *table->groups, work->err
    ));
    for (size_t i = table->group_count++; i > at; i--) {
        table->groups[i] = table->groups[i - 1];
    }
    table->groups[at] = (struct sl_audit_group){ .name = known };
    return SL_OK;
}

static enum sl_status count_asked(struct work *work, struct sl_audit_table *table)
{
    for (size_t i = 0; i < work->asked_count; i++) {
        const struct asked *one = &work->asked[i];
        size_t group = 0;
        if (!sl_str_equal(one->indicator, table->indicator)) {
            continue;
        }
        const struct sl_str name =
            table->by == SL_AUDIT_AGENCY ? one->owner : one->person->groups[table->by];
        SL_TRY(find_group(work, table, name, &group));
        table->groups[group].raised++;
        table->groups[group].outcomes[one->outcome]++;
    }
    return SL_OK;
}

static enum sl_status count_children(struct work *work, struct sl_audit_table *table)
{
    for (size_t i = 0; i < work->person_count && table->by != SL_AUDIT_AGENCY; i++) {
        size_t group = 0;
        if (work->persons[i].is_child) {
            SL_TRY(find_group(work, table, work->persons[i].groups[table->by], &group));
            table->groups[group].children++;
        }
    }
    return SL_OK;
}

/* The last one: all of them. */
static enum sl_status add_total(struct work *work, struct sl_audit_table *table)
{
    struct sl_audit_group total = { .name = SL_STR("all") };

    for (size_t i = 0; i < table->group_count; i++) {
        total.children += table->groups[i].children;
        total.raised += table->groups[i].raised;
        for (size_t j = 0; j < SL_AUDIT_OUTCOMES; j++) {
            total.outcomes[j] += table->groups[i].outcomes[j];
        }
    }
    SL_TRY(sl_array_room(work->arena, &table->groups, table->group_count, sizeof total, work->err));
    table->groups[table->group_count++] = total;
    return SL_OK;
}

/* Of whom it has asked, of whom it has not, and all; then what was answered, and all. What is
 * withheld in the one is withheld in the other, until nothing more is. */
#define SHARE_COLUMNS   ((size_t)3)
#define OUTCOME_COLUMNS (SL_AUDIT_OUTCOMES + 1)

struct cells {
    uint64_t *shares, *outcomes;
    bool *hides_share, *hides_outcome;
};

static enum sl_status make_cells(struct work *work, size_t rows, struct cells *ret_cells)
{
    const struct cells cells = {
        .shares = sl_arena_alloc(&work->scratch, rows * SHARE_COLUMNS, sizeof(uint64_t)),
        .outcomes = sl_arena_alloc(&work->scratch, rows * OUTCOME_COLUMNS, sizeof(uint64_t)),
        .hides_share = sl_arena_alloc(&work->scratch, rows * SHARE_COLUMNS, sizeof(bool)),
        .hides_outcome = sl_arena_alloc(&work->scratch, rows * OUTCOME_COLUMNS, sizeof(bool)),
    };

    if (cells.shares == NULL || cells.outcomes == NULL || cells.hides_share == NULL ||
        cells.hides_outcome == NULL) {
        return sl_fail_memory(work->err);
    }
    *ret_cells = cells;
    return SL_OK;
}

static void fill_cells(const struct sl_audit_table *table, const struct cells *cells)
{
    for (size_t i = 0; i < table->group_count; i++) {
        const struct sl_audit_group *group = &table->groups[i];
        uint64_t *share = &cells->shares[i * SHARE_COLUMNS];
        uint64_t *outcome = &cells->outcomes[i * OUTCOME_COLUMNS];
        share[0] = group->raised;
        share[1] = group->children > group->raised ? group->children - group->raised : 0;
        share[2] = share[0] + share[1];
        for (size_t j = 0; j < SL_AUDIT_OUTCOMES; j++) {
            outcome[j] = group->outcomes[j];
        }
        outcome[SL_AUDIT_OUTCOMES] = group->raised;
        for (size_t j = 0; j < SHARE_COLUMNS; j++) {
            cells->hides_share[i * SHARE_COLUMNS + j] = false;
        }
        for (size_t j = 0; j < OUTCOME_COLUMNS; j++) {
            cells->hides_outcome[i * OUTCOME_COLUMNS + j] = false;
        }
    }
}

static enum sl_status withhold(struct work *work, struct sl_audit_table *table)
{
    const size_t rows = table->group_count;
    bool is_changed = true;
    struct cells cells;

    SL_TRY(make_cells(work, rows, &cells));
    fill_cells(table, &cells);
    while (is_changed) {
        is_changed = false;
        sl_fairness_withhold(cells.shares, rows, SHARE_COLUMNS, cells.hides_share);
        sl_fairness_withhold(cells.outcomes, rows, OUTCOME_COLUMNS, cells.hides_outcome);
        for (size_t i = 0; i < rows; i++) {
            bool *share = &cells.hides_share[i * SHARE_COLUMNS];
            bool *outcome = &cells.hides_outcome[i * OUTCOME_COLUMNS + SL_AUDIT_OUTCOMES];
            is_changed = is_changed || *share != *outcome;
            *share = *outcome = *share || *outcome;
        }
    }
    for (size_t i = 0; i < rows; i++) {
        struct sl_audit_group *group = &table->groups[i];
        group->hides_raised = cells.hides_share[i * SHARE_COLUMNS];
        group->hides_children = cells.hides_share[i * SHARE_COLUMNS + 2];
        for (size_t j = 0; j < SL_AUDIT_OUTCOMES; j++) {
            group->hides_outcome[j] = cells.hides_outcome[i * OUTCOME_COLUMNS + j];
        }
    }
    return SL_OK;
}

static enum sl_status add_tables(struct work *work, const struct asked *first)
{
    for (unsigned by = 0; by < SL_AUDIT_BY_COUNT; by++) {
        struct sl_audit_table table = { .indicator = first->indicator,
                                        .wording = first->wording,
                                        .by = (enum sl_audit_by)by };
        SL_TRY(count_asked(work, &table));
        SL_TRY(count_children(work, &table));
        SL_TRY(add_total(work, &table));
        SL_TRY(withhold(work, &table));
        SL_TRY(sl_array_room(work->arena, &work->tables, work->table_count, sizeof table, work->err)
        );
        work->tables[work->table_count++] = table;
    }
    return SL_OK;
}

static int compare_asked(const void *left_ptr, const void *right_ptr)
{
    const struct asked *left = left_ptr, *right = right_ptr;

    return sl_str_compare(left->indicator, right->indicator);
}

static enum sl_status audit(struct work *work)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("audit") };

    SL_TRY(sl_access_act(work->access, SL_MAY_FAIRNESS, &deed, work->err));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, work->err));
    SL_TRY(read_people(work));
    SL_TRY(read_questions(work));
    if (work->asked_count > 0) {
        qsort(work->asked, work->asked_count, sizeof *work->asked, compare_asked);
    }
    for (size_t i = 0; i < work->asked_count; i++) {
        if (i == 0 || compare_asked(&work->asked[i - 1], &work->asked[i]) != 0) {
            SL_TRY(add_tables(work, &work->asked[i]));
        }
    }
    return SL_OK;
}

enum sl_status sl_notice_audit(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_audit_table **ret_tables,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct work work = { .access = access, .arena = arena, .err = err };

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    sl_buf_init(&work.form, SCRATCH_BYTES);
    const enum sl_status status = audit(&work);
    sl_question_sight_finish(&work.sight);
    sl_buf_finish(&work.form);
    sl_arena_finish(&work.scratch);
    if (status == SL_OK) {
        *ret_tables = work.tables;
        *ret_count = work.table_count;
    }
    return status;
}

struct sl_term sl_audit_outcome(size_t index)
{
    return index < WAITING ? sl_question_reply_terms()[index]
                           : (struct sl_term){ SL_STR("none"), SL_STR("nobody has answered") };
}

bool sl_audit_has_share(const struct sl_audit_group *group)
{
    return group->children > 0 && !group->hides_children && !group->hides_raised &&
           group->raised <= group->children;
}
