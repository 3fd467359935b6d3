/* SPDX-License-Identifier: Apache-2.0 */
/* A possible group: who, by which records, as a drawing and as a list; what people decide of it. */
#include "app/notice_history.h"
#include "app/notice_list.h"
#include "app/question_list.h"
#include "app/question_manage.h"
#include "identity/identity_id.h"
#include "web/network.h"
#include "web/pages.h"
#include "web/problem.h"
#include "web/question_row.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/web_templates.h"

enum { JUDGED, WORDS, FIELDS };

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
/* What somebody may decide of a group, and the answer to the question about each of its people. */
static const struct sl_term judged_terms[] = {
    { .name = TEXT("together"), .words = TEXT("they belong together: it is being dealt with") },
    { .name = TEXT("unrelated"), .words = TEXT("they do not belong together") },
    { .name = TEXT("not_known"), .words = TEXT("it is not known yet") },
};
#define JUDGED_COUNT (sizeof judged_terms / sizeof judged_terms[0])
static const enum sl_question_reply replies[JUDGED_COUNT] = {
    SL_REPLY_DONE, SL_REPLY_UNRELATED, SL_REPLY_NOT_KNOWN,
};
/* clang-format on */

static const struct sl_term *terms_of_judged(void)
{
    return judged_terms;
}

/* clang-format off */
static const struct sl_ask_field fields[FIELDS] = {
    [JUDGED] = { .kind = SL_ASK_RADIOS, .name = "judged", .label = "Do they belong together?",
                 .missing = "choose whether they belong together", .terms = terms_of_judged,
                 .term_count = JUDGED_COUNT },
    [WORDS] = { .kind = SL_ASK_WORDS, .is_guarded = true, .name = "words", .label = "Why?",
                .hint = "It is kept as the answer to each question that your agency is asked.",
                .missing = "say why, in words" },
};
static const struct sl_ask judge_ask = {
    .heading = "Decide", .button = "Save what you decide", .fields = fields,
    .field_count = FIELDS,
};
static const struct sl_done done[] = { { "judged", "What you decided is kept." } };
/* clang-format on */

/* Somebody of the group, and the question about them. */
struct member {
    const struct sl_notice_line *line;
    struct sl_question_line asked;
    bool has_question; /* that the user may know of */
};

/* A group, as the user may see it. */
struct found {
    struct sl_notice_list list;
    const struct sl_notice_group *group;
    struct member *members;
};

static enum sl_status find_group(struct sl_visit *visit, struct found *found, struct sl_error *err)
{
    const struct sl_notice_asked asked = {
        .indicators = &visit->site->catalogues.indicators,
        .indicator = sl_visit_param(visit, 0),
        .set = SL_INDICATOR_SET_COUNT,
    };

    SL_TRY(sl_notice_list(visit->access, &asked, visit->arena, &found->list, err));
    for (size_t i = 0; i < found->list.group_count; i++) {
        const struct sl_notice_group *group = &found->list.groups[i];
        for (size_t j = 0; j < group->line_count; j++) {
            const struct sl_notice_line *line = &found->list.lines[group->lines[j]];
            if (sl_str_equal(line->identity, sl_visit_param(visit, 1))) {
                found->group = group;
                return SL_OK;
            }
        }
    }
    sl_fail(err, SL_NOT_FOUND, "there is no such group, or no more");
    sl_fail_hint(err, "Look at the list of possible groups: records may have been corrected.");
    return SL_NOT_FOUND;
}

/* The question about somebody by the indicator of the group. */
static enum sl_status
find_question(struct sl_visit *visit, struct member *member, int64_t as_of, struct sl_error *err)
{
    struct sl_question_asked asked = { .all = true,
                                       .clocks = &visit->site->catalogues.clocks,
                                       .as_of = as_of };
    struct sl_question_line *lines = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_parse(member->line->identity, &asked.identity, err));
    SL_TRY(sl_question_list(visit->access, &asked, visit->arena, &lines, &count, err));
    for (size_t i = 0; i < count && !member->has_question; i++) {
        if (sl_str_equal(lines[i].stored.indicator, member->line->indicator->id)) {
            member->asked = lines[i];
            member->has_question = true;
        }
    }
    return SL_OK;
}

static enum sl_status
find_members(struct sl_visit *visit, struct found *found, struct sl_error *err)
{
    const size_t count = found->group->line_count;
    int64_t as_of = 0;

    SL_TRY(sl_notice_instant(visit->now_us, &as_of, err));
    found->members = sl_arena_alloc(visit->arena, count, sizeof(*found->members));
    if (found->members == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        found->members[i] = (struct member){
            .line = &found->list.lines[found->group->lines[i]],
        };
        SL_TRY(find_question(visit, &found->members[i], as_of, err));
    }
    return SL_OK;
}

/* Can the user answer the question about somebody now? */
static bool is_theirs(const struct sl_visit *visit, const struct member *member)
{
    return member->has_question && sl_question_waits(member->asked.status.state) &&
           sl_str_equal(member->asked.seen.question.owner, sl_access_user(visit->access)->agency);
}

static struct sl_str name_of(struct sl_visit *visit, const struct member *member)
{
    return member->has_question ? sl_question_who(visit, &member->asked) : member->line->identity;
}

