/* SPDX-License-Identifier: Apache-2.0 */
#include "link/propose.h"

#include "link/column_name.h"
#include "sightline/linkage.h"

/* A list of values is a category when each is met this often on average, or when it is short. */
#define CATEGORY_REPEATS 20u
#define CATEGORY_VALUES  200u

/* Each source has this many records on average, or it is none. */
#define SOURCE_REPEATS 5u

/* From so many records on, a column without a telling name may name records by being unique. */
#define UNIQUE_RECORDS 20u

static const char ANSWER[] = "it says which records belong together: the answer, not evidence";

/* What the values must look like, at least in this share, for a name to be believed. */
struct check {
    enum sl_kind kind;
    enum sl_trait trait;
    double share;
};

static const struct check name_checks[] = {
    {SL_KIND_DOB,    SL_TRAIT_DATE,  0.5},
    { SL_KIND_DAY,   SL_TRAIT_DAY,   0.8},
    { SL_KIND_MONTH, SL_TRAIT_MONTH, 0.8},
    { SL_KIND_YEAR,  SL_TRAIT_YEAR,  0.8},
};

/* What values alone say, where the name says nothing. The first that fits decides. */
struct shape {
    const char *reason;
    double share;
    enum sl_trait trait;
    enum sl_kind kind;
};

static const struct shape shapes[] = {
    {"the values are e-mail addresses",                 0.8, SL_TRAIT_EMAIL,      SL_KIND_EMAIL   },
    { "the values pass the check digit of NHS numbers",
     0.9,                                                    SL_TRAIT_NHS_NUMBER,
     SL_KIND_NHS_NUMBER                                                                           },
    { "the values are UK postcodes",                    0.8, SL_TRAIT_POSTCODE,   SL_KIND_POSTCODE},
    { "the values are telephone numbers",               0.8, SL_TRAIT_PHONE,      SL_KIND_PHONE   },
    { "the values are words or letters for a sex",      0.9, SL_TRAIT_SEX,        SL_KIND_SEX     },
};

static struct sl_proposal leave_out(const char *reason)
{
    return (struct sl_proposal){ .use = SL_USE_NONE, .kind = SL_KIND_TEXT, .reason = reason };
}

static struct sl_proposal field(enum sl_kind kind, const char *reason)
{
    return (struct sl_proposal){ .use = SL_USE_FIELD, .kind = kind, .reason = reason };
}

static bool has_share(const struct sl_evidence *column, enum sl_trait trait, double share)
{
    return (double)column->trait_counts[trait] >= share * (double)column->filled_count;
}

static bool is_unique(const struct sl_evidence *column)
{
    return column->record_count > 0 &&
           column->filled_count + column->placeholder_count == column->record_count &&
           column->distinct_count == column->told_apart_count &&
           column->distinct_placeholder_count == column->placeholder_count;
}

/* A column whose name says a kind: believed unless its values look like something else. */
static struct sl_proposal judge_named(const struct sl_evidence *column, enum sl_kind kind)
{
    for (size_t i = 0; i < sizeof(name_checks) / sizeof(name_checks[0]); i++) {
        const struct check *check = &name_checks[i];
        if (check->kind == kind && !has_share(column, check->trait, check->share)) {
            return leave_out("its values are not what its name says");
        }
    }
    if (kind == SL_KIND_FULL_NAME && column->joined_count > 0 &&
        column->repeat_count * 10 >= column->joined_count * 9) {
        return leave_out("it repeats the given name and the surname");
    }
    return field(kind, "the column's name says so");
}

/* A column whose name says nothing. */
static struct sl_proposal judge_values(const struct sl_evidence *column)
{
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        if (has_share(column, shapes[i].trait, shapes[i].share)) {
            return field(shapes[i].kind, shapes[i].reason);
        }
    }
    if (has_share(column, SL_TRAIT_DATE, 0.9)) {
        return leave_out("dates, but nothing says that they are of birth");
    }
    if (has_share(column, SL_TRAIT_LONG, 0.3)) {
        return leave_out("free writing says little about who somebody is");
    }
    if (column->distinct_count <= CATEGORY_VALUES &&
        column->distinct_count * CATEGORY_REPEATS <= column->filled_count) {
        return field(SL_KIND_CATEGORY, "a few values that are met again and again");
    }
    return leave_out("neither its name nor its values say what it is");
}

/* A column whose name says that it is where records come from: of few values, each met often. */
static struct sl_proposal judge_source(const struct sl_evidence *column)
{
    if (column->distinct_count > SL_SOURCE_LIMIT ||
        column->distinct_count * SOURCE_REPEATS > column->filled_count) {
        return judge_values(column);
    }
    if (column->distinct_count == 1) {
        return leave_out("all records come from one source");
    }
    return (struct sl_proposal){ .use = SL_USE_SOURCE,
                                 .kind = SL_KIND_TEXT,
                                 .reason = "its name says that it is where records come from" };
}

static struct sl_proposal judge(const struct sl_evidence *column)
{
    const struct sl_name_meaning meaning = sl_column_name_meaning(column->name);

