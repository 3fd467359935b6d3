/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_list.h"

#include <stdlib.h>
#include <string.h>

#include "app/identity_find.h"
#include "app/question_sight.h"
#include "app/seen_list.h"
#include "base/array.h"
#include "identity/identity_id.h"
#include "record/entity_key.h"
#include "sharing/share_kind.h"
#include "store/entity_use.h"
#include "store/raised.h"

#define KIND SL_STR("notice")
/* What is read of one line and not told. */
#define SCRATCH_BYTES ((size_t)256 << 20)

/* A list under way. */
struct work {
    struct sl_access *access;
    const struct sl_notice_asked *asked;
    struct sl_question_sight sight;
    struct sl_arena *arena;
    struct sl_arena scratch;
    struct sl_notice_list list;
    struct sl_error *err;
};

/* A thing on which a line rests. */
struct rest {
    int64_t mark, record;
    size_t line;
};

static const struct sl_indicator *
find_indicator(const struct sl_indicators *indicators, struct sl_str id)
{
    for (size_t i = 0; i < indicators->count; i++) {
        if (sl_str_equal(indicators->items[i].id, id)) {
            return &indicators->items[i];
        }
    }
    return NULL;
}

/* By what the store alone says, is it asked for? */
static bool is_asked_for(
    const struct work *work, const struct sl_raised *raised, const struct sl_indicator *indicator
)
{
    const struct sl_notice_asked *asked = work->asked;

    return indicator != NULL &&
           (asked->indicator.len == 0 || sl_str_equal(asked->indicator, raised->indicator)) &&
           (asked->set == SL_INDICATOR_SET_COUNT || asked->set == indicator->set) &&
           (asked->identity == 0 || asked->identity == raised->identity);
}

/* What a record says of the district of whom it calls by a key, if the reader may be told. */
static struct sl_str district_in(
    const struct work *work,
    const struct sl_question_record *record,
    struct sl_str key,
    int64_t identity
)
{
    const struct sl_access_asked asked = { .holder = record->source->agency,
                                           .kind = SL_SHARE_DETAILS,
                                           .identity = identity,
                                           .source = record->source->id,
                                           .key = record->key };
    const struct sl_share_decision decision = sl_access_decide(work->access, &asked);
    const bool is_told = decision.sight == SL_SIGHT_CONTENT &&
                         (decision.fields & SL_SHARE_BIT(SL_ATTRIBUTE_DISTRICT)) != 0;

    for (size_t i = 0; is_told && i < record->facts->entity_count; i++) {
        const struct sl_entity *entity = &record->facts->entities[i];
        const struct sl_fact_value *value = NULL;
        if (entity->class == SL_PERSON && sl_str_equal(entity->key, key)) {
            value = sl_facts_find(record->facts, entity, SL_ATTRIBUTE_DISTRICT);
        }
        if (value != NULL && value->known == SL_KNOWN) {
            return value->text;
        }
    }
    return SL_STR("");
}

/* The district by the records that describe one mention; a later record counts more. */
static enum sl_status tell_district_of(
    struct work *work,
    const struct sl_stored_mention *mention,
    struct sl_notice_line *line,
    int64_t *last
)
{
    const int64_t mark = sl_entity_hash(mention->source, mention->key);
    struct sl_entity_uses uses = { .after = *last };

    do {
        SL_TRY(sl_store_entity_uses(sl_access_store(work->access), mark, &uses, work->err));
        for (size_t i = 0; i < uses.count; i++) {
            struct sl_question_record record;
            if ((uses.items[i].marks & SL_ENTITY_HAS) == 0) {
                continue;
            }
            SL_TRY(sl_question_sight_read(&work->sight, uses.items[i].record, &record, work->err));
            const struct sl_str district =
                district_in(work, &record, mention->key, line->raised.identity);
            if (district.len > 0 && record.source->id == mention->source) {
                line->district = sl_arena_copy(work->arena, district);
                *last = uses.items[i].record;
            }
        }
    } while (uses.count == SL_ENTITY_USES_AT_ONCE);
    return SL_OK;
}

