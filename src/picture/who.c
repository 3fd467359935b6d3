/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "picture/codes.h"
#include "picture/normal.h"
#include "picture/picture_impl.h"

/* A statement while fields are being made. */
struct statement {
    struct sl_picture_value shown;
    size_t node;  /* whose it is: one mention at one source */
    size_t order; /* in which it was met */
    int64_t id;   /* of its record */
    bool past;    /* it ended before the day of the picture */
};

/* An empty place in a later record takes nothing back of what an earlier one has said. */
static bool is_blank(const struct statement *statement)
{
    return statement->shown.known == SL_NOT_RECORDED || statement->shown.known == SL_NOT_ASKED;
}

/* By attribute, source and mention, then the order in which a source's values are shown. */
static int compare_by_source(const void *left, const void *right)
{
    const struct statement *one = left;
    const struct statement *other = right;
    if (one->shown.value->attribute != other->shown.value->attribute) {
        return one->shown.value->attribute < other->shown.value->attribute ? -1 : 1;
    }
    if (one->node != other->node) {
        return one->node < other->node ? -1 : 1;
    }
    if (one->past != other->past) {
        return one->past ? 1 : -1;
    }
    if (is_blank(one) != is_blank(other)) {
        return is_blank(one) ? 1 : -1;
    }
    const int dated = sl_moment_compare(other->shown.dated, one->shown.dated);
    if (dated != 0) {
        return dated;
    }
    if (one->id != other->id) {
        return one->id > other->id ? -1 : 1;
    }
    return one->order < other->order ? -1 : one->order > other->order;
}

/* Within a field: the leading one, current ones, then latest first. */
static int compare_for_showing(const void *left, const void *right)
{
    const struct statement *one = left;
    const struct statement *other = right;
    if (one->shown.leads != other->shown.leads) {
        return one->shown.leads ? -1 : 1;
    }
    if (one->shown.current != other->shown.current) {
        return one->shown.current ? -1 : 1;
    }
    const int dated = sl_moment_compare(other->shown.dated, one->shown.dated);
    if (dated != 0) {
        return dated;
    }
    if (one->id != other->id) {
        return one->id > other->id ? -1 : 1;
    }
    return one->order < other->order ? -1 : one->order > other->order;
}

static bool has_ended(const struct sl_making *making, struct sl_moment until)
{
    return until.precision != SL_PRECISION_NONE && sl_moment_last_day(until) < making->input->today;
}

/* Is it one of the person's own attributes, and neither the description of an event nor a number by
 * which a writer meant them? */
static bool is_of_person(enum sl_attribute attribute)
{
    return attribute != SL_ATTRIBUTE_CHILD_WORDS && attribute != SL_ATTRIBUTE_MEANT;
}

static enum sl_status state(
    struct sl_making *making,
    const struct sl_node_entity *described,
    const struct sl_fact_value *value,
    struct statement *statement,
    struct sl_error *err
)
{
    statement->shown = (struct sl_picture_value){
        .value = value,
        .record = described->record,
        .dated = sl_making_dated(making, described->record),
        .known = sl_picture_known(described->entity, value),
    };
    statement->id = making->input->records[described->record].id;
    statement->past = has_ended(making, value->until);
    if (statement->shown.known == SL_KNOWN) {
        SL_TRY(
            sl_making_normal(making, value->attribute, value->text, &statement->shown.normal, err)
        );
        if (statement->shown.normal.len == 0) {
            statement->shown.known = SL_NOT_RECORDED;
        }
    }
    return SL_OK;
}

/* All that records say of the child. */
static enum sl_status gather(
    struct sl_making *making, struct statement *statements, size_t *ret_count, struct sl_error *err
)
{
    size_t count = 0;
    for (size_t i = 0; i < making->node_count; i++) {
        const struct sl_node *node = &making->nodes[i];
        if (node->person != 0 || node->agency.len == 0) {
            continue;
        }
        for (size_t at = node->first_entity; at != SL_PICTURE_NONE;
             at = making->entities[at].next) {
            const struct sl_node_entity *described = &making->entities[at];
            const struct sl_facts *facts = making->input->records[described->record].facts;
            const struct sl_fact_value *values = &facts->values[described->entity->first_value];
            for (size_t j = 0; j < described->entity->value_count; j++) {
                if (is_of_person(values[j].attribute)) {
                    statements[count] = (struct statement){ .node = i, .order = count };
                    SL_TRY(state(making, described, &values[j], &statements[count], err));
                    count++;
                }
            }
        }
    }
    *ret_count = count;
    return SL_OK;
}

/*
 * What a source says now is what the latest of its records says: one value, or all of them when
 * there can be several. Statements come sorted by source.
 */
static void mark_current(struct statement *statements, size_t count)
{
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 &&
            (statements[i].node != statements[first].node ||
             statements[i].shown.value->attribute != statements[first].shown.value->attribute)) {
            first = i;
        }
        const bool several = sl_picture_is_several(statements[i].shown.value->attribute);
        statements[i].shown.current =
            !statements[i].past && (i == first || (several && statements[i].shown.record ==
                                                                  statements[first].shown.record));
    }
}

/* How many agencies say now what statement `index` says. */
static size_t count_agencies(
    const struct sl_making *making, const struct statement *field, size_t count, size_t index
)
{
    const struct sl_picture_record *records = making->input->records;
    size_t agency_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!field[i].shown.current ||
            !sl_str_equal(field[i].shown.normal, field[index].shown.normal)) {
            continue;
        }
        bool is_first = true;
        for (size_t j = 0; j < i && is_first; j++) {
            is_first =
                !field[j].shown.current ||
                !sl_str_equal(field[j].shown.normal, field[i].shown.normal) ||
                !sl_str_equal(
                    records[field[j].shown.record].agency, records[field[i].shown.record].agency
                );
        }
        agency_count += is_first;
    }
    return agency_count;
}

