/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_explain.h"

#include "app/agreement_files.h"
#include "base/memory.h"
#include "sharing/answer.h"
#include "sharing/plain.h"
#include "sharing/scenario.h"

/* A line of reasons, and all of them. */
#define WHY_LIMIT_BYTES ((size_t)64 << 10)

/* An explanation in the making. */
struct explaining {
    const struct sl_agreement_explain_job *job;
    struct sl_agreement_files files;
    struct sl_arena arena;
    struct sl_scenario scenario;
    struct sl_policy policy;
    const struct sl_user *user;
    struct sl_str child;
    uint8_t ties;
    bool glass;
    struct sl_str *holders;
    size_t holder_count;
    uint64_t *answered;           /* by holder */
    struct sl_reader_item *items; /* one for each set of records of the child */
    struct sl_shown *shown;
    size_t item_count;
    struct sl_buf *text;
    struct sl_error *err;
};

/* What is told of one group, and why. */
struct told {
    struct sl_answer answer;
    struct sl_str why;
    bool printed;
};

static enum sl_status read_inputs(struct explaining *explaining)
{
    const struct sl_agreement_explain_job *job = explaining->job;
    struct sl_error *err = explaining->err;
    struct sl_str text = SL_STR("");

    SL_TRY(sl_agreement_files_text(job->scenario, &explaining->arena, &text, err));
    const enum sl_status status =
        sl_scenario_parse(text, &explaining->arena, &explaining->scenario, err);
    if (status != SL_OK) {
        sl_agreement_files_place(job->scenario, err);
        return status;
    }
    SL_TRY(sl_agreement_files_add_folder(&explaining->files, job->folder, err));
    return sl_policy_compile(
        explaining->files.documents,
        explaining->files.count,
        explaining->scenario.day,
        &explaining->arena,
        &explaining->policy,
        err
    );
}

static enum sl_status find_user(struct explaining *explaining)
{
    const struct sl_scenario *scenario = &explaining->scenario;
    const char *id = explaining->job->user;

    if (id == NULL && scenario->user_count != 1) {
        sl_fail(explaining->err, SL_USAGE, "the scenario has %zu users", scenario->user_count);
        sl_fail_hint(explaining->err, "Name one: agreement explain USER CHILD.");
        return SL_USAGE;
    }
    explaining->user =
        id == NULL ? &scenario->users[0] : sl_scenario_user(scenario, sl_str_from(id));
    if (explaining->user == NULL) {
        return sl_fail(explaining->err, SL_NOT_FOUND, "no user '%s' in the scenario", id);
    }
    return SL_OK;
}

/* The child that is named, or the only one that has records. */
static enum sl_status find_child(struct explaining *explaining)
{
    const struct sl_scenario *scenario = &explaining->scenario;

    if (explaining->job->child != NULL) {
        explaining->child = sl_str_from(explaining->job->child);
        return SL_OK;
    }
    if (scenario->record_count == 0) {
        return sl_fail(explaining->err, SL_NOT_FOUND, "no child in the scenario");
    }
    explaining->child = scenario->records[0].child;
    for (size_t i = 1; i < scenario->record_count; i++) {
        if (!sl_str_equal(scenario->records[i].child, explaining->child)) {
            sl_fail(explaining->err, SL_USAGE, "the scenario has several children");
            sl_fail_hint(explaining->err, "Name one: agreement explain USER CHILD.");
            return SL_USAGE;
        }
    }
    return SL_OK;
}

/* The number of a holder, which is added when it is new. */
static size_t holder_number(struct explaining *explaining, struct sl_str name)
{
    for (size_t i = 0; i < explaining->holder_count; i++) {
        if (sl_str_equal(explaining->holders[i], name)) {
            return i;
        }
    }
    explaining->holders[explaining->holder_count] = name;
    return explaining->holder_count++;
}

/* Agencies, what they have answered, and the records of the child. */
static enum sl_status gather(struct explaining *explaining)
{
    const struct sl_scenario *scenario = &explaining->scenario;
    const size_t most =
        explaining->policy.agency_count + scenario->record_count + scenario->answered_count + 1;
    struct sl_arena *arena = &explaining->arena;