static enum sl_status tell_district(struct work *work, struct sl_notice_line *line)
{
    struct sl_identity_mention *mentions = NULL;
    size_t count = 0;
    int64_t last = 0;

    SL_TRY(sl_identity_mentions(
        sl_access_store(work->access),
        line->raised.identity,
        &work->scratch,
        &mentions,
        &count,
        work->err
    ));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(tell_district_of(work, &mentions[i].mention, line, &last));
    }
    return SL_OK;
}

/* A line of which is known that it may be told. */
static enum sl_status tell_line(struct work *work, struct sl_notice_line *line)
{
    const struct sl_raised *raised = &line->raised;

    if (raised->identity != 0) {
        const struct sl_identity_id id = sl_identity_print(raised->identity);
        line->identity = sl_arena_copy(work->arena, sl_str_from(id.text));
        if (line->identity.ptr == NULL) {
            return sl_fail_memory(work->err);
        }
        SL_TRY(tell_district(work, line));
    }
    for (size_t i = 0; i < raised->proof_count; i++) {
        SL_TRY(sl_question_sight_name(
            &work->sight,
            raised->proofs[i].record,
            work->arena,
            &line->records,
            &line->record_count,
            work->err
        ));
    }
    return SL_OK;
}

/* Keep a line with texts and proofs of its own. */
static enum sl_status keep_line(struct work *work, const struct sl_notice_line *line)
{
    struct sl_notice_list *list = &work->list;
    const struct sl_raised *raised = &line->raised;
    struct sl_raised_proof *proofs =
        sl_arena_alloc(work->arena, raised->proof_count + 1, sizeof *proofs);

    SL_TRY(
        sl_array_room(work->arena, &list->lines, list->line_count, sizeof *list->lines, work->err)
    );
    struct sl_notice_line *kept = &list->lines[list->line_count++];
    *kept = *line;
    kept->raised.indicator = line->indicator->id;
    kept->raised.about = sl_arena_copy(work->arena, raised->about);
    kept->raised.proofs = proofs;
    if (proofs == NULL || kept->raised.about.ptr == NULL) {
        return sl_fail_memory(work->err);
    }
    if (raised->proof_count > 0) {
        memcpy(proofs, raised->proofs, raised->proof_count * sizeof *proofs);
    }
    return SL_OK;
}

static enum sl_status take(struct work *work, const struct sl_raised *raised)
{
    struct sl_notice_line line = {
        .raised = *raised,
        .indicator = find_indicator(work->asked->indicators, raised->indicator),
    };
    const struct sl_str agency = work->asked->agency;
    bool is_wanted = is_asked_for(work, raised, line.indicator);

    if (is_wanted && agency.len > 0) {
        SL_TRY(sl_question_sight_holds(&work->sight, raised, agency, &is_wanted, work->err));
    }
    if (is_wanted) {
        SL_TRY(sl_question_sight_raised(&work->sight, raised, &is_wanted, work->err));
    }
    if (!is_wanted) {
        return SL_OK;
    }
    SL_TRY(tell_line(work, &line));
    const struct sl_str district = work->asked->district;
    return district.len > 0 && !sl_str_equal(district, line.district) ? SL_OK
                                                                      : keep_line(work, &line);
}

static enum sl_status gather(struct work *work)
{
    SL_CLEANUP(sl_raised_cursor_close_ptr) struct sl_raised_cursor *cursor = NULL;
    const int64_t one = work->asked->identity;
    struct sl_raised raised;
    bool has_one = true;

    SL_TRY(sl_store_raised_open(
        sl_access_store(work->access), one, one == 0 ? INT64_MAX : one, &cursor, work->err
    ));
    for (;;) {
        sl_arena_reset(&work->scratch);
        SL_TRY(sl_raised_cursor_next(cursor, &work->scratch, &raised, &has_one, work->err));
        if (!has_one) {
            return SL_OK;
        }
        SL_TRY(take(work, &raised));
    }
}

