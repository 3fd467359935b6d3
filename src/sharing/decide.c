/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/decide.h"

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
static const struct sl_term rules[] = { SL_DECIDE_RULE_TABLE(TERM) };
/* clang-format on */

_Static_assert(SL_DECIDE_RULE_COUNT <= 32, "the steps of a decision are 32 bits");

const struct sl_term *sl_rule_terms(void)
{
    return rules;
}

static void note(struct sl_share_decision *decision, enum sl_rule_name rule)
{
    decision->steps |= UINT32_C(1) << rule;
}

/* A step that decides what may be told. */
static void set(struct sl_share_decision *decision, enum sl_sight sight, enum sl_rule_name rule)
{
    decision->sight = sight;
    decision->rule = rule;
    note(decision, rule);
}

static enum sl_rule_name rule_of_state(enum sl_policy_state state)
{
    static const enum sl_rule_name state_rules[] = {
        [SL_POLICY_MISSING] = SL_RULE_POLICY_MISSING,
        [SL_POLICY_DAMAGED] = SL_RULE_POLICY_DAMAGED,
        [SL_POLICY_EARLY] = SL_RULE_POLICY_EARLY,
        [SL_POLICY_STALE] = SL_RULE_POLICY_STALE,
    };
    return state_rules[state];
}

static bool is_own(const struct sl_asking *asking, const struct sl_asked *asked)
{
    return asked->holder.len > 0 && sl_str_equal(asking->user->agency, asked->holder);
}

/* The glass counts while a role that may break it for this purpose is held. */
static bool has_glass(const struct sl_asking *asking, const struct sl_asked *asked)
{
    return asked->glass &&
           sl_user_may(asking->user, SL_MAY_BREAK_GLASS, asking->purpose, asking->day) ==
               SL_POWER_HELD;
}

/* What agreements give. */
static void decide_agreement(
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    bool glass,
    struct sl_share_decision *decision
)
{
    const enum sl_policy_state state = sl_policy_state_on(asking->policy, asking->day);

    if (state != SL_POLICY_READY) {
        set(decision, SL_SIGHT_REFUSED, rule_of_state(state));
        return;
    }
    struct sl_policy_question question = {
        .reader = sl_policy_agency(asking->policy, asking->user->agency),
        .holder = sl_policy_agency(asking->policy, asked->holder),
        .purpose = asking->purpose,
        .kind = asked->kind,
        .day = asking->day,
    };
    struct sl_policy_answer answer = sl_policy_find(asking->policy, &question);
    bool raised = false;
    if (glass) {
        const enum sl_sight level = answer.level;

        question.emergency = true;
        answer = sl_policy_find(asking->policy, &question);
        raised = answer.level > level;
    }
    decision->agreement = answer.agreement;
    decision->fields = answer.fields;
    decision->found = answer.level == SL_SIGHT_EXISTENCE ? SL_FIELDS_OF_EXISTENCE : answer.fields;
    if (answer.level == SL_SIGHT_REFUSED) {
        set(decision, SL_SIGHT_REFUSED, SL_RULE_NO_AGREEMENT);
        return;
    }
    set(decision,
        answer.level,
        answer.level == SL_SIGHT_CONTENT ? SL_RULE_CONTENT : SL_RULE_EXISTENCE);
    if (raised) {
        set(decision, answer.level, SL_RULE_EMERGENCY);
    }
}

/* Content needs a relationship, or a broken glass. */
static void decide_tie(
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    bool glass,
    struct sl_share_decision *decision
)
{
    if (sl_ties_serve(asked->ties, asking->purpose)) {
        note(decision, SL_RULE_TIE);
    } else if (glass) {
        note(decision, SL_RULE_GLASS);
    } else {
        set(decision, SL_SIGHT_EXISTENCE, SL_RULE_NO_TIE);
    }
}

