/* SPDX-License-Identifier: Apache-2.0 */
#include "app/proposal.h"

#include "app/people_small.h"
#include "app/session_file.h"
#include "app/user_manage.h"
#include "base/memory.h"
#include "store/credential.h"

/* Of the police there are two administrators: "administrator" and "all". */

static struct sl_access *open_at(struct small_people *small, const char *user, int64_t now_us)
{
    const struct sl_access_opening opening = { .store = small->path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = now_us };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    return access;
}

static uint64_t codes_of(struct small_people *small, const char *user)
{
    struct sl_access *access = small_open(small, "root");
    struct sl_error err;
    uint64_t count = 0;

    SL_CHECK_OK(
        sl_store_credential_count(
            sl_access_store(access), sl_str_from(user), SL_CREDENTIAL_ONE_TIME, &count, &err
        ),
        &err
    );
    sl_access_close(access);
    return count;
}

static const char *setting_of(struct small_people *small, const char *name)
{
    struct sl_access *access = small_open(small, "root");
    struct sl_str value = SL_STR("");

    const enum sl_status status = sl_store_setting_find(
        sl_access_store(access), sl_str_from(name), &small->arena, &value, NULL
    );
    sl_access_close(access);
    return status == SL_OK ? value.ptr : "nothing";
}

static int64_t
ask(struct small_people *small,
    const char *user,
    const struct sl_proposal_asked *asked,
    struct sl_buf *code)
{
    struct sl_access *access = small_open(small, user);
    struct sl_error err;
    int64_t number = -1;

    SL_CHECK_OK(sl_proposal_ask(access, asked, code, &number, &err), &err);
    sl_access_close(access);
    return number;
}

static const struct sl_proposal_asked invitation = {
    .act = SL_PROPOSAL_INVITE, .subject = {"manager", 7}
};

static enum sl_status confirm_at(
    struct small_people *small,
    const char *user,
    int64_t number,
    int64_t now_us,
    struct sl_buf *code
)
{
    struct sl_access *access = open_at(small, user, now_us);
    struct sl_store_proposal done = { .id = 0 };
    struct sl_error err;

    const enum sl_status status =
        sl_proposal_confirm(access, number, &small->arena, code, &done, &err);
    assert_true(status != SL_OK || done.id == number);
    sl_access_close(access);
    return status;
}

static enum sl_status
confirm(struct small_people *small, const char *user, int64_t number, struct sl_buf *code)
{
    return confirm_at(small, user, number, ACCESS_NOW + 1, code);
}

/* Where there are two, nobody hands a code out alone. */
static void a_second_one_confirms(void **state)
{
    struct small_people *small = *state;
    struct sl_buf code;

    sl_buf_init(&code, 1000);
    const int64_t number = ask(small, "administrator", &invitation, &code);
    assert_true(number > 0);
    SL_CHECK_U64(code.len, 0);
    SL_CHECK_U64(codes_of(small, "manager"), 0);
    SL_CHECK_STATUS(confirm(small, "administrator", number, &code), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "manager", number, &code), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "root", number, &code), SL_NOT_FOUND);
    SL_CHECK_U64(code.len, 0);
    SL_CHECK_OK(confirm(small, "all", number, &code), NULL);
    assert_true(code.len > 0);
    SL_CHECK_U64(codes_of(small, "manager"), 1);
    SL_CHECK_STATUS(confirm(small, "all", number, &code), SL_NOT_FOUND);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 1);
    SL_CHECK_U64(small_entries(small, "manager", SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 1);
    SL_CHECK_U64(small_entries(small, "all", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 1);
    sl_session_token_finish(&code);
}

/* Where there is one, there is nobody to ask. */
static void the_only_one_acts_alone(void **state)
{
    struct small_people *small = *state;
    const struct sl_proposal_asked own = { .act = SL_PROPOSAL_INVITE, .subject = SL_STR("root") };
    struct sl_buf code;

    sl_buf_init(&code, 1000);
    SL_CHECK_I64(ask(small, "root", &own, &code), 0);
    assert_true(code.len > 0);
    sl_session_token_finish(&code);
}

/* Nobody is the only one because they have just ended the others. */
static void who_has_left_counts_for_a_week(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "administrator");
    struct sl_buf code;
    struct sl_error err;
    int64_t number = 0;

    sl_buf_init(&code, 1000);
    SL_CHECK_OK(sl_user_end(access, SL_STR("all"), &number, &err), &err);
    SL_CHECK_OK(confirm_at(small, "root", number, ACCESS_NOW, &code), NULL);
    SL_CHECK_OK(sl_proposal_ask(access, &invitation, &code, &number, &err), &err);
    assert_true(number > 0);
    sl_access_close(access);
    access = open_at(small, "administrator", ACCESS_NOW + SL_PROPOSAL_BACK_US - 1);
    SL_CHECK_OK(sl_proposal_ask(access, &invitation, &code, &number, &err), &err);
    assert_true(number > 0);
    sl_access_close(access);
    access = open_at(small, "administrator", ACCESS_NOW + SL_PROPOSAL_BACK_US);
    SL_CHECK_OK(sl_proposal_ask(access, &invitation, &code, &number, &err), &err);
    SL_CHECK_I64(number, 0);
    sl_access_close(access);
    sl_session_token_finish(&code);
}