static int compare_lines(const void *left_ptr, const void *right_ptr)
{
    const struct sl_notice_line *left = left_ptr, *right = right_ptr;

    if (left->indicator != right->indicator) {
        return left->indicator < right->indicator ? -1 : 1;
    }
    if (left->raised.identity != right->raised.identity) {
        return left->raised.identity < right->raised.identity ? -1 : 1;
    }
    return sl_str_compare(left->raised.about, right->raised.about);
}

static int compare_rests(const void *left_ptr, const void *right_ptr)
{
    const struct rest *left = left_ptr, *right = right_ptr;

    if (left->mark != right->mark) {
        return left->mark < right->mark ? -1 : 1;
    }
    return (left->line > right->line) - (left->line < right->line);
}

static bool links_people(const struct sl_indicator *indicator)
{
    for (size_t i = 0; i < indicator->condition.test_count; i++) {
        if (SL_TEST_LINKS_PEOPLE(indicator->condition.tests[i].kind)) {
            return true;
        }
    }
    return false;
}

/* On what the lines of one indicator rest, by mark. */
static enum sl_status gather_rests(
    struct work *work, size_t first, size_t end, struct rest **ret_rests, size_t *ret_count
)
{
    struct rest *rests = NULL;
    size_t count = 0;

    for (size_t i = first; i < end; i++) {
        const struct sl_raised *raised = &work->list.lines[i].raised;
        for (size_t j = 0; j < raised->proof_count; j++) {
            SL_TRY(sl_array_room(&work->scratch, &rests, count, sizeof *rests, work->err));
            rests[count++] = (struct rest){ raised->proofs[j].mark, raised->proofs[j].record, i };
        }
    }
    if (count > 1) {
        qsort(rests, count, sizeof *rests, compare_rests);
    }
    *ret_rests = rests;
    *ret_count = count;
    return SL_OK;
}

/* The lowest line that one belongs to. */
static size_t root_of(const size_t *lowest, size_t line)
{
    while (lowest[line] != line) {
        line = lowest[line];
    }
    return line;
}

static void join(size_t *lowest, size_t one, size_t other)
{
    const size_t left = root_of(lowest, one), right = root_of(lowest, other);

    lowest[left < right ? right : left] = left < right ? left : right;
}

/* Take the lines of one root into a group. */
static enum sl_status fill_group(struct work *work, const size_t *lowest, size_t root, size_t end)
{
    struct sl_notice_list *list = &work->list;
    struct sl_notice_group group = { .indicator = list->lines[root].indicator };

    for (size_t i = root; i < end; i++) {
        if (root_of(lowest, i) == root) {
            SL_TRY(sl_array_room(
                work->arena, &group.lines, group.line_count, sizeof *group.lines, work->err
            ));
            group.lines[group.line_count++] = &list->lines[i];
            list->lines[i].group = list->group_count + 1;
        }
    }
    SL_TRY(sl_array_room(
        work->arena, &list->groups, list->group_count, sizeof *list->groups, work->err
    ));
    list->groups[list->group_count++] = group;
    return SL_OK;
}

/* What two lines rest on is a reason of their group. */
static enum sl_status tell_reasons(struct work *work, const struct rest *rests, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const size_t place = work->list.lines[rests[i].line].group;
        if (rests[i].mark != rests[i - 1].mark || place == 0) {
            continue;
        }
        struct sl_notice_group *group = &work->list.groups[place - 1];
        SL_TRY(sl_question_sight_name(
            &work->sight,
            rests[i].record,
            work->arena,
            &group->reasons,
            &group->reason_count,
            work->err
        ));
    }
    return SL_OK;
}

/* The groups among the lines first .. end, which are of one indicator. */
static enum sl_status group_lines(struct work *work, size_t first, size_t end)
{
    struct rest *rests = NULL;
    size_t count = 0;