    explaining->holders = sl_arena_alloc(arena, most, sizeof(*explaining->holders));
    explaining->answered = sl_arena_alloc(arena, most, sizeof(*explaining->answered));
    explaining->items = sl_arena_alloc(arena, scenario->record_count, sizeof(*explaining->items));
    explaining->shown = sl_arena_alloc(arena, scenario->record_count, sizeof(*explaining->shown));
    if (explaining->holders == NULL || explaining->answered == NULL || explaining->items == NULL ||
        explaining->shown == NULL) {
        return sl_fail_memory(explaining->err);
    }
    (void)holder_number(explaining, explaining->user->agency);
    for (size_t i = 0; i < explaining->policy.agency_count; i++) {
        (void)holder_number(explaining, explaining->policy.agencies[i]);
    }
    for (size_t i = 0; i < scenario->record_count; i++) {
        const struct sl_scenario_records *records = &scenario->records[i];
        const size_t holder = holder_number(explaining, records->holder);

        if (sl_str_equal(records->child, explaining->child)) {
            explaining->items[explaining->item_count++] = (struct sl_reader_item){
                .withheld = records->withheld,
                .holder = (uint16_t)holder,
                .kind = (uint8_t)records->kind,
                .ties = explaining->ties,
                .seal = (uint8_t)sl_seal_for(&records->seal, explaining->user->id),
                .glass = explaining->glass,
            };
        }
    }
    for (size_t i = 0; i < most; i++) {
        explaining->answered[i] = 0;
    }
    for (size_t i = 0; i < scenario->answered_count; i++) {
        explaining->answered[holder_number(explaining, scenario->answered[i])] = SL_SHARE_ALL_KINDS;
    }
    return SL_OK;
}

/* The first kind of a group of which it is not permitted to say anything; else its first kind. */
static unsigned
refused_kind(const struct sl_asking *asking, struct sl_asked asked, enum sl_share_group group)
{
    const uint64_t kinds = sl_share_group_kinds(group);

    for (asked.kind = 0; asked.kind < SL_SHARE_KIND_COUNT; asked.kind++) {
        if ((kinds & SL_SHARE_BIT(asked.kind)) != 0 &&
            sl_decide(asking, &asked).sight == SL_SIGHT_REFUSED) {
            return asked.kind;
        }
    }
    return (unsigned)__builtin_ctzll(kinds);
}

/* What stands for a group: a record that is not hidden, or a kind that shows why there is none. */
static struct sl_asked example_of(
    const struct explaining *explaining,
    const struct sl_asking *asking,
    size_t holder,
    enum sl_share_group group
)
{
    struct sl_asked asked = {
        .holder = explaining->holders[holder],
        .ties = explaining->ties,
        .glass = explaining->glass,
    };

    asked.kind = refused_kind(asking, asked, group);
    for (size_t i = 0; i < explaining->item_count; i++) {
        const struct sl_reader_item *item = &explaining->items[i];
        if (item->holder == holder && sl_share_kind_group(item->kind) == group &&
            explaining->shown[i].sight >= SL_SIGHT_EXISTENCE) {
            asked.kind = item->kind;
            asked.seal = (enum sl_seal_state)item->seal;
            asked.withheld = item->withheld;
            break;
        }
    }
    return asked;
}

static enum sl_status explain_why(
    struct explaining *explaining,
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    struct sl_str *ret_why
)
{
    const struct sl_share_decision decision = sl_decide(asking, asked);
    struct sl_buf why;

    sl_buf_init(&why, WHY_LIMIT_BYTES);
    sl_decision_why(asking, asked, &decision, SL_FOR_READER, &why);
    const uint64_t kept = SL_SHARE_ALL_FIELDS & ~decision.fields & ~decision.withheld;
    if (decision.sight == SL_SIGHT_CONTENT && kept != 0) {
        sl_buf_add(&why, SL_STR("  not permitted to say: "));
        sl_share_print_fields(kept, true, &why);
        sl_buf_add(&why, SL_STR("\n"));
    }
    enum sl_status status = sl_buf_status(&why, explaining->err);
    if (status == SL_OK) {
        *ret_why = sl_arena_copy(&explaining->arena, sl_buf_str(&why));
        status = ret_why->ptr == NULL ? sl_fail_memory(explaining->err) : SL_OK;
    }
    sl_buf_finish(&why);
    return status;
}