/* The most that the permission shows. */
static void decide_most(const struct sl_permission_line *line, struct sl_share_decision *decision)
{
    decision->fields &= line->fields;
    if (decision->sight > line->most) {
        set(decision, line->most, SL_RULE_MOST);
    } else if (decision->sight == SL_SIGHT_CONTENT && decision->fields == 0) {
        set(decision, SL_SIGHT_EXISTENCE, SL_RULE_NO_FIELD);
    }
    if (decision->sight != SL_SIGHT_CONTENT) {
        decision->fields = 0;
    }
}

/* Role, purpose and reach. Returns false when the decision ends here. */
static bool decide_role(
    const struct sl_asking *asking, const struct sl_asked *asked, struct sl_share_decision *decision
)
{
    const enum sl_reach reach = sl_permission_get(asking->permission)->reach;
    const enum sl_power power =
        sl_user_may(asking->user, asking->permission, asking->purpose, asking->day);

    if (power != SL_POWER_HELD) {
        set(decision,
            SL_SIGHT_REFUSED,
            power == SL_POWER_NONE ? SL_RULE_NO_ROLE : SL_RULE_OTHER_PURPOSE);
        return false;
    }
    note(decision, SL_RULE_ROLE);
    if (reach == SL_REACH_NOBODY) {
        set(decision, SL_SIGHT_REFUSED, SL_RULE_NO_PERSON);
        return false;
    }
    if (reach == SL_REACH_OWN && !is_own(asking, asked)) {
        set(decision, SL_SIGHT_REFUSED, SL_RULE_OWN_ONLY);
        return false;
    }
    return true;
}

void sl_decide_record(
    const struct sl_asking *asking, const struct sl_asked *asked, struct sl_share_decision *decision
)
{
    if (decision->sight == SL_SIGHT_REFUSED) {
        return;
    }
    if (!is_own(asking, asked)) {
        decision->found &= ~asked->withheld;
    }
    if (!is_own(asking, asked) && (decision->fields & asked->withheld) != 0) {
        decision->withheld = decision->fields & asked->withheld;
        decision->fields &= ~asked->withheld;
        note(decision, SL_RULE_WITHHELD);
    }
    if (asked->seal == SL_SEAL_NONE) {
        return;
    }
    if (asked->seal == SL_SEAL_OPEN) {
        note(decision, SL_RULE_SEAL_OPEN);
        return;
    }
    if (asked->seal == SL_SEAL_CLOSED && asking->permission == SL_MAY_SEAL) {
        note(decision, SL_RULE_SEAL_KEPT);
        return;
    }
    set(decision, SL_SIGHT_HIDDEN, SL_RULE_SEALED);
    decision->fields = 0;
    decision->found = 0;
    decision->withheld = 0;
    decision->alert = true;
}

struct sl_share_decision sl_decide(const struct sl_asking *asking, const struct sl_asked *asked)
{
    const struct sl_permission_line *line = sl_permission_get(asking->permission);
    struct sl_share_decision decision = { .sight = SL_SIGHT_REFUSED, .agreement = SL_POLICY_NONE };

    if (asking->policy != NULL) {
        decision.policy = asking->policy->id;
    }
    if (asked->kind >= SL_SHARE_KIND_COUNT) {
        set(&decision, SL_SIGHT_REFUSED, SL_RULE_UNKNOWN);
        return decision;
    }
    if (!decide_role(asking, asked, &decision)) {
        return decision;
    }
    const bool glass = has_glass(asking, asked);
    if (is_own(asking, asked)) {
        decision.fields = SL_SHARE_ALL_FIELDS;
        decision.found = SL_SHARE_ALL_FIELDS;
        set(&decision, SL_SIGHT_CONTENT, SL_RULE_OWN);
    } else {
        decide_agreement(asking, asked, glass, &decision);
    }
    if (decision.sight == SL_SIGHT_CONTENT && line->needs_tie) {
        decide_tie(asking, asked, glass, &decision);
    }
    decide_most(line, &decision);
    sl_decide_record(asking, asked, &decision);
    return decision;
}

enum sl_power sl_decide_act(const struct sl_asking *asking)
{
    if (sl_permission_get(asking->permission)->reach != SL_REACH_NOBODY) {
        return SL_POWER_NONE;
    }
    return sl_user_may(asking->user, asking->permission, asking->purpose, asking->day);
}