static void it_waits_for_three_days(void **state)
{
    struct small_people *small = *state;
    struct sl_store_proposal *waiting = NULL;
    struct sl_buf code;
    struct sl_error err;
    size_t count = 0;

    sl_buf_init(&code, 1000);
    const int64_t number = ask(small, "administrator", &invitation, &code);
    struct sl_access *access = open_at(small, "all", ACCESS_NOW + SL_PROPOSAL_US - 1);
    SL_CHECK_OK(sl_proposal_list(access, &small->arena, &waiting, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(waiting[0].subject, "manager");
    sl_access_close(access);
    access = open_at(small, "root", ACCESS_NOW);
    SL_CHECK_OK(sl_proposal_list(access, &small->arena, &waiting, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
    access = open_at(small, "all", ACCESS_NOW + SL_PROPOSAL_US);
    SL_CHECK_OK(sl_proposal_list(access, &small->arena, &waiting, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
    SL_CHECK_STATUS(
        confirm_at(small, "all", number, ACCESS_NOW + SL_PROPOSAL_US, &code), SL_NOT_FOUND
    );
    SL_CHECK_U64(codes_of(small, "manager"), 0);
    sl_buf_finish(&code);
}

static void refused_or_taken_back(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = NULL;
    struct sl_buf code;
    struct sl_error err;

    sl_buf_init(&code, 1000);
    for (int i = 0; i < 2; i++) {
        const int64_t number = ask(small, "administrator", &invitation, &code);
        access = small_open(small, i == 0 ? "all" : "administrator");
        SL_CHECK_OK(sl_proposal_refuse(access, number, &err), &err);
        SL_CHECK_STATUS(sl_proposal_refuse(access, number, &err), SL_NOT_FOUND);
        sl_access_close(access);
        SL_CHECK_STATUS(confirm(small, "all", number, &code), SL_NOT_FOUND);
    }
    SL_CHECK_U64(code.len, 0);
    sl_buf_finish(&code);
}

static void who_left_meanwhile_is_not_invited(void **state)
{
    struct small_people *small = *state;
    struct sl_buf code;
    struct sl_error err;
    int64_t proposal = 0;

    sl_buf_init(&code, 1000);
    const int64_t number = ask(small, "administrator", &invitation, &code);
    struct sl_access *access = small_open(small, "administrator");
    SL_CHECK_OK(sl_user_end(access, invitation.subject, &proposal, &err), &err);
    SL_CHECK_I64(proposal, 0);
    sl_access_close(access);
    SL_CHECK_STATUS(confirm(small, "all", number, &code), SL_NOT_FOUND);
    SL_CHECK_U64(code.len, 0);
    sl_buf_finish(&code);
}

/* What loosens a setting waits for another, of whichever agency; what makes it stricter does not.
 */
static void settings_of_the_whole_store(void **state)
{
    struct small_people *small = *state;
    const struct sl_proposal_asked two = { .act = SL_PROPOSAL_FACTORS, .value = SL_STR("two") };
    const struct sl_proposal_asked one = { .act = SL_PROPOSAL_FACTORS, .value = SL_STR("one") };
    const struct sl_proposal_asked hub = { .act = SL_PROPOSAL_HUB, .value = SL_STR("hub") };
    const struct sl_proposal_asked none = { .act = SL_PROPOSAL_HUB, .value = SL_STR("none") };
    const struct sl_proposal_asked bad = { .act = SL_PROPOSAL_FACTORS, .value = SL_STR("three") };
    struct sl_error err;
    int64_t number = 0;

    SL_CHECK_I64(ask(small, "root", &two, NULL), 0);
    assert_string_equal(setting_of(small, SL_SETTING_FACTORS), "two");
    number = ask(small, "root", &one, NULL);
    assert_true(number > 0);
    SL_CHECK_STATUS(confirm(small, "root", number, NULL), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "manager", number, NULL), SL_DENIED);
    assert_string_equal(setting_of(small, SL_SETTING_FACTORS), "two");
    SL_CHECK_OK(confirm(small, "administrator", number, NULL), NULL);
    assert_string_equal(setting_of(small, SL_SETTING_FACTORS), "one");

    number = ask(small, "administrator", &hub, NULL);
    assert_string_equal(setting_of(small, SL_SETTING_HUB), "police"); /* as it was */
    SL_CHECK_OK(confirm(small, "root", number, NULL), NULL);
    assert_string_equal(setting_of(small, SL_SETTING_HUB), "hub");
    SL_CHECK_I64(ask(small, "administrator", &none, NULL), 0);
    assert_string_equal(setting_of(small, SL_SETTING_HUB), "none");

    struct sl_access *access = small_open(small, "root");
    SL_CHECK_STATUS(sl_proposal_ask(access, &bad, NULL, &number, &err), SL_INVALID);
    sl_access_close(access);
    access = small_open(small, "manager");
    SL_CHECK_STATUS(sl_proposal_ask(access, &two, NULL, &number, &err), SL_DENIED);
    sl_access_close(access);
}

/* The end of an authenticator waits, too, and then takes the recovery codes with it. */
static void an_authenticator_ends_when_two_agree(void **state)
{
    struct small_people *small = *state;
    const struct sl_proposal_asked asked = { .act = SL_PROPOSAL_AUTHENTICATOR,
                                             .subject = SL_STR("manager") };
    const struct sl_credential secrets[] = {
        {.user = asked.subject,  .kind = SL_CREDENTIAL_AUTHENTICATOR, .secret = SL_STR("a")},
        { .user = asked.subject, .kind = SL_CREDENTIAL_RECOVERY,      .secret = SL_STR("b")},
    };
    struct sl_access *access = small_open(small, "root");
    struct sl_store *store = sl_access_store(access);
    struct sl_error err;
    uint64_t count = 0;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    for (size_t i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_store_credential_add(store, &secrets[i], &id, &err), &err);
    }
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    const int64_t number = ask(small, "administrator", &asked, NULL);
    for (unsigned left = 2; left-- > 0;) {
        for (size_t i = 0; i < 2; i++) {
            SL_CHECK_OK(
                sl_store_credential_count(store, asked.subject, secrets[i].kind, &count, &err), &err
            );
            SL_CHECK_U64(count, left);
        }
        if (left == 1) {
            SL_CHECK_OK(confirm(small, "all", number, NULL), NULL);
        }
    }
    sl_access_close(access);
}

static bool administrates(struct small_people *small, const char *user)
{
    struct sl_access *access = small_open(small, "root");
    struct sl_error err;
    bool has = false;

    SL_CHECK_OK(
        sl_user_change_has_role(
            sl_access_store(access), sl_str_from(user), SL_USER_ADMINISTRATOR, &has, &err
        ),
        &err
    );
    sl_access_close(access);
    return has;
}

/* Give the role of an administrator, or end it, as somebody; the number of the proposal. */
static int64_t administrate(struct small_people *small, const char *as, const char *user, bool ends)
{
    const struct sl_user_role_change change = {
        .user = sl_str_from(user),
        .role = SL_USER_ADMINISTRATOR,
        .held = {ACCESS_DAY, ACCESS_DAY + 30},
    };
    struct sl_access *access = small_open(small, as);
    struct sl_error err;
    int64_t number = -1;

    const enum sl_status status = ends ? sl_user_end_role(access, &change, &number, &err)
                                       : sl_user_give_role(access, &change, &number, &err);
    sl_access_close(access);
    return status == SL_OK ? number : -(int64_t)status;
}

static enum sl_status refuse(struct small_people *small, const char *user, int64_t number)
{
    struct sl_access *access = small_open(small, user);
    struct sl_error err;
    const enum sl_status status = sl_proposal_refuse(access, number, &err);

    sl_access_close(access);
    return status;
}

/* Nobody makes an administrator alone, or ends one. */
static void who_administrates_takes_two(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = NULL;
    struct sl_store_role role = { .id = 0 };
    struct sl_error err;

    int64_t number = administrate(small, "administrator", "manager", false);
    assert_true(number > 0);
    assert_false(administrates(small, "manager"));
    SL_CHECK_STATUS(confirm(small, "administrator", number, NULL), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "root", number, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(confirm(small, "all", number, NULL), NULL);
    assert_true(administrates(small, "manager"));
    access = small_open(small, "root");
    do {
        SL_CHECK_OK(
            sl_store_role_next(
                sl_access_store(access), SL_STR("manager"), role.id, &small->arena, &role, &err
            ),
            &err
        );
    } while (role.role != SL_USER_ADMINISTRATOR);
    SL_CHECK_I64(role.held.from, ACCESS_DAY);
    SL_CHECK_I64(role.held.until, ACCESS_DAY + 30);
    SL_CHECK_STR(role.given.by, "all");
    sl_access_close(access);

    number = administrate(small, "administrator", "manager", true);
    assert_true(number > 0);
    SL_CHECK_STATUS(refuse(small, "manager", number), SL_DENIED);
    SL_CHECK_OK(confirm(small, "all", number, NULL), NULL);
    assert_false(administrates(small, "manager"));

    /* Not for themselves, and not where there is none to end. */
    SL_CHECK_I64(administrate(small, "administrator", "administrator", false), -SL_DENIED);
    number = administrate(small, "administrator", "manager", true);
    SL_CHECK_STATUS(confirm(small, "all", number, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(refuse(small, "administrator", number), NULL);
}

/* Of two, none ends the other alone, and none can stop it that a third one of elsewhere agrees. */
static void of_two_none_ends_the_other(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "administrator");
    struct sl_error err;
    int64_t number = 0;

    SL_CHECK_OK(sl_user_end(access, SL_STR("all"), &number, &err), &err);
    assert_true(number > 0);
    sl_access_close(access);
    assert_true(administrates(small, "all"));
    SL_CHECK_STATUS(confirm(small, "administrator", number, NULL), SL_DENIED);
    SL_CHECK_STATUS(refuse(small, "all", number), SL_DENIED);
    SL_CHECK_OK(confirm(small, "root", number, NULL), NULL);
    access = small_open(small, "root");
    SL_CHECK_STATUS(sl_user_end(access, SL_STR("all"), &number, &err), SL_DENIED);
    sl_access_close(access);
    /* With their own consent, too; and with a third one in the agency nobody else is asked. */
    number = administrate(small, "administrator", "manager", false);
    SL_CHECK_STATUS(confirm(small, "root", number, NULL), SL_NOT_FOUND);
}

static void a_third_one_keeps_it_in_the_agency(void **state)
{
    struct small_people *small = *state;
    struct sl_store *store = NULL;
    struct sl_error err;

    int64_t number = administrate(small, "administrator", "manager", false);
    SL_CHECK_OK(confirm(small, "all", number, NULL), NULL);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    small_signed_in(store, "manager");
    sl_store_close(store);
    number = administrate(small, "administrator", "all", true);
    SL_CHECK_STATUS(confirm(small, "root", number, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(confirm(small, "all", number, NULL), NULL); /* by their own consent */
    assert_false(administrates(small, "all"));
}

/* Who is the only one makes the second alone. */
static void the_first_makes_the_second(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct sl_error err;
    uint64_t others = 0;
    bool is_joint = true;

    SL_CHECK_OK(sl_proposal_is_joint(access, &is_joint, &err), &err);
    assert_false(is_joint);
    SL_CHECK_OK(sl_proposal_others(access, SL_STR("hub"), SL_STR(""), &others, &err), &err);
    SL_CHECK_U64(others, 0);
    SL_CHECK_OK(sl_proposal_others(access, SL_STR(""), SL_STR(""), &others, &err), &err);
    SL_CHECK_U64(others, 2);
    SL_CHECK_OK(sl_proposal_others(access, SL_STR(""), SL_STR("all"), &others, &err), &err);
    SL_CHECK_U64(others, 1);
    sl_access_close(access);
    SL_CHECK_I64(administrate(small, "root", "worker", false), 0);
    assert_true(administrates(small, "worker"));
    SL_CHECK_I64(administrate(small, "root", "worker", true), 0);
}

/* What fails is the proposal and not the opening of the door, which has a test of its own. */
struct round {
    struct small_people *small;
    uint64_t allowed; /* as sl_test_failing_allocations counts */
    int64_t number;
};

static struct sl_access *open_unfailing(struct round *round, const char *user)
{
    const struct sl_access_opening opening = { .store = round->small->path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_error err;

    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    sl_memory_fail_after(round->allowed++);
    return access;
}

static enum sl_status ask_once(void *context)
{
    struct round *round = context;
    struct sl_access *access = open_unfailing(round, "administrator");
    struct sl_buf code;

    sl_buf_init(&code, 1000);
    const enum sl_status status = sl_proposal_ask(access, &invitation, &code, &round->number, NULL);
    sl_session_token_finish(&code);
    sl_access_close(access);
    return status;
}

static enum sl_status confirm_once(void *context)
{
    struct round *round = context;
    struct sl_access *access = open_unfailing(round, "all");
    struct sl_store_proposal done;
    struct sl_arena arena;
    struct sl_buf code;

    sl_arena_init(&arena, (size_t)1 << 20);
    sl_buf_init(&code, 1000);
    const enum sl_status status =
        sl_proposal_confirm(access, round->number, &arena, &code, &done, NULL);
    sl_arena_finish(&arena);
    sl_session_token_finish(&code);
    sl_access_close(access);
    return status;
}

static void failing_allocations(void **state)
{
    struct round round = { .small = *state };

    sl_test_failing_allocations(ask_once, &round);
    round.allowed = 0;
    sl_test_failing_allocations(confirm_once, &round);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(a_second_one_confirms),
        SMALL_TEST(the_only_one_acts_alone),
        SMALL_TEST(who_has_left_counts_for_a_week),
        SMALL_TEST(it_waits_for_three_days),
        SMALL_TEST(refused_or_taken_back),
        SMALL_TEST(who_left_meanwhile_is_not_invited),
        SMALL_TEST(settings_of_the_whole_store),
        SMALL_TEST(an_authenticator_ends_when_two_agree),
        SMALL_TEST(who_administrates_takes_two),
        SMALL_TEST(of_two_none_ends_the_other),
        SMALL_TEST(a_third_one_keeps_it_in_the_agency),
        SMALL_TEST(the_first_makes_the_second),
        SMALL_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