/* The answer as a label: "    records held: 3, there may be more". */
static void print_answer(const struct explaining *explaining, const struct told *told)
{
    sl_buf_addf(
        explaining->text, "    %.*s", SL_STR_ARG(sl_answer_terms()[told->answer.kind].words)
    );
    if (told->answer.kind == SL_ANSWER_HELD) {
        sl_buf_addf(
            explaining->text,
            ": %llu%s%s",
            (unsigned long long)told->answer.count,
            told->answer.content ? "" : ", not what they say",
            told->answer.more ? ", and there may be more" : ""
        );
    }
    sl_buf_add(explaining->text, SL_STR("\n"));
}

/* The reasons, one a line, filled below the answer. */
static void print_why(const struct explaining *explaining, struct sl_str why)
{
    struct sl_str line = SL_STR("");

    while (sl_str_split(&why, '\n', &line)) {
        if (line.len > 0) {
            sl_plain_fill(SL_STR("        - "), sl_str_trim(line), explaining->text);
        }
    }
}

/* One answer with all groups for which it is the same, and for the same reasons. */
static enum sl_status
print_told(const struct explaining *explaining, struct told *told, unsigned first)
{
    struct sl_buf groups;

    sl_buf_init(&groups, WHY_LIMIT_BYTES);
    for (unsigned group = first; group < SL_SHARE_GROUP_COUNT; group++) {
        const bool same = group == first || (told[first].answer.kind != SL_ANSWER_HELD &&
                                             told[group].answer.kind == told[first].answer.kind &&
                                             sl_str_equal(told[group].why, told[first].why));
        if (same && !told[group].printed) {
            told[group].printed = true;
            sl_buf_addf(
                &groups,
                "%s%.*s",
                groups.len == 0 ? "" : "; ",
                SL_STR_ARG(sl_share_group_terms()[group].words)
            );
        }
    }
    print_answer(explaining, &told[first]);
    sl_plain_fill(SL_STR("        of "), sl_buf_str(&groups), explaining->text);
    const enum sl_status status = sl_buf_status(&groups, explaining->err);
    sl_buf_finish(&groups);
    print_why(explaining, told[first].why);
    return status;
}

static enum sl_status explain_holder(
    struct explaining *explaining,
    const struct sl_asking *asking,
    const struct sl_answer *answers,
    size_t holder
)
{
    struct told told[SL_SHARE_GROUP_COUNT];

    sl_buf_addf(explaining->text, "  %.*s\n", SL_STR_ARG(explaining->holders[holder]));
    for (unsigned group = 0; group < SL_SHARE_GROUP_COUNT; group++) {
        const struct sl_asked asked =
            example_of(explaining, asking, holder, (enum sl_share_group)group);

        told[group] = (struct told){ .answer = answers[holder * SL_SHARE_GROUP_COUNT + group] };
        SL_TRY(explain_why(explaining, asking, &asked, &told[group].why));
    }
    for (unsigned group = 0; group < SL_SHARE_GROUP_COUNT; group++) {
        if (!told[group].printed) {
            SL_TRY(print_told(explaining, told, group));
        }
    }
    return SL_OK;
}

/* Records stand for as many as the scenario says: their counts are put in place of one each. */
static void count_records(struct explaining *explaining, struct sl_answer *answers)
{
    size_t item = 0;

    for (size_t i = 0; i < explaining->scenario.record_count; i++) {
        const struct sl_scenario_records *records = &explaining->scenario.records[i];

        if (!sl_str_equal(records->child, explaining->child)) {
            continue;
        }
        if (explaining->shown[item].sight >= SL_SIGHT_EXISTENCE) {
            answers
                [explaining->items[item].holder * (size_t)SL_SHARE_GROUP_COUNT +
                 sl_share_kind_group(records->kind)]
                    .count += records->count - 1;
        }
        item++;
    }
}

static enum sl_status explain_purpose(struct explaining *explaining, enum sl_purpose purpose)
{
    const struct sl_asking asking = {
        .policy = &explaining->policy,
        .user = explaining->user,
        .permission = explaining->job->permission,
        .purpose = purpose,
        .day = explaining->scenario.day,
    };
    const struct sl_answer_child child = {
        .items = explaining->items,
        .shown = explaining->shown,
        .item_count = explaining->item_count,
        .answered = explaining->answered,
        .ties = explaining->ties,
        .glass = explaining->glass,
    };
    struct sl_answer *answers = sl_arena_alloc(
        &explaining->arena, explaining->holder_count * SL_SHARE_GROUP_COUNT, sizeof(*answers)
    );
    struct sl_reader reader;

