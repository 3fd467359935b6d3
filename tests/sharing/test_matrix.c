/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_matrix - the decision, in every combination, against the rules told in another way.
 *
 * Permission x role x purpose x when the role is held x own or other agency x state of agreement
 * and policy x seal x relationship x broken glass x withheld field: all of them. What is expected
 * comes from lists of names below, typed by hand from the rules in src/sharing/README.md, and from
 * one formula, the smallest of several limits; neither the tables nor the steps of the code are
 * used.
 */
#include "sharing/decide.h"

#include <stdio.h>

#include "example.h"

#define TODAY   "2026-06-01"
#define ADDRESS SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS)

/* Who may do what, and what for. */
/* clang-format off */
static const struct {
    const char *role, *permissions, *purposes;
} told_roles[] = {
    { "practitioner", " search picture record contact ask break_glass question ",
      " safeguarding care " },
    { "investigator", " search picture record export contact ask break_glass question ",
      " safeguarding investigation " },
    { "manager", " search picture record export contact allocate ask answer break_glass "
      "question ",
      " safeguarding " },
    { "data_steward", " search identity intake rejects ", " data_quality " },
    { "leader", " oversight ledger_verify erase_confirm fairness ", " assurance " },
    { "inspector", " oversight sample audit publish ledger_verify fairness ", " assurance " },
    { "partnership_lead", " oversight publish agreement ledger_verify fairness ",
      " assurance " },
    { "privacy_officer", " glass_review ledger_read ledger_verify subject_access seal answer erase "
                         "erase_confirm fairness ", " data_rights " },
    { "administrator", " users store intake ledger_verify ", " running " },
};
/* clang-format on */

/* What shows nobody; what reaches the own agency only; what shows existence; what needs a tie. */
static const char acts[] = " intake ask agreement publish break_glass ledger_verify users store "
                           "erase erase_confirm fairness ";
static const char own_only[] = " contact allocate rejects answer subject_access seal ";
static const char existence_only[] = " allocate oversight sample glass_review ledger_read seal ";
static const char needs_tie[] = " picture record export audit ";

/* For which purposes a relationship counts; the first is no relationship. */
static const struct {
    const char *tie, *purposes;
} told_ties[] = {
    {"",           " "                                },
    { "allocated", " safeguarding investigation care "},
    { "team",      " safeguarding investigation care "},
    { "household", " safeguarding investigation "     },
    { "operation", " safeguarding investigation "     },
    { "sample",    " assurance "                      },
};

static const char finding[] =
    " given_name surname full_name known_as birth_date expected_birth_date sex district ";
static const char matching[] =
    " given_name surname full_name known_as birth_date expected_birth_date sex district"
    " former_given_name former_surname death_date birth_order gender nhs_number upn former_upn"
    " la_child_id pnc_id other_id phone email address postcode ";

/* How things stand between the two agencies: what an agreement gives, always and in an emergency.
 */