    sl_arena_reset(&work->scratch);
    size_t *lowest = sl_arena_alloc(&work->scratch, end, sizeof *lowest);
    bool *is_tied = sl_arena_alloc(&work->scratch, end, sizeof *is_tied);
    if (lowest == NULL || is_tied == NULL) {
        return sl_fail_memory(work->err);
    }
    for (size_t i = first; i < end; i++) {
        lowest[i] = i;
        is_tied[i] = false;
    }
    SL_TRY(gather_rests(work, first, end, &rests, &count));
    for (size_t i = 1; i < count; i++) {
        if (rests[i].mark == rests[i - 1].mark && rests[i].line != rests[i - 1].line) {
            join(lowest, rests[i].line, rests[i - 1].line);
        }
    }
    for (size_t i = first; i < end; i++) {
        const size_t root = root_of(lowest, i);
        is_tied[root] = is_tied[root] || root != i;
    }
    for (size_t i = first; i < end; i++) {
        if (is_tied[i]) {
            SL_TRY(fill_group(work, lowest, i, end));
        }
    }
    return tell_reasons(work, rests, count);
}

static enum sl_status arrange(struct work *work)
{
    struct sl_notice_list *list = &work->list;

    if (list->line_count > 1) {
        qsort(list->lines, list->line_count, sizeof *list->lines, compare_lines);
    }
    for (size_t i = 0, end = 0; i < list->line_count; i = end) {
        for (end = i;
             end < list->line_count && list->lines[end].indicator == list->lines[i].indicator;
             end++) {
        }
        if (links_people(list->lines[i].indicator)) {
            SL_TRY(group_lines(work, i, end));
        }
    }
    return SL_OK;
}

static enum sl_status check(struct work *work)
{
    const struct sl_str id = work->asked->indicator;

    if (id.len > 0 && find_indicator(work->asked->indicators, id) == NULL) {
        return sl_fail(work->err, SL_NOT_FOUND, "there is no indicator '%.*s'", SL_STR_ARG(id));
    }
    SL_TRY(sl_notice_kept(sl_access_store(work->access), &work->list.kept, work->err));
    if (!work->list.kept.is_there) {
        sl_fail(work->err, SL_INVALID, "nobody has asked the indicators yet");
        sl_fail_hint(work->err, "Run 'sightline notice run' first.");
        return SL_INVALID;
    }
    return SL_OK;
}

/* The entry that names whom the list is about. */
static enum sl_status say_seen(struct work *work, const struct sl_access_deed *deed)
{
    struct sl_seen_list seen;
    int64_t last = 0;

    sl_seen_list_init(&seen, KIND);
    for (size_t i = 0; i < work->list.line_count; i++) {
        const struct sl_notice_line *line = &work->list.lines[i];
        if (line->raised.identity != last) {
            sl_seen_list_add(&seen, line->identity);
        }
        last = line->raised.identity;
    }
    const enum sl_status status = sl_seen_list_say(&seen, work->access, deed, 1, work->err);
    sl_seen_list_finish(&seen);
    return status;
}

static enum sl_status list(struct work *work)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = KIND };

    SL_TRY(sl_access_may(work->access, SL_MAY_QUESTION, &deed, work->err));
    SL_TRY(check(work));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, work->err));
    SL_TRY(gather(work));
    SL_TRY(arrange(work));
    return say_seen(work, &deed);
}

enum sl_status sl_notice_list(
    struct sl_access *access,
    const struct sl_notice_asked *asked,
    struct sl_arena *arena,
    struct sl_notice_list *ret_list,
    struct sl_error *err
)
{
    struct work work = { .access = access, .asked = asked, .arena = arena, .err = err };

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = list(&work);
    sl_question_sight_finish(&work.sight);
    sl_arena_finish(&work.scratch);
    if (status == SL_OK) {
        *ret_list = work.list;
    }
    return status;
}