/* Is somebody in a record that ties people of the group? */
static bool is_joined(const void *context, size_t left, size_t right)
{
    const struct found *found = context;
    const struct sl_notice_line *line = found->members[left].line;
    bool is_in = false;

    for (size_t i = 0; i < line->record_count; i++) {
        is_in = is_in || sl_str_equal(line->records[i], found->group->reasons[right]);
    }
    return is_in;
}

static struct sl_value network_of(struct sl_visit *visit, const struct found *found)
{
    const size_t count = found->group->line_count;
    struct sl_str *names = sl_arena_alloc(visit->arena, count, sizeof(*names));

    if (names == NULL) {
        sl_page_fail(&visit->page, SL_NO_MEMORY);
        return sl_value_undefined();
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = name_of(visit, &found->members[i]);
    }
    const struct sl_network network = {
        .left = names,
        .right = found->group->reasons,
        .left_count = count,
        .right_count = found->group->reason_count,
        .joined = is_joined,
        .context = found,
    };
    return sl_network_value(visit, &network);
}

/* Somebody, with the records that tie them to others, and how the question about them stands. */
static struct sl_row member_row(struct sl_visit *visit, const struct found *found, size_t index)
{
    const struct member *member = &found->members[index];
    struct sl_row row = {
        .title = name_of(visit, member),
        .href = sl_told_path(visit, "/child/", member->line->identity),
        .facts[0] = member->asked.life,
    };
    struct sl_str names = SL_STR("");

    for (size_t i = 0; i < found->group->reason_count; i++) {
        if (is_joined(found, index, i)) {
            names = sl_told_join(visit, names, found->group->reasons[i], false);
        }
    }
    row.facts[1] = sl_told_print(visit, "In %.*s", SL_STR_ARG(names));
    if (member->has_question) {
        const struct sl_question_deed *answer = member->asked.status.answer;
        const struct sl_work_tag tag = sl_question_tag(visit, &member->asked.status);
        row.tag = tag.text;
        row.colour = tag.colour;
        row.facts[2] = sl_told_print(
            visit, "Asked of %.*s", SL_STR_ARG(sl_question_asked_of(visit, &member->asked))
        );
        row.more = SL_STR("The question");
        row.more_href = sl_told_print(visit, "/question/%lld", (long long)member->asked.stored.id);
        row.words = answer == NULL ? SL_STR("") : answer->words;
    }
    return row;
}

static void add_members(struct sl_sheet *sheet, const struct found *found)
{
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, found->group->line_count);
    for (size_t i = 0; i < found->group->line_count; i++) {
        const struct sl_row row = member_row(sheet->visit, found, i);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("Who, and why") });
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct found found = { .group = NULL };
    struct sl_sheet sheet;
    size_t waiting = 0;

    SL_TRY(find_group(visit, &found, err));
    SL_TRY(find_members(visit, &found, err));
    for (size_t i = 0; i < found.group->line_count; i++) {
        waiting += is_theirs(visit, &found.members[i]) ? 1 : 0;
    }
    sl_sheet_init(&sheet, visit, found.group->indicator->wording);
    sheet.caption = SL_STR("Possible group");
    sheet.back = SL_STR("Possible groups and patterns");
    sheet.back_href = SL_STR("/patterns");
    sheet.why = why;
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sl_sheet_text(
        &sheet,
        SL_STR("These records tie these people. Whether they belong together is for people to "
               "say, and the answers are kept with who gave them, and why.")
    );
    add_members(&sheet, &found);
    if (waiting > 0) {
        sl_sheet_form(&sheet, &judge_ask, visit->path, sl_value_undefined());
    } else {
        sl_sheet_text(
            &sheet,
            SL_STR("No question about them waits for your agency. Other agencies answer "
                   "theirs, and you can challenge an answer on its page.")
        );
    }
    if (why != NULL) {
        visit->response->status = sl_problem_status(why->status);
    }
    sl_pages_pattern_print(
        &visit->page,
        &(struct sl_pages_pattern_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(&sheet),
            .network = network_of(visit, &found),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_pattern(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* Answer all questions about the group that wait for the user's agency. */
static enum sl_status judge(struct sl_visit *visit, struct sl_error *err)
{
    struct found found = { .group = NULL };

    SL_TRY(find_group(visit, &found, err));
    SL_TRY(find_members(visit, &found, err));
    SL_TRY(sl_ask_check(&judge_ask, &visit->form, err));
    for (size_t i = 0; i < found.group->line_count; i++) {
        const struct member *member = &found.members[i];
        const struct sl_question_doing doing = {
            .question = member->asked.stored.id,
            .deed_count = member->asked.seen.question.deed_count,
            .act = SL_ACT_ANSWERED,
            .reply = replies[sl_ask_chosen(&fields[JUDGED], &visit->form)],
            .words = sl_ask_given(&fields[WORDS], &visit->form),
        };
        if (is_theirs(visit, member)) {
            SL_TRY(sl_question_do(visit->access, &doing, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_visit_pattern_judge(struct sl_visit *visit, struct sl_error *err)
{
    if (sl_ask_wants_wording(&visit->form)) {
        return show(visit, NULL, err);
    }
    const enum sl_status status = judge(visit, err);
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "%.*s?done=judged", SL_STR_ARG(visit->path)), err
    );
}