enum { NOTHING, EXISTENCE, CONTENT };
/* clang-format off */
static const struct {
    const char *state;
    const char *old, *new; /* the change to the base agreement that makes it so */
    int always, emergency;
    const char *fields; /* only these, of content; NULL: all */
} told_states[] = {
    { "own agency", NULL, NULL, CONTENT, CONTENT, NULL },
    { "no policy", NULL, NULL, NOTHING, NOTHING, NULL },
    { "damaged policy", NULL, NULL, NOTHING, NOTHING, NULL },
    { "stale policy", NULL, NULL, NOTHING, NOTHING, NULL },
    { "early policy", NULL, NULL, NOTHING, NOTHING, NULL },
    { "last fresh day", NULL, NULL, CONTENT, CONTENT, NULL },
    { "content", "content", "content", CONTENT, CONTENT, NULL },
    { "existence", "level: content, kinds: [crime], fields: [all]",
      "level: existence, kinds: [crime]", EXISTENCE, EXISTENCE, NULL },
    { "emergency", "level: content", "level: existence, in_emergency: content", EXISTENCE,
      CONTENT, NULL },
    { "few fields", "fields: [all]", "fields: [summary, address]", CONTENT, CONTENT,
      " summary address " },
    { "both ways", "of: [theirs], to: [ours], direction: one_way",
      "of: [ours], to: [theirs], direction: both_ways", CONTENT, CONTENT, NULL },
    { "wrong way", "of: [theirs], to: [ours]", "of: [ours], to: [theirs]", NOTHING, NOTHING,
      NULL },
    { "first day", "from: 2026-04-01", "from: 2026-06-01", CONTENT, CONTENT, NULL },
    { "not yet", "from: 2026-04-01", "from: 2026-06-02", NOTHING, NOTHING, NULL },
    { "last day", "until: 2027-03-31", "until: 2026-06-01", CONTENT, CONTENT, NULL },
    { "expired", "until: 2027-03-31", "until: 2026-05-31", NOTHING, NOTHING, NULL },
    { "revoked later", "on: 2026-06-01", "on: 2026-06-02", CONTENT, CONTENT, NULL },
    { "revoked", "on: 2026-06-01", "on: 2026-06-01", NOTHING, NOTHING, NULL },
    { "other kind", "kinds: [crime]", "kinds: [incident]", NOTHING, NOTHING, NULL },
    { "other parties", "of: [theirs], to: [ours]", "of: [third], to: [ours]", NOTHING, NOTHING,
      NULL },
    { "no agreement", NULL, NULL, NOTHING, NOTHING, NULL },
};
/* clang-format on */
#define STATE_COUNT (sizeof(told_states) / sizeof(told_states[0]))

static const char base[] =
    "format: sightline-agreement-1\nid: base\nversion: 1\ntitle: Base\n"
    "valid: {from: 2026-04-01, until: 2027-03-31}\n"
    "parties: {ours: Ours, theirs: Theirs, third: Third}\n"
    "shares: [{of: [theirs], to: [ours], direction: one_way,\n"
    "purposes: [safeguarding, investigation, care, data_quality, assurance, data_rights],\n"
    "level: content, kinds: [crime], fields: [all]}]\n";
static const char base_revocation[] =
    "format: sightline-revocation-1\nagreement: base\nversion: 1\non: 2026-06-01\n"
    "by: theirs\nreason: in question\n";

struct matrix {
    struct sl_arena arena;
    struct sl_sharing_document documents[STATE_COUNT][2];
    struct sl_policy policies[STATE_COUNT];
    int32_t today;
    uint64_t count, sights[4];
};

static bool in(const char *list, struct sl_str name)
{
    const struct sl_str text = sl_str_from(list);
    char word[64];
    const int len = snprintf(word, sizeof(word), " %.*s ", SL_STR_ARG(name));
    return sl_str_find(text, (struct sl_str){ .ptr = word, .len = (size_t)len }) < text.len;
}

static bool is_state(size_t state, const char *name)
{
    return sl_str_equal(sl_str_from(told_states[state].state), sl_str_from(name));
}

/* Compile the policy of a state from documents. */
static void make_policy(struct matrix *matrix, size_t state)
{
    struct sl_sharing_document *documents = matrix->documents[state];
    const char *old = told_states[state].old;
    int32_t confirmed = matrix->today;
    size_t count = 1;
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_add(&text, sl_str_from(base));
    if (is_state(state, "revoked") || is_state(state, "revoked later")) {
        example_with(base_revocation, old, told_states[state].new, &text);
        documents[1] = example_read(text.ptr, &matrix->arena);
        documents[0] = example_read(base, &matrix->arena);
        count = 2;
    } else {
        if (old != NULL) {
            example_with(base, old, told_states[state].new, &text);
        }
        documents[0] = example_read(text.ptr, &matrix->arena);
    }
    confirmed -= is_state(state, "stale policy") ? SL_POLICY_STALE_DAYS + 1 : 0;
    confirmed -= is_state(state, "last fresh day") ? SL_POLICY_STALE_DAYS : 0;
    confirmed += is_state(state, "early policy") ? 1 : 0;
    count = is_state(state, "no agreement") ? 0 : count;
    SL_CHECK_OK(
        sl_policy_compile(
            documents, count, confirmed, &matrix->arena, &matrix->policies[state], &err
        ),
        &err
    );
    if (is_state(state, "damaged policy")) {
        matrix->policies[state].state = SL_POLICY_DAMAGED;
    }
    sl_buf_finish(&text);
}