/* Refused says more than not yet asked or withdrawn, and these more than an empty place. */
static bool is_better_reason(enum sl_known known, enum sl_known so_far)
{
    return known == SL_REFUSED || (known != SL_KNOWN && so_far == SL_NOT_RECORDED);
}

/* Mark the value that leads, and say how they agree. */
static void judge(
    const struct sl_making *making,
    struct statement *field,
    size_t count,
    struct sl_picture_field *judged
)
{
    size_t leader = SL_PICTURE_NONE;
    size_t most = 0;
    bool differs = false;
    judged->known = SL_NOT_RECORDED;
    for (size_t i = 0; i < count; i++) {
        const struct sl_picture_value *shown = &field[i].shown;
        if (shown->known == SL_KNOWN && shown->current) {
            const size_t agencies = count_agencies(making, field, count, i);
            differs = differs || (leader != SL_PICTURE_NONE &&
                                  !sl_str_equal(shown->normal, field[leader].shown.normal));
            if (leader == SL_PICTURE_NONE || agencies > most ||
                (agencies == most && compare_for_showing(&field[i], &field[leader]) < 0)) {
                leader = i;
                most = agencies;
            }
        } else if (is_better_reason(shown->known, judged->known)) {
            judged->known = shown->known;
        }
    }
    if (leader == SL_PICTURE_NONE) {
        judged->agreement = SL_PICTURE_UNKNOWN;
        return;
    }
    field[leader].shown.leads = true;
    judged->known = SL_KNOWN;
    judged->agreement = !differs ? (most > 1 ? SL_PICTURE_AGREED : SL_PICTURE_ALONE)
                        : sl_picture_is_several(judged->attribute) ? SL_PICTURE_SEVERAL
                                                                   : SL_PICTURE_DIFFERS;
}

/* Does the source of one statement say with the other the same, word for word? */
static bool is_repeat(
    const struct sl_making *making, const struct statement *one, const struct statement *other
)
{
    const struct sl_fact_value *left = one->shown.value;
    const struct sl_fact_value *right = other->shown.value;
    return one->shown.known == other->shown.known && sl_str_equal(left->text, right->text) &&
           sl_moment_compare(left->from, right->from) == 0 &&
           sl_moment_compare(left->until, right->until) == 0 &&
           sl_making_same_source(making, one->shown.record, other->shown.record);
}

/*
 * Show what a source says in several records once, with all of them. Statements come in the order
 * of showing, so the first of those that repeat each other stays, and is current if any is.
 *
 *   records  room for count; lives in the arena
 */
static size_t
fold_repeats(const struct sl_making *making, struct statement *field, size_t count, size_t *records)
{
    size_t kept = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_known = false;
        for (size_t j = 0; j < kept && !is_known; j++) {
            is_known = is_repeat(making, &field[j], &field[i]);
        }
        if (is_known) {
            continue;
        }
        struct statement statement = field[i];
        statement.shown.sources = (struct sl_picture_sources){ &records[used], 0 };
        for (size_t j = i; j < count; j++) {
            if (j == i || is_repeat(making, &statement, &field[j])) {
                records[used++] = field[j].shown.record;
                statement.shown.sources.count++;
            }
        }
        /* Behind i nothing has been moved yet. */
        field[kept++] = statement;
    }
    return kept;
}

enum sl_status sl_making_who(struct sl_making *making, struct sl_error *err)
{
    size_t room = 0;
    size_t count = 0;
    for (size_t i = 0; i < making->entity_count; i++) {
        room += making->entities[i].entity->value_count;
    }
    struct statement *statements = SL_MAKING_ARRAY(making, room, struct statement);
    struct sl_picture_field *fields =
        SL_MAKING_ARRAY(making, SL_ATTRIBUTE_TABLE_COUNT, struct sl_picture_field);
    struct sl_picture_value *values = SL_MAKING_ARRAY(making, room, struct sl_picture_value);
    size_t *records = SL_MAKING_ARRAY(making, room, size_t);
    if (statements == NULL || fields == NULL || values == NULL || records == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(gather(making, statements, &count, err));
    qsort(statements, count, sizeof *statements, compare_by_source);
    mark_current(statements, count);
    size_t first = 0;
    for (unsigned attribute = 0; attribute < SL_ATTRIBUTE_TABLE_COUNT; attribute++) {
        size_t end = first;
        while (end < count && statements[end].shown.value->attribute == attribute) {
            end++;
        }
        struct sl_picture_field field = {
            .attribute = attribute,
            .known = SL_NOT_RECORDED,
            .values = &values[first],
            .value_count = end - first,
        };
        if (end > first) {
            judge(making, &statements[first], end - first, &field);
            qsort(&statements[first], end - first, sizeof *statements, compare_for_showing);
            field.value_count =
                fold_repeats(making, &statements[first], end - first, &records[first]);
        }
        for (size_t i = first; i < first + field.value_count; i++) {
            values[i] = statements[i].shown;
        }
        if (end > first || sl_picture_is_expected(attribute)) {
            fields[making->picture.field_count++] = field;
        }
        first = end;
    }
    making->picture.fields = fields;
    return SL_OK;
}
