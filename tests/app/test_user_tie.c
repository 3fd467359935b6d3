/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_tie.h"

#include "app/people_small.h"

static const struct sl_user_tie_change *
tie_of(const char *user, const char *child, enum sl_user_tie_kind kind)
{
    static struct sl_user_tie_change change;

    change = (struct sl_user_tie_change){
        .user = sl_str_from(user),
        .child = sl_str_from(child),
        .kind = kind,
        .held = {ACCESS_DAY, SL_SPAN_OPEN},
    };
    return &change;
}

/* The ties that a user has to an identity today. */
static uint8_t ties(struct small_people *small, const char *user, int64_t identity)
{
    struct sl_access *access = small_open(small, user);
    const uint8_t bits = sl_access_ties(access, identity);

    sl_access_close(access);
    return bits;
}

static void given_by_any_name_and_ended_by_another(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct sl_error err;

    SL_CHECK_OK(
        sl_user_give_tie(access, tie_of("worker", SMALL_NHS, SL_USER_TIE_ALLOCATED), &err), &err
    );
    SL_CHECK_OK(
        sl_user_give_tie(access, tie_of("worker", small_id(1024), SL_USER_TIE_TEAM), &err), &err
    );
    SL_CHECK_U64(
        ties(small, "worker", 1024), (1u << SL_USER_TIE_ALLOCATED) | (1u << SL_USER_TIE_TEAM)
    );
    SL_CHECK_U64(ties(small, "worker", 2048), 0);
    SL_CHECK_OK(
        sl_user_end_tie(
            access, tie_of("worker", "police/records/nominal/1", SL_USER_TIE_ALLOCATED), &err
        ),
        &err
    );
    SL_CHECK_U64(ties(small, "worker", 1024), 1u << SL_USER_TIE_TEAM);
    SL_CHECK_STATUS(
        sl_user_end_tie(access, tie_of("worker", SMALL_NHS, SL_USER_TIE_ALLOCATED), &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_user_give_tie(access, tie_of("eve", SMALL_NHS, SL_USER_TIE_ALLOCATED), &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_user_give_tie(access, tie_of("worker", "police/records/x", SL_USER_TIE_TEAM), &err),
        SL_NOT_FOUND
    );
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 4);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 2);
    sl_access_close(access);
}

static void managers_allocate_in_their_agency(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "manager");
    struct sl_error err;

    SL_CHECK_OK(
        sl_user_give_tie(
            access, tie_of("practitioner", small_id(2048), SL_USER_TIE_ALLOCATED), &err
        ),
        &err
    );
    SL_CHECK_U64(ties(small, "practitioner", 2048), 1u << SL_USER_TIE_ALLOCATED);
    SL_CHECK_STATUS(
        sl_user_give_tie(access, tie_of("worker", small_id(2048), SL_USER_TIE_ALLOCATED), &err),
        SL_DENIED
    );
    SL_CHECK_STATUS(
        sl_user_give_tie(access, tie_of("manager", small_id(2048), SL_USER_TIE_ALLOCATED), &err),
        SL_DENIED
    );
    SL_CHECK_U64(ties(small, "worker", 2048), 0);
    SL_CHECK_U64(ties(small, "manager", 2048), 0);
    /* A child whom the police know, by what another agency calls them; and one whom they do not. */
    SL_CHECK_OK(
        sl_user_give_tie(
            access, tie_of("practitioner", "oldham/csc/child/1", SL_USER_TIE_ALLOCATED), &err
        ),
        &err
    );
    SL_CHECK_U64(ties(small, "practitioner", 1024), 1u << SL_USER_TIE_ALLOCATED);
    const char *const strangers[] = { small_id(4096), "oldham/csc/child/4", "oldham/csc/child/5" };
    for (size_t i = 0; i < 3; i++) {
        char words[100];
        SL_CHECK_STATUS(
            sl_user_give_tie(
                access, tie_of("practitioner", strangers[i], SL_USER_TIE_ALLOCATED), &err
            ),
            SL_NOT_FOUND
        );
        (void)snprintf(words, sizeof words, "nobody is called '%s'", strangers[i]);
        assert_string_equal(err.message, words);
        assert_string_equal(err.hint, "");
    }
    SL_CHECK_U64(ties(small, "practitioner", 4096), 0);
    SL_CHECK_U64(small_entries(small, "manager", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 4);
    sl_access_close(access);
}

static void others_are_refused(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *name = sl_user_role_terms()[role].name.ptr;
        if (role == SL_USER_ADMINISTRATOR || role == SL_USER_MANAGER) {
            continue;
        }
        struct sl_access *access = small_open(small, name);
        SL_CHECK_STATUS(
            sl_user_give_tie(access, tie_of("worker", small_id(2048), SL_USER_TIE_TEAM), &err),
            SL_DENIED
        );
        SL_CHECK_STATUS(
            sl_user_end_tie(access, tie_of("worker", small_id(2048), SL_USER_TIE_TEAM), &err),
            SL_DENIED
        );
        sl_access_close(access);
        SL_CHECK_U64(small_entries(small, name, SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 2);
    }
    SL_CHECK_U64(ties(small, "worker", 2048), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(given_by_any_name_and_ended_by_another),
        SMALL_TEST(managers_allocate_in_their_agency),
        SMALL_TEST(others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