/* A combination, by names. */
struct combination {
    size_t role, state, tie;
    enum sl_permission permission;
    enum sl_purpose purpose;
    enum sl_seal_state seal;
    bool held, glass, withheld;
};

static int least(int left, int right)
{
    return left < right ? left : right;
}

/* What the lists say of a role, a permission, a purpose and a state; read once for many records. */
struct told {
    bool right, acts, own, own_only, existence_only, needs_tie, seals, shared_purpose, may_break;
    bool finds_nobody; /* no field to find a person by */
    bool tied[sizeof(told_ties) / sizeof(told_ties[0])];
    uint64_t fields, withheld; /* that may be shown; of these, those that a holder may withhold */
    uint64_t given;            /* whatever the permission shows of it */
};

static uint64_t told_fields(size_t state, struct sl_str permission)
{
    uint64_t fields = 0;

    for (unsigned i = 0; i < SL_ATTRIBUTE_TABLE_COUNT; i++) {
        const struct sl_str name = sl_attribute_terms()[i].name;
        bool shown = told_states[state].fields == NULL || in(told_states[state].fields, name);
        shown = shown && (!in(" search ", permission) || in(finding, name));
        shown = shown && (!in(" identity ", permission) || in(matching, name));
        fields |= shown ? UINT64_C(1) << i : 0;
    }
    return fields;
}

static struct told tell(const struct combination *at)
{
    const struct sl_str permission = sl_permission_terms()[at->permission].name;
    const struct sl_str purpose = sl_purpose_terms()[at->purpose].name;
    const bool for_purpose = in(told_roles[at->role].purposes, purpose);
    struct told told = {
        .right = for_purpose && in(told_roles[at->role].permissions, permission),
        .acts = in(acts, permission),
        .own = at->state == 0,
        .own_only = in(own_only, permission),
        .existence_only = in(existence_only, permission),
        .needs_tie = in(needs_tie, permission),
        .seals = in(" seal ", permission),
        .shared_purpose = !in(" running ", purpose),
        .may_break = for_purpose && in(told_roles[at->role].permissions, SL_STR("break_glass")),
        .finds_nobody = is_state(at->state, "few fields") && in(" search ", permission),
        .fields = told_fields(at->state, permission),
        .given = told_fields(at->state, SL_STR("")),
    };

    told.withheld = told.own || in(" search ", permission) ? 0 : ADDRESS;
    for (size_t i = 0; i < sizeof(told.tied) / sizeof(told.tied[0]); i++) {
        told.tied[i] = in(told_ties[i].purposes, purpose);
    }
    return told;
}

/* The rules, told as limits: what may be seen is the least of them. */
static enum sl_sight told_sight(const struct combination *at, const struct told *told)
{
    const bool glass = at->glass && at->held && told->may_break;
    const bool tied = told->tied[at->tie] || glass;
    int sight = glass ? told_states[at->state].emergency : told_states[at->state].always;

    sight = least(sight, told->own || told->shared_purpose ? CONTENT : NOTHING);
    sight = least(sight, at->held && told->right && !told->acts ? CONTENT : NOTHING);
    sight = least(sight, !told->own && told->own_only ? NOTHING : CONTENT);
    sight = least(sight, told->existence_only || told->finds_nobody ? EXISTENCE : CONTENT);
    sight = least(sight, told->needs_tie && !tied ? EXISTENCE : CONTENT);
    if (sight == NOTHING) {
        return SL_SIGHT_REFUSED;
    }
    if (at->seal == SL_SEAL_DENIED || (at->seal == SL_SEAL_CLOSED && !(told->own && told->seals))) {
        return SL_SIGHT_HIDDEN;
    }
    return sight == CONTENT ? SL_SIGHT_CONTENT : SL_SIGHT_EXISTENCE;
}