    if (column->filled_count == 0) {
        return leave_out("it is empty");
    }
    switch (meaning.sense) {
    case SL_SENSE_ANSWER:
        return leave_out(ANSWER);
    case SL_SENSE_OTHER_PERSON:
        return leave_out("it is about another person");
    case SL_SENSE_NOTE:
        return leave_out("free writing says little about who somebody is");
    case SL_SENSE_OTHER_DATE:
        return leave_out("a date, but not of birth");
    case SL_SENSE_FIELD:
        return judge_named(column, meaning.kind);
    case SL_SENSE_SOURCE:
        return judge_source(column);
    case SL_SENSE_RECORD_ID:
    case SL_SENSE_NUMBER:
        if (is_unique(column)) {
            return leave_out("a number of the record, not of the person");
        }
        return field(SL_KIND_IDENTIFIER, "a number by its name, and the same one is met again");
    case SL_SENSE_NONE:
        break;
    }
    return judge_values(column);
}

/* How well a column would do as the records' id; 0 is not at all. */
static unsigned id_rank(const struct sl_evidence *column)
{
    const struct sl_name_meaning meaning = sl_column_name_meaning(column->name);

    if (!is_unique(column)) {
        return 0;
    }
    switch (meaning.sense) {
    case SL_SENSE_RECORD_ID:
        return 4;
    case SL_SENSE_NUMBER:
        return 3;
    case SL_SENSE_FIELD:
        return meaning.kind == SL_KIND_IDENTIFIER || meaning.kind == SL_KIND_NHS_NUMBER ? 2 : 0;
    case SL_SENSE_NONE:
        return column->record_count >= UNIQUE_RECORDS && !has_share(column, SL_TRAIT_LONG, 0.1);
    case SL_SENSE_ANSWER:
    case SL_SENSE_OTHER_PERSON:
    case SL_SENSE_NOTE:
    case SL_SENSE_OTHER_DATE:
    case SL_SENSE_SOURCE:
        break;
    }
    return 0;
}

static void
choose_id(const struct sl_evidence *evidence, size_t column_count, struct sl_proposal *proposals)
{
    static const char *const reasons[] = {
        NULL,
        "every record has a value of its own",
        "every record has a number of its own",
        "a number by its name, and every record has its own",
        "the column's name says so, and every record has its own",
    };
    unsigned best_rank = 0;
    size_t best = 0;

    for (size_t i = 0; i < column_count; i++) {
        const unsigned rank = id_rank(&evidence[i]);
        if (rank > best_rank) {
            best_rank = rank;
            best = i;
        }
    }
    if (best_rank > 0) {
        proposals[best] = (struct sl_proposal
        ){ .use = SL_USE_ID, .kind = SL_KIND_IDENTIFIER, .reason = reasons[best_rank] };
    }
}

/* Only the first column of sources is one. */
static void settle_sources(struct sl_proposal *proposals, size_t count)
{
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        if (proposals[i].use == SL_USE_SOURCE && found) {
            proposals[i] = leave_out("there is another column of where records come from");
        }
        found = found || proposals[i].use == SL_USE_SOURCE;
    }
}

static size_t count_kind(const struct sl_proposal *proposals, size_t count, enum sl_kind kind)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        found += proposals[i].use == SL_USE_FIELD && proposals[i].kind == kind ? 1 : 0;
    }
    return found;
}

/*
 * Day, month and year are of use only as one each, and only when there is no whole date. A year
 * alone is one: a date as far as it is known.
 */
static void settle_date_parts(struct sl_proposal *proposals, size_t count)
{
    const size_t days = count_kind(proposals, count, SL_KIND_DAY);
    const size_t months = count_kind(proposals, count, SL_KIND_MONTH);
    const size_t years = count_kind(proposals, count, SL_KIND_YEAR);
    const bool whole = count_kind(proposals, count, SL_KIND_DOB) > 0;

    if (!whole && days == 1 && months == 1 && years == 1) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const enum sl_kind kind = proposals[i].kind;
        const bool part = kind == SL_KIND_DAY || kind == SL_KIND_MONTH || kind == SL_KIND_YEAR;
        if (proposals[i].use == SL_USE_FIELD && part && !whole && days + months == 0 &&
            years == 1) {
            proposals[i].kind = SL_KIND_DOB;
        } else if (proposals[i].use == SL_USE_FIELD && part) {
            proposals[i] = leave_out(
                whole ? "the whole date of birth is there already"
                      : "a date needs one column each for day, month and year"
            );
        }
    }
}

size_t sl_propose_find(const struct sl_str *names, size_t count, enum sl_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_name_meaning meaning = sl_column_name_meaning(names[i]);
        if (meaning.sense == SL_SENSE_FIELD && meaning.kind == kind) {
            return i;
        }
    }
    return SIZE_MAX;
}

void sl_propose(
    const struct sl_evidence *evidence, size_t column_count, struct sl_proposal *ret_proposals
)
{
    size_t field_count = 0;

    for (size_t i = 0; i < column_count; i++) {
        ret_proposals[i] = judge(&evidence[i]);
    }
    choose_id(evidence, column_count, ret_proposals);
    for (size_t i = 0; i < column_count; i++) {
        const bool constant = evidence[i].distinct_count == 1 && evidence[i].filled_count > 1;
        if (ret_proposals[i].use == SL_USE_FIELD && constant) {
            ret_proposals[i] = leave_out("it has one value only");
        }
    }
    settle_date_parts(ret_proposals, column_count);
    settle_sources(ret_proposals, column_count);
    for (size_t i = 0; i < column_count; i++) {
        field_count += ret_proposals[i].use == SL_USE_FIELD ? 1 : 0;
        if (ret_proposals[i].use == SL_USE_FIELD && field_count > SL_FIELD_LIMIT) {
            ret_proposals[i] = leave_out("more columns than can be compared");
        }
    }
}