    if (answers == NULL) {
        return sl_fail_memory(explaining->err);
    }
    SL_TRY(sl_reader_init(
        &reader,
        &asking,
        explaining->holders,
        explaining->holder_count,
        &explaining->arena,
        explaining->err
    ));
    sl_reader_filter(&reader, explaining->items, explaining->item_count, explaining->shown);
    sl_answers_make(&reader, &child, answers);
    count_records(explaining, answers);
    sl_buf_addf(explaining->text, "\n%.*s:\n", SL_STR_ARG(sl_purpose_terms()[purpose].words));
    for (size_t holder = 0; holder < explaining->holder_count; holder++) {
        SL_TRY(explain_holder(explaining, &asking, answers, holder));
    }
    return SL_OK;
}

/* Who asks what, under which policy, and how they stand to the child. */
static void print_head(const struct explaining *explaining)
{
    const struct sl_user *user = explaining->user;
    struct sl_buf *text = explaining->text;

    sl_buf_addf(text, "%.*s of %.*s, on ", SL_STR_ARG(user->id), SL_STR_ARG(user->agency));
    sl_plain_day(explaining->scenario.day, text);
    sl_buf_addf(
        text,
        ", wants to %.*s: %.*s\npolicy ",
        SL_STR_ARG(sl_permission_terms()[explaining->job->permission].words),
        SL_STR_ARG(explaining->child)
    );
    sl_policy_id_print(&explaining->policy.id, text);
    sl_buf_add(text, SL_STR("\n"));
    for (unsigned tie = 0; tie < SL_USER_TIE_COUNT; tie++) {
        if ((explaining->ties & (1u << tie)) != 0) {
            sl_buf_addf(text, "%.*s\n", SL_STR_ARG(sl_tie_terms()[tie].words));
        }
    }
    if (explaining->ties == 0) {
        sl_buf_add(text, SL_STR("no relationship to the child\n"));
    }
    if (explaining->glass) {
        sl_buf_add(text, SL_STR("the glass is broken\n"));
    }
}

/* The purposes for which the user may do it; all of them when there is none, to show why not. */
static enum sl_status explain_purposes(struct explaining *explaining)
{
    const enum sl_permission permission = explaining->job->permission;
    bool any = false;

    for (unsigned purpose = 0; purpose < SL_PURPOSE_COUNT; purpose++) {
        if (sl_user_may(
                explaining->user, permission, (enum sl_purpose)purpose, explaining->scenario.day
            ) == SL_POWER_HELD) {
            any = true;
            SL_TRY(explain_purpose(explaining, (enum sl_purpose)purpose));
        }
    }
    if (!any) {
        sl_buf_add(explaining->text, SL_STR("not permitted: "));
        sl_buf_add(explaining->text, sl_rule_terms()[SL_RULE_NO_ROLE].words);
        sl_buf_add(explaining->text, SL_STR("\n"));
    }
    return sl_buf_status(explaining->text, explaining->err);
}

static enum sl_status explain(struct explaining *explaining)
{
    SL_TRY(read_inputs(explaining));
    SL_TRY(find_user(explaining));
    SL_TRY(find_child(explaining));
    explaining->ties = sl_user_ties(explaining->user, explaining->child, explaining->scenario.day);
    explaining->glass =
        sl_scenario_glass(&explaining->scenario, explaining->user, explaining->child);
    SL_TRY(gather(explaining));
    print_head(explaining);
    return explain_purposes(explaining);
}

enum sl_status sl_agreement_explain(
    const struct sl_agreement_explain_job *job, struct sl_buf *text, struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) struct explaining *explaining = sl_calloc(1, sizeof(*explaining));

    if (explaining == NULL) {
        return sl_fail_memory(err);
    }
    explaining->job = job;
    explaining->text = text;
    explaining->err = err;
    sl_arena_init(&explaining->arena, SL_AGREEMENT_FILES_BYTES);
    sl_agreement_files_init(&explaining->files, &explaining->arena);
    const enum sl_status status = explain(explaining);
    sl_arena_finish(&explaining->arena);
    return status;
}