/* By what a search may find it. */
static uint64_t told_found(const struct combination *at, const struct told *told)
{
    const bool glass = at->glass && at->held && told->may_break;
    const int level = glass ? told_states[at->state].emergency : told_states[at->state].always;
    const uint64_t found = level == CONTENT ? told->given : SL_SHARE_BIT(SL_ATTRIBUTE_NHS_NUMBER);

    return told_sight(at, told) < SL_SIGHT_EXISTENCE ? 0
           : told->own || !at->withheld              ? found
                                                     : found & ~ADDRESS;
}

static void say(const struct combination *at)
{
    print_error(
        "%s, %s, %s: %s; seal %d, tie %s, held %d, glass %d, withheld %d\n",
        told_roles[at->role].role,
        sl_permission_terms()[at->permission].name.ptr,
        sl_purpose_terms()[at->purpose].name.ptr,
        told_states[at->state].state,
        (int)at->seal,
        told_ties[at->tie].tie,
        at->held,
        at->glass,
        at->withheld
    );
}

static void check_decision(
    const struct combination *at, const struct told *told, const struct sl_share_decision *decision
)
{
    const enum sl_sight sight = told_sight(at, told);
    const bool content = sight == SL_SIGHT_CONTENT;
    const uint64_t withheld = content && at->withheld ? told->withheld : 0;
    const uint64_t fields = content ? told->fields & ~withheld : 0;

    if (decision->sight != sight || decision->fields != fields || decision->withheld != withheld) {
        say(at);
    }
    SL_CHECK_U64(decision->sight, sight);
    SL_CHECK_U64(decision->fields, fields);
    SL_CHECK_U64(decision->withheld, withheld);
    SL_CHECK_U64(decision->found, told_found(at, told));
    SL_CHECK_U64(decision->alert, sight == SL_SIGHT_HIDDEN);
    assert_true((decision->steps & (UINT32_C(1) << decision->rule)) != 0);
}

static void
check_combination(struct matrix *matrix, const struct combination *at, const struct told *told)
{
    const enum sl_user_role role = (enum sl_user_role
    )sl_term_find(sl_user_role_terms(), SL_USER_ROLE_COUNT, sl_str_from(told_roles[at->role].role));
    const struct sl_user_held held = {
        .role = role,
        .held = {at->held ? matrix->today : matrix->today + 1, SL_SPAN_OPEN},
    };
    const struct sl_user user = {
        .id = SL_STR("ann"), .agency = SL_STR("ours"), .roles = &held, .role_count = 1
    };
    const struct sl_asking asking = {
        .policy = is_state(at->state, "no policy") ? NULL : &matrix->policies[at->state],
        .user = &user,
        .permission = at->permission,
        .purpose = at->purpose,
        .day = matrix->today,
    };
    const struct sl_asked asked = {
        .holder = at->state == 0 ? SL_STR("ours") : SL_STR("theirs"),
        .kind = SL_EVENT_CRIME,
        .ties = (uint8_t)(at->tie == 0 ? 0 : 1u << (at->tie - 1)),
        .glass = at->glass,
        .seal = at->seal,
        .withheld = at->withheld ? ADDRESS : 0,
    };
    const struct sl_share_decision decision = sl_decide(&asking, &asked);

    check_decision(at, told, &decision);
    matrix->count++;
    matrix->sights[decision.sight]++;
}

/* Everything that is about the record and the reader's standing to it. */
static void check_records(struct matrix *matrix, struct combination at)
{
    const struct told told = tell(&at);

    for (unsigned bits = 0; bits < 8; bits++) {
        at.held = (bits & 1) == 0;
        at.glass = (bits & 2) != 0;
        at.withheld = (bits & 4) != 0;
        for (at.tie = 0; at.tie < sizeof(told_ties) / sizeof(told_ties[0]); at.tie++) {
            for (unsigned seal = SL_SEAL_NONE; seal <= SL_SEAL_DENIED; seal++) {
                at.seal = (enum sl_seal_state)seal;
                check_combination(matrix, &at, &told);
            }
        }
    }
}

static void test_every_combination(void **state)
{
    static struct matrix matrix;
    struct combination at = { .role = 0 };

    (void)state;
    sl_arena_init(&matrix.arena, EXAMPLE_LIMIT_BYTES);
    matrix.today = example_day(TODAY);
    SL_CHECK_U64(sizeof(told_roles) / sizeof(told_roles[0]), SL_USER_ROLE_COUNT);
    SL_CHECK_U64(sizeof(told_ties) / sizeof(told_ties[0]), SL_USER_TIE_COUNT + 1);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        make_policy(&matrix, i);
    }
    for (at.state = 0; at.state < STATE_COUNT; at.state++) {
        for (at.role = 0; at.role < SL_USER_ROLE_COUNT; at.role++) {
            for (unsigned permission = 0; permission < SL_PERMISSION_COUNT; permission++) {
                for (unsigned purpose = 0; purpose < SL_PURPOSE_COUNT; purpose++) {
                    at.permission = (enum sl_permission)permission;
                    at.purpose = (enum sl_purpose)purpose;
                    check_records(&matrix, at);
                }
            }
        }
    }
    print_message(
        "%llu combinations: %llu hidden, %llu refused, %llu existence, %llu content\n",
        (unsigned long long)matrix.count,
        (unsigned long long)matrix.sights[SL_SIGHT_HIDDEN],
        (unsigned long long)matrix.sights[SL_SIGHT_REFUSED],
        (unsigned long long)matrix.sights[SL_SIGHT_EXISTENCE],
        (unsigned long long)matrix.sights[SL_SIGHT_CONTENT]
    );
    for (unsigned i = 0; i < 4; i++) {
        assert_true(matrix.sights[i] > 0);
    }
    sl_arena_finish(&matrix.arena);
}

/* Each word of a list is one of the terms; gives back which, as bits. */
static uint64_t check_words(const char *list, const struct sl_term *terms, unsigned count)
{
    struct sl_str rest = sl_str_trim(sl_str_from(list));
    struct sl_str word = SL_STR("");
    uint64_t found = 0;

    while (sl_str_split(&rest, ' ', &word)) {
        const unsigned term = sl_term_find(terms, count, word);
        if (word.len > 0 && term == count) {
            fail_msg("'%.*s' is in none of the tables", SL_STR_ARG(word));
        }
        found |= word.len > 0 ? UINT64_C(1) << term : 0;
    }
    return found;
}

/* What is typed above is what there is: no word is out of date, and none is forgotten. */
static void test_every_name_is_told(void **state)
{
    static const char *const reaches[] = { acts, own_only, existence_only, needs_tie };
    const struct sl_term *permissions = sl_permission_terms();
    uint64_t told = 0;
    uint64_t purposes = 0;

    (void)state;
    for (unsigned i = 0; i < SL_USER_ROLE_COUNT; i++) {
        (void)check_words(told_roles[i].role, sl_user_role_terms(), SL_USER_ROLE_COUNT);
        told |= check_words(told_roles[i].permissions, permissions, SL_PERMISSION_COUNT);
        purposes |= check_words(told_roles[i].purposes, sl_purpose_terms(), SL_PURPOSE_COUNT);
    }
    SL_CHECK_U64(told, (UINT64_C(1) << SL_PERMISSION_COUNT) - 1);
    SL_CHECK_U64(purposes, (UINT64_C(1) << SL_PURPOSE_COUNT) - 1);
    for (size_t i = 0; i < sizeof(reaches) / sizeof(reaches[0]); i++) {
        (void)check_words(reaches[i], permissions, SL_PERMISSION_COUNT);
    }
    for (unsigned i = 0; i <= SL_USER_TIE_COUNT; i++) {
        (void)check_words(told_ties[i].tie, sl_tie_terms(), SL_USER_TIE_COUNT);
        (void)check_words(told_ties[i].purposes, sl_purpose_terms(), SL_PURPOSE_COUNT);
    }
    (void)check_words(finding, sl_attribute_terms(), SL_ATTRIBUTE_TABLE_COUNT);
    (void)check_words(matching, sl_attribute_terms(), SL_ATTRIBUTE_TABLE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_name_is_told),
        cmocka_unit_test(test_every_combination),
    };
    return cmocka_run_group_tests_name("sharing/matrix", tests, NULL, NULL);
}
